"""No attack runs anything in a real browser: not under the policy of pages, and not without it."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.attacks import BODY, ELSEWHERE, FRONT, IDEAS, files
from tests.referees.host import hosting
from tests.referees.tab import Tab, tab
from tests.serve.browser import wait_until
from tests.sites import SiteFolder

KEEP_GOING = "keep_going = true\n"

TRIPPED = "TRIPPED"

TRIPWIRE = f"""for (const name of ["fire", "alert", "confirm", "prompt"]) window[name] =
    () => console.error("{TRIPPED}", document.baseURI);
addEventListener("securitypolicyviolation", ({{ violatedDirective }}) =>
    console.error(violatedDirective, document.baseURI));
window.print = window.open = window.alert;"""
"""What attacks call, and what tells of it, in each document before its own scripts."""

HARMLESS = (": 404", "404 (Not Found)", "net::ERR_ABORTED")
"""How complaints about files of the site's own host end."""

NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: what is asked of other hosts fails at once."""

BLANK = "robots.txt"
"""A file of the site's own host in which pages are shown in frames: it has neither a policy nor a script."""

SHOW = """addresses => Promise.all(addresses.map(address => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; visibility: hidden"; // large, but not painted
    frame.onload = done;
    frame.src = address;
    document.body.append(frame);
})))"""
"""Opens pages in frames, all at once, and waits until all that they need is there."""

TOUCH = """() => [...document.querySelectorAll("iframe")].flatMap(frame => {
    const { contentWindow: window, contentDocument: document } = frame;
    if (!document || window.location.pathname !== new URL(frame.src).pathname) return [`${frame.src} leads elsewhere`];
    window.addEventListener("click", event => event.preventDefault()); // a script in an address still would have run
    const web = ["http:", "https:", "mailto:", ""], found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes)
            if (name.startsWith("on") || name === "srcdoc") found.push(`${frame.src}: ${name}=${value}`);
        for (const address of ["href", "src", "action", "formAction", "data"].map(name => element[name]))
            if (typeof address === "string" && address
                && !web.includes(new URL(address, window.location).protocol)) found.push(`${frame.src}: ${address}`);
        for (const event of ["mouseover", "focus", "error", "load", "toggle", "animationstart"])
            element.dispatchEvent(new window.Event(event));
    }
    return found;
})"""
"""Does with each element of each page what a reader can do, and gives what could have run, and who led elsewhere."""

AT_ONCE = 48
"""Pages that are opened beside one another, each of which takes a browser a third of the time that it takes alone."""

FOUND_ALL = """[...document.querySelectorAll('iframe')].every(
    frame => frame.contentDocument.querySelector('#tally').textContent
)"""
"""Whether the search page says in each frame what it found."""

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" [^>]*>\n?')

SOME = 6
"""One of so many attacks is also asked of the search page, and one of so many pages is also opened under the policy."""


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A site without a policy, in which every attack is tried in every place."""
    site = SiteFolder(tmp_path_factory.mktemp("unguarded"))
    for number, attack in enumerate(IDEAS.values()):
        site.write(files(number, attack))
    site.write({"dateline.toml": f"{KEEP_GOING}content_security_policy = false\n"})
    site.run()  # what is refused is left out
    return site


@pytest.fixture(scope="module")
def guarded(unguarded: SiteFolder, tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The same site under the policy of pages."""
    site = SiteFolder(tmp_path_factory.mktemp("guarded"))
    shutil.copytree(unguarded.path / "content", site.path / "content")
    site.write({"dateline.toml": KEEP_GOING})
    site.run()
    return site


