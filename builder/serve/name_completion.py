"""Completion of names in a form: contexts and outlets in use, by the letters that somebody typed."""

from typing import NamedTuple, TypeVar

from builder.core.urls import topic_slug
from builder.relations.grouping import Group, Groups

MAX_NAMES = 12

G = TypeVar("G", bound=Group)


class UsedName(NamedTuple):
    """A name, and how many entries have it."""

    name: str
    entries: int


def names_like(typed: str, groups: Groups[G]) -> list[UsedName]:
    """The names that what was typed may become, the likeliest first: those that begin with it, then words in them.

    Example: `los` gives `[UsedName("Los Angeles, California", 12)]`. Only groups that are named are made, so that it is
    quick where there are many.
    """
    wanted = topic_slug(typed)
    ranked = (
        (rank, -len(numbers), slug)
        for slug, numbers in groups.numbers.items()
        if (rank := _rank(slug, wanted)) is not None
    )
    return [UsedName(groups[slug].name, -count) for _, count, slug in sorted(ranked)[:MAX_NAMES]]


def _rank(slug: str, wanted: str) -> int | None:
    """How well a slug fits what was typed, 0 best; None if not at all."""
    if slug == wanted:
        return 0
    found = slug.find(wanted)
    return None if found < 0 else 1 if not found else 2 if slug[found - 1] == "-" else 3
