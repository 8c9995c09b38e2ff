"""No attack runs anything in a real browser: not under the policy of pages, and not without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.attacks import BODY, ELSEWHERE, FRONT, IDEAS, files
from tests.referees.tab import Tab, tab
from tests.sites import SiteFolder
from tests.test_crawl import served

TRIPPED = "TRIPPED"

TRIPWIRE = f"""for (const name of ["fire", "alert", "confirm", "prompt"]) window[name] =
    () => console.error("{TRIPPED}");
addEventListener("securitypolicyviolation", ({{ violatedDirective }}) => console.error(violatedDirective));
window.print = window.open = window.alert;"""
"""What attacks call, and what tells of it, in each document before its own scripts."""

HARMLESS = (": 404", "404 (File not found)", "net::ERR_ABORTED")
"""How complaints about files of the site's own host end."""

TOUCH = """() => {
    addEventListener("click", event => event.preventDefault()); // a script in an address still would have run
    const web = ["http:", "https:", "mailto:", ""], found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes)
            if (name.startsWith("on") || name === "srcdoc") found.push(`${name}=${value}`);
        for (const address of ["href", "src", "action", "formAction", "data"].map(name => element[name]))
            if (typeof address === "string" && address
                && !web.includes(new URL(address, location).protocol)) found.push(address);
        for (const event of ["mouseover", "focus", "error", "load", "toggle", "animationstart"])
            element.dispatchEvent(new Event(event));
    }
    return found;
}"""
"""Does with each element what a reader can do, and gives what could have run."""

SEARCHED = 6
"""Of so many attacks each one is also asked of the search page, which takes a second."""


@pytest.fixture(scope="module", params=["", "content_security_policy = false\n"], ids=["policy", "no policy"])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A site in which every attack is tried in every place, under the policy of pages and without one."""
    site = SiteFolder(tmp_path_factory.mktemp("attacked"))
    for number, attack in enumerate(IDEAS.values()):
        site.write(files(number, attack))
    site.write({"dateline.toml": f"keep_going = true\n{request.param}"})
    site.run()  # what is refused is left out
    return site


@contextmanager
def wired(chromium: Browser, output: Path) -> Iterator[tuple[Tab, str]]:
    """A tab with the tripwire, and the address of a site's host. Nothing else can be reached."""
    with served(output) as host, tab(chromium) as opened:

        def other(route: Route) -> None:
            route.continue_() if route.request.url.startswith(host) else route.abort()

        opened.page.add_init_script(TRIPWIRE)
        opened.page.route("**/*", other)
        yield opened, host


def trips(opened: Tab, address: str) -> list[str]:
    """What an attack reached on a page: code that ran or could, another host, or another page."""
    page = opened.open(address)
    return [*page.evaluate(TOUCH), *outcome(opened, page, address)]


def outcome(opened: Tab, page: Page, address: str) -> list[str]:
    """What the tripwire says, with what was asked of other hosts, and where a page led."""
    host = urlsplit(address).netloc
    elsewhere = [asked for asked in opened.asked if urlsplit(asked).netloc != host and not asked.startswith("data:")]
    # A picture that is not there, or is still on its way when the page is left, is no attack.
    said = [each for each in opened.said if not each.endswith(HARMLESS)]
    return [*said, *elsewhere, *([] if unquote(page.url) == unquote(address) else [page.url])]


def test_there_are_many_attacks() -> None:
    assert len(IDEAS) >= 40
    assert len(IDEAS) * len((*FRONT, *BODY, *ELSEWHERE)) >= 400


def test_no_attack_runs_in_a_page(attacked: SiteFolder, chromium: Browser) -> None:
    pages = sorted(name for name in attacked.tree() if name.endswith(".html"))
    shown = {name: attacked.page(name) for name in pages}
    entries = [name for name in pages if name.count("/") == 4 and not name.endswith("/index.html")]
    tops = [name for name in pages if "/" not in name and name != "404.html"]
    lists = [f"{way}/index.html" for way in ("news", "topics", "sources")]
    topics = [name for name in pages if name.startswith(("topics/", "sources/"))][: len(IDEAS) * 2]
    chosen = [
        name for name in dict.fromkeys((*entries, *tops, *lists, *topics)) if 'http-equiv="refresh"' not in shown[name]
    ]
    assert len([name for name in chosen if name in entries]) > len(IDEAS)
    with wired(chromium, attacked.output) as (opened, host):
        found = {name: its for name in chosen if (its := trips(opened, f"{host}{name}"))}
    assert found == {}


def test_no_attack_runs_on_the_search_page(attacked: SiteFolder, chromium: Browser) -> None:
    with wired(chromium, attacked.output) as (opened, host):
        for attack in [*IDEAS.values()][::SEARCHED]:
            asked = {"q": attack, "topic": attack, "section": attack, "from": attack, "sort": attack}
            for query in (asked, {"q": attack}):
                address = f"{host}search.html?{urlencode(query)}"
                page = opened.open(address)
                expect(page.locator("#tally")).not_to_be_empty()
                assert [*page.evaluate(TOUCH), *outcome(opened, page, page.url)] == [], attack
        opened.open(f"{host}search.html?q=places#<img src=x onerror=fire()>")
        expect(opened.page.locator("#tally")).not_to_be_empty()
        assert opened.said == []


def test_scripts_in_raw_html_run_without_the_policy_and_not_under_it(site: SiteFolder, chromium: Browser) -> None:
    body = "<script>fire()</script>\n\n<img src='data:,x' onerror=fire()>\n\n"
    body += "<iframe srcdoc='<script>parent.fire()</script>'></iframe>"
    site.write({"content/about.md": f"# About\n\n{body}\n\n<p style='color: red' class='red'>Red</p>\n"})
    ran = []
    for policy in ("content_security_policy = false\n", ""):
        site.write({"dateline.toml": f"raw_html = true\n{policy}"})
        assert site.run() == 0
        with wired(chromium, site.output) as (opened, host):
            page = opened.open(f"{host}about.html")
            colour = page.locator(".red").evaluate("element => getComputedStyle(element).color")
            ran.append((TRIPPED in opened.said, colour))
    assert ran == [(True, "rgb(255, 0, 0)"), (False, "rgb(255, 0, 0)")]
