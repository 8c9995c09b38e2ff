"""Active files: those beside entries that run code in readers' browsers, or that a host of the site acts on.

Who writes an entry may put pictures, sound, film, documents, text and data beside it. A web page, a script or an SVG
with one would run with the rights of the whole site: it could read what readers type, or stay in their browsers as a
service worker. What a browser makes of a file depends on its ending and, where a host sends no type, on its bytes, so
both are looked at.
"""

import re
from collections.abc import Mapping

from builder.core.real_files import open_file
from builder.core.urls import SEARCH_FOLDER, STATIC

_INERT = frozenset(
    {
        *("jpg", "jpeg", "png", "gif", "webp", "avif", "apng", "bmp", "ico", "tif", "tiff", "heic", "heif", "jxl"),
        *("mp3", "ogg", "oga", "opus", "wav", "flac", "m4a", "aac", "mid", "mp4", "m4v", "webm", "ogv", "mov", "avi"),
        *("mkv", "mpg", "mpeg", "3gp", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "doc", "xls", "ppt"),
        *("zip", "gz", "tgz", "bz2", "xz", "7z", "tar", "woff", "woff2", "ttf", "otf"),
    }
)
"""Endings for which every host has a type, and no browser looks for a web page: these files are not opened."""

_PAGES = ("html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "mhtml", "mht", "hta", "htc")
_SCRIPTS = ("js", "mjs", "cjs", "jsx", "javascript", "ecma", "es", "wasm")
_SERVER = (
    *("php", "php3", "php4", "php5", "php7", "php8", "phtml", "phar", "pht", "asp", "aspx", "ashx", "asmx"),
    *("jsp", "jspx", "cgi", "fcgi"),
)
_BY_ENDING: Mapping[str, str] = {
    **dict.fromkeys(_PAGES, "a web page, which can run code in readers' browsers"),
    **dict.fromkeys(_SCRIPTS, "a script, which can run in readers' browsers"),
    **dict.fromkeys(_SERVER, "a program, which some hosts run"),
    **dict.fromkeys(("xsl", "xslt"), "an XML style sheet, which makes web pages of data"),
    "svgz": "a compressed SVG, which nobody can look into",
    "var": "a type map, which some hosts make web pages of",
}
_XML = frozenset(
    {
        *(
            "svg",
            "xml",
            "rss",
            "atom",
            "rdf",
            "kml",
            "gpx",
            "mml",
            "mathml",
            "xsd",
            "opml",
            "xspf",
            "owl",
            "wsdl",
            "wadl",
        ),
        *("xul", "xbl", "smil", "smi", "ttml", "tei", "dbk", "dae", "gml", "x3d", "xlf", "xliff", "xop", "xpl", "rng"),
        *("rsd", "mpd", "mods", "mads", "mets", "ncx", "opf", "sru", "srx", "ssml", "grxml", "vxml", "emma", "osm"),
        *("meta4", "metalink", "musicxml", "xaml", "xdp", "xhvml", "xvml", "mxml", "yin", "cellml", "sbml", "omdoc"),
    }
)
"""Endings of files that browsers read as XML, in which parts of a web page are what they are in one."""

_COMPRESSED = frozenset({"gz", "br", "zst", "z"})
"""Endings of twins, which hosts send in place of `a.html` or as it: `a.html.gz`."""

_TYPED = (_INERT - _COMPRESSED) | {"txt", "csv", "tsv", "json", "geojson", "map", "css", *_XML}
"""Endings that make nothing of what is before them. Of `a.html.en` hosts make a web page: of other endings than these,
https://httpd.apache.org/docs/current/mod/mod_mime.html#multipleext takes the last whose type it knows."""

_TOP = frozenset(
    {
        *("_worker.js", "_worker.bundle", "_headers", "_redirects", "_routes.json", "cname", "_config.yml"),
        *("_config.toml", "netlify.toml", "vercel.json", "now.json", "wrangler.toml", "wrangler.json"),
        *("wrangler.jsonc", "firebase.json", "staticwebapp.config.json", "routes.json", "static.json", "staticfile"),
        *("gemfile", "package.json", "dockerfile", "crossdomain.xml", "clientaccesspolicy.xml"),
        *("bingsiteauth.xml", "ads.txt", "app-ads.txt", "apple-app-site-association"),
    }
)
"""Files at the top of a site that hosts act on: Cloudflare Pages, Netlify, GitHub Pages, Vercel, Firebase, Azure; and
those by which others know who owns a site: search engines, sellers of advertisements, makers of telephones.

https://developers.cloudflare.com/pages/configuration/, https://docs.netlify.com/routing/redirects/
"""

_ANYWHERE = frozenset({"web.config", "_redirects", "_headers", "_worker.js"})
_FUNCTION_FOLDERS = ("functions/", "api/", "netlify/", "_includes/", "_layouts/", "_plugins/")
_FUNCTION_ENDINGS = frozenset({"ts", "tsx", "jsx", "py", "go", "rb", "rs", *_SCRIPTS, *_SERVER})
_HOST = "one that a host of the site or another service acts on"

_SNIFFED = 1_445
"""Bytes of a file that a browser looks at: https://mimesniff.spec.whatwg.org/#reading-the-resource-header."""

_HTML = re.compile(
    rb"(?i)[\t\n\x0c\r ]*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >]"
    rb"|[\t\n\x0c\r ]*<!--"
)
"""What browsers take for a web page: https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type."""

_MARKUP = re.compile(rb"[\t\n\r ]*<")
_BYTE_ORDER_MARK = re.compile(rb"\xef\xbb\xbf|\xfe\xff|\xff\xfe|\0\0\xfe\xff")
_CHUNK = 65_536


def _ending(path: str) -> str:
    """The ending of a path in lower case, without its dot; empty where it has none.

    Dots and blanks behind it do not count, as Windows takes them off.
    """
    name = path.rpartition("/")[2].lower().rstrip(". ")
    return name.rpartition(".")[2] if "." in name else ""


def may_be_active(path: str) -> bool:
    """Whether more than the path below content/ has to be looked at to know that a file runs nothing."""
    return _ending(path) not in _INERT or _why_name(path) != ""


def pattern_of(path: str) -> str:
    """A pattern as in a .gitignore that matches a file and those like it: all web pages, but one drawing alone."""
    ending = path.rpartition(".")[2]
    if ending.lower() in _BY_ENDING and not _why_host(path):
        return f"*.{ending}"
    return "/" + re.sub(r"([\\*?\[ ])", r"\\\1", path)


def why_active(path: str, file: str) -> str:
    """Why a file is active, by its path below content/ and what lies at `file`; empty for one that is not.

    Raises OSError.
    """
    ending = _ending(path)
    if why := _why_name(path):
        return why
    if ending in _INERT:
        return ""
    with open_file(file) as opened:
        head = _ascii(opened.read(_SNIFFED))
        is_xml = ending in _XML
        if not is_xml and _HTML.match(head):
            return "a web page by its first bytes, which can run code in readers' browsers"
        if not is_xml and not _MARKUP.match(head):
            return ""
        opened.seek(0)
        from builder.content.active_xml import why_active_xml  # noqa: PLC0415  # few files ask for a parser of XML

        return why_active_xml(lambda: opened.read(_CHUNK), is_xml=is_xml)


def _ascii(head: bytes) -> bytes:
    """The first bytes of a file in UTF-8, UTF-16 or UTF-32 as those of ASCII, which markup is made of."""
    mark = _BYTE_ORDER_MARK.match(head)
    return head[mark.end() if mark else 0 :].replace(b"\0", b"")


def is_acted_on(address: str) -> bool:
    """Whether a host, a browser or the site itself acts on what lies at an address, so that it can be no old one."""
    is_own = address.lower().partition("/")[0] in _OWN_FOLDERS or _OWN_FILES.fullmatch(address)
    return bool(is_own or _why_host(address)) or _ending(address) in (*_SCRIPTS, "var", *_COMPRESSED)


_OWN_FOLDERS = (STATIC.rstrip("/"), SEARCH_FOLDER.rstrip("/"))
_OWN_FILES = re.compile(
    r"(?i)(?:404|index)\.html|feed\.(?:xml|json)|sitemap[\w-]*\.xml(?:\.gz)?|robots\.txt|favicon\.ico"
    r"|manifest\.json|[a-z]+\.webmanifest"
)


def _why_name(path: str) -> str:
    """Why a file is active whatever it holds, by its path; empty where its bytes have to be looked at."""
    return _why_host(path) or _BY_ENDING.get(_ending(path), "") or _why_endings(path)


def _why_endings(path: str) -> str:
    """Why a file with several endings is active, such as `a.html.gz` or `a.html.en`."""
    endings = path.rpartition("/")[2].lower().split(".")
    before, last = endings[1:-1], endings[-1]
    if last in _TYPED:
        return ""
    if last in _COMPRESSED and not _XML.isdisjoint(before):
        return "compressed XML, which nobody can look into"
    return next((_BY_ENDING[ending] for ending in before if ending in _BY_ENDING and ending != "es"), "")


def _why_host(path: str) -> str:
    """Whether a host acts on a file, by its path."""
    lowered = path.lower()
    name = lowered.rpartition("/")[2]
    in_functions = lowered.startswith(_FUNCTION_FOLDERS) and _ending(path) in _FUNCTION_ENDINGS
    return _HOST if lowered in _TOP or name in _ANYWHERE or in_functions else ""
