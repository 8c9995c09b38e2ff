"""The form of `dateline serve` can be read and used by everybody, as the pages of a site can."""

from tests.referees.tab import Tab
from tests.referees.visits import axe_findings
from tests.serve.running import running
from tests.sites import SiteFolder

FILE = "content/news/2011/05/15/first.md"
TEXT = "---\ntitle: First\ncontexts: [oil, gas]\nsources: [Gazette]\nweather: rain\nimage: a.jpg\n---\n\nWords.\n"


def test_axe_finds_nothing_in_the_form_with_names_messages_and_two_versions(
    desk: Tab, axe: str, site: SiteFolder
) -> None:
    site.write({FILE: TEXT, "content/news/2011/05/15/whole.md": "+++\ntitle = 'Whole'\n+++\n"})
    page = desk.page
    with running(site.path, watch=True) as server:
        form = f"http://127.0.0.1:{server.port}/.dateline/entry"
        page.goto(f"{form}?file=news/2011/05/15/first.md")
        page.wait_for_selector("#said-sources li")
        page.locator("#contexts").fill("oil")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert axe_findings(page, axe) == []
        page.locator("#title").fill("Mine")
        (site.path / FILE).write_text(TEXT.replace("First", "Theirs"))
        page.locator(".main").click()
        page.wait_for_selector(".versions")
        assert axe_findings(page, axe) == []
        page.locator("#date").fill("2011-05-16")
        page.locator(".main").click()
        page.wait_for_selector("#top a[href='#date']")
        assert axe_findings(page, axe) == []
        page.goto(f"{form}?file=news/2011/05/15/whole.md")
        assert axe_findings(page, axe) == []
