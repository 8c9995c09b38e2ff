"""Visits of a browser to a page, each of which takes in all that is judged of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.referees.published import Published
from tests.referees.tab import DESK, PHONE, Tab

NARROW: ViewportSize = {"width": 320, "height": 740}
"""The narrowest phone."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""The rules of axe-core: https://dequeuniversity.com/rules/axe/."""

COLOUR_RULES = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Those of them that look at colours."""

LOOKS = (
    (DESK, "light", RULES),
    (DESK, "dark", COLOUR_RULES),
    (PHONE, "dark", RULES),
    (PHONE, "light", COLOUR_RULES),
)
"""How a page is judged: by all rules in each size and in each scheme, by those of colours in each of both together.

Each look differs from the one before in one thing, as a browser takes long to show a page in another way.
"""

BRIGHTNESS = """() => ['backgroundColor', 'color'].map(
    name => Math.max(...getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3)) / 255
)"""
"""The brightness of paper and ink: the largest of red, green and blue."""

LISTS = """lists => lists.map(list => [...list.children].map(item => ({
    date: item.querySelector('time').dateTime, top: item.getBoundingClientRect().top,
})))"""
"""The dates in each list of entries, and where they stand."""

LARGEST = """() => new Promise(done => new PerformanceObserver(list => {
    const element = list.getEntries().at(-1).element;
    done(element.currentSrc || element.textContent);
}).observe({type: 'largest-contentful-paint', buffered: true}))"""
"""What is painted largest."""

LOAD_ALL = """async () => {
    scrollTo(0, document.body.scrollHeight);
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.allSettled(pictures.map(picture => picture.decode()));
}"""
"""Goes to the end of the page, and waits for the pictures that load only when they are near."""

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
"""What stands out of the window."""


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What a visit in a wide window found."""

    site: Published
    address: str
    words: str
    brightness: Mapping[str, tuple[float, float]]
    """Of paper and ink, in the light and the dark scheme."""
    lists: Sequence[Sequence[Mapping[str, Any]]]
    """The entries of each list of entries, by date and place."""
    findings: Sequence[str]
    """What axe-core finds, in each scheme, on a desk and on a phone."""
    asked: Sequence[str]
    """The addresses that were asked for."""
    said: Sequence[str]
    """What the console said."""


@dataclass(frozen=True, slots=True)
class OnPhone:
    """What a visit on a phone found."""

    address: str
    largest: str
    """The words, or the picture, that are painted largest."""
    wide: Mapping[int, Mapping[str, Any]]
    """What stands out of the window, by its width."""


@dataclass(frozen=True, slots=True)
class WithoutScripts:
    """What a visit without scripts found."""

    address: str
    words: str
    shown: Sequence[str]
    """The words of each element that is visible, or its picture."""
    has_title: bool


def axe_of(modules: Path) -> str:
    """The script of axe-core, from the folder of npm's packages."""
    return (modules / "axe-core/axe.min.js").read_text(encoding="utf-8")


def at_desk(tab: Tab, site: Published, address: str, axe: str | None) -> AtDesk:
    """Visit a page in a wide window, and have it judged by the script of axe-core if there is one."""
    page = tab.open(address)
    words = page.inner_text("body")
    lists = page.locator("main .lines:has(time)").evaluate_all(LISTS)
    brightness: dict[str, tuple[float, float]] = {}
    findings: list[str] = []
    for size, scheme, rules in LOOKS:
        _show(page, size, scheme)
        if scheme not in brightness:
            brightness[scheme] = _brightness(page)
        if axe:
            findings += _found(page, axe, size, scheme, rules)
    page.evaluate(LOAD_ALL)
    asked, said = [*tab.asked], [*tab.said]
    _show(page, DESK, "light")
    return AtDesk(site, address, words, brightness, lists, findings, asked, said)


def axe_findings(page: Page, axe: str) -> list[str]:
    """What axe-core finds on an open page in all looks: the rule, the element, and why."""
    findings: list[str] = []
    for size, scheme, rules in LOOKS:
        _show(page, size, scheme)
        findings += _found(page, axe, size, scheme, rules)
    return findings


def _show(page: Page, size: ViewportSize, scheme: Any) -> None:
    """Have a page in a window of a size, by day or by night."""
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def _found(page: Page, axe: str, size: ViewportSize, scheme: str, rules: Mapping[str, Any]) -> list[str]:
    """What axe-core finds on an open page as it is shown."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    violations = page.evaluate("async rules => (await axe.run(document, rules)).violations", rules)
    return [
        f"{page.url} ({size['width']} px, {scheme}): {each['id']}: {each['help']}\n"
        f"    {node['target'][0]}: {node['html']}\n    {node['failureSummary']}"
        for each in violations
        for node in each["nodes"]
    ]


def on_phone(tab: Tab, address: str) -> OnPhone:
    """Visit a page on a phone, then on one of the narrowest."""
    tab.page.set_viewport_size(PHONE)
    page = tab.open(address)
    largest = page.evaluate(LARGEST)
    wide = {PHONE["width"]: page.evaluate(TOO_WIDE)}
    page.set_viewport_size(NARROW)
    wide[NARROW["width"]] = page.evaluate(TOO_WIDE)
    return OnPhone(address, largest, wide)


def without_scripts(tab: Tab, address: str) -> WithoutScripts:
    """Visit a page in a tab that runs no scripts."""
    page = tab.open(address)
    shown = page.locator("body *:visible").evaluate_all("all => all.map(e => e.currentSrc || e.textContent)")
    return WithoutScripts(address, page.inner_text("body"), shown, page.locator("h1").is_visible())


def _brightness(page: Page) -> tuple[float, float]:
    paper, ink = page.evaluate(BRIGHTNESS)
    return paper, ink
