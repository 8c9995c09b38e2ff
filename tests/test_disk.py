"""A site without a base URL opens in a browser from the folder that it was built into."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.referees.published import harbour
from tests.referees.tab import Tab, tab
from tests.sites import SiteFolder

LINKS = """[...document.querySelectorAll('[href], [src]')].map(
    element => new URL(element.getAttribute('href') ?? element.getAttribute('src'), document.baseURI).href
)"""

LEFT = "net::ERR_ABORTED"
"""What is said of the icon of a page that was left before the icon was there."""

NOT_LINKED = {"404.html", "search.html"}
"""The pages that are reached by no link, redirects apart."""


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Tab]:
    """A tab."""
    with tab(chromium) as opened:
        yield opened


@pytest.fixture
def disk(site: SiteFolder) -> SiteFolder:
    """A site with everything that is unusual, built to be opened from its folder."""
    harbour(site)
    site.build(base_url=None)
    return site


def file_of(address: str) -> Path:
    """The file that an address of the disk names."""
    return Path(unquote(urlsplit(address).path))


def links(desk: Tab, page: Path) -> set[Path]:
    """Open a page from the disk as a reader does; the files that it links to and loads."""
    found = desk.open(page.as_uri()).evaluate(LINKS)
    return {file_of(link) for link in found if link.startswith("file:")}


def crawled(desk: Tab, start: Path) -> dict[Path, set[Path]]:
    """Every page that links lead to from one on, with the files that it links to and loads."""
    pages: dict[Path, set[Path]] = {}
    waiting = [start]
    while waiting:
        page = waiting.pop()
        if page not in pages:
            pages[page] = links(desk, page)
            assert [said for said in desk.said if not said.endswith(LEFT)] == [], page
            assert any(asked.endswith("style.css") for asked in desk.asked), page
            waiting += sorted(file for file in pages[page] if file.suffix == ".html")
    return pages


def test_every_page_and_every_link_opens_from_a_disk(disk: SiteFolder, desk: Tab) -> None:
    folder = disk.output
    pages = crawled(desk, folder / "index.html")
    lost = {str(file) for linked in pages.values() for file in linked if not file.is_file()}
    assert lost == set()
    assert all(file.is_relative_to(folder) for linked in pages.values() for file in linked)
    published = {page.address for page in disk.plan(base_url=None).pages if page.address.endswith(".html")}
    redirects = {page.address for page in disk.plan(base_url=None).pages if page.kind.template == "redirect.html"}
    assert {page.relative_to(folder).as_posix() for page in pages} == published - NOT_LINKED - redirects


def test_a_page_that_lacks_something_is_noticed(disk: SiteFolder, desk: Tab) -> None:
    page = disk.output / "index.html"
    page.write_text('<link rel="stylesheet" href="nothing.css"><a href="nothing.html">Nothing</a>', encoding="utf-8")
    assert {file.name for file in links(desk, page) if not file.is_file()} == {"nothing.css", "nothing.html"}
    assert any("nothing.css" in said for said in desk.said)


def test_an_old_address_leads_on(disk: SiteFolder, desk: Tab) -> None:
    page = desk.open((disk.output / "old/ship/index.html").as_uri())
    page.wait_for_url("**/a-ship-with-a-picture.html")
    expect(page.locator("h1")).to_contain_text("A ship comes in")


def test_the_page_for_missing_addresses_leads_back(disk: SiteFolder, desk: Tab) -> None:
    linked = links(desk, disk.output / "404.html")
    assert disk.output / "index.html" in linked
    assert all(file.is_file() for file in linked)


def test_the_search_page_says_that_it_cannot_search_and_where_else_to_look(disk: SiteFolder, desk: Tab) -> None:
    page = desk.open((disk.output / "index.html").as_uri())
    page.get_by_role("searchbox").fill("ship")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=ship")
    expect(page.get_by_text("does not work on pages that are opened from a disk")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    page.locator("#search-needs").get_by_role("link", name="Topics").click()
    page.wait_for_url("**/topics/index.html")
    assert urldefrag(page.url).url == (disk.output / "topics/index.html").as_uri()
