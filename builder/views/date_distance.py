"""How far apart two dates are, as a reader would say it: 3 days before, the same month, 2 years after."""

from datetime import date as whole_date
from functools import lru_cache
from typing import NamedTuple

from builder.core.dates import Date

_FEW_MONTHS = 2
"""From so many months on, days are not counted any more."""

_MANY_MONTHS = 24
"""From so many months on, they are counted as years."""


class Distance(NamedTuple):
    """So many days, months or years: below zero before a date, above it after that, zero on the same."""

    number: int
    unit: str
    """`day`, `month` or `year`."""


@lru_cache(maxsize=16_384)
def distance(start: Date, end: Date) -> Distance:
    """How far a date is from another one, no more exactly than the less exact of the two is known."""
    if start > end:
        number, unit = distance(end, start)
        return Distance(-number, unit)
    if not (start.month and end.month):
        return Distance(end.year - start.year, "year")
    whole = start.day and end.day
    months = 12 * (end.year - start.year) + end.month - start.month
    if whole and end.day < start.day:
        months -= 1
    if months >= _MANY_MONTHS:
        return Distance(months // 12, "year")
    if months >= _FEW_MONTHS or not whole:
        return Distance(months, "month")
    return Distance((whole_date(*end) - whole_date(*start)).days, "day")
