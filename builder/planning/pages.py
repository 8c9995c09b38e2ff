"""Files to be published, before they are made: where each lies, with which template, and what it shows."""

from dataclasses import dataclass
from typing import Any, Generic

from builder.core.model import Asset, Entry, EntryHistory, Page
from builder.core.urls import Address, Slug
from builder.relations.cooccurrence import TopicPair
from builder.relations.grouping import G, Group
from builder.relations.timeline import Day, DayOfYear, Month, Section, Year
from builder.relations.topics import Topic


@dataclass(frozen=True, slots=True)
class Listing(Generic[G]):
    """The entries of a topic or an outlet that one page lists, oldest first."""

    group: G
    entries: tuple[Entry, ...]
    """All; or of a large one the latest, or those of a year."""
    year: int | None = None

    @property
    def span(self) -> tuple[Entry, ...]:
        """All entries of the year, or of all years."""
        return self.entries if self.year else self.group.entries


@dataclass(frozen=True, slots=True)
class Letter:
    """The topics or outlets whose slug starts with one character."""

    name: str
    address: Address
    slugs: tuple[Slug, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index, or the part of it under one letter."""

    letters: tuple[Letter, ...]
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class TopicIndex(Index):
    """The index of topics."""


@dataclass(frozen=True, slots=True)
class TopicsInOrder:
    """The topics by something else than their names: by `size`, or by `kind`."""

    order: str


@dataclass(frozen=True, slots=True)
class OutletIndex(Index):
    """The index of outlets."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest entries of a topic, or of the site, oldest first."""

    entries: tuple[Entry, ...]
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: the latest days that have entries, the day before them, and what was on the latest before."""

    days: tuple[Day, ...]
    earlier: Day | None
    on_this_day: tuple[Day, ...] = ()
    """The latest day in some earlier years, newest first, and of one year the sections in the order of their names."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All days of the year that have entries, in whatever year."""


@dataclass(frozen=True, slots=True)
class AllYears:
    """All years of all sections."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address of a text, or that of a topic by another name."""

    target: Address
    title: str
    """Of what is there."""


@dataclass(frozen=True, slots=True)
class Redirects:
    """All old addresses, for hosts that redirect by themselves."""

    pages: tuple["Planned", ...]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A part of the site's addresses; or all parts, where there are several."""

    pages: tuple[Address, ...] = ()
    parts: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing of the content: what settings and theme alone make."""


Shown = Entry | EntryHistory | Page | Section | Year | Month | Day | DayOfYear | Group | TopicPair
"""What has pages of its own."""

Subject = (
    Shown
    | Listing[Any]
    | Index
    | TopicsInOrder
    | Feed
    | Front
    | Calendar
    | AllYears
    | Redirect
    | Redirects
    | Sitemap
    | Whole
)
"""What one page shows."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be made: where, with which template, of what."""

    address: Address
    template: str
    subject: Subject
    origin: str
    """What asks for it, for messages: a file's path, or words for a page that is made of many."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file to be published as it is."""

    address: Address
    asset: Asset

    @property
    def origin(self) -> str:
        """What asks for it, for messages."""
        return self.asset.path


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file to be published, in the order of addresses."""

    pages: tuple[Planned, ...]
    copies: tuple[Copied, ...]
