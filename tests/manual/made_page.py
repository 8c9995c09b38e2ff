"""A page of the manual that `make docs` makes."""

import json
import re
from collections.abc import Iterable


def page(title: str, order: int | None, summary: str, source: str, *parts: str) -> str:
    """A page of its front matter and of parts between blank lines; it says of what it is made.

    One without an order stands among others of its folder by its title.
    """
    place = "" if order is None else f"order: {order}\n"
    front = f"---\ntitle: {_quoted(title)}\n{place}summary: {_quoted(summary)}\n---\n"
    return "\n\n".join([f"{front}<!-- `make docs` makes this page from {source}. -->", *parts])


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def sentence(words: str) -> str:
    """Words that were declared without a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def _quoted(text: str) -> str:
    """A text in YAML, in quotes where it may need them."""
    return text if re.fullmatch(r"[A-Z][\w ,.'-]*", text) else json.dumps(text, ensure_ascii=False)
