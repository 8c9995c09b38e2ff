"""The outlets that entries name as their sources: those with one slug are one, in the spelling that is used most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.config import Register
from builder.groups import Group, Groups, most_used
from builder.model import Entry, Source
from builder.urls import Slug, host, slugify


@dataclass(frozen=True, slots=True, eq=False)
class Outlet(Group):
    """Who published what entries name as their source, seen as a page with their timeline."""


class Outlets(Groups[Outlet]):
    """The outlets by slug, in the order of slugs, each made when it is first asked for."""

    @staticmethod
    def names(entry: Entry) -> Sequence[str]:
        """The names of the outlets of an entry's sources."""
        return entry.outlets

    @staticmethod
    def slugs(entry: Entry) -> Collection[Slug]:
        """The outlets of an entry's sources."""
        return _slugs_of(entry.outlets)

    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> Outlet:
        names = (name for entry in entries for name in entry.outlets if slugify(name) == slug)
        return Outlet(slug=slug, name=most_used(names), entries=entries)


@lru_cache(maxsize=65_536)
def _slugs_of(names: tuple[str, ...]) -> tuple[Slug, ...]:
    return tuple(dict.fromkeys(map(slugify, names)))


def outlet_of(source: Source, register: Register) -> str | None:
    """The name of a source's outlet, if that can have a page.

    It is the one that the settings give to the source's name, or else to its host; or else the source's own name, or
    where that has no letter or digit the host. What is called by its address alone, and has no host, has none.
    """
    name = source.name.removeprefix("www.") if source.name not in (source.url, source.note) else ""
    at = (source.url and host(source.url)) or name.lower()
    known = register.by_slug.get(slugify(name)) or _registered(at, register)
    return known or next((own for own in (name, at) if slugify(own)), None)


def _registered(at: str, register: Register) -> str | None:
    """The outlet of a host, or of the nearest of those that it is below."""
    while at:
        if found := register.by_host.get(at):
            return found
        at = at.partition(".")[2]
    return None
