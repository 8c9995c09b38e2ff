"""Every kind of page can be read and used by everybody: axe-core's rules of WCAG 2.2 AA, and the keyboard.

The rules: https://dequeuniversity.com/rules/axe/
"""

import pytest
from lxml import html

from tests.referees.published import Sites, heaviest
from tests.referees.tab import Tab
from tests.referees.visits import LOOKS, AtDesk, axe_findings
from tests.serve.browser import wait_until

WATCH = """() => {
    const look = () => {
        const element = document.activeElement;
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        return {
            place: [...document.querySelectorAll('*')].indexOf(element),
            words: element.textContent.trim().slice(0, 60),
            isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
            isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        };
    };
    const seen = [];
    addEventListener('keydown', () => seen.push(look()), { capture: true });
    return () => [...seen.slice(1), look()];
}"""
"""Notes what has the focus whenever the next key goes down, and gives what had it after each key.

So a page is asked once, and not after each key."""

STOP = ":is(a[href], button, input:not([type=radio]:not(:checked)), select, summary):visible"
"""What the tabulator key stops at; of radio buttons that belong together, at the one that is chosen."""

STOPS = 40
"""How often the tabulator key is pressed on one page."""


@pytest.mark.usefixtures("axe")
def test_axe_finds_nothing_in_light_and_dark_on_a_desk_and_on_a_phone(desk_visits: list[AtDesk]) -> None:
    found = [finding for visit in desk_visits for finding in visit.findings]
    assert not found, "\n".join(found)


def test_axe_is_told_of_what_it_would_find(desk: Tab, axe: str) -> None:
    desk.page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><p style="color: #999">Pale</p></main>')
    found = [finding for finding in axe_findings(desk.page, axe) if "color-contrast" in finding]
    assert len(found) == len(LOOKS)


def test_the_keyboard_goes_through_a_page_in_the_order_of_its_text(kind: str, sites: Sites, desk: Tab) -> None:
    for _, address in heaviest(sites, kind):
        page = desk.open(address)
        last = -1
        found = page.evaluate_handle(WATCH)
        stops = min(STOPS, page.locator(STOP).count())
        for _ in range(stops):
            page.keyboard.press("Tab")
        stood = found.evaluate("found => found()")
        assert len(stood) == max(stops, 1), address
        for focused in stood[:stops]:
            where = f"{address}: {focused}"
            assert focused["place"] > last, f"{where} comes too late or too early"
            assert focused["isMarked"], f"{where} shows no focus"
            assert focused["isSeen"], f"{where} is not to be seen"
            last = focused["place"]


def test_the_first_key_leads_past_the_masthead(kind: str, sites: Sites, desk: Tab) -> None:
    _, address = heaviest(sites, kind)[0]
    page = desk.open(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until(page, "location.hash === '#main'")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.masthead')")


def test_lists_of_entries_go_one_way_in_time_and_down_the_page(desk_visits: list[AtDesk]) -> None:
    for visit in desk_visits:
        for items in visit.lists:
            dates, tops = [item["date"] for item in items], [item["top"] for item in items]
            assert dates in (sorted(dates), sorted(dates, reverse=True)), visit.address
            assert tops == sorted(tops), visit.address


def test_nothing_needs_a_drag(sites: Sites) -> None:
    for site in sites:
        for page in site.folder.rglob("*.html"):
            tree = html.fromstring(page.read_bytes())
            assert not tree.cssselect("[draggable=true], input[type=range]"), page
        for script in site.folder.rglob("*.js"):
            text = script.read_text(encoding="utf-8")
            assert not any(word in text for word in ("dragstart", "pointermove", "touchmove", "mousemove")), script
