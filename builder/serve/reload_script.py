"""The one thing that a served page has and a built one has not: a script tag, before the end of its body."""

from html import escape
from pathlib import Path

SCRIPT = Path(__file__).with_name("reload.js")
"""What the tag loads."""


def tag(**data: str | None) -> bytes:
    """The tag, with what the script has to know of the page. Values of None are left out."""
    known = {name.replace("_", "-"): escape(value) for name, value in data.items() if value is not None}
    written = "".join(f' data-{name}="{value}"' for name, value in known.items())
    return f'<script src="/.dateline/reload.js"{written}></script>'.encode()


def with_tag(page: bytes, tag: bytes) -> bytes:
    """An HTML page with a tag at the end of its body."""
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag
