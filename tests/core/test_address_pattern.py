"""Address patterns: made and read back."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.address_pattern import AddressPattern
from builder.core.dates import Date, YearDay

SLUGS = st.text("abcé北0-", min_size=1, max_size=8)
DATES = st.one_of(
    st.dates().map(lambda day: Date(day.year, day.month, day.day)),
    st.dates().map(lambda day: Date(day.year, day.month)),
    st.dates().map(lambda day: Date(day.year)),
)


@given(SLUGS, DATES, SLUGS)
def test_what_makes_an_address_is_read_back_from_it(section: str, date: Date, slug: str) -> None:
    pattern = AddressPattern("{section}/{date:date}/{slug}.html")
    values = {"section": section, "date": date, "slug": slug}
    assert pattern.match(pattern.make(**values)) == values


@pytest.mark.parametrize(
    ("pattern", "address", "values"),
    [
        ("topics/{slug}/{year:year}.html", "topics/iran/2011.html", {"slug": "iran", "year": 2011}),
        ("on-this-day/{date:year_day}.html", "on-this-day/02/3.html", {"date": YearDay(2, 3)}),
        ("{section}/{date:day}/index.html", "news/2011/05/5/index.html", {"section": "news", "date": Date(2011, 5, 5)}),
        ("{section}/{date:month}/index.html", "news/2011/05/index.html", {"section": "news", "date": Date(2011, 5)}),
        ("{section}/{date:only_year}/index.html", "news/0900/index.html", {"section": "news", "date": Date(900)}),
        ("{path:path}.html", "notes/a.b/c.html", {"path": "notes/a.b/c"}),
        ("sitemap-{number:number}.xml", "sitemap-12.xml", {"number": 12}),
        ("robots.txt", "robots.txt", {}),
    ],
)
def test_an_address_is_read_and_made_by(pattern: str, address: str, values: dict[str, object]) -> None:
    assert AddressPattern(pattern).match(address) == values
    assert AddressPattern(pattern).make(**values) == address


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("topics/{slug}/index.html", "topics/a/b/index.html"),
        ("topics/{slug}.html", "topics/a.b.html"),
        ("topics/{slug}.html", "topics/.html"),
        ("{section}/{date:day}/index.html", "news/2011/05/05/index.html"),
        ("{section}/{date:day}/index.html", "news/2011/05/index.html"),
        ("on-this-day/{date:year_day}.html", "on-this-day/2/3.html"),
        ("{slug}/{year:year}.html", "a/٢٠١١.html"),
        ("sitemap-{number:number}.xml", "sitemap-0.xml"),
        ("robots.txt", "robots_txt"),
    ],
)
def test_what_is_no_address_of_a_pattern_is_not_read(pattern: str, address: str) -> None:
    assert AddressPattern(pattern).match(address) is None


def test_parameters_that_a_pattern_does_not_have_are_left_out() -> None:
    assert AddressPattern("topics/{slug}/feed.xml").make(slug="iran", year=2011) == "topics/iran/feed.xml"


def test_the_folder_is_what_all_its_addresses_lie_in() -> None:
    assert AddressPattern("topics/{slug}/index.html").folder == "topics"
    assert AddressPattern("{section}/index.html").folder == AddressPattern("robots.txt").folder == ""


def test_a_pattern_can_be_sent_to_another_process() -> None:
    packed = pickle.dumps(AddressPattern("topics/{slug}/{year:year}.html"))
    pattern = pickle.loads(packed)  # noqa: S301  # packed on the line above
    assert pattern.match("topics/iran/2011.html") == {"slug": "iran", "year": 2011}
    assert repr(pattern) == "AddressPattern('topics/{slug}/{year:year}.html')"


def test_a_pattern_has_a_text_without_its_parameters() -> None:
    assert AddressPattern("topics/{slug}/{year:year}.html").literal == "topics//.html"
    assert AddressPattern("404.html").literal == "404.html"
