"""Entries in time: days, months and years, and what is beside each."""

from builder.core.dates import Date, YearDay
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.relations.timeline import (
    Neighbours,
    by_section,
    by_year_day,
    neighbours_in,
    section_of,
    section_with,
    spans_in,
)
from tests.sites import changed, entry_of


def entry(slug: str, date: Date, section: str = "news") -> Entry:
    """An entry with a date and little else."""
    return entry_of(slug, date, section=section)


NEWS = Slug("news")


def test_a_timeline_has_years_months_and_days_with_partial_dates_in_their_span() -> None:
    year, month = entry("year", Date(2011)), entry("month", Date(2011, 5))
    one, two = entry("one", Date(2011, 5, 2)), entry("two", Date(2011, 5, 2))
    later, next_year = entry("later", Date(2011, 12, 31)), entry("next", Date(2012, 5, 2))
    section = section_of(NEWS, [year, month, one, two, later, next_year])
    first, second = section.years
    may, december = first.months
    assert (first.date, first.undated, first.count) == (Date(2011), (year,), 5)
    assert (may.date, may.undated, may.count) == (Date(2011, 5), (month,), 3)
    assert [(day.date, day.entries, day.count) for day in may.days] == [(Date(2011, 5, 2), (one, two), 2)]
    assert [day.entries for day in december.days] == [(later,)]
    assert (second.date, second.undated, second.count) == (Date(2012), (), 1)


def test_sections_come_in_the_order_of_their_names_each_with_its_own_entries() -> None:
    essay = entry("essay", Date(2010), section="opinion-pieces")
    news = entry("news", Date(2011))
    later = entry("later", Date(2012))
    sections = [section_of(slug, entries) for slug, entries in by_section([essay, news, later]).items()]
    found = [(section.slug, section.entries) for section in sections]
    assert found == [("news", (news, later)), ("opinion-pieces", (essay,))]


def test_the_spans_of_a_timeline_are_its_years_with_their_months_with_their_days() -> None:
    dates = [Date(2009), Date(2011, 5), Date(2011, 5, 2), Date(2011, 5, 4), Date(2011, 12, 31)]
    section = section_of(NEWS, [entry(f"e{n}", date) for n, date in enumerate(dates)])
    assert [(type(span).__name__, span.date) for span in spans_in(section)] == [
        ("Year", Date(2009)),
        ("Year", Date(2011)),
        ("Month", Date(2011, 5)),
        ("Day", Date(2011, 5, 2)),
        ("Day", Date(2011, 5, 4)),
        ("Month", Date(2011, 12)),
        ("Day", Date(2011, 12, 31)),
    ]


def test_before_and_after_a_day_a_month_or_a_year_come_those_that_have_entries() -> None:
    dates = [Date(2009, 5, 15), Date(2011), Date(2011, 1, 2), Date(2011, 5, 12)]
    section = section_of(NEWS, [entry(f"e{n}", date) for n, date in enumerate(dates)])
    assert neighbours_in(section) == {
        Date(2009): Neighbours(None, Date(2011)),
        Date(2011): Neighbours(Date(2009), None),
        Date(2009, 5): Neighbours(None, Date(2011, 1)),
        Date(2011, 1): Neighbours(Date(2009, 5), Date(2011, 5)),
        Date(2011, 5): Neighbours(Date(2011, 1), None),
        Date(2009, 5, 15): Neighbours(None, Date(2011, 1, 2)),
        Date(2011, 1, 2): Neighbours(Date(2009, 5, 15), Date(2011, 5, 12)),
        Date(2011, 5, 12): Neighbours(Date(2011, 1, 2), None),
    }


def test_a_day_of_the_calendar_has_its_days_of_all_years_and_sections_the_newest_first() -> None:
    news = section_of(NEWS, [entry(f"n{year}", Date(year, 5, 15)) for year in (2009, 2011)])
    dates = [Date(2008, 2, 29), Date(2011, 5), Date(2011, 5, 15)]
    essays = section_of(Slug("essays"), [entry(f"e{n}", date, "essays") for n, date in enumerate(dates)])
    days = [day for section in (essays, news) for year in section.years for month in year.months for day in month.days]
    found = by_year_day(days)
    assert [*found] == [YearDay(2, 29), YearDay(5, 15)]
    listed = [(day.date.year, day.section) for day in found[YearDay(5, 15)].days]
    assert listed == [(2011, "essays"), (2011, "news"), (2009, "news")]
    assert found[YearDay(5, 15)].count == 3


def test_the_entries_of_a_year_are_all_of_them_oldest_first() -> None:
    its = [entry(f"e{n}", date) for n, date in enumerate([Date(2011), Date(2011, 5), Date(2011, 5, 2)])]
    (year,) = section_of(NEWS, its).years
    assert year.entries == tuple(its)


def lasting(slug: str, date: Date, end: Date) -> Entry:
    """An entry of what lasts."""
    return changed(entry(slug, date), end=end)


def test_what_lasts_is_listed_again_on_the_days_that_follow_and_counts_once_in_each_span() -> None:
    fair, other = lasting("fair", Date(2011, 5, 30), Date(2011, 6, 2)), entry("other", Date(2011, 6, 2))
    (year,) = section_of(NEWS, [fair, other]).years
    may, june = year.months
    assert [(day.date.day, day.entries, day.lasting) for day in may.days] == [(30, (fair,), ()), (31, (), (fair,))]
    assert [(day.date.day, day.entries, day.lasting) for day in june.days] == [
        (1, (), (fair,)),
        (2, (other,), (fair,)),
    ]
    assert (may.earlier, june.earlier, year.earlier) == ((), (fair,), ())
    assert (june.days[1].count, may.count, june.count, year.count) == (2, 1, 2, 2)
    assert (june.entries, year.entries) == ((other,), (fair, other))


def test_what_lasts_until_a_month_or_a_year_is_listed_there_beside_what_is_of_no_day() -> None:
    works, war = lasting("works", Date(2011, 5, 30), Date(2011, 8)), lasting("war", Date(2009), Date(2011))
    old, year = section_of(NEWS, [war, works]).years
    assert (year.undated, year.lasting, year.earlier, year.count) == ((), (war,), (war,), 2)
    assert [(month.date.month, month.undated, month.lasting, month.count) for month in year.months] == [
        (5, (), (), 1),
        (8, (), (works,), 1),
    ]
    assert (old.undated, old.count) == ((war,), 1)


def test_an_edit_of_what_lasts_takes_its_place_on_all_its_dates() -> None:
    for end in (Date(2011, 6, 2), Date(2011, 8), Date(2013)):
        fair, other = lasting("fair", Date(2011, 5, 30), end), entry("other", Date(2011, 6, 2))
        mended = changed(fair, title="Another title")
        section = section_with(section_of(NEWS, [fair, other]), [mended], (mended, other))
        assert section == section_of(NEWS, [mended, other])
