"""Index terms: the words by which an entry or page is found, in two fields: title with contexts, summary with text."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from builder.core.model import Entry
from builder.search.fold import index_words, name_words


class Terms(NamedTuple):
    """The words of an entry by field, each in one of the two."""

    title: AbstractSet[str]
    """Those of its title, and of its contexts as it writes them."""
    rest: AbstractSet[str]
    """The other words of its summary and text."""


NO_TERMS = Terms(frozenset(), frozenset())


def terms_of(entry: Entry, body: str) -> Terms:
    """The terms of an entry, given the `body_words` of its text."""
    title = index_words(entry.title).union(*[name_words(context.name) for context in entry.contexts])
    rest = {*body.split()}
    if entry.summary:
        rest |= index_words(entry.summary)
    return Terms(title, rest - title)
