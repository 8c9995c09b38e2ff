"""From years and months to their charts: how many entries there are, and where."""

from calendar import monthrange
from collections.abc import Iterable, Mapping

from builder.core.addresses import date_address, year_day_address
from builder.core.dates import Date, YearDay
from builder.core.text import truncate
from builder.core.urls import Slug
from builder.relations.timeline import Day, DayOfYear, Month, Year
from builder.theme.language import Language, capitalize
from builder.views.charts import Amount, Cell, HeatMap, Leaf, cells, heat_map, weeks

HEADLINE = 60
"""Characters of a headline in a cell of a calendar."""

_LEAP_YEAR = 2000


def year_map(year: Year, language: Language) -> HeatMap:
    """The days of a year."""
    months = {month.date.month: month for month in year.months}
    return heat_map(_leaf(date, year.section, months.get(date.month), language) for date in _months_of(year))


def month_cells(years: Iterable[Year], language: Language) -> tuple[tuple[Cell | None, ...], ...]:
    """The months of some years, a row for each."""
    return cells([_month(date, year, language) for date in _months_of(year)] for year in years)


def _months_of(year: Year) -> list[Date]:
    return [Date(year.date.year, number) for number in range(1, 13)]


def _month(date: Date, year: Year, language: Language) -> Amount:
    count = next((month.count for month in year.months if month.date == date), 0)
    return Amount(capitalize(language.date(date)), count, date_address(year.section, date), language.number(count))


def month_weeks(month: Month, language: Language) -> tuple[tuple[Cell | None, ...], ...]:
    """The weeks of a month, with a place for each day of the week."""
    return weeks(_leaf(month.date, month.section, month, language))


def calendar_map(days: Mapping[YearDay, DayOfYear], language: Language) -> HeatMap:
    """The days of the calendar, each in all years. They stand in sevens, as none has a weekday of its own."""
    return heat_map(_leaf_of_all_years(number, days, language) for number in range(1, 13))


def _leaf(date: Date, section: Slug, month: Month | None, language: Language) -> Leaf:
    """A month with or without entries."""
    days = {day.date: day for day in month.days} if month else {}
    first, length = monthrange(date.year, date.month)
    dates = [Date(date.year, date.month, n) for n in range(1, length + 1)]
    address = date_address(section, date) if month else ""
    whole = Amount(language.month(date.month), month.count if month else 0, address)
    return Leaf(whole, [_day(date, days.get(date), language) for date in dates], first)


def _day(date: Date, day: Day | None, language: Language) -> Amount:
    short = language.number(date.day)
    if day is None:
        return Amount(short, 0, "", short)
    headline = truncate(day.chief.title, HEADLINE)
    return Amount(language.date(date), day.count, date_address(day.section, date), short, headline)


def _leaf_of_all_years(month: int, days: Mapping[YearDay, DayOfYear], language: Language) -> Leaf:
    dates = [YearDay(month, day) for day in range(1, monthrange(_LEAP_YEAR, month)[1] + 1)]
    amounts = [_year_day(date, days[date].count if date in days else 0, language) for date in dates]
    return Leaf(Amount(language.month(month), sum(amount.count for amount in amounts)), amounts)


def _year_day(date: YearDay, count: int, language: Language) -> Amount:
    return Amount(language.year_day(date), count, year_day_address(date) if count else "", language.number(date.day))
