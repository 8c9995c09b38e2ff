"""The pages of topics and outlets that are cut by year and by month."""

import pytest
from lxml import html

from builder.pages import entries_by_year, listings
from tests.pages.test_dates import built, entry, links, page
from tests.sites import SiteFolder, said

FILES = {
    **{f"2020-03-{n:02}-a{n}": entry(f"A{n}", contexts="[Oil]", sources="[Post]") for n in (1, 1, 2)},
    "2020-03-01-b": entry("B", contexts="[Oil]", sources="[Post]", importance=7),
    "2020-04-01-c": entry("C", contexts="[Oil]", sources="[Post]"),
    "d": entry("D", date="2020", contexts="[Oil]", sources="[Post]"),
    "2019-04-01-e": entry("E", contexts="[Oil]", sources="[Post]"),
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries are many."""
    monkeypatch.setattr(listings, "LARGE", 2)


@pytest.mark.parametrize("folder", ["topics/oil", "sources/post"])
def test_a_year_with_many_entries_shows_the_chief_ones_of_each_month_and_leads_to_it(
    site: SiteFolder, folder: str
) -> None:
    built(site, FILES)
    year = page(site, f"{folder}/2020.html")
    assert [head.text_content() for head in year.cssselect("h2.month")] == ["April 2020", "March 2020"]
    assert links(year, ".gutter a, .more a")[:4] == [
        ("C", "../../news/2020/04/1/c.html"),
        ("B", "../../news/2020/03/1/b.html"),
        ("2 more in this month", "2020/03.html"),
        ("D", "../../news/2020/d.html"),
    ]
    assert not (site.output / folder / "2019").exists()


@pytest.mark.parametrize("folder", ["topics/oil", "sources/post"])
def test_a_month_with_many_entries_folds_all_but_the_chief_ones_of_each_day(site: SiteFolder, folder: str) -> None:
    built(site, FILES)
    month = page(site, f"{folder}/2020/03.html")
    assert month.cssselect("h1")[0].text_content().endswith(", March 2020")
    assert links(month, ".crumbs a")[-1] == ("2020", "../2020.html")
    assert [a.text for a in month.cssselect(".gutter a, .rest a")] == ["A2", "B", "A1"]
    assert [fold.text for fold in month.cssselect(".rest summary")] == ["1 more on this day"]
    few = page(site, f"{folder}/2020/04.html")
    assert ([a.text for a in few.cssselect(".gutter a")], few.cssselect(".rest")) == (["C"], [])


def test_months_come_and_go_with_the_entries_of_their_year(site: SiteFolder) -> None:
    few = {name: text for name, text in FILES.items() if "2020-03" not in name}
    built(site, few)
    assert not (site.output / "topics/oil/2020").exists()
    built(site, FILES)
    assert {file.name for file in (site.output / "topics/oil/2020").iterdir()} == {"03.html", "04.html"}
    for name in FILES.keys() - few.keys():
        (site.path / f"content/news/{name}.md").unlink()
    site.build()
    assert not (site.output / "topics/oil/2020").exists()
    assert "more in this month" not in html.tostring(page(site, "topics/oil/2020.html")).decode()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of more than three entries is long, and shows two."""
    monkeypatch.setattr(listings, "LARGE", 100)
    monkeypatch.setattr(entries_by_year, "LONG", 3)
    monkeypatch.setattr(entries_by_year, "FIRST", 2)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("address", ["topics/oil/index.html", "sources/post/index.html", "topics/gas/and/oil.html"])
def test_a_long_list_shows_its_first_entries_and_folds_the_others_below_their_years(
    site: SiteFolder, address: str
) -> None:
    files = {
        f"{year}-03-01-e": entry(f"E{year}", contexts="[Oil, Gas]", sources="[Post]") for year in range(2010, 2020)
    }
    files |= {"2018-02-01-e": entry("First", contexts="[Oil, Gas]", sources="[Post]")}
    files |= {f"2009-01-01-{name}": entry(name, contexts=f"[{name}]") for name in ("Oil", "Gas")}
    built(site, files)
    text = site.page(address)
    assert said(text, ":not(.rest) > .gutter a") == ["E2019", "E2018"]
    assert said(text, ".rest > summary")[:3] == ["1 more", "1 entry", "1 entry"]
    assert said(text, ".rest > .gutter a")[:3] == ["First", "E2017", "E2016"]


@pytest.mark.usefixtures("short")
def test_months_of_a_long_list_are_folded_too_and_a_list_that_is_not_long_is_whole(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_by_year, "MAX_UNDIVIDED", 1)
    built(site, {f"2011-0{month}-15-e": entry(f"E{month}", contexts="[Oil]") for month in range(1, 5)})
    text = site.page("topics/oil/index.html")
    assert said(text, "h3.month, .rest > summary") == [
        *("April 2011", "March 2011", "February 2011", "1 entry", "January 2011", "1 entry")
    ]
    (site.path / "content/news/2011-04-15-e.md").unlink()
    site.build()
    assert page(site, "topics/oil/index.html").cssselect(".rest") == []
