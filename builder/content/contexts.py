"""Contexts of a file: values shared by all entries, and lists such as `a, b, c` split into them."""

from collections.abc import Collection, Iterable

from builder.content.page_form import split_names
from builder.core.model import Context, context_of
from builder.core.text import one_line
from builder.core.urls import slugify


def contexts_in(lists: Iterable[str], known: Collection[str]) -> tuple[Context, ...]:
    """Split lists such as `a, b, c` into contexts, sorted by name; a comma stays inside a name that is known.

    >>> contexts_in(["Iran, Los Angeles, California"], {"Los Angeles, California"})
    (Context(name='Iran', kind=None), Context(name='Los Angeles, California', kind=None))
    """
    names = (one_line(name) for text in lists for name in split_names(text, known))
    return tuple(context_of(name, None) for name in sorted(set(names)) if slugify(name))
