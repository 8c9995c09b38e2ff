"""Where the things that pages link to are published."""

import pytest

from builder.core.addresses import (
    OUTLET_YEAR,
    TOPIC_YEAR,
    date_address,
    entry_address,
    outlet_address,
    topic_address,
    with_ending,
    year_day_address,
)
from builder.core.dates import Date, YearDay
from builder.core.urls import Slug, entry_id


def test_an_entry_lives_below_its_section_and_date() -> None:
    entry = entry_id(Slug("news"), Date(2013, 4, 2), Slug("arms-trade"))
    assert entry == "news/2013/04/2/arms-trade"
    assert entry_address(entry) == "news/2013/04/2/arms-trade.html"
    assert with_ending(entry_address(entry), "json") == "news/2013/04/2/arms-trade.json"


@pytest.mark.parametrize(
    ("date", "address"),
    [
        (Date(2011, 5, 5), "news/2011/05/5/index.html"),
        (Date(2011, 5), "news/2011/05/index.html"),
        (Date(2011), "news/2011/index.html"),
        (None, "news/index.html"),
    ],
)
def test_a_day_a_month_a_year_and_a_section_have_a_folder_each(date: Date | None, address: str) -> None:
    assert date_address(Slug("news"), date) == address


def test_a_listing_can_be_had_in_another_format() -> None:
    assert with_ending(date_address(Slug("news"), Date(2011, 5, 5)), "xml") == "news/2011/05/5/index.xml"


def test_a_topic_has_a_folder_for_its_page_and_its_years() -> None:
    assert topic_address(Slug("iran")) == "topics/iran/index.html"
    assert TOPIC_YEAR.make(slug="iran", year=2011) == "topics/iran/2011.html"
    assert outlet_address(Slug("bbc")) == "sources/bbc/index.html"
    assert OUTLET_YEAR.make(slug="bbc", year=2011) == "sources/bbc/2011.html"


def test_a_day_of_the_year_has_an_address_in_which_the_month_has_two_digits_and_the_day_as_many_as_it_needs() -> None:
    assert year_day_address(YearDay(5, 15)) == "on-this-day/05/15.html"
    assert year_day_address(YearDay(2, 3)) == "on-this-day/02/3.html"
