"""Calendar dates: what is read, what is refused, and how they sort and show."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.dates import Date, YearDay, calendar_date, likely_forms, parse_date, parse_formatted


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2011-05-15", Date(2011, 5, 15)),
        ("2011-5-5", Date(2011, 5, 5)),
        ("2013-04-2", Date(2013, 4, 2)),
        ("2011-05", Date(2011, 5)),
        ("2011", Date(2011)),
        (" 2011-05-15 ", Date(2011, 5, 15)),
        ("2012-02-29", Date(2012, 2, 29)),
        ("0001-01-01", Date(1, 1, 1)),
    ],
)
def test_a_date_is_read_in_each_of_its_forms(text: str, date: Date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("time", ["T23:59:59Z", " 00:30", "T1:00+14:00", " 23:00:00 -0800"])
def test_a_time_of_day_and_its_zone_move_no_date(time: str) -> None:
    assert parse_date(f"2011-05-15{time}") == Date(2011, 5, 15)


@pytest.mark.parametrize(
    "text", ["", "soon", "15-05-2011", "2011/05/15", "11-05-15", "2011-05-15-2", "2011-", "20110515"]
)
def test_other_texts_are_not_dates(text: str) -> None:
    with pytest.raises(ValueError, match=f'^"{text}" is not a date$'):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0000-01-01", "there is no year 0"),
        ("2011-13", "there is no month 13"),
        ("2011-00-01", "there is no month 0"),
        ("2011-02-29", "February 2011 has 28 days, not 29"),
        ("2012-02-30", "February 2012 has 29 days, not 30"),
        ("2011-04-31", "April 2011 has 30 days, not 31"),
        ("2011-05-0", "May 2011 has 31 days, not 0"),
    ],
)
def test_an_impossible_date_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "form", "date"),
    [
        ("May 15, 2011", "%B %d, %Y", Date(2011, 5, 15)),
        (" 15.5.11 ", "%d.%m.%y", Date(2011, 5, 15)),
        ("May 2011", "%B %Y", Date(2011, 5)),
        ("in 2011", "in %Y", Date(2011)),
        ("2011 135", "%Y %j", Date(2011, 5, 15)),
        ("Sun, 15 May 2011 23:30:00 -0800", "%a, %d %b %Y %H:%M:%S %z", Date(2011, 5, 15)),
    ],
)
def test_a_date_is_read_in_a_form_that_is_given(text: str, form: str, date: Date) -> None:
    assert parse_formatted(text, form) == date


@pytest.mark.parametrize(
    ("text", "form"), [("15 May", "%d %B"), ("soon", "%Y"), ("31.4.2011", "%d.%m.%Y"), ("1", "%Q%Y")]
)
def test_what_a_form_does_not_give_is_refused(text: str, form: str) -> None:
    with pytest.raises(ValueError, match=r"year|match|day|directive"):
        parse_formatted(text, form)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2011/05/15", {Date(2011, 5, 15)}),
        ("20110515", {Date(2011, 5, 15)}),
        ("May 15, 2011", {Date(2011, 5, 15)}),
        ("15 May 2011", {Date(2011, 5, 15)}),
        ("Sunday, May 15, 2011", {Date(2011, 5, 15)}),
        ("5/6/2011", {Date(2011, 5, 6), Date(2011, 6, 5)}),
        ("soon", set()),
    ],
)
def test_a_date_in_another_form_is_known_for_what_it_may_mean(text: str, dates: set[Date]) -> None:
    assert likely_forms(text).keys() == dates


def test_a_date_can_be_made_of_its_parts() -> None:
    assert [calendar_date(2011), calendar_date(2011, 5), calendar_date(2011, 5, 15)] == [
        Date(2011),
        Date(2011, 5),
        Date(2011, 5, 15),
    ]


def test_a_partial_date_sorts_at_the_start_of_its_span() -> None:
    in_order = [
        Date(2010, 12, 31),
        Date(2011),
        Date(2011, 1),
        Date(2011, 1, 1),
        Date(2011, 5),
        Date(2011, 5, 1),
        Date(2012),
    ]
    for before, after in pairwise(in_order):
        assert before < after


@pytest.mark.parametrize(
    ("date", "iso", "folder", "first_day"),
    [
        (Date(2013, 4, 2), "2013-04-02", "2013/04/2", "2013-04-02"),
        (Date(2011, 12, 15), "2011-12-15", "2011/12/15", "2011-12-15"),
        (Date(2011, 5), "2011-05", "2011/05", "2011-05-01"),
        (Date(2011), "2011", "2011", "2011-01-01"),
        (Date(79, 8, 24), "0079-08-24", "0079/08/24", "0079-08-24"),
    ],
)
def test_a_date_is_written_for_data_addresses_and_calendars(date: Date, iso: str, folder: str, first_day: str) -> None:
    assert (date.iso, date.folder, date.first_day) == (iso, folder, first_day)


@pytest.mark.parametrize(
    ("span", "date", "held"),
    [
        (Date(2011, 5, 15), Date(2011, 5, 15), True),
        (Date(2011, 5), Date(2011, 5, 15), True),
        (Date(2011), Date(2011, 5, 15), True),
        (Date(2011), Date(2011, 5), True),
        (Date(2011, 5, 15), Date(2011, 5), False),
        (Date(2011, 5), Date(2011), False),
        (Date(2011, 5), Date(2011, 6, 15), False),
        (Date(2011, 5, 15), Date(2011, 5, 16), False),
        (Date(2011, 5), Date(2012, 5, 15), False),
    ],
)
def test_a_date_holds_itself_and_what_lies_inside_its_span(span: Date, date: Date, held: bool) -> None:
    assert span.holds(date) is held


@given(st.dates())
def test_every_day_of_the_calendar_is_read_back_from_its_iso_form(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert date == Date(day.year, day.month, day.day)
    assert date.iso == day.isoformat()
    assert date.ordinal == day.toordinal()


def test_the_number_of_a_span_is_that_of_its_first_day() -> None:
    assert Date(2011).ordinal == Date(2011, 1, 1).ordinal
    assert Date(2011, 5).ordinal == Date(2011, 5, 1).ordinal


def test_days_of_the_year_sort_as_the_calendar_has_them() -> None:
    assert sorted([YearDay(12, 1), YearDay(2, 29), YearDay(2, 3)])[0] == YearDay(2, 3)


@pytest.mark.parametrize(
    ("date", "last"),
    [
        (Date(2011, 5, 15), Date(2011, 5, 15)),
        (Date(2012, 2), Date(2012, 2, 29)),
        (Date(2011, 12), Date(2011, 12, 31)),
        (Date(2011), Date(2011, 12, 31)),
        (Date(9999), Date(9999, 12, 31)),
    ],
)
def test_the_last_day_of_a_date_is_that_of_its_span(date: Date, last: Date) -> None:
    assert date.last_ordinal == last.ordinal
