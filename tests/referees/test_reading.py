"""What a reader's browser makes of every kind of page: on a phone, at night, without scripts or other hosts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.referees.published import SEEN, Sites, heaviest, samples
from tests.referees.tab import PHONE, Tab, tab

NEEDS_SCRIPTS = {"search.html"}
"""The kinds that a reader without scripts cannot use."""

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    const cut = element => element && (getComputedStyle(element).overflowX !== 'visible' || cut(element.parentElement));
    const isOut = element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > width + 1 || box.left < -1) && !cut(element);
    };
    return {
        isWide: document.documentElement.scrollWidth > width,
        hides: [document.documentElement, document.body].some(e => getComputedStyle(e).overflowX !== 'visible'),
        out: [...document.querySelectorAll('body *')].filter(isOut).map(element => element.outerHTML.slice(0, 200)),
    };
}"""

LARGEST = """() => new Promise(done => new PerformanceObserver(list => {
    const element = list.getEntries().at(-1).element;
    done(element.currentSrc || element.textContent);
}).observe({type: 'largest-contentful-paint', buffered: true}))"""

BRIGHTNESS = """() => ['backgroundColor', 'color'].map(
    name => Math.max(...getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3)) / 255
)"""
"""The brightness of paper and ink: the largest of red, green and blue."""


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[Tab]:
    """A tab of a wide window."""
    with tab(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Tab]:
    """A tab on a phone."""
    with tab(chromium, viewport=PHONE, is_mobile=True, has_touch=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(chromium: Browser) -> Iterator[Tab]:
    """A tab that runs no scripts."""
    with tab(chromium, java_script_enabled=False) as opened:
        yield opened


@pytest.mark.parametrize("kind", SEEN)
def test_a_page_asks_no_other_host_and_has_nothing_to_complain_of(kind: str, sites: Sites, desk: Tab) -> None:
    for site, address in samples(sites, kind):
        page = desk.open(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert [asked for asked in desk.asked if not asked.startswith((site.host, "data:"))] == [], address
        assert desk.said == [], address


def test_a_request_to_another_host_and_a_complaint_are_noticed(desk: Tab, sites: Sites) -> None:
    page = desk.open(sites[0].at("index.html"))
    page.evaluate("console.error('Oh'); fetch('http://127.0.0.2:9/').catch(() => 0)")
    page.wait_for_load_state("networkidle")
    assert "http://127.0.0.2:9/" in desk.asked
    assert "Oh" in desk.said


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("kind", SEEN)
def test_nothing_is_wider_than_a_phone(kind: str, width: int, sites: Sites, phone: Tab) -> None:
    phone.page.set_viewport_size({"width": width, "height": 740})
    for _, address in samples(sites, kind):
        found = phone.open(address).evaluate(TOO_WIDE)
        assert not found["isWide"], f"{address}: {found['out'][:3]}"
        assert not found["hides"], f"{address} hides what is beside it"


@pytest.mark.parametrize("kind", SEEN)
def test_a_page_is_light_by_day_and_dark_by_night(kind: str, sites: Sites, desk: Tab) -> None:
    for _, address in heaviest(sites, kind):
        page = desk.open(address)
        page.emulate_media(color_scheme="light")
        paper, ink = page.evaluate(BRIGHTNESS)
        assert ink < 0.3 < paper, address
        page.emulate_media(color_scheme="dark")
        paper, ink = page.evaluate(BRIGHTNESS)
        assert paper < 0.3 < ink, address


@pytest.mark.parametrize("kind", [kind for kind in SEEN if kind not in NEEDS_SCRIPTS])
def test_a_page_says_the_same_without_scripts(kind: str, sites: Sites, desk: Tab, plain: Tab) -> None:
    for _, address in samples(sites, kind):
        without = plain.open(address).inner_text("body")
        assert without == desk.open(address).inner_text("body"), address
        expect(plain.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("kind", [kind for kind in SEEN if kind not in NEEDS_SCRIPTS])
def test_what_is_painted_largest_needs_no_script(kind: str, sites: Sites, phone: Tab, plain: Tab) -> None:
    for _, address in samples(sites, kind):
        largest = phone.open(address).evaluate(LARGEST)
        page = plain.open(address)
        shown = page.locator("body *:visible").evaluate_all("all => all.map(e => e.currentSrc || e.textContent)")
        assert largest in shown, address


def test_a_reader_without_scripts_gets_everywhere_by_links(sites: Sites, plain: Tab) -> None:
    page = plain.open(sites[0].at("index.html"))
    for name in ("Topics", "North Korea"):
        page.get_by_role("link", name=name, exact=True).first.click()
    click(page, ".lines a")
    assert page.locator("article h1").inner_text()
    click(page, ".dateline a")
    click(page, "nav.crumbs a >> nth=-1")
    click(page, "nav.beside a[rel=prev]")
    assert urlsplit(page.url).path.endswith("/index.html")


def click(page: Page, link: str) -> None:
    """Follow the first of some links."""
    page.locator(link).first.click()
