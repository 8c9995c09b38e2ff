"""Entries in time: days, months and years, and what is beside each."""

from builder.dates import Date
from builder.model import Entry
from builder.timeline import Neighbours, neighbours_in, sections_of
from builder.urls import Slug


def entry(slug: str, date: Date, section: str = "news") -> Entry:
    """An entry with a date and little else."""
    return Entry(f"content/{slug}.md", Slug(section), date, Slug(slug), slug, slug)


def test_a_timeline_has_years_months_and_days_with_partial_dates_in_their_span() -> None:
    year, month = entry("year", Date(2011)), entry("month", Date(2011, 5))
    one, two = entry("one", Date(2011, 5, 2)), entry("two", Date(2011, 5, 2))
    later, next_year = entry("later", Date(2011, 12, 31)), entry("next", Date(2012, 5, 2))
    (section,) = sections_of([year, month, one, two, later, next_year])
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
    found = [(section.slug, section.name, section.entries) for section in sections_of([essay, news])]
    assert found == [("news", "News", (news,)), ("opinion-pieces", "Opinion pieces", (essay,))]


def test_before_and_after_a_day_a_month_or_a_year_come_those_that_have_entries() -> None:
    dates = [Date(2009, 5, 15), Date(2011), Date(2011, 1, 2), Date(2011, 5, 12)]
    (section,) = sections_of([entry(f"e{n}", date) for n, date in enumerate(dates)])
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
