"""The pages of all years."""

import pytest

from builder.pages import all_years
from tests.pages.test_dates import built, entry, links, page
from tests.sites import SiteFolder


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
    monkeypatch.setattr(all_years, "YEARS", 2)
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
