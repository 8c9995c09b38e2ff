"""The outlets that entries name as their sources: those with one slug are one, in the spelling that is used most."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from builder.core.model import Entry
from builder.core.urls import Slug, outlet_slug
from builder.relations.grouping import Group, Groups, most_used


class Outlet(Group, frozen=True, eq=False):
    """Who published what entries name as their source, seen as a page with their timeline."""

    noun = "source"


class Outlets(Groups[Outlet]):
    """The outlets by slug, in the order of slugs, each made when it is first asked for.

    One that a single entry names has no page of its own, as that would show this entry and nothing else.
    """

    def only_entry(self, slug: Slug) -> Entry | None:
        """The entry of an outlet that no other one names."""
        numbers = self.numbers.get(slug, ())
        return self.entries[numbers[0]] if len(numbers) == 1 else None

    @staticmethod
    def names(entry: Entry) -> Sequence[str]:
        """The names of the outlets of an entry's sources."""
        return entry.outlets

    @staticmethod
    def slugs(entry: Entry) -> Collection[Slug]:
        """The outlets of an entry's sources."""
        return _slugs_of(entry.outlets)

    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> Outlet:
        names = (name for entry in entries for name in entry.outlets if outlet_slug(name) == slug)
        return Outlet(slug=slug, name=most_used(Counter(names)), entries=entries)


@lru_cache(maxsize=65_536)
def _slugs_of(names: tuple[str, ...]) -> tuple[Slug, ...]:
    return tuple(dict.fromkeys(map(outlet_slug, names)))
