"""The form of an entry in a real browser: by keyboard, on a phone, with a page beside it that follows what is typed."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.serve.current import CurrentSite
from tests.serve.running import RunningServer, running
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
FIRST = "---\ntitle: First\ncontexts: [oil]\nsources: [Gazette, Crier]\n---\n\nWords.\n"
EDIT = "/.dateline/entry?file=news/2011/05/15/first.md"


@pytest.fixture
def files() -> Mapping[str, str]:
    """The files of the site."""
    return {
        f"{DAY}/first.md": FIRST,
        f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [oil, 'Los Angeles, California', Losses]\n---\n",
    }


def visit(page: Page, server: RunningServer, path: str) -> None:
    """Open a form, and wait until the page beside it was made, or cannot be."""
    with page.expect_response(re.compile("/entry/preview")):
        page.goto(f"http://127.0.0.1:{server.port}{path}")


def test_an_entry_is_written_without_a_mouse(page: Page, server: RunningServer, site: SiteFolder) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/news/2011/05/15/")
    page.get_by_role("link", name="New entry").press("Enter")
    page.get_by_label("Title").focus()
    page.keyboard.type("A pier opens")
    contexts = page.get_by_role("combobox", name="Contexts")
    contexts.focus()
    page.keyboard.type("los")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Los Angeles, California1", "Losses1"])
    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(contexts).to_have_attribute("aria-activedescendant", options.nth(0).get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(contexts).to_have_value("")
    page.keyboard.type('"Vienna, Austria",port of call,oops,')
    expect(page.locator(".chosen li span")).to_have_text(
        ["Los Angeles, California", "Vienna, Austria", "port of call", "oops"]
    )
    page.keyboard.press("Backspace")
    page.keyboard.type("xyz")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Add a source").press("Enter")
    expect(page.get_by_role("combobox", name="Published by")).to_be_focused()
    page.keyboard.type("gaz")
    expect(page.get_by_role("option")).to_have_text(["Gazette1"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/news/2011/05/15/a-pier-opens.html")
    expect(page.locator("h1")).to_have_text("A pier opens")
    assert (site.path / DAY / "a-pier-opens.md").read_text() == (
        "---\ntitle: A pier opens\ndate: 2011-05-15\n"
        "contexts: ['Los Angeles, California', 'Vienna, Austria', port of call]\nsources:\n- name: Gazette\n---\n\n"
    )
    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_page_beside_the_form_follows_what_is_typed(page: Page, server: RunningServer) -> None:
    visit(page, server, EDIT)
    preview = page.frame_locator("iframe")
    expect(preview.locator("h1")).to_have_text("First")
    page.get_by_label("Title").fill("First <i>again</i>")
    page.get_by_role("textbox", name="Text").fill(
        "<script>document.title='x'</script> **Bold** <img src=x onerror=alert(1)>"
    )
    expect(preview.locator("h1")).to_have_text("First <i>again</i>")
    expect(preview.locator("strong")).to_have_text("Bold")
    expect(preview.locator("script:not([src], [type='application/ld+json'])")).to_have_count(0)
    colours = "element => getComputedStyle(element).backgroundColor"
    own = page.locator("body").evaluate(colours)
    expect(preview.locator("body")).to_have_css("background-color", own)  # its style sheet came
    page.locator("#date").fill("2011-05-44")
    expect(page.locator("#said-date")).to_contain_text("May 2011 has 31 days, not 44")
    expect(page.locator("#date")).to_have_attribute("aria-invalid", "true")
    page.locator("#date").fill("2011-05-15")
    expect(page.locator("#date")).not_to_have_attribute("aria-invalid", "true")


def test_what_was_typed_outlives_a_reload_and_a_server_that_stopped(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    visit(page, server, EDIT)
    page.get_by_label("Title").fill("Typed")
    page.get_by_role("textbox", name="Text").fill("Typed, too.")
    page.route("**/.dateline/entry", lambda route: route.abort())
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#top")).to_contain_text("The server does not answer")
    expect(page.get_by_label("Title")).to_have_value("Typed")
    page.unroute("**/.dateline/entry")
    visit(page, server, EDIT)
    expect(page.locator("#top")).to_contain_text("What you typed here before is back")
    expect(page.get_by_label("Title")).to_have_value("Typed")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Typed, too.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/first.html")
    assert (site.path / DAY / "first.md").read_text() == FIRST.replace("First", "Typed").replace("Words", "Typed, too")
    visit(page, server, EDIT)
    page.get_by_label("Title").fill("Not meant")
    visit(page, server, EDIT)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("Title")).to_have_value("Typed")


def test_the_whole_file_is_opened_with_what_was_typed(page: Page, server: RunningServer, site: SiteFolder) -> None:
    visit(page, server, EDIT)
    page.get_by_label("Title").fill("Typed")
    page.get_by_role("button", name="The whole file").click()
    body = page.get_by_role("textbox", name="The whole file")
    expect(body).to_have_value(FIRST.replace("First", "Typed"))
    expect(body).to_be_focused()
    page.evaluate("localStorage.clear()")
    visit(page, server, EDIT)
    page.get_by_label("Title").fill("Typed again")
    visit(page, server, f"{EDIT}&whole=1")
    expect(body).to_have_value(FIRST.replace("First", "Typed again"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/first.html")
    assert (site.path / DAY / "first.md").read_text() == FIRST.replace("First", "Typed again")


def test_a_new_entry_has_a_draft_for_each_place_where_it_was_begun(page: Page, server: RunningServer) -> None:
    visit(page, server, "/.dateline/entry?date=2011-05-15&section=news")
    expect(page.locator("#title")).to_be_focused()
    page.keyboard.type("Of the 15th")
    visit(page, server, "/.dateline/entry?date=2011-05-16&section=news")
    expect(page.locator("#date")).to_have_value("2011-05-16")
    expect(page.locator("#title")).to_have_value("")
    visit(page, server, "/.dateline/entry?date=2011-05-15&section=news")
    expect(page.locator("#title")).to_have_value("Of the 15th")
    expect(page.locator("#title")).to_be_focused()


def test_findings_come_to_a_form_that_was_opened_before_the_site_was_checked(
    page: Page, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(CurrentSite, "inspection", None)
        visit(page, server, "/.dateline/entry?file=news/2011/05/15/second.md")
        expect(page.locator("#preview-none")).to_be_empty()
        expect(page.locator("#said-sources")).to_be_hidden()
    expect(page.locator("#said-sources li")).to_contain_text("no source")


def test_a_message_that_stands_above_the_form_is_not_told_twice(page: Page, server: RunningServer) -> None:
    visit(page, server, f"{EDIT}&whole=1")
    expect(page.locator("#hint-body")).to_have_text("All that the file holds, as it is written.")
    page.get_by_role("textbox", name="The whole file").fill("---\ntitle: A: b\n---\n")
    with page.expect_response(re.compile("/entry/preview")):
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text('the title holds ": "', exact=False)).to_have_count(1)


def test_two_versions_stand_side_by_side_and_the_person_chooses(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    visit(page, server, EDIT)
    page.get_by_label("Title").fill("Mine")
    page.get_by_label("Summary").fill("Mine, too")
    (site.path / DAY / "first.md").write_text(FIRST.replace("First", "Theirs"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#top")).to_be_focused()
    left, right = page.locator(".versions").first.locator("pre").all()
    expect(left).to_have_text("Theirs")
    expect(right).to_have_text("Mine")
    boxes = left.bounding_box(), right.bounding_box()
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"]  # noqa: PT018  # for the type checker
    page.get_by_role("button", name="Take what is in the file: Title").click()
    expect(page.locator("#title")).to_have_value("Theirs")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/first.html")
    written = FIRST.replace("First", "Theirs").replace("Crier]\n", "Crier]\nsummary: Mine, too\n")
    assert (site.path / DAY / "first.md").read_text() == written


def test_a_source_moves_with_its_button_and_keeps_the_focus(page: Page, server: RunningServer) -> None:
    visit(page, server, EDIT)
    page.get_by_role("button", name="Move down: 1").press("Enter")
    expect(page.locator("#sources\\.1")).to_be_focused()
    expect(page.locator("#sources\\.0\\.name")).to_have_value("Crier")
    page.get_by_role("button", name="Remove: 1").press("Enter")
    expect(page.locator(".source")).to_have_count(1)
    expect(page.locator("#sources\\.0\\.name")).to_have_value("Gazette")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_form_fits_a_phone(chromium: Browser, site: SiteFolder, language: str) -> None:
    site.write(
        {f"{DAY}/first.md": FIRST.replace("First", "A" * 80 + " خبر"), "dateline.toml": f'language = "{language}"\n'}
    )
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    with running(site.path, watch=True) as server:
        page = context.new_page()
        visit(page, server, EDIT)
        expect(page.locator("#rest li")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        small = page.locator("button:visible, input:visible, textarea:visible, summary, .back a, .to").evaluate_all(
            "all => all.filter(each => each.getBoundingClientRect().height < 44).map(each => each.outerHTML)"
        )
        assert small == []
        page.locator("a[href='#preview']").click()
        expect(page.locator("iframe")).to_be_in_viewport()
        page.locator("a[href='#form']").click()
        expect(page.locator("#title")).to_be_in_viewport()
    context.close()
