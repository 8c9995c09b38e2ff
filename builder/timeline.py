"""Entries in time: the days, months and years of each section that have entries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
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


def sections_of(entries: Sequence[Entry]) -> tuple[Section, ...]:
    """The timelines, in the order of their names. The entries come oldest first, and stay so."""
    by_section: dict[Slug, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_section[entry.section].append(entry)
    return tuple(
        Section(slug, slug.replace("-", " ").capitalize(), _years(slug, its), tuple(its))
        for slug, its in sorted(by_section.items())
    )


def _years(section: Slug, entries: Iterable[Entry]) -> tuple[Year, ...]:
    years = []
    for year, in_year in groupby(entries, lambda entry: entry.date.year):
        its = list(in_year)
        undated = tuple(entry for entry in its if not entry.date.month)
        years.append(Year(section, Date(year), _months(section, its[len(undated) :]), undated))
    return tuple(years)


def _months(section: Slug, entries: Iterable[Entry]) -> tuple[Month, ...]:
    months = []
    for (year, month), in_month in groupby(entries, lambda entry: (entry.date.year, entry.date.month)):
        its = list(in_month)
        undated = tuple(entry for entry in its if not entry.date.day)
        by_day = groupby(its[len(undated) :], lambda entry: entry.date)
        days = tuple(Day(section, date, tuple(in_day)) for date, in_day in by_day)
        months.append(Month(section, Date(year, month), days, undated))
    return tuple(months)


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
