"""How far apart dates are, in the unit that a reader would count in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.dates import Date, parse_date
from builder.views.date_distance import Distance, distance

WHOLE = st.dates().map(lambda day: Date(day.year, day.month, day.day))
DATES = st.one_of(WHOLE, WHOLE.map(lambda day: Date(day.year, day.month)), WHOLE.map(lambda day: Date(day.year)))


@pytest.mark.parametrize(
    ("start", "end", "number", "unit"),
    [
        ("2011-05-15", "2011-05-15", 0, "day"),
        ("2011-05-15", "2011-05-12", -3, "day"),
        ("2011-05-15", "2011-07-14", 60, "day"),
        ("2011-05-15", "2011-07-15", 2, "month"),
        ("2011-05-15", "2011-08-14", 2, "month"),
        ("2011-05-15", "2013-05-14", 23, "month"),
        ("2011-05-15", "2013-05-15", 2, "year"),
        ("2011-05-15", "2009-05-16", -23, "month"),
        ("2011-05-15", "2009-05-15", -2, "year"),
        ("2012-02-29", "2014-02-28", 23, "month"),
        ("2011-05", "2011-05-15", 0, "month"),
        ("2011-05-15", "2011-05", 0, "month"),
        ("2011-05-15", "2011-06", 1, "month"),
        ("2011-05", "2009-04-30", -2, "year"),
        ("2011", "2011-12-31", 0, "year"),
        ("2011-05", "2010", -1, "year"),
    ],
)
def test_a_distance_is_counted_in_days_then_in_months_then_in_years(
    start: str, end: str, number: int, unit: str
) -> None:
    assert distance(parse_date(start), parse_date(end)) == Distance(number, unit)


@given(DATES, DATES)
def test_there_and_back_is_equally_far(one: Date, other: Date) -> None:
    there, back = distance(one, other), distance(other, one)
    assert (there.unit, there.number) == (back.unit, -back.number)


@given(DATES, DATES)
def test_what_is_later_is_after(one: Date, other: Date) -> None:
    assert one <= other or distance(one, other).number <= 0
