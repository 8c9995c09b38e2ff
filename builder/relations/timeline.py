"""Entries in time: the days, months and years of each section that have entries.

What lasts, by an entry's `end`, is among the entries of its own date alone; other dates on which it is listed have it
in `lasting`. So each entry counts once among the entries of a section, however long it lasts.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
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
    lasting: tuple[Entry, ...] = ()
    """What began before and is listed here too."""

    @property
    def count(self) -> int:
        """How many entries the day lists."""
        return len(self.entries) + len(self.lasting)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry(self.entries or self.lasting)

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
    lasting: tuple[Entry, ...] = ()
    """What lasts until a day of the month that is not known."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of its entries, oldest first."""
        return (*self.undated, *(entry for day in self.days for entry in day.entries))

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """What began before the month and is listed in it, each once."""
        return _beginning_before(self.date, (*self.lasting, *(entry for day in self.days for entry in day.lasting)))

    @property
    def count(self) -> int:
        """How many entries the month lists."""
        return len(self.undated) + sum(len(day.entries) for day in self.days) + len(self.earlier)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry([*self.undated, *self.lasting, *(day.chief for day in self.days)])


class Year(Frozen, frozen=True, dict=True):
    """A year of a section that has entries."""

    section: Slug
    date: Date
    months: tuple[Month, ...]
    undated: tuple[Entry, ...]
    """Entries of which only the year is known."""
    lasting: tuple[Entry, ...] = ()
    """What lasts until a day of the year that is not known."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of its entries, oldest first."""
        return (*self.undated, *(entry for month in self.months for entry in month.entries))

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """What began before the year and is listed in it, each once."""
        return _beginning_before(self.date, (*self.lasting, *(entry for m in self.months for entry in m.earlier)))

    @property
    def count(self) -> int:
        """How many entries the year lists."""
        within = sum(month.count - len(month.earlier) for month in self.months)
        return len(self.undated) + within + len(self.earlier)

    @cached_property
    def chief(self) -> Entry:
        """The entry that stands for all of them."""
        return chief_entry([*self.undated, *self.lasting, *(month.chief for month in self.months)])


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


def _beginning_before(date: Date, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those of some entries that do not begin in the span of a date, each once, in the order of time."""
    earlier = {entry.address: entry for entry in entries if not date.holds(entry.date)}
    return tuple(sorted(earlier.values(), key=ORDER)) if earlier else ()


class Neighbours(NamedTuple):
    """The day, month or year before and after another one that have entries."""

    previous: Date | None = None
    next: Date | None = None


def by_section(entries: Sequence[Entry]) -> dict[Slug, tuple[Entry, ...]]:
    """The entries of each section, in the order of the sections' names. They come oldest first, and stay so.

    Where there is one section, it has the very same ones.
    """
    slugs = [*map(attrgetter("section"), entries)]
    if len({*slugs}) == 1:
        return {slugs[0]: tuple(entries)}
    found: dict[Slug, list[Entry]] = defaultdict(list)
    for slug, entry in zip(slugs, entries, strict=True):
        found[slug].append(entry)
    return {slug: tuple(its) for slug, its in sorted(found.items())}


def section_of(slug: Slug, entries: Sequence[Entry]) -> Section:
    """The timeline that the entries of a section make. They come oldest first, and stay so."""
    days = [Day(slug, date, tuple(its)) for date, its in groupby(entries, _DATE)]
    if lasting := _lasting(entries):
        own = {day.date: day.entries for day in days}
        dates = sorted(own.keys() | lasting.keys())
        days = [Day(slug, date, own.get(date, ()), tuple(lasting.get(date, ()))) for date in dates]
    months = [_month(slug, year, month, [*its]) for (year, month), its in groupby(days, lambda day: day.date[:2])]
    years = [_year(slug, year, [*its]) for year, its in groupby(months, lambda month: month.date.year)]
    return Section(slug, tuple(years), tuple(entries))


_DATE = attrgetter("date")


def _lasting(entries: Iterable[Entry]) -> dict[Date, list[Entry]]:
    """What each date lists beside its own entries, in the order of time."""
    found: dict[Date, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.end:
            for date in entry.later_dates:
                found[date].append(entry)
    return found


def _month(section: Slug, year: int, month: int, dates: Sequence[Day]) -> Month:
    """A month of the entries of each date in it; of those without a day first, or of a whole year."""
    first, date = dates[0], Date(year, month)
    if first.date.day:
        return Month(section, date, tuple(dates), ())
    return Month(section, date, tuple(dates[1:]), first.entries, first.lasting)


def _year(section: Slug, year: int, months: Sequence[Month]) -> Year:
    """A year of its months; of the entries without a month first."""
    first, date = months[0], Date(year)
    if first.date.month:
        return Year(section, date, tuple(months), ())
    return Year(section, date, tuple(months[1:]), first.undated, first.lasting)


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


def section_with(section: Section, new: Sequence[Entry], entries: tuple[Entry, ...]) -> Section:
    """The timeline with new entries, each in the place of the one that its file gave before, on the same dates.

    `entries` are all that it has then.
    """
    return replace(section, entries=entries, years=reduce(_years_with, new, section.years))


def _years_with(before: Iterable[Year], entry: Entry) -> tuple[Year, ...]:
    years = {date.year for date in (entry.date, *entry.later_dates)}
    return tuple([_year_with(year, entry) if year.date.year in years else year for year in before])


def _year_with(year: Year, entry: Entry) -> Year:
    months = {date.month for date in (entry.date, *entry.later_dates) if date.year == year.date.year}
    return replace(
        year,
        months=tuple([_month_with(month, entry) if month.date.month in months else month for month in year.months]),
        undated=_with(year.undated, entry),
        lasting=_with(year.lasting, entry),
    )


def _month_with(month: Month, entry: Entry) -> Month:
    dates = {entry.date, *entry.later_dates}
    days = (
        replace(day, entries=_with(day.entries, entry), lasting=_with(day.lasting, entry)) if day.date in dates else day
        for day in month.days
    )
    return replace(month, days=tuple(days), undated=_with(month.undated, entry), lasting=_with(month.lasting, entry))


def _with(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """The entries of a date, one of them as its file gives it now."""
    return tuple([entry if other.path == entry.path else other for other in entries])


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
