"""Media types by file extension, as GitHub Pages sends them: it takes them from the list mime-db.

Listed are the extensions that a site is likely to have, so that nothing depends on the machine's own list.
"""

from posixpath import splitext

DEFAULT = "application/octet-stream"

_EXTENSIONS = {
    # pages and data
    "text/html": "html htm",
    "text/css": "css",
    "text/javascript": "js mjs",
    "text/plain": "txt text log conf ini",
    "text/markdown": "md markdown",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/calendar": "ics ifb",
    "text/vcard": "vcard",
    "text/x-vcard": "vcf",
    "text/vtt": "vtt",
    "text/yaml": "yaml yml",
    "application/json": "json map",
    "application/ld+json": "jsonld",
    "application/json5": "json5",
    "application/geo+json": "geojson",
    "application/manifest+json": "webmanifest",
    "application/toml": "toml",
    "application/xml": "xml xsl xsd",
    "application/xhtml+xml": "xhtml xht",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf owl",
    "application/gpx+xml": "gpx",
    "application/vnd.google-earth.kml+xml": "kml",
    "application/vnd.google-earth.kmz": "kmz",
    "application/wasm": "wasm",
    "application/sql": "sql",
    "application/vnd.sqlite3": "sqlite sqlite3",
    "text/turtle": "ttl",
    "application/x-subrip": "srt",
    # pictures
    "image/apng": "apng",
    "image/avif": "avif",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/jpeg": "jpg jpeg jpe",
    "image/jxl": "jxl",
    "image/png": "png",
    "image/svg+xml": "svg svgz",
    "image/tiff": "tif tiff",
    "image/vnd.microsoft.icon": "ico",
    "image/webp": "webp",
    # sound and film
    "audio/aac": "aac",
    "audio/midi": "mid midi",
    "audio/mp4": "m4a mp4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg oga opus spx",
    "audio/wav": "wav",
    "audio/webm": "weba",
    "audio/x-flac": "flac",
    "audio/x-mpegurl": "m3u",
    "application/vnd.apple.mpegurl": "m3u8",
    "video/mp4": "mp4 m4v mp4v mpg4",
    "video/mpeg": "mpeg mpg",
    "video/ogg": "ogv",
    "video/quicktime": "mov qt",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
    # fonts
    "font/collection": "ttc",
    "font/otf": "otf",
    "font/ttf": "ttf",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "application/vnd.ms-fontobject": "eot",
    # documents and archives
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/rtf": "rtf",
    "application/postscript": "ps eps ai",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/gzip": "gz",
    "application/zip": "zip",
    "application/zstd": "zst",
    "application/x-7z-compressed": "7z",
    "application/x-bzip2": "bz2",
    "application/x-tar": "tar",
    "application/x-xz": "xz",
    "application/vnd.rar": "rar",
}
_BY_EXTENSION = {
    extension: media_type for media_type, extensions in _EXTENSIONS.items() for extension in extensions.split()
}
_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/manifest+json")


def media_type(address: str) -> str:
    """The media type of a file, such as `text/html; charset=utf-8`; all texts here are in UTF-8."""
    kind = _BY_EXTENSION.get(splitext(address)[1][1:].lower(), DEFAULT)
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT_TYPES) else kind
