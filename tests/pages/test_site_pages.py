"""The pages of the site as a whole, and what every page has: the ways through the site."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.config.config import Config
from builder.core.model import Content, Reference
from builder.core.problems import NOWHERE
from builder.core.urls import Address
from builder.pages import site_pages
from builder.pages.kind import Overview
from builder.pages.site_pages import SitemapPart
from builder.relations.names import Names
from builder.relations.site import Site
from tests.sites import BASE_URL, SiteFolder, said
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


def test_a_site_without_topics_and_sources_has_no_index_of_them_and_nothing_leads_there(site: SiteFolder) -> None:
    for extra in ("", "contexts: [Iran]\nsources: [Gazette]\n", ""):
        site.write({ENTRY: f"---\ntitle: A\n{extra}---\n"})
        site.build()
        there = {name for name in site.tree() if name.endswith(".html")}
        indexes = {"topics/index.html", "topics/by-size.html", "sources/index.html"}
        assert there & indexes == (indexes if extra else set())
        leading = [name for name in there if re.search(r'href="[^"]*(topics|sources)/', site.page(name))]
        assert bool(leading) == bool(extra), leading


def test_eight_ways_take_two_lines_on_a_phone(chromium: Browser, site: SiteFolder) -> None:
    site.write({ENTRY: "---\ntitle: A\ncontexts: [Iran]\nsources: [Gazette]\n---\n"})
    site.write({ENTRY.replace("news", "opinion"): "---\ntitle: B\n---\n"})
    site.write({"content/about.md": "# About\n", "content/faq.md": "# Questions\n"})
    site.build()
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    for address in ("index.html", "topics/index.html"):
        page.goto((site.output / address).as_uri())
        ways = page.locator(".masthead nav a")
        assert ways.count() == 8
        assert len({(way.bounding_box() or {"y": 0})["y"] for way in ways.all()}) == 2, address
    page.close()


def test_the_page_for_an_address_that_does_not_exist_has_a_field_for_search(site: SiteFolder) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n"})
    site.build(base_url="https://example.org/repo/")
    assert '<form class="look" action="/repo/search.html">' in site.page("404.html")
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


@pytest.mark.parametrize(
    ("image", "base_url", "shown"),
    [
        ("/card.png", "https://example.org/repo/", "https://example.org/repo/card.png"),
        ("https://example.net/card.png", None, "https://example.net/card.png"),
        ("card.png", None, None),
    ],
)
def test_a_shared_link_shows_the_sites_picture_where_a_page_has_none(
    site: SiteFolder, image: str, base_url: str | None, shown: str | None
) -> None:
    site.write({ENTRY: "---\ntitle: A\nsummary: In short.\n---\n", "content/card.png": "png"})
    site.build(image=Reference(image, NOWHERE), base_url=base_url, title="The harbour")
    page = site.page("news/2011/05/15/a.html")
    assert '<meta name="description" property="og:description" content="In short.">' in page
    assert '<meta property="og:site_name" content="The harbour">' in page
    assert (f'<meta property="og:image" content="{shown}">' in page) == bool(shown)
    assert ("summary_large_image" in page) == bool(shown)


def test_a_shared_link_to_an_entry_shows_its_own_picture_rather_than_the_sites(site: SiteFolder) -> None:
    site.write(
        {
            ENTRY: "---\ntitle: A\nimage: own.png\n---\n",
            "content/news/2011/05/15/own.png": "png",
            "content/card.png": "",
        }
    )
    site.build(image=Reference("card.png", NOWHERE), base_url="https://example.org/")
    page = site.page("news/2011/05/15/a.html")
    assert '<meta property="og:image" content="https://example.org/news/2011/05/15/own.png">' in page
    assert page.count("og:image") == 1
    assert 'loading="lazy"' in page


def parts_of(listed: Iterable[str]) -> list[SitemapPart]:
    """The parts of a large sitemap."""
    site = Site(Names(Content((), (), ()), Config(root=Path("/site"), base_url=BASE_URL)), {}, {}, {}, {}, {})
    (kind,) = (kind for kind in site_pages.KINDS if kind.name == "sitemap-part")
    assert kind.overview
    return [*kind.overview(Overview(site, tuple(map(Address, sorted(listed)))))]


ADDRESSES = {f"news/2011/05/15/{number}.html" for number in range(2_000)}


@pytest.mark.parametrize(("average", "limit"), [(100, 50_000), (100, 80), (100_000, 300), (1, 1)])
def test_the_parts_of_a_large_sitemap_hold_every_address_once_and_none_is_too_large(
    monkeypatch: pytest.MonkeyPatch, average: int, limit: int
) -> None:
    monkeypatch.setattr(site_pages, "PART", average)
    monkeypatch.setattr(site_pages, "SITEMAP_LIMIT", limit)
    parts = parts_of(ADDRESSES)
    assert [address for part in parts for address in part.addresses] == sorted(ADDRESSES)
    assert [part.number for part in parts] == [*range(1, len(parts) + 1)]
    assert 0 < min(len(part.addresses) for part in parts) <= max(len(part.addresses) for part in parts) <= limit
    assert len(parts) > 5


def test_an_address_that_comes_alters_the_part_that_it_is_in_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_pages, "PART", 100)
    before, after = (
        {part.number: part.addresses for part in parts_of(its)}
        for its in (ADDRESSES, ADDRESSES | {"news/2011/05/15/a-harbour.html"})
    )
    assert before.keys() == after.keys()
    assert sum(before[number] != after[number] for number in before) == 1
