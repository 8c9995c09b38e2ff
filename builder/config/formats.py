"""The output formats in which a subject can be published beside its HTML page."""

from builder.core.record import Frozen


class Format(Frozen, frozen=True):
    """An output format."""

    name: str
    """The ending of its files: json."""
    media_type: str
    label: str
    """What a reader calls it: JSON."""
    is_setting: bool = True
    """Whether the setting `formats` asks for it by its name; other formats have settings of their own."""


JSON = Format("json", "application/json", "JSON")
MARKDOWN = Format("md", "text/markdown", "Markdown")
XML = Format("xml", "application/xml", "XML")
SVG = Format("svg", "image/svg+xml", "SVG", is_setting=False)
"""https://www.w3.org/TR/SVG2/"""

PNG = Format("png", "image/png", "PNG", is_setting=False)
"""https://www.w3.org/TR/png-3/"""

JSON_LINES = Format("jsonl.gz", "application/gzip", "JSON Lines", is_setting=False)
"""https://jsonlines.org/"""

CSV = Format("csv.gz", "application/gzip", "CSV", is_setting=False)
"""https://www.rfc-editor.org/rfc/rfc4180"""

ATOM = Format("xml", "application/atom+xml", "Atom", is_setting=False)
