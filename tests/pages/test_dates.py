"""The pages of days, months and years."""

from collections.abc import Mapping

import pytest
from lxml import html
from lxml.html import HtmlElement

from builder.pages import dates
from tests.sites import SiteFolder, said


def entry(title: str, **keys: object) -> str:
    """A file with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **keys}.items())
    return f"---\n{lines}---\n"


def built(site: SiteFolder, files: Mapping[str, str]) -> None:
    """Publish a site of these files of the section news."""
    site.write({f"content/news/{name}.md": text for name, text in files.items()})
    site.build()


def page(site: SiteFolder, address: str) -> HtmlElement:
    """A published page."""
    return html.fromstring(site.page(address))


def links(element: HtmlElement, selector: str) -> list[tuple[str | None, str | None]]:
    """The words and addresses of some links."""
    return [(link.text_content(), link.get("href")) for link in element.cssselect(selector)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries are many."""
    monkeypatch.setattr(dates, "MANY", 2)


STORIES = {
    "2011-05-15-a": entry("A", contexts="[Oil]"),
    "2011-05-15-b": entry("B", contexts="[Peru]"),
    "2011-05-15-c": entry("C", contexts="[Oil]"),
    "2011-05-16-d": entry("D", contexts="[Oil]"),
}


def test_a_month_is_grouped_by_the_stories_that_three_entries_tell(site: SiteFolder) -> None:
    built(site, STORIES)
    month = page(site, "news/2011/05/index.html")
    assert links(month, ".tally a") == [("Oil", "#story-oil"), ("Elsewhere", "#elsewhere")]
    assert [group.get("id") for group in month.cssselect(".group h2")] == ["story-oil", "elsewhere"]
    assert said(site.page("news/2011/05/index.html"), ".group h2, .group a") == [
        *("Oil", "Oil", "A", "C", "D"),
        *("Elsewhere", "B"),
    ]


def test_a_day_without_such_a_story_is_one_list(site: SiteFolder) -> None:
    built(site, STORIES)
    day = page(site, "news/2011/05/15/index.html")
    assert (day.cssselect(".group"), len(day.cssselect("article.story"))) == ([], 3)


def test_a_day_with_many_entries_shows_their_titles_with_a_source(site: SiteFolder) -> None:
    count = dates.IN_FULL + 1
    built(site, {f"2011-05-15-e{n}": entry(f"E{n}", sources="[Port Gazette, Post]") for n in range(count)})
    day = page(site, "news/2011/05/15/index.html")
    assert [line.text_content() for line in day.cssselect(".titles li")][:2] == ["E0 Port Gazette", "E1 Port Gazette"]
    assert (len(day.cssselect(".titles li")), day.cssselect("article.story")) == (count, [])


@pytest.mark.usefixtures("few")
def test_a_month_with_many_entries_shows_the_turning_points_of_each_day_or_its_chief_entry(site: SiteFolder) -> None:
    files = {f"2011-05-15-e{n}": entry(f"E{n}", importance=9 if n in (2, 4) else 3) for n in range(8)}
    files |= {"2011-05-16-f": entry("F"), "2011-05-16-g": entry("G", importance=2), "2011-05-17-h": entry("H")}
    built(site, files)
    month = page(site, "news/2011/05/index.html")
    assert [[a.text for a in day.cssselect(".titles a")] for day in month.cssselect(".group")] == [
        ["E2", "E4"],
        ["G"],
        ["H"],
    ]
    assert links(month, ".more a") == [
        ("6 more on this day", "15/index.html"),
        ("1 more on this day", "16/index.html"),
    ]


@pytest.mark.usefixtures("few")
def test_a_year_and_a_day_of_the_year_with_many_do_the_same(site: SiteFolder) -> None:
    built(site, {f"2011-05-15-e{n}": entry(f"E{n}") for n in range(3)} | {"2010-05-15-f": entry("F")})
    assert links(page(site, "news/2011/index.html"), ".group a") == [
        ("May 2011", "05/index.html"),
        ("E0", "05/15/e0.html"),
        ("2 more in this month", "05/index.html"),
    ]
    assert links(page(site, "on-this-day/05/15.html"), ".more a") == [
        ("2 more on this day", "../../news/2011/05/15/index.html")
    ]


def test_no_more_than_three_entries_stand_for_a_day(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "MANY", 24)
    built(site, {f"2011-05-15-e{n:02}": entry(f"E{n}", importance=9 if n % 6 == 0 else 8) for n in range(30)})
    month = page(site, "news/2011/05/index.html")
    assert [a.text for a in month.cssselect(".titles a")] == ["E0", "E6", "E12"]


def test_the_calendar_of_a_month_has_the_chief_headline_of_each_day(site: SiteFolder) -> None:
    title = "A harbour reopens after the storm, and the first ship leaves it at noon for the south."
    built(site, {"2011-05-15-a": entry("A"), "2011-05-15-b": entry(title, importance=5)})
    (day,) = page(site, "news/2011/05/index.html").cssselect(".calendar a")
    assert day.cssselect(".headline")[0].text == "A harbour reopens after the storm, and the first ship…"
    assert day.text_content().split()[:2] == ["15", "2"]


def test_all_years_are_a_table_of_months_with_the_chief_headline_of_each_year(site: SiteFolder) -> None:
    built(
        site,
        {
            "2010-01-05-a": entry("A"),
            "2012-02-05-b": entry("B", sources="[Post]"),
            "2012-02-06-c": entry("C", sources="[Post, Gazette]"),
            "d": entry("D", date="2012"),
        },
    )
    (table,) = page(site, "news/index.html").cssselect("table.years")
    rows = [[cell.text_content() for cell in row] for row in table.cssselect("tbody tr")]
    assert rows == [["2012", "", "2", *[""] * 10, "3", "C"], ["2010", "1", *[""] * 11, "1", "A"]]
    assert links(table, "tr:last-child a") == [
        ("2010", "2010/index.html"),
        ("1", "2010/01/index.html"),
        ("A", "2010/01/5/a.html"),
    ]
    assert [head.get("title") for head in table.cssselect("th abbr")][::11] == ["January", "December"]


def test_years_that_are_too_many_for_a_table_stand_below_it(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "YEARS", 2)
    built(site, {f"{year}-05-15-e": entry("E") for year in range(2008, 2012)} | {"2008-05-16-e": entry("E")})
    whole = page(site, "news/index.html")
    assert [row[0].text_content() for row in whole.cssselect(".years tbody tr")] == ["2011", "2010"]
    assert whole.cssselect(".earlier summary")[0].text == "3 entries before 2010"
    assert links(whole, ".earlier a") == [("2009", "2009/index.html"), ("2008", "2008/index.html")]


def test_a_year_that_is_led_by_another_entry_is_so_in_the_list_of_all_years_after_an_edit(site: SiteFolder) -> None:
    built(site, {"2012-02-05-a": entry("A"), "2012-02-06-b": entry("B")})
    assert site.page("news/index.html").count(">A</a>") == 1
    built(site, {"2012-02-06-b": entry("B", importance=4)})
    assert site.page("news/index.html").count(">B</a>") == 1
