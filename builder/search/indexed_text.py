"""Indexed texts: what the index takes from an entry or a page, in the form in which it is cached.

five land the two words
    an entry: its distinct words, sorted
[["", "", "Tides rise."], ["when", "When", "By night."]]
    a page, as JSON: its text by headings, of which results show a passage
"""

import msgspec

from builder.content.body import BodySection, plain_text, sections
from builder.core.model import Detail, Entry, Text
from builder.search.fold import index_words


def indexed_text(text: Text, detail: Detail) -> str:
    """What the index is made of, of a text."""
    return body_words(detail) if isinstance(text, Entry) else _encode(detail)


def body_words(detail: Detail) -> str:
    """The distinct words of a text, sorted and joined by blanks."""
    return " ".join(sorted(index_words(plain_text(detail.body))))


def _encode(detail: Detail) -> str:
    return msgspec.json.encode([*sections(detail.body)]).decode()


def sections_in(indexed: str) -> list[BodySection]:
    """The text of a page by its headings."""
    return msgspec.json.decode(indexed, type=list[BodySection]) if indexed else []
