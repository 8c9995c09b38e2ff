"""Active files: those beside entries that run code in readers' browsers, or that a host of the site acts on.

Who writes an entry may put pictures, sound, film, documents, text and data beside it. A web page, a script or an SVG
with one would run with the rights of the whole site: it could read what readers type, or stay in their browsers as a
service worker. What a browser makes of a file depends on its ending and, where a host sends no type, on its bytes, so
both are looked at.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

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
_SCRIPTS = ("js", "mjs", "cjs", "wasm")
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
}
_XML = frozenset({"svg", "xml", "rss", "atom", "rdf", "kml", "gpx", "mml", "xsd", "opml", "xspf", "owl", "dtd"})
"""Endings of files that browsers read as XML, in which parts of a web page are what they are in one."""

_TOP = frozenset(
    {
        *("_worker.js", "_worker.bundle", "_headers", "_redirects", "_routes.json", "cname", "_config.yml"),
        *("_config.toml", "netlify.toml", "vercel.json", "now.json", "wrangler.toml", "wrangler.json"),
        *("wrangler.jsonc", "firebase.json", "staticwebapp.config.json", "routes.json", "static.json", "staticfile"),
        *("gemfile", "package.json", "dockerfile", "crossdomain.xml", "clientaccesspolicy.xml"),
    }
)
"""Files at the top of a site that hosts act on: Cloudflare Pages, Netlify, GitHub Pages, Vercel, Firebase, Azure.

https://developers.cloudflare.com/pages/configuration/, https://docs.netlify.com/routing/redirects/
"""

_ANYWHERE = frozenset({"web.config", "_redirects", "_headers", "_worker.js"})
_FUNCTION_FOLDERS = ("functions/", "api/", "netlify/", "_includes/", "_layouts/", "_plugins/")
_FUNCTION_ENDINGS = frozenset({"ts", "tsx", "jsx", "py", "go", "rb", "rs", *_SCRIPTS, *_SERVER})
_HOST = "one that a host of the site acts on"

_SNIFFED = 1_445
"""Bytes of a file that a browser looks at: https://mimesniff.spec.whatwg.org/#reading-the-resource-header."""

_HTML = re.compile(
    rb"(?i)[\t\n\x0c\r ]*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >]"
    rb"|[\t\n\x0c\r ]*<!--"
)
"""What browsers take for a web page: https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type."""

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?[\t\n\r ]*<|\xfe\xff\0<|\xff\xfe<\0|\0<|<\0")
_CHUNK = 65_536


def _ending(path: str) -> str:
    """The ending of a path in lower case, without its dot; empty where it has none."""
    name = path.rpartition("/")[2].lower()
    return name.rpartition(".")[2] if "." in name else ""


def may_be_active(path: str) -> bool:
    """Whether more than the path below content/ has to be looked at to know that a file runs nothing."""
    return _ending(path) not in _INERT or _why_host(path) != ""


def pattern_of(path: str) -> str:
    """A pattern as in a .gitignore that matches a file and those like it: all web pages, but one drawing alone."""
    if _ending(path) in _BY_ENDING and not _why_host(path):
        return f"*.{path.rpartition('.')[2]}"
    return "/" + re.sub(r"([\\*?\[ ])", r"\\\1", path)


def why_active(path: str, file: str) -> str:
    """Why a file is active, by its path below content/ and what lies at `file`; empty for one that is not.

    Raises OSError.
    """
    ending = _ending(path)
    if why := _why_host(path) or _BY_ENDING.get(ending, ""):
        return why
    if ending in _INERT:
        return ""
    with open_file(file) as opened:
        head = opened.read(_SNIFFED)
        if ending not in _XML and _HTML.match(head):
            return "a web page by its first bytes, which can run code in readers' browsers"
        if ending not in _XML and not _MARKUP.match(head):
            return ""
        opened.seek(0)
        return _XmlLook().why(lambda: opened.read(_CHUNK), is_svg=ending == "svg")


