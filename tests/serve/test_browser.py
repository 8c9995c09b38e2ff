"""Live reload in a real browser."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.theme.load import load_theme
from tests.serve.browser import wait_until
from tests.serve.running import RunningServer
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
LONG = "".join(f"Paragraph {n}.\n\n" for n in range(200))
FIRST = f"---\ntitle: First\ncontexts: [Iran]\n---\nOld words.\n\n{LONG}"
FORM = """{% extends "base.html" %}{% block main %}<h1>{{ view.title }}</h1>
<form><input id="query"><textarea></textarea></form>{{ view.body|html }}{% endblock %}
"""
SCRIPTED = """{% extends "base.html" %}
{% block head %}<script src="{{ 'static/own.js'|href }}" defer></script>{% endblock %}
{% block main %}<h1>{{ view.title }}</h1>{% endblock %}
"""
PROBLEMS = "#problems section"
BAR = "#bar"


@pytest.fixture
def files() -> Mapping[str, str]:
    """The files of the site."""
    return {
        f"{DAY}/first.md": FIRST,
        f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nWords.\n",
        "templates/page.html": FORM,
        "templates/static/own.css": "",
        "content/about.md": f"# About\n\nOld words.\n\n{LONG}",
    }


def open_page(page: Page, server: RunningServer, path: str) -> None:
    """Open a page, and wait until it listens for events."""
    with page.expect_response(re.compile("/.dateline/events")):
        page.goto(f"http://127.0.0.1:{server.port}{path}")
    page.evaluate("window.isFirstLoad = true")


def is_first_load(page: Page) -> bool:
    """Whether the page was not reloaded since it was opened."""
    return bool(page.evaluate("window.isFirstLoad === true"))


def edit(site: SiteFolder, name: str, old: str, new: str) -> None:
    """Replace words in a file."""
    file = site.path / name
    file.write_text(file.read_text().replace(old, new))


def test_an_edit_shows_and_the_scroll_position_stays(page: Page, server: RunningServer, site: SiteFolder) -> None:
    open_page(page, server, "/news/2011/05/15/first.html")
    expect(page.get_by_text("Old words.")).to_be_attached()
    page.evaluate("scrollTo(0, 2345)")
    edit(site, f"{DAY}/first.md", "Old words.", "New words.")
    expect(page.get_by_text("New words.")).to_be_attached()
    wait_until(page, "scrollY === 2345")
    assert not is_first_load(page)


def test_the_field_that_somebody_is_in_keeps_focus_text_and_cursor(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    open_page(page, server, "/about.html")
    for field in ("#query", "textarea"):
        page.fill(field, "harbour")
        page.evaluate(f"document.querySelector('{field}').setSelectionRange(2, 5)")
        new = f"Words for {field[-5:]}."
        edit(site, "content/about.md", "Paragraph 0.", f"{new}\n\nParagraph 0.")
        expect(page.get_by_text(new)).to_be_attached()
        wait_until(page, "document.activeElement.value === 'harbour'")
        state = "[document.activeElement.matches('{}'), document.activeElement.selectionStart, scrollY]"
        assert page.evaluate(state.replace("{}", field)) == [True, 2, 0]


def test_a_page_tells_the_server_from_which_snapshot_it_is(page: Page, server: RunningServer, site: SiteFolder) -> None:
    edit(site, f"{DAY}/first.md", "Old words.", "New words.")
    server.wait_for_text("/news/2011/05/15/first.html", "New words.")
    number = server.current.snapshot.number
    with page.expect_request(re.compile(rf"/\.dateline/events\?.*snapshot={number}\b")):
        page.goto(f"http://127.0.0.1:{server.port}/news/2011/05/15/first.html")


def test_warnings_of_a_page_stand_small_beside_it_and_on_no_other(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    ignored = "ignore_findings: [source-missing]"
    edit(site, f"{DAY}/first.md", "title: First", f"title: First\nweather: rain\n{ignored}")
    edit(site, f"{DAY}/second.md", "title: Second", f"title: Second\n{ignored}")
    open_page(page, server, "/news/2011/05/15/first.html")
    warnings = page.locator("#warnings")
    expect(warnings).to_be_visible()
    expect(warnings.locator("summary")).to_have_text("1 thing to look at")
    expect(warnings.locator("li")).to_be_hidden()
    warnings.locator("summary").click()
    expect(warnings.locator("li")).to_contain_text(f"{DAY}/first.md:3")
    expect(warnings.locator("li")).to_contain_text('the key "weather" has no meaning here')
    expect(page.locator(PROBLEMS)).to_be_hidden()
    open_page(page, server, "/news/2011/05/15/second.html")
    expect(warnings).to_be_hidden()


def test_an_error_shows_over_the_last_good_page_and_goes_when_it_is_mended(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    open_page(page, server, "/news/2011/05/15/first.html")
    expect(page.locator(PROBLEMS)).to_be_hidden()
    edit(site, f"{DAY}/first.md", "title: First", "title: First: again")
    overlay = page.locator(PROBLEMS)
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"{DAY}/first.md:2:")
    expect(overlay).to_contain_text('the title holds ": "')
    expect(overlay).to_contain_text("put the title in quotes")
    expect(page.get_by_text("Old words.")).to_be_attached()
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    page.reload()
    expect(page.locator("#warnings")).to_be_attached()
    expect(overlay).to_be_hidden()
    edit(site, f"{DAY}/first.md", "title: First: again", "title: First: once more: again")
    expect(overlay).to_be_visible()
    form = overlay.locator("a")
    expect(form).to_have_attribute("href", "/.dateline/entry?file=news%2F2011%2F05%2F15%2Ffirst.md")
    page.keyboard.press("Escape")
    edit(site, f"{DAY}/first.md", "title: First: once more: again", "title: First [")
    expect(page.locator("h1")).to_have_text("First [")
    expect(overlay).to_be_hidden()


@pytest.mark.parametrize(
    "slip",
    [
        ("templates/page.html", "{{ view.title }}", "{{ view.titel }}", "templates/page.html:1"),
        ("templates/page.html", "{% block main %}", "{% blok main %}", "templates/page.html:1"),
        ("dateline.toml", 'title = "T"', "titel = 3", "dateline.toml:1"),
    ],
)
def test_templates_and_settings_show_their_errors_too(
    page: Page, server: RunningServer, site: SiteFolder, slip: tuple[str, str, str, str]
) -> None:
    name, right, wrong, place = slip
    site.write({"dateline.toml": 'title = "T"\n'})
    server.wait_for_text("/about.html", "· T</title>")
    open_page(page, server, "/about.html")
    edit(site, name, right, wrong)
    expect(page.locator(PROBLEMS)).to_contain_text(place)
    expect(page.locator("h1")).to_have_text("About")
    edit(site, name, wrong, right)
    expect(page.locator(PROBLEMS)).to_be_hidden()


def test_a_page_that_did_not_change_is_not_reloaded(page: Page, server: RunningServer, site: SiteFolder) -> None:
    open_page(page, server, "/about.html")
    edit(site, f"{DAY}/first.md", "Old words.", "New words.")
    server.wait_for_text("/news/2011/05/15/first.html", "New words.")
    page.wait_for_timeout(300)
    assert is_first_load(page)


def test_a_style_sheet_is_swapped_without_a_reload(page: Page, server: RunningServer, site: SiteFolder) -> None:
    style = (Path(__file__).parents[2] / "templates/static/style.css").read_text()
    open_page(page, server, "/news/2011/05/15/first.html")
    site.write({"templates/static/style.css": f"{style}\nh1 {{ color: rgb(1, 2, 3) }}\n"})
    wait_until(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
    assert is_first_load(page)
    assert links(page, "stylesheet") == [f"/{load_theme(site.path).static_folder}style.css"]
    assert links(page, "icon") == [f"/{load_theme(site.path).static_folder}icon.svg"]


def links(page: Page, relation: str) -> list[str]:
    """The addresses of the link elements of one kind."""
    hrefs = "(all) => all.map((link) => decodeURIComponent(link.getAttribute('href').replace(location.origin, '')))"
    return list(page.locator(f"link[rel={relation}]").evaluate_all(hrefs))


def test_a_style_sheet_that_changes_again_and_again_is_there_once(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    style = (Path(__file__).parents[2] / "templates/static/style.css").read_text()
    open_page(page, server, "/news/2011/05/15/first.html")
    for red in range(1, 6):
        site.write({"templates/static/style.css": f"{style}\nh1 {{ color: rgb({red}, 2, 3) }}\n"})
        page.wait_for_timeout(60)
    wait_until(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(5, 2, 3)'")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert is_first_load(page)


def test_an_imported_style_sheet_is_swapped_too(page: Page, server: RunningServer, site: SiteFolder) -> None:
    site.write({"templates/static/style.css": "@import 'own.css';"})
    server.wait_for_text("/about.html", load_theme(site.path).static_folder)
    open_page(page, server, "/about.html")
    site.write({"templates/static/own.css": "h1 { color: rgb(1, 2, 3) }"})
    wait_until(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
    assert is_first_load(page)


def test_a_page_whose_text_and_style_change_together_shows_both(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    open_page(page, server, "/about.html")
    text = (site.path / "content/about.md").read_text(encoding="utf-8").replace("Old words.", "New words.")
    site.write({"templates/static/style.css": "h1 { color: rgb(1, 2, 3) }", "content/about.md": text})
    expect(page.get_by_text("New words.")).to_be_attached()
    wait_until(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")


def test_a_changed_script_reloads_the_page_and_a_changed_style_sheet_does_not(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    site.write({"templates/static/own.js": "document.title = 'One';", "templates/page.html": SCRIPTED})
    server.wait_for_text("/about.html", f"{load_theme(site.path).static_folder}own.js")
    open_page(page, server, "/about.html")
    expect(page).to_have_title("One")
    site.write({"templates/static/own.css": "h1 { color: rgb(1, 2, 3) }"})
    static = load_theme(site.path).static_folder
    wait_until(page, f"document.querySelector('link[rel=stylesheet]').href.includes('{static}')")
    assert is_first_load(page)
    site.write({"templates/static/own.js": "document.title = 'Two';"})
    expect(page).to_have_title("Two")


def test_each_page_names_its_file_and_can_open_it(
    page: Page, server: RunningServer, site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_in_editor(file: Path) -> bool:
        opened.append(file)
        return len(opened) == 1

    monkeypatch.setattr("builder.serve.routes.open_in_editor", open_in_editor)
    open_page(page, server, "/news/2011/05/15/first.html")
    link = page.get_by_role("button", name=f"Open {DAY}/first.md")
    for _ in range(2):
        with page.expect_response(re.compile("/.dateline/edit")):
            link.click()
    expect(page.locator(BAR)).to_contain_text(f"Open it yourself: {DAY}/first.md")
    assert opened == [site.path / DAY / "first.md"] * 2


@pytest.mark.parametrize("path", [f"/news/2011/05/15/{name}.html" for name in ("first", "secnd")])
def test_on_a_phone_nothing_lies_over_the_page(page: Page, server: RunningServer, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, server, path)
    expect(page.locator("#warnings:visible, #suggestions:visible")).to_have_count(1)
    above = (
        "[...document.querySelector('dateline-serve').shadowRoot.children].map(each => each.getBoundingClientRect())"
    )
    assert page.evaluate(f"Math.max(...{above}.map(box => box.bottom)) <= document.body.getBoundingClientRect().top")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_page_that_does_not_exist_has_suggestions_and_appears_when_it_is_written(
    page: Page, server: RunningServer, site: SiteFolder
) -> None:
    open_page(page, server, "/news/2011/05/15/secnd.html")
    suggestion = page.get_by_role("link", name="Second (/news/2011/05/15/second.html)")
    expect(suggestion).to_be_visible()
    site.write({f"{DAY}/secnd.md": "---\ntitle: Here now\n---\n"})
    expect(page.locator("h1")).to_have_text("Here now")


def set_hidden(page: Page, is_hidden: str) -> None:
    """Let a page believe that its tab is in the background (`true`), or is not (`false`)."""
    page.evaluate(
        f"""Object.defineProperty(document, 'hidden', {{configurable: true, get: () => {is_hidden}}});
        document.dispatchEvent(new Event('visibilitychange'))"""
    )


def test_a_hidden_tab_catches_up_when_it_is_visible_again(page: Page, server: RunningServer, site: SiteFolder) -> None:
    open_page(page, server, "/news/2011/05/15/first.html")
    set_hidden(page, "true")
    edit(site, f"{DAY}/first.md", "Old words.", "New words.")
    server.wait_for_text("/news/2011/05/15/first.html", "New words.")
    page.wait_for_timeout(200)
    assert is_first_load(page)
    set_hidden(page, "false")
    expect(page.get_by_text("New words.")).to_be_attached()


def test_the_script_logs_no_error_in_the_console(page: Page, server: RunningServer, site: SiteFolder) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, server, "/news/2011/05/15/first.html")
    edit(site, f"{DAY}/first.md", "Old words.", "New words.")
    expect(page.get_by_text("New words.")).to_be_attached()
    assert errors == []