def chosen(site: SiteFolder) -> list[str]:
    """The pages in which attacks are looked for: all of entries, and of each other kind one for each idea."""
    pages = {name: site.page(name) for name in sorted(site.tree()) if name.endswith(".html")}
    entries = [name for name in pages if name.count("/") == 4 and not name.endswith("/index.html")]
    assert len(entries) > len(IDEAS)
    tops = [name for name in pages if "/" not in name and name != "404.html"]
    lists = [f"{way}/index.html" for way in ("news", "topics", "sources", "on-this-day")]
    days = [name for name in pages if re.fullmatch(r"news/\d+/\d+/\d+/index\.html", name)]
    kinds = [
        days,
        *([name for name in pages if name.startswith(f"{way}/")] for way in ("topics", "sources", "on-this-day")),
    ]
    others = [name for names in kinds for name in names[:: max(1, len(names) // len(IDEAS))][: len(IDEAS)]]
    every = dict.fromkeys((*entries, *tops, *lists, *others))
    return [name for name in every if 'http-equiv="refresh"' not in pages[name]]


def searches() -> list[str]:
    """Addresses of the search page that attack it."""
    attacks = [*IDEAS.values()][::SOME]
    asked = [dict.fromkeys(("q", "topic", "section", "from", "sort"), attack) for attack in attacks]
    asked += [{"q": attack} for attack in attacks]
    return [*(f"search.html?{urlencode(each)}" for each in asked), "search.html?q=places#<img src=x onerror=fire()>"]


@contextmanager
def wired(chromium: Browser, output: Path) -> Iterator[tuple[Tab, str]]:
    """A tab with the tripwire, and the address of a site's host. Nothing else can be reached."""
    with hosting(output) as host, tab(chromium, proxy={"server": NOWHERE, "bypass": "127.0.0.1"}) as opened:
        opened.page.add_init_script(TRIPWIRE)
        yield opened, host


def trips(opened: Tab, host: str, names: Sequence[str], ready: str = "true") -> list[str]:
    """What attacks reached on some pages: code that ran or could, another host, or another page.

    The pages are touched when an expression is true.
    """
    page = opened.open(f"{host}{BLANK}")
    page.evaluate(SHOW, [f"{host}{name}" for name in names])
    wait_until(page, ready)
    touched = page.evaluate(TOUCH)
    own = (host, "data:", "about:")
    elsewhere = [asked for asked in opened.asked if not asked.startswith(own)]
    # A picture that is not there, or is still on its way when the page is left, is no attack.
    said = [each for each in opened.said if not each.endswith(HARMLESS)]
    return [*touched, *said, *elsewhere, *([] if page.url.endswith(BLANK) else [page.url])]


def all_trips(opened: Tab, host: str, names: Sequence[str], ready: str = "true") -> list[str]:
    """The same of many pages, some after others."""
    batches = (names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE))
    return [trip for batch in batches for trip in trips(opened, host, batch, ready)]


def test_there_are_many_attacks() -> None:
    assert len(IDEAS) >= 40
    assert len(IDEAS) * len((*FRONT, *BODY, *ELSEWHERE)) >= 400


def test_no_attack_runs_in_a_page(unguarded: SiteFolder, chromium: Browser) -> None:
    with wired(chromium, unguarded.output) as (opened, host):
        assert all_trips(opened, host, chosen(unguarded)) == []


def test_no_attack_runs_on_the_search_page(unguarded: SiteFolder, chromium: Browser) -> None:
    with wired(chromium, unguarded.output) as (opened, host):
        assert all_trips(opened, host, searches(), FOUND_ALL) == []


def test_the_policy_is_all_that_pages_have_more_under_it(unguarded: SiteFolder, guarded: SiteFolder) -> None:
    without = {name: POLICY.sub(b"", content) for name, content in guarded.tree().items()}
    assert without == unguarded.tree()


def test_nothing_tries_to_run_under_the_policy(guarded: SiteFolder, chromium: Browser) -> None:
    with wired(chromium, guarded.output) as (opened, host):
        assert all_trips(opened, host, chosen(guarded)[::SOME]) == []
        assert all_trips(opened, host, searches()[::SOME], FOUND_ALL) == []


def test_scripts_in_raw_html_run_without_the_policy_and_not_under_it(site: SiteFolder, chromium: Browser) -> None:
    body = "<script>fire()</script>\n\n<img src='data:,x' onerror=fire()>\n\n"
    body += "<iframe srcdoc='<script>parent.fire()</script>'></iframe>"
    site.write({"content/about.md": f"# About\n\n{body}\n\n<p style='color: red' class='red'>Red</p>\n"})
    ran = []
    for policy in ("content_security_policy = false\n", ""):
        site.write({"dateline.toml": f"raw_html = true\n{policy}"})
        assert site.run() == 0
        with wired(chromium, site.output) as (opened, host):
            tripped = any(trip.startswith(TRIPPED) for trip in trips(opened, host, ["about.html"]))
            red = opened.page.frame_locator("iframe").locator(".red")
            ran.append((tripped, red.evaluate("element => getComputedStyle(element).color")))
    assert ran == [(True, "rgb(255, 0, 0)"), (False, "rgb(255, 0, 0)")]
