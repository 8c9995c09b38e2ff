"""The whole site as one value: entries with everything that follows from their being together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.config import Config
from builder.dates import Date
from builder.model import Absent, Asset, Entry, Page
from builder.problems import Place
from builder.related import RelatedIndex, rank
from builder.urls import Address, EntryId, Slug


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a section that has entries."""

    section: Slug
    date: Date
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many entries the day has."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a section that has entries."""

    section: Slug
    date: Date
    days: tuple[Day, ...]
    undated: tuple[Entry, ...]
    """Entries of which only the month is known."""

    @property
    def count(self) -> int:
        """How many entries the month has."""
        return len(self.undated) + sum(day.count for day in self.days)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a section that has entries."""

    section: Slug
    date: Date
    months: tuple[Month, ...]
    undated: tuple[Entry, ...]
    """Entries of which only the year is known."""

    @property
    def count(self) -> int:
        """How many entries the year has."""
        return len(self.undated) + sum(month.count for month in self.months)


@dataclass(frozen=True, slots=True)
class Section:
    """One timeline: all entries below the first folder of one name."""

    slug: Slug
    name: str
    years: tuple[Year, ...]
    entries: tuple[Entry, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A context seen as a page with its own timeline."""

    slug: Slug
    name: str
    """The spelling used most often, then the first in order."""
    kind: str | None
    description: str | None
    entries: tuple[Entry, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class RelatedEntry:
    """An entry of a Related list and the topics that it shares, by name in case-sensitive order."""

    entry: Entry
    shared: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """An old address, the one that it stands for, and where that is written."""

    address: Address
    target: Address
    place: Place


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The day, month or year before and after another one that have entries."""

    previous: Date | None = None
    next: Date | None = None


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from. Lists of entries run from the oldest on."""

    config: Config
    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    sections: tuple[Section, ...]
    topics: Mapping[Slug, Topic]
    """By slug, in the order of slugs."""
    index: RelatedIndex
    pinned: Mapping[EntryId, tuple[Entry, ...]]
    links: Mapping[str, tuple[str, ...]]
    """For each file whose body has holes, the addresses that fill them; `#part` included."""
    images: Mapping[EntryId, Address]
    """The address of each entry's picture that lies in content/."""
    mentions: Mapping[Address, tuple[Entry | Page, ...]]
    """For the address of an entry, a page or a topic, the entries and pages whose text links to it."""
    aliases: tuple[Alias, ...]
    """In the order of their addresses."""
    absent: Absent

    @cached_property
    def by_id(self) -> Mapping[EntryId, Entry]:
        """The entries by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def titles(self) -> Mapping[Address, str]:
        """The titles of entries and pages by their addresses."""
        return {text.address: text.title for text in self.texts}

    @property
    def texts(self) -> tuple[Entry | Page, ...]:
        """Everything that was written in Markdown."""
        return (*self.entries, *self.pages)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All days of all sections."""
        return tuple(d for section in self.sections for year in section.years for m in year.months for d in m.days)

    @cached_property
    def places(self) -> Mapping[EntryId, tuple[Section, int]]:
        """Where each entry stands in its section's timeline."""
        return {e.id: (section, number) for section in self.sections for number, e in enumerate(section.entries)}

    @cached_property
    def neighbours(self) -> Mapping[tuple[Slug, Date], Neighbours]:
        """What is before and after each day, month and year of each section; empty ones are skipped."""
        found: dict[tuple[Slug, Date], Neighbours] = {}
        for section in self.sections:
            months = [month for year in section.years for month in year.months]
            days = [day for month in months for day in month.days]
            for spans in (section.years, months, days):
                dates = [None, *(span.date for span in spans), None]
                for before, date, after in zip(dates, dates[1:], dates[2:], strict=False):
                    if date:
                        found[section.slug, date] = Neighbours(before, after)
        return found

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entries before and after an entry in its section."""
        section, number = self.places[entry.id]
        return (
            section.entries[number - 1] if number else None,
            section.entries[number + 1] if number + 1 < len(section.entries) else None,
        )

    def related(self, entry: Entry) -> tuple[RelatedEntry, ...]:
        """The entry's Related: pinned entries first, then by the ranking rule, the settings' limit in all."""
        limit = self.config.related.limit
        pinned = self.pinned.get(entry.id, ())
        taken = {other.id for other in pinned}
        ranked = (other for other in rank(self.index, entry, limit + len(taken)) if other.id not in taken)
        return tuple(RelatedEntry(other, self.shared(entry, other)) for other in (*pinned, *ranked))[:limit]

    def shared(self, entry: Entry, other: Entry) -> tuple[Topic, ...]:
        """The topics that two entries share."""
        both = set(entry.topics).intersection(other.topics)
        return tuple(sorted((self.topics[slug] for slug in both), key=lambda topic: topic.name))

    def near(self, topic: Topic, limit: int) -> tuple[tuple[Topic, int], ...]:
        """The topics that share most entries with a topic, and how many; then in the order of names."""
        counts = Counter(slug for entry in topic.entries for slug in entry.topics if slug != topic.slug)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], self.topics[item[0]].name, item[0]))
        return tuple((self.topics[slug], count) for slug, count in ordered[:limit])
