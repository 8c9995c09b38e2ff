"""The pages of the site as a whole, and what every page has: the ways through the site."""

import pytest
from playwright.sync_api import Browser

from tests.sites import SiteFolder, said
from tests.test_crawl import served

ENTRY = "content/news/2011/05/15/a.md"


@pytest.mark.parametrize(
    ("files", "ways"),
    [
        ({ENTRY: "---\ntitle: A\n---\n"}, ["On this day"]),
        ({ENTRY: "---\ntitle: A\ncontexts: [Iran]\n---\n"}, ["Topics", "On this day"]),
        ({"content/news/2011/a.md": "---\ntitle: A\nsources: [Gazette]\n---\n"}, ["Sources"]),
        (
            {ENTRY: "---\ntitle: A\n---\n", ENTRY.replace("news", "opinion"): "---\ntitle: B\n---\n"},
            ["Years", "On this day"],
        ),
    ],
)
def test_the_menu_has_the_ways_that_lead_to_something(site: SiteFolder, files: dict[str, str], ways: list[str]) -> None:
    site.write(files)
    site.build()
    named = said(site.page("index.html"), ".masthead nav a")
    assert [name for name in named if name not in ("News", "Opinion")] == ways
    assert [name for name in said(site.page("404.html"), ".ways a") if name in ways] == ways


def test_a_way_that_comes_or_goes_changes_every_page(site: SiteFolder) -> None:
    for contexts, named in (("[]", False), ("[Iran]", True), ("[]", False)):
        site.write({ENTRY: f"---\ntitle: A\ncontexts: {contexts}\n---\n", "content/about.md": "# About\n"})
        site.build()
        assert ("Topics" in said(site.page("about.html"), ".masthead nav a")) == named


def test_the_page_for_an_address_that_does_not_exist_has_a_field_for_search(site: SiteFolder) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n"})
    site.build(base_url="https://example.org/repo/")
    assert '<form class="look" role="search" action="/repo/search.html">' in site.page("404.html")
    site.build(search=False)
    assert "look" not in site.page("404.html").partition("<main")[2]


def test_the_key_slash_leads_to_the_field_of_any_page(chromium: Browser, site: SiteFolder) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n"})
    site.build()
    with served(site.output) as address:
        page = chromium.new_page()
        page.goto(f"{address}news/2011/05/15/a.html")
        page.keyboard.press("/")
        page.keyboard.type("a/b")
        assert page.locator(".find input").input_value() == "a/b"
        page.close()