def is_acted_on(address: str) -> bool:
    """Whether a host, a browser or the site itself acts on what lies at an address, so that it can be no old one."""
    is_own = address.lower().partition("/")[0] in _OWN_FOLDERS or _OWN_FILES.fullmatch(address)
    return bool(is_own or _why_host(address)) or _ending(address) in _SCRIPTS


_OWN_FOLDERS = (STATIC.rstrip("/"), SEARCH_FOLDER.rstrip("/"))
_OWN_FILES = re.compile(
    r"(?i)(?:404|index)\.html|feed\.(?:xml|json)|sitemap[\w-]*\.xml|robots\.txt|favicon\.ico"
    r"|manifest\.json|[a-z]+\.webmanifest"
)


def _why_host(path: str) -> str:
    """Whether a host acts on a file, by its path."""
    lowered = path.lower()
    name = lowered.rpartition("/")[2]
    in_functions = lowered.startswith(_FUNCTION_FOLDERS) and _ending(path) in _FUNCTION_ENDINGS
    return _HOST if lowered in _TOP or name in _ANYWHERE or in_functions else ""


_NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ELEMENTS = frozenset(
    {*("script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "applet", "frame", "portal")}
)
_SCHEME = re.compile(
    r"(?i)[\x00-\x20]*(?:" + r"\s*".join("javascript") + r"|vbscript|data:(?:text|application|image/svg))"
)
_ELSEWHERE = re.compile(r"(?i)[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}")
_CSS_ELSEWHERE = re.compile(r"""(?i)@import|url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//""")


class _XmlLook:
    """Looks through XML for what runs code or loads something from elsewhere. Names count without their prefix."""

    def __init__(self) -> None:
        self._why = ""
        self._is_shown = False
        """Whether a browser shows elements as those of SVG, MathML or a web page: these have a namespace."""
        self._style: list[str] = []
        self._is_in_style = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction

    def why(self, read: Callable[[], bytes], *, is_svg: bool) -> str:
        """Why a file is active; empty for one that is not."""
        names_namespace = False
        try:
            while chunk := read():
                names_namespace = names_namespace or b"w3.org" in chunk.replace(b"\0", b"")
                self._parser.Parse(chunk, False)
                if self._why:
                    return self._why
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            if not self._why and (is_svg or names_namespace):
                return "XML that is not well-formed, so that nobody can tell what runs in it"
        if not self._why and self._is_shown and _CSS_ELSEWHERE.search("".join(self._style)):
            return _LOADS
        return self._why

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self._is_shown = self._is_shown or any(
            key.startswith("xmlns") and value.strip() in _NAMESPACES for key, value in attributes.items()
        )
        self._is_in_style = local == "style"
        if not self._is_shown:
            return
        if local in _ELEMENTS:
            self._why = f"a drawing or XML with the element {local}, which can run code in readers' browsers"
        for key, value in attributes.items():
            self._why = self._why or _why_attribute(local, key.rpartition(":")[2].lower(), value)

    def _end(self, _name: str) -> None:
        self._is_in_style = False

    def _text(self, text: str) -> None:
        if self._is_in_style:
            self._style.append(text)

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._why = self._why or "XML with a style sheet, which can make a web page of it"


_ADDRESSES = frozenset({"href", "src", "action", "formaction", "to", "from", "values", "by"})
_LOADS = "a drawing or XML that loads something from elsewhere, which tells others who reads it"


def _why_attribute(element: str, name: str, value: str) -> str:
    """Why an attribute is active; empty for one that is not."""
    if name.startswith("on"):
        return f"a drawing or XML with the attribute {name}, which can run code in readers' browsers"
    if name in _ADDRESSES and any(map(_SCHEME.match, value.split(";") if name == "values" else [value])):
        return "a drawing or XML with an address that runs code"
    if name == "attributename" and value.strip().lower().startswith("on"):
        return "a drawing or XML that sets an attribute which can run code"
    if name in ("href", "src") and element != "a" and _ELSEWHERE.match(value):
        return _LOADS
    return _LOADS if _CSS_ELSEWHERE.search(value) and name != "href" else ""
