"""Contexts of a file: values shared by all entries, and lists such as `a, b, c` split into them."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from builder.content.page_form import split_names
from builder.core.model import Context
from builder.core.text import one_line
from builder.core.urls import slugify

context_of = lru_cache(maxsize=65_536)(Context)
"""The context of a name and a kind, interned: one value for all the entries that have it."""


def contexts_in(lists: Iterable[str], known: Collection[str]) -> tuple[Context, ...]:
    """Split lists such as `a, b, c` into contexts, sorted by name; a comma stays inside a name that is known.

    >>> contexts_in(["Iran, Los Angeles, California"], {"Los Angeles, California"})
    (Context(name='Iran', kind=None), Context(name='Los Angeles, California', kind=None))
    """
    names = (one_line(name) for text in lists for name in split_names(text, known))
    return tuple(context_of(name, None) for name in sorted(set(names)) if slugify(name))
