"""Entries in time: the days, months and years of each section that have entries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from builder.dates import Date
from builder.model import Entry
from builder.urls import Slug


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


class Neighbours(NamedTuple):
    """The day, month or year before and after another one that have entries."""

    previous: Date | None = None
    next: Date | None = None


def by_section(entries: Sequence[Entry]) -> dict[Slug, Sequence[Entry]]:
    """The entries of each section, in the order of the sections' names. They come oldest first, and stay so."""
    found: dict[Slug, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.section].append(entry)
    return dict(sorted(found.items()))


def section_of(slug: Slug, entries: Sequence[Entry]) -> Section:
    """The timeline that the entries of a section make. They come oldest first, and stay so."""
    days = [Day(slug, date, tuple(its)) for date, its in groupby(entries, _DATE)]
    months = [_month(slug, year, month, [*its]) for (year, month), its in groupby(days, lambda day: day.date[:2])]
    years = [_year(slug, year, [*its]) for year, its in groupby(months, lambda month: month.date.year)]
    return Section(slug, name_of(slug), tuple(years), tuple(entries))


def name_of(section: Slug) -> str:
    """The name of a section, from the folder that it is."""
    return section.replace("-", " ").capitalize()


_DATE = attrgetter("date")


def _month(section: Slug, year: int, month: int, dates: Sequence[Day]) -> Month:
    """A month of the entries of each date in it; of those without a day first, or of a whole year."""
    undated = dates[0].entries if not dates[0].date.day else ()
    return Month(section, Date(year, month), tuple(dates[1:] if undated else dates), undated)


def _year(section: Slug, year: int, months: Sequence[Month]) -> Year:
    """A year of its months; of the entries without a month first."""
    undated = months[0].undated if not months[0].date.month else ()
    return Year(section, Date(year), tuple(months[1:] if undated else months), undated)


def spans_in(section: Section) -> Iterator[Year | Month | Day]:
    """The years, months and days of a section that have entries."""
    for year in section.years:
        yield year
        for month in year.months:
            yield month
            yield from month.days


def neighbours_in(section: Section) -> dict[Date, Neighbours]:
    """What is before and after each day, month and year of a section; empty ones are skipped."""
    months = [month for year in section.years for month in year.months]
    days = [day for month in months for day in month.days]
    found: dict[Date, Neighbours] = {}
    for spans in (section.years, months, days):
        dates = [None, *(span.date for span in spans), None]
        for before, date, after in zip(dates, dates[1:], dates[2:], strict=False):
            if date:
                found[date] = Neighbours(before, after)
    return found
