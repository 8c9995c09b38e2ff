"""Entries in time: the days, months and years of each section that have entries."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from builder.core.dates import Date, YearDay
from builder.core.model import ORDER, Entry
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.relations.turning_points import chief_entry


class Day(Frozen, frozen=True, dict=True):
    """A day of a section that has entries."""

    section: Slug
    date: Date
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many entries the day has."""
        return len(self.entries)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry(self.entries)

    @property
    def year_day(self) -> YearDay:
        """The day without its year."""
        return YearDay(self.date.month, self.date.day)


class Month(Frozen, frozen=True, dict=True):
    """A month of a section that has entries."""

    section: Slug
    date: Date
    days: tuple[Day, ...]
    undated: tuple[Entry, ...]
    """Entries of which only the month is known."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of its entries, oldest first."""
        return (*self.undated, *(entry for day in self.days for entry in day.entries))

    @property
    def count(self) -> int:
        """How many entries the month has."""
        return len(self.undated) + sum(day.count for day in self.days)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry([*self.undated, *(day.chief for day in self.days)])


class Year(Frozen, frozen=True, dict=True):
    """A year of a section that has entries."""

    section: Slug
    date: Date
    months: tuple[Month, ...]
    undated: tuple[Entry, ...]
    """Entries of which only the year is known."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of its entries, oldest first."""
        return (*self.undated, *(entry for month in self.months for entry in month.entries))

    @property
    def count(self) -> int:
        """How many entries the year has."""
        return len(self.undated) + sum(month.count for month in self.months)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry([*self.undated, *(month.chief for month in self.months)])


class Section(Frozen, frozen=True):
    """One timeline: all entries below the first folder of one name."""

    slug: Slug
    years: tuple[Year, ...]
    entries: tuple[Entry, ...]
    """Oldest first."""


class DayOfYear(Frozen, frozen=True):
    """A day of the calendar, in all years and sections that have entries of it."""

    date: YearDay
    days: tuple[Day, ...]
    """The newest first; of one date in the order of the sections' names."""

    @property
    def count(self) -> int:
        """How many entries the day has in all years."""
        return sum(day.count for day in self.days)


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
    return Section(slug, tuple(years), tuple(entries))


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
        yield from spans_of(year)


def spans_of(year: Year) -> Iterator[Year | Month | Day]:
    """A year, and the months and days of it that have entries."""
    yield year
    for month in year.months:
        yield month
        yield from month.days


def by_year_day(days: Iterable[Day]) -> dict[YearDay, DayOfYear]:
    """The days of the calendar that have entries, in its order. The days come in the order of their sections."""
    found: dict[YearDay, list[Day]] = defaultdict(list)
    for day in sorted(days, key=lambda day: day.date.year, reverse=True):
        found[day.year_day].append(day)
    return {date: DayOfYear(date, tuple(its)) for date, its in sorted(found.items())}


def section_with(section: Section, entry: Entry) -> Section:
    """The timeline with an entry in the place of the one that its file gave before, on the same date.

    It is the same value if the entry is of another section.
    """
    if entry.section != section.slug:
        return section
    years = [_year_with(year, entry) if year.date.year == entry.date.year else year for year in section.years]
    return replace(section, entries=_with(section.entries, entry), years=tuple(years))


def _year_with(year: Year, entry: Entry) -> Year:
    if not entry.date.month:
        return replace(year, undated=_with(year.undated, entry))
    months = [_month_with(month, entry) if month.date.month == entry.date.month else month for month in year.months]
    return replace(year, months=tuple(months))


def _month_with(month: Month, entry: Entry) -> Month:
    if not entry.date.day:
        return replace(month, undated=_with(month.undated, entry))
    days = [replace(d, entries=_with(d.entries, entry)) if d.date == entry.date else d for d in month.days]
    return replace(month, days=tuple(days))


def _with(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    return with_entries(entries, (entry,))


def with_entries(entries: Sequence[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order of time, each new one in the place of its file's before."""
    replaced = [*entries]
    for entry in new:
        replaced[number_of(entries, entry)] = entry
    return tuple(replaced)


def number_of(entries: Sequence[Entry], entry: Entry) -> int:
    """The place of an entry's file among entries in the order of time."""
    number = bisect_left(entries, ORDER(entry), key=ORDER)
    while entries[number].path != entry.path:  # two files may want one address, which is an error of the site
        number += 1
    return number


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
