"""The pages of days, months and years."""

from collections.abc import Mapping

import pytest
from lxml import html
from lxml.html import HtmlElement

from builder.pages import dates, year_days
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
    for module in (dates, year_days):
        monkeypatch.setattr(module, "MAX_WHOLE", 2)


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
def test_a_day_with_very_many_entries_folds_all_but_the_chief_ones_of_each_story(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "IN_FULL", 2)
    monkeypatch.setattr(dates, "FIRST", 1)
    files = {f"2011-05-15-e{n}": entry(f"E{n}", contexts="[Oil]", importance=n) for n in range(1, 6)}
    built(site, files | {f"2011-05-15-f{n}": entry(f"F{n}") for n in range(1, 3)})
    text = site.page("news/2011/05/15/index.html")
    assert said(text, ".tally") == ["7 entries: Oil 5 · Elsewhere 2"]
    assert said(text, "div > .titles a") == ["E3", "E4", "E5", "F1"]
    assert said(text, ".rest summary, .rest a") == ["2 more", "E1", "E2", "1 more", "F2"]


@pytest.mark.usefixtures("few")
def test_a_day_with_very_many_entries_of_no_story_folds_all_but_its_chief_ones(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "IN_FULL", 2)
    monkeypatch.setattr(dates, "FIRST", 2)
    built(site, {f"2011-05-15-e{n}": entry(f"E{n}", importance=n) for n in range(1, 5)})
    assert said(site.page("news/2011/05/15/index.html"), "div > .titles a, .rest a") == ["E3", "E4", "E1", "E2"]


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
    monkeypatch.setattr(dates, "MAX_WHOLE", 24)
    built(site, {f"2011-05-15-e{n:02}": entry(f"E{n}", importance=9 if n % 6 == 0 else 8) for n in range(30)})
    month = page(site, "news/2011/05/index.html")
    assert [a.text for a in month.cssselect(".titles a")] == ["E0", "E6", "E12"]


def test_the_calendar_of_a_month_has_the_chief_headline_of_each_day(site: SiteFolder) -> None:
    title = "A harbour reopens after the storm, and the first ship leaves it at noon for the south."
    built(site, {"2011-05-15-a": entry("A"), "2011-05-15-b": entry(title, importance=5), "2011-05-16-c": entry("C")})
    day, _ = page(site, "news/2011/05/index.html").cssselect(".calendar a")
    assert day.cssselect(".headline")[0].text == "A harbour reopens after the storm, and the first ship…"
    assert day.text_content().split()[:2] == ["15", "2"]


def test_a_month_with_one_day_and_a_year_with_few_entries_have_no_empty_calendar(site: SiteFolder) -> None:
    files = {f"2011-0{month}-15-e": entry("E") for month in range(1, dates.FEW)}
    built(site, files)
    assert page(site, "news/2011/01/index.html").cssselect(".calendar") == []
    assert page(site, "news/2011/index.html").cssselect(".heat") == []
    built(site, files | {"2011-01-16-f": entry("F")})
    assert len(page(site, "news/2011/01/index.html").cssselect(".calendar")) == 1
    assert len(page(site, "news/2011/index.html").cssselect(".heat")) == 1


SHORT = "content/news/2011/05/30/fair.md"
LONG = "content/news/2011/05/2/works.md"


def lasting(site: SiteFolder) -> None:
    """Build a site of a fair of three days, and of road works until the next year."""
    site.write(
        {
            SHORT: "---\ntitle: A fair\nend: 2011-06-01\ncontexts: [harbour]\n---\n",
            LONG: "---\ntitle: Road works\nend: 2012-02\n---\n",
            "content/news/2011/06/1/other.md": "---\ntitle: Other\n---\n",
        }
    )
    site.build(formats=("html", "json", "md"))


def test_what_lasts_a_week_at_most_is_listed_on_each_of_its_days(site: SiteFolder) -> None:
    lasting(site)
    assert said(site.page("news/2011/05/30/index.html"), "h3") == ["A fair until 1 June 2011"]
    for day in ("05/31", "06/1"):
        assert said(site.page(f"news/2011/{day}/index.html"), ".lasting li") == ["A fair 30 May 2011 – 1 June 2011"]
    assert said(site.page("on-this-day/05/31.html"), ".titles li") == ["A fair 30 May 2011 – 1 June 2011"]
    assert not (site.output / "news/2011/06/2").exists()


def test_what_lasts_longer_is_listed_on_its_first_and_last_date_alone(site: SiteFolder) -> None:
    lasting(site)
    assert said(site.page("news/2011/05/2/index.html"), "h3") == ["Road works until February 2012"]
    assert not (site.output / "news/2011/05/3").exists()
    assert said(site.page("news/2012/02/index.html"), ".titles li") == ["Road works 2 May 2011 – February 2012"]
    assert said(site.page("news/2012/index.html"), ".lines a") == ["Road works"]


def test_a_month_lists_what_began_before_it_and_counts_it_once(site: SiteFolder) -> None:
    lasting(site)
    june = site.page("news/2011/06/index.html")
    assert said(june, ".titles li") == ["Other", "A fair 30 May 2011 – 1 June 2011"]
    assert said(june, ".tally") == ["2 entries"]
    assert said(site.page("news/index.html"), ".tally") == ["3 entries in 2 years"]
    assert "A fair" in " ".join(said(site.page("news/2011/index.html"), "section:last-of-type .lines"))


def test_the_front_page_has_what_lasts_on_its_first_day_alone(site: SiteFolder) -> None:
    lasting(site)
    front = site.page("index.html")
    assert front.count("A fair") == 1
    assert "A fair until 1 June 2011" in " ".join(said(front, "h3"))


def test_a_days_data_tell_what_lasts_from_what_is_of_the_day(site: SiteFolder) -> None:
    lasting(site)
    day = site.data("news/2011/05/31/index.json")
    assert day["entries"] == []
    assert [(entry["title"], entry["end"]) for entry in day["lasting"]] == [("A fair", "2011-06-01")]
    assert (day["previous"], day["next"]) == ("2011-05-30", "2011-06-01")
    assert "lasting" not in site.data("news/2011/05/30/index.json")
    assert "A fair" in site.page("news/2011/05/31/index.md")


def test_an_entry_that_lasts_says_until_when_on_its_page_and_in_its_data(site: SiteFolder) -> None:
    lasting(site)
    page = site.page("news/2011/05/30/fair.html")
    assert said(page, ".dateline") == ["Monday 30 May 2011 – 1 June 2011"]
    assert '<a href="../../06/1/index.html">1 June 2011</a>' in page
    assert '"temporalCoverage":"2011-05-30/2011-06-01"' in page
    assert site.data("news/2011/05/30/fair.json")["end"] == "2011-06-01"
    assert site.data("topics/harbour/index.json")["entries"][0]["end"] == "2011-06-01"


def test_feeds_say_until_when_an_entry_lasts(site: SiteFolder) -> None:
    lasting(site)
    feed = site.page("feed.xml")
    assert '<ev:enddate xmlns:ev="http://purl.org/rss/1.0/modules/event/">2011-06-01</ev:enddate>' in feed
    assert "<p>30 May 2011 – 1 June 2011</p>" in feed
    ends = {item["title"]: item.get("_dateline") for item in site.data("feed.json")["items"]}
    assert ends == {"A fair": {"end": "2011-06-01"}, "Road works": {"end": "2012-02"}, "Other": None}
