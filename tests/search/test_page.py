"""The search page in a real browser: what is asked for shows, stands in the address, and is within reach of keys."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

SEED = "A United Nations report alleges that Iran and North Korea"


@pytest.fixture
def search(page: Page, published: str) -> Iterator[Page]:
    """A tab at the search page, which at its end has said no error and asked no other host."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{published}search.html")
    yield page
    assert said == []
    assert all(url.startswith(published) for url in asked)


def titles(page: Page) -> list[str]:
    return page.locator("#results article h3").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def test_an_entry_is_found_by_a_word_of_it_with_the_word_marked(search: Page) -> None:
    search.fill("#q", "secretly")
    found = search.locator("#results article")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(SEED)
    expect(found.locator("mark")).to_have_text(["secretly"])
    expect(search.locator("#tally")).to_have_text("1 entry")
    expect(found.locator("time")).to_have_text("15 May 2011")
    assert asked(search) == {"q": ["secretly"]}
    found.get_by_role("link", name=SEED).click()
    expect(search.locator("h1")).to_contain_text(SEED)


def test_an_entry_is_found_by_topics_and_a_year_together(search: Page, published: str) -> None:
    search.goto(
        f"{published}search.html?q=missile&topic=Iran&topic=North+Korea&from=2010&to=2012&section=news&sort=date"
    )
    expect(search.locator("#results article").first).to_be_visible()
    assert any(title.startswith(SEED) for title in titles(search))
    expect(search.locator("#q")).to_have_value("missile")
    expect(search.locator("#from")).to_have_value("2010")
    expect(search.get_by_role("radio", name="Newest first")).to_be_checked()
    expect(search.get_by_role("checkbox", name="Iran", exact=False).first).to_be_checked()
    chosen = search.locator("#chosen li")
    expect(chosen).to_have_text(["“missile”", "Iran", "North Korea", "from 2010", "to 2012", "News", "Start again"])
    before = len(titles(search))
    search.get_by_role("button", name="Without from 2010").click()
    expect(search.locator("#chosen li")).to_have_count(6)
    assert len(titles(search)) >= before
    assert "from" not in asked(search)
    search.go_back()
    expect(chosen).to_have_count(7)
    search.get_by_role("button", name="Start again").click()
    expect(search.locator("#tally")).to_have_text("105 entries")
    assert asked(search) == {}


def test_counts_follow_the_choice_and_say_what_choosing_leaves(search: Page) -> None:
    box = search.get_by_role("checkbox", name="North Korea", exact=False).first
    count = search.locator("#topics label", has_text="North Korea").first.locator(".count").inner_text()
    box.check()
    expect(search.locator("#tally")).to_have_text(f"{count} entries")
    assert asked(search) == {"topic": ["North Korea"]}
    bar = search.get_by_role("button", name="2016:")
    words = (bar.get_attribute("aria-label") or "").removeprefix("2016: ")
    bar.click()
    expect(search.locator("#tally")).to_have_text(words)
    assert asked(search) == {"topic": ["North Korea"], "from": ["2016"], "to": ["2016"]}


def test_the_keyboard_alone_finds_offers_and_chooses(search: Page) -> None:
    expect(search.locator("#results article")).to_have_count(10)
    search.keyboard.press("/")
    expect(search.locator("#q")).to_be_focused()
    search.keyboard.type("ira")
    offer = search.locator("#offers button").first
    expect(offer).to_contain_text("Iran")
    search.keyboard.press("ArrowDown")
    expect(offer).to_be_focused()
    search.keyboard.press("Escape")
    expect(search.locator("#q")).to_be_focused()
    expect(offer).to_have_count(0)
    search.keyboard.type("n")
    expect(offer).to_contain_text("Iran")
    search.keyboard.press("ArrowDown")
    search.keyboard.press("Enter")
    expect(search.locator("#chosen li")).to_have_text(["Iran"])
    expect(search.locator("#q")).to_be_focused()
    assert asked(search) == {"topic": ["Iran"]}
    more = search.get_by_role("button", name="More entries")
    more.focus()
    search.keyboard.press("Enter")
    expect(search.locator("#results article")).to_have_count(20)
    expect(search.locator("#results article").nth(10).locator("h3 a")).to_be_focused()


def test_the_field_on_every_page_leads_here(search: Page, published: str) -> None:
    search.goto(f"{published}news/2011/05/15/index.html")
    search.get_by_role("searchbox", name="Search").fill("secretly")
    search.keyboard.press("Enter")
    expect(search.locator("#results article")).to_have_count(1)
    assert urlsplit(search.url).path == "/repo/search.html"


def test_what_nothing_has_says_so(search: Page) -> None:
    search.fill("#q", "zzyzx")
    expect(search.locator("#tally")).to_contain_text("No entry has all of this")
    expect(search.locator("#results article")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(chromium: Browser, published: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{published}search.html?q=missile")
    expect(page.locator("#results article").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = """() => [...document.querySelectorAll("#search button, #search li label, #search .sort label")]
        .map((each) => each.getBoundingClientRect())
        .filter((box) => box.width && (box.width < 24 || box.height < 24)).length"""
    assert page.evaluate(small) == 0
    context.close()


def test_without_scripts_the_page_leads_elsewhere(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}search.html?q=missile")
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="All topics")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()
