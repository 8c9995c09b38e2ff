"""From sections, years and months to their charts: how many entries there are, and where."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil

from msgspec.structs import replace

from builder.core.addresses import date_address, year_day_address
from builder.core.dates import Date, YearDay
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.relations.timeline import DayOfYear, Month, Year
from builder.theme.language import Language, capitalize
from builder.views.charts import AREAS, BARS, Amount, HeatMap, Leaf, heat_map, histogram, weeks
from builder.views.contract import PictureView

UNITS = {1: "month", 3: "quarter", 12: "year", 120: "decade", 1200: "century"}
"""What a bar may stand for, by its months."""

THIN = 24
"""More bars than this are too thin to be hit one by one."""

_YEAR = 12
_TOGETHER = tuple(years * _YEAR for years in (1, 5, 10, 50, 100, 500, 1000))
"""What bars that are too thin may show together, in months."""

_LEAP_YEAR = 2000


class Listed(Frozen, frozen=True):
    """Where the entries that a picture shows are listed."""

    at: Callable[[Date], Address]
    """Those of a month, or of a year."""
    among: Callable[[int], Address]
    """Those of a year among other years."""


def picture(years: Sequence[Year], language: Language, listed: Listed) -> PictureView | None:
    """Some years as bars: of months, or of longer spans where these would be too many. None for a single bar.

    Bars that would be too thin to be hit lead together to the last of their years.
    """
    sizes = ((months, _spans(years, months)) for months in UNITS)
    months, spans = next((months, spans) for months, spans in sizes if spans and max(spans) - min(spans) < BARS)
    numbers = range(min(spans), max(spans) + 1)
    amounts = [_amount(spans.get(n, ()), (n, months), language, listed) for n in numbers]
    if not any(amount.short for amount in amounts):
        amounts[0] = replace(amounts[0], short=language.date(Date(numbers[0] * months // 12)))
    runs = [*_runs(numbers, months)] if len(numbers) > THIN else []
    parts = ([part for n in run for part in spans.get(n, ())] for run in runs)
    together = [(_together(its, language, listed), len(run)) for its, run in zip(parts, runs, strict=True)]
    return PictureView(histogram(amounts, together), UNITS[months]) if len(amounts) > 1 else None


def _spans(years: Sequence[Year], months: int) -> Mapping[int, Sequence[Month | Year]]:
    """By number, the spans of so many months that have entries, as the months or years that they consist of.

    An entry of which no month is known is in no span that is shorter than a year.
    """
    found: dict[int, list[Month | Year]] = {}
    for year in years:
        for part in (year,) if months >= _YEAR else year.months:
            found.setdefault((part.date.year * _YEAR + (part.date.month or 1) - 1) // months, []).append(part)
    return found


def _runs(numbers: range, months: int) -> Iterator[range]:
    """Spans in rows that are wide enough to be hit: of a year, five years, a decade. The ends may hold more."""
    least = ceil(len(numbers) / AREAS)
    length = next(unit // months for unit in _TOGETHER if unit % months == 0 and unit // months >= least)
    cuts = [n for n in numbers if n % length == 0 and n - numbers[0] >= least <= numbers[-1] + 1 - n]
    return (range(*run) for run in pairwise([numbers[0], *cuts, numbers[-1] + 1]))


def _together(parts: Sequence[Month | Year], language: Language, listed: Listed) -> Amount:
    """Parts of one year or more that have entries."""
    years = sorted({part.date.year for part in parts})
    if not years:
        return Amount("", 0)
    first, last = Date(years[0]), Date(years[-1])
    label = capitalize(" – ".join(dict.fromkeys(map(language.date, (first, last)))))
    address = listed.at(last) if first == last else listed.among(last.year)
    return Amount(label, sum(part.count for part in parts), address)


def _amount(parts: Sequence[Month | Year], span: tuple[int, int], language: Language, listed: Listed) -> Amount:
    """The parts that have entries of a span, which is given by its number and its months."""
    number, months = span
    first, last = number * months, (number + 1) * months - 1
    begin, end = (Date(month // 12 or 1, 0 if months >= 12 else month % 12 + 1) for month in (first, last))
    label = capitalize(" – ".join(language.date(date) for date in dict.fromkeys((begin, end))))
    date = parts[0].date if parts else None
    address = listed.at(date if months == 1 else Date(date.year)) if date else ""
    short = "" if first % 12 else language.date(Date(begin.year))
    return Amount(label, sum(part.count for part in parts), address, short)


def year_map(year: Year, language: Language) -> HeatMap:
    """The days of a year."""
    months = {month.date.month: month for month in year.months}
    dates = [Date(year.date.year, number) for number in range(1, 13)]
    return heat_map(_leaf(date, year.section, months.get(date.month), language) for date in dates)


def month_weeks(month: Month, language: Language) -> tuple[tuple[Amount | None, ...], ...]:
    """The weeks of a month, with a place for each day of the week."""
    return weeks(_leaf(month.date, month.section, month, language))


def calendar_map(days: Mapping[YearDay, DayOfYear], language: Language) -> HeatMap:
    """The days of the calendar, each in all years. They stand in sevens, as none has a weekday of its own."""
    return heat_map(_leaf_of_all_years(number, days, language) for number in range(1, 13))


def _leaf(date: Date, section: Slug, month: Month | None, language: Language) -> Leaf:
    """A month with or without entries."""
    counts = {day.date: day.count for day in month.days} if month else {}
    first, length = monthrange(date.year, date.month)
    dates = [Date(date.year, date.month, n) for n in range(1, length + 1)]
    days = [_day(date, section, counts.get(date, 0), language) for date in dates]
    address = date_address(section, date) if month else ""
    return Leaf(Amount(language.month(date.month), month.count if month else 0, address), days, first)


def _day(date: Date, section: Slug, count: int, language: Language) -> Amount:
    short = language.number(date.day)
    return (
        Amount(language.date(date), count, date_address(section, date), short) if count else Amount(short, 0, "", short)
    )


def _leaf_of_all_years(month: int, days: Mapping[YearDay, DayOfYear], language: Language) -> Leaf:
    dates = [YearDay(month, day) for day in range(1, monthrange(_LEAP_YEAR, month)[1] + 1)]
    amounts = [_year_day(date, days[date].count if date in days else 0, language) for date in dates]
    return Leaf(Amount(language.month(month), sum(amount.count for amount in amounts)), amounts)


def _year_day(date: YearDay, count: int, language: Language) -> Amount:
    return Amount(language.year_day(date), count, year_day_address(date) if count else "", language.number(date.day))
