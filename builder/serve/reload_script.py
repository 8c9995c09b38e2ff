"""The script tag that a served page has and a built one has not: it loads the script that keeps the page current."""

from html import escape
from pathlib import Path

SCRIPT = Path(__file__).with_name("reload.js")
"""The script that the tag loads."""


def script_tag(**data: str | None) -> bytes:
    """The tag, with data attributes that tell the script about the page; values of None are left out.

    Example: `script_tag(made_by="day.html")` gives
    `<script src="/.dateline/reload.js" data-made-by="day.html"></script>`.
    """
    values = {name.replace("_", "-"): escape(value) for name, value in data.items() if value is not None}
    attributes = "".join(f' data-{name}="{value}"' for name, value in values.items())
    return f'<script src="/.dateline/reload.js"{attributes}></script>'.encode()


def inject(tag: bytes, page: bytes) -> bytes:
    """An HTML page with a tag at the end of its body."""
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag
