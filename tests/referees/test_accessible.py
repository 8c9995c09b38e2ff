"""Every kind of page can be read and used by everybody: axe-core's rules of WCAG 2.2 AA, and the keyboard.

The rules: https://dequeuniversity.com/rules/axe/
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize

from tests.referees.published import SEEN, Sites, heaviest, samples
from tests.referees.tab import DESK, PHONE, Tab, tab

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    return {
        place: [...document.querySelectorAll('*')].indexOf(element),
        words: element.textContent.trim().slice(0, 60),
        isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""

DATES = """list => [...list.children].map(item => ({
    date: item.querySelector('time').dateTime, top: item.getBoundingClientRect().top,
}))"""

STOP = ":is(a[href], button, input:not([type=radio]:not(:checked)), select, summary):visible"
"""What the tabulator key stops at; of radio buttons that belong together, at the one that is chosen."""

STOPS = 40
"""How often the tabulator key is pressed on one page."""


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[Tab]:
    """A tab of a wide window."""
    with tab(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def axe(modules: Path) -> str:
    """The script of axe-core."""
    return (modules / "axe-core/axe.min.js").read_text(encoding="utf-8")


def findings(page: Page, axe: str, size: ViewportSize, scheme: Any) -> list[str]:
    """What axe-core finds on a page: the rule, the element, and why."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{page.url} ({size['width']} px, {scheme}): {each['id']}: {each['help']}\n"
        f"    {node['target'][0]}: {node['html']}\n    {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("kind", SEEN)
def test_axe_finds_nothing_in_light_and_dark_on_a_desk_and_on_a_phone(
    kind: str, sites: Sites, desk: Tab, axe: str
) -> None:
    found: list[str] = []
    for _, address in samples(sites, kind):
        page = desk.open(address)
        for size, scheme in product((DESK, PHONE), ("light", "dark")):
            found += findings(page, axe, size, scheme)
    assert not found, "\n".join(found)


def test_axe_is_told_of_what_it_would_find(desk: Tab, axe: str) -> None:
    desk.page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><p style="color: #999">Pale</p></main>')
    assert "color-contrast" in "".join(findings(desk.page, axe, DESK, "light"))


@pytest.mark.parametrize("kind", SEEN)
def test_the_keyboard_goes_through_a_page_in_the_order_of_its_text(kind: str, sites: Sites, desk: Tab) -> None:
    for _, address in heaviest(sites, kind):
        page = desk.open(address)
        last = -1
        for _ in range(min(STOPS, page.locator(STOP).count())):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            where = f"{address}: {focused}"
            assert focused["place"] > last, f"{where} comes too late or too early"
            assert focused["isMarked"], f"{where} shows no focus"
            assert focused["isSeen"], f"{where} is not to be seen"
            last = focused["place"]


@pytest.mark.parametrize("kind", SEEN)
def test_the_first_key_leads_past_the_masthead(kind: str, sites: Sites, desk: Tab) -> None:
    _, address = heaviest(sites, kind)[0]
    page = desk.open(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#main'")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.masthead')")


@pytest.mark.parametrize("kind", SEEN)
def test_lists_of_entries_go_one_way_in_time_and_down_the_page(kind: str, sites: Sites, desk: Tab) -> None:
    for _, address in samples(sites, kind):
        for entries in desk.open(address).locator("main .lines:has(time)").all():
            items = entries.evaluate(DATES)
            dates, tops = [item["date"] for item in items], [item["top"] for item in items]
            assert dates in (sorted(dates), sorted(dates, reverse=True)), address
            assert tops == sorted(tops), address


def test_nothing_needs_a_drag(sites: Sites) -> None:
    for site in sites:
        for page in site.folder.rglob("*.html"):
            tree = html.fromstring(page.read_bytes())
            assert not tree.cssselect("[draggable=true], input[type=range]"), page
        for script in site.folder.rglob("*.js"):
            text = script.read_text(encoding="utf-8")
            assert not any(word in text for word in ("dragstart", "pointermove", "touchmove", "mousemove")), script
