"""The words under which an entry is found: those of its title and its contexts, and those of its summary and text."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from builder.content.markdown import plain
from builder.core.model import Detail, Entry
from builder.search.fold import indexed, of_name


class Terms(NamedTuple):
    """The words of an entry, each in one of the two."""

    title: AbstractSet[str]
    """Of its title, and of its contexts as it writes them."""
    rest: AbstractSet[str]
    """The other words of its summary and text."""


NONE = Terms(frozenset(), frozenset())


def body_words(detail: Detail) -> str:
    """The words of a text, each once, with a blank between them: as they are remembered."""
    return " ".join(sorted(indexed(plain(detail.body))))


def terms_of(entry: Entry, body: str) -> Terms:
    """The words of an entry, given those of its text."""
    title = indexed(entry.title).union(*[of_name(context.name) for context in entry.contexts])
    rest = {*body.split()}
    if entry.summary:
        rest |= indexed(entry.summary)
    return Terms(title, rest - title)
