"""The search page in a real browser: what is asked for shows, stands in the address, and is within reach of keys."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from builder.core.urls import name_slug
from tests.sites import SiteFolder
from tests.test_crawl import served

SEED = "A United Nations report alleges that Iran and North Korea"


@pytest.fixture
def search(page: Page, published: str) -> Iterator[Page]:
    """A tab at the search page, which at its end has said no error and asked no other host."""
    messages: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: messages.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{published}search.html")
    yield page
    assert messages == []
    assert all(url.startswith(published) for url in requested)


def titles(page: Page) -> list[str]:
    return page.locator("#results article h3").all_inner_texts()


def query_in_address(page: Page) -> dict[str, list[str]]:
    """The query in the page's address."""
    return parse_qs(urlsplit(page.url).query)


def test_an_entry_is_found_by_a_word_of_it_with_the_word_marked(search: Page) -> None:
    search.fill("#q", "secretly")
    results = search.locator("#results article")
    expect(results).to_have_count(1)
    expect(results).to_contain_text(SEED)
    expect(results.locator("mark")).to_have_text(["secretly"])
    expect(search.locator("#tally")).to_have_text("1 entry")
    expect(results.locator("time")).to_have_text("15 May 2011")
    assert query_in_address(search) == {"q": ["secretly"]}
    results.get_by_role("link", name=SEED).click()
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
    assert "from" not in query_in_address(search)
    search.go_back()
    expect(chosen).to_have_count(7)
    search.get_by_role("button", name="Start again").click()
    expect(search.locator("#tally")).to_have_text("106 entries")
    assert query_in_address(search) == {}


def test_counts_follow_the_choice_and_say_what_choosing_leaves(search: Page) -> None:
    box = search.get_by_role("checkbox", name="North Korea", exact=False).first
    count = search.locator("#topics label", has_text="North Korea").first.locator(".count").inner_text()
    box.check()
    expect(search.locator("#tally")).to_have_text(f"{count} entries")
    assert query_in_address(search) == {"topic": ["North Korea"]}
    for years, since, until in (("2016–2017", "2016", "2017"), ("2016", "2016", "2016")):
        bar = search.get_by_role("button", name=f"{years}:")
        words = (bar.get_attribute("aria-label") or "").removeprefix(f"{years}: ")
        bar.click()
        expect(search.locator("#tally")).to_have_text(words)
        assert query_in_address(search) == {"topic": ["North Korea"], "from": [since], "to": [until]}
    search.get_by_role("button", name="All years").click()
    expect(search.locator("#tally")).to_have_text(f"{count} entries")
    expect(search.get_by_role("button", name="2016–2017:")).to_be_focused()


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
    assert query_in_address(search) == {"topic": ["Iran"]}
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
    expect(search.locator("#tally")).to_have_text("No entry has this: “zzyzx”")
    expect(search.locator("#results article")).to_have_count(0)
    expect(search.locator("#fewer")).to_be_hidden()
    assert search.evaluate("document.getElementById('results').offsetHeight") == 0


def test_another_name_of_a_topic_offers_it_and_finds_its_entries(search: Page) -> None:
    entries = search.locator("#topics label", has_text="North Korea").locator(".count").inner_text()
    search.fill("#q", "dpr")
    offer = search.locator("#offers button")
    expect(offer).to_have_text(f"North Korea, also called DPRK {entries}")
    search.fill("#q", "dprk")
    expect(search.locator("#tally")).to_have_text(f"{entries} entries")
    expect(search.locator("#why")).to_have_text("DPRK is another name of North Korea, whose entries are here too.")
    expect(search.locator("#results mark").first).to_have_text("North Korea")
    offer.click()
    expect(search.locator("#chosen li")).to_have_text(["North Korea"])
    expect(search.locator("#tally")).to_have_text(f"{entries} entries")


@pytest.mark.parametrize("name", ["DPRK", "dprk", "democratic people's republic of korea", "north korea"])
def test_an_address_may_name_a_topic_in_another_way(search: Page, published: str, name: str) -> None:
    search.goto(f"{published}search.html?topic={name}&topic=Iran")
    expect(search.locator("#chosen li")).to_have_text(["North Korea", "Iran", "Start again"])
    expect(search.get_by_role("checkbox", name="North Korea").first).to_be_checked()
    search.get_by_role("button", name="Without Iran").click()
    assert query_in_address(search) == {"topic": ["North Korea"]}


def test_dates_that_are_written_before_the_index_is_there_count(search: Page) -> None:
    waiting: list[Route] = []
    search.route("**/search/index.json", lambda route: waiting.append(route))  # noqa: PLW0108  # has to be of Python
    search.reload(wait_until="commit")
    for label, text in (("From", "May 2011"), ("to", "2012")):
        search.get_by_label(label, exact=True).fill(text)
    while not waiting:
        search.wait_for_timeout(10)
    waiting[0].continue_()
    expect(search.get_by_role("alert")).to_contain_text("“May 2011” cannot be read as a date")
    expect(search.get_by_label("From", exact=True)).to_have_value("May 2011")
    assert query_in_address(search) == {"from": ["May 2011"], "to": ["2012"]}


def test_what_is_no_date_is_told_beside_the_field_with_what_is_one(search: Page) -> None:
    field = search.get_by_label("From", exact=True)
    expect(field).to_have_accessible_description("A year, a month or a day: 2011, 2011-05, 2011-05-15")
    field.fill("May 2011")
    search.get_by_label("to", exact=True).fill("2012")
    search.keyboard.press("Enter")
    expect(search.locator("#tally")).not_to_have_text("106 entries")
    expect(field).to_have_value("May 2011")
    expect(field).to_have_attribute("aria-invalid", "true")
    message = "“May 2011” cannot be read as a date, so the entries are not limited by it."
    expect(search.get_by_role("alert")).to_have_text(message)
    expect(search.locator("#why")).to_have_text(message)
    expect(field).to_have_accessible_description(re.compile("cannot be read as a date"))
    field.fill("2011-05")
    field.blur()
    expect(search.get_by_role("alert")).to_be_empty()
    assert query_in_address(search) == {"from": ["2011-05"], "to": ["2012"]}
    field.fill("2013")
    field.blur()
    expect(search.locator("#why")).to_have_text("The time begins after it ends.")


def test_a_wrong_date_in_an_address_is_told_and_stands_in_its_field(search: Page, published: str) -> None:
    search.goto(f"{published}search.html?from=2020-02-30&to=abc&importance=abc&sort=foo")
    expect(search.locator("#tally")).to_have_text("106 entries")
    messages = [
        f"“{date}” cannot be read as a date, so the entries are not limited by it." for date in ("2020-02-30", "abc")
    ]
    expect(search.locator("#why p")).to_have_text(messages)
    expect(search.get_by_role("alert")).to_have_text(" ".join(messages))
    for name, date in (("From", "2020-02-30"), ("to", "abc")):
        expect(search.get_by_label(name, exact=True)).to_have_value(date)
        expect(search.get_by_label(name, exact=True)).to_have_attribute("aria-invalid", "true")
    expect(search.locator("#chosen")).to_be_hidden()


def test_a_whole_date_can_be_read_in_its_field(search: Page) -> None:
    for name in ("From", "to"):
        field = search.get_by_label(name, exact=True)
        field.fill("2020-12-05")
        assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")


def test_bars_show_what_is_chosen_and_only_a_bar_of_its_own_is_pressed(search: Page, published: str) -> None:
    def shown() -> dict[str, list[str]]:
        bars = search.locator("#years button")
        return {
            (bar.get_attribute("aria-label") or "").partition(":")[0]: bar.locator(".bar").evaluate_all(
                "bars => bars.map((bar) => bar.className)"
            )
            for bar in bars.all()
        }

    pressed = search.locator('#years [aria-pressed="true"]')
    expect(search.locator("#years .bar").first).to_be_attached()
    assert {name for names in shown().values() for name in names} == {"bar"}
    search.goto(f"{published}search.html?from=2011-05&to=2013")
    expect(search.locator("#years .inside").first).to_be_attached()
    assert [*shown().values()] == [
        ["bar outside"] * 2,
        ["bar outside"] * 2,
        ["bar outside", "bar inside"],
        ["bar inside"] * 2,
        ["bar outside"] * 2,
        ["bar outside"] * 2,
    ]
    expect(pressed).to_have_count(0)
    search.goto(f"{published}search.html?from=2011&to=2011")
    expect(pressed).to_have_count(1)
    assert shown() == {"2010": ["bar outside"], "2011": ["bar inside"]}


def test_the_way_past_the_filters_is_short_for_keys_at_every_width(search: Page) -> None:
    expect(search.locator("#results article")).to_have_count(10)
    link = search.get_by_role("link", name="Entries", exact=True)
    for width in (320, 1280):
        search.set_viewport_size({"width": width, "height": 800})
        search.locator("#q").focus()
        for _ in range(3):
            search.keyboard.press("Tab")
            if link.evaluate("(link) => link === document.activeElement"):
                break
        expect(link).to_be_focused()
        assert (link.bounding_box() or {"width": 0})["width"] > 24
    search.keyboard.press("Enter")
    expect(search.locator("#results-head")).to_be_focused()


def test_filters_are_above_the_results_on_a_phone_for_who_asks_and_beside_them_on_a_desk(search: Page) -> None:
    expect(search.locator("#results article")).to_have_count(10)
    filters, button = search.locator("#narrow"), search.get_by_role("button", name="Narrow down")
    expect(filters).to_be_visible()
    expect(button).to_be_hidden()
    search.set_viewport_size({"width": 360, "height": 740})
    expect(filters).to_be_hidden()
    button.click()
    expect(filters).to_be_visible()
    tops = [(search.locator(part).bounding_box() or {"y": 0})["y"] for part in ("#q", "#narrow", "#results")]
    assert tops == sorted(tops)
    filters.get_by_role("checkbox").first.check()
    expect(filters).to_be_visible()
    button.click()
    expect(filters).to_be_hidden()


def test_nothing_is_offered_that_would_do_nothing(search: Page) -> None:
    expect(search.locator("#results article")).to_have_count(10)
    expect(search.locator("#sort")).to_be_hidden()
    search.fill("#q", "missile")
    expect(search.locator("#sort")).to_be_visible()
    search.fill("#q", "secretly")
    expect(search.locator("#results article")).to_have_count(1)
    assert not [option for option in search.locator("#least option").all_inner_texts() if option.endswith("(0)")]


def test_a_part_of_what_is_written_as_one_word_is_not_called_too_short(search: Page) -> None:
    search.fill("#q", "zzyzx l'x")
    expect(search.locator("#tally")).to_have_text("No entry has all of this. Take something away, or try another word.")
    expect(search.locator("#why")).to_be_empty()


def test_bars_are_one_row_without_gaps_that_fingers_can_meet(search: Page) -> None:
    search.set_viewport_size({"width": 320, "height": 640})
    bars = search.locator("#years button")
    expect(bars).to_have_count(6)
    search.get_by_role("button", name="Narrow down").click()
    expect(bars.first).to_be_visible()
    names = [(bar.get_attribute("aria-label") or "").partition(":")[0] for bar in bars.all()]
    assert names == [f"{year}–{year + 1}" for year in range(2006, 2018, 2)]
    boxes = [box for bar in bars.all() if (box := bar.bounding_box())]
    assert len({box["y"] for box in boxes}) == 1
    assert all(box["width"] >= 24 for box in boxes)


def test_going_back_shows_as_much_as_before_at_the_same_place(search: Page) -> None:
    search.get_by_role("button", name="More entries").click()
    results = search.locator("#results article")
    expect(results).to_have_count(20)
    link = results.nth(17).locator("h3 a")
    link.scroll_into_view_if_needed()
    place = search.evaluate("scrollY")
    assert place > 500
    link.click()
    expect(search.locator("#results")).to_have_count(0)
    search.go_back()
    expect(results).to_have_count(20)
    expect(link).to_be_focused()
    assert abs(search.evaluate("scrollY") - place) < 2


def test_what_is_written_before_the_index_is_there_is_looked_for(search: Page, published: str) -> None:
    def write(route: Route) -> None:
        search.fill("#q", "secretly")
        route.continue_()

    search.route("**/search/index.json", write)
    search.goto(f"{published}search.html?topic=Iran")
    expect(search.locator("#results article")).to_have_count(1)
    assert query_in_address(search) == {"q": ["secretly"], "topic": ["Iran"]}


def test_what_is_too_short_for_a_beginning_is_told(search: Page) -> None:
    search.fill("#q", "ir")
    expect(search.locator("#why")).to_have_text("“ir” is only found as a whole word: beginnings need three letters.")
    search.fill("#q", "ira")
    expect(search.locator("#why")).to_be_empty()


def test_where_nothing_has_all_each_condition_that_may_go_says_what_is_left(search: Page, published: str) -> None:
    search.goto(f"{published}search.html?q=zzyzx+missile&topic=Iran")
    less = search.locator("#fewer button")
    expect(less).to_have_text(re.compile("^Without “zzyzx” [1-9]"))
    count = less.locator(".count").inner_text()
    less.click()
    expect(search.locator("#results article")).to_have_count(int(count))
    assert query_in_address(search) == {"q": ["missile"], "topic": ["Iran"]}
    search.goto(f"{published}search.html?q=zzyzx+qwxyz+iran&importance=10")
    expect(less).to_have_text([re.compile("^Only “iran” [1-9]"), re.compile("^Only Importance: 10 or more [1-9]")])
    less.first.click()
    expect(search.locator("#results article").first).to_be_visible()
    assert query_in_address(search) == {"q": ["iran"]}


def test_importance_is_one_choice(search: Page) -> None:
    choice = search.get_by_role("combobox", name="Importance")
    expect(choice).to_be_visible()
    options = choice.locator("option").all_inner_texts()
    assert options[0] == "Any"
    name, count = re.fullmatch(
        r"(8 or more) \((\d+)\)", next(option for option in options if option[0] == "8")
    ).groups()  # type: ignore[union-attr]
    choice.select_option(label=f"{name} ({count})")
    expect(search.locator("#tally")).to_have_text(f"{count} entries")
    expect(search.locator("#chosen li")).to_have_text(["Importance: 8 or more"])
    assert query_in_address(search) == {"importance": ["8"]}
    expect(choice).to_have_value("8")


def test_there_are_more_topics_of_a_kind_for_who_wants_them(search: Page) -> None:
    places = search.get_by_role("group", name="Place")
    boxes = places.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    places.get_by_role("button", name="More").press("Enter")
    fewer = places.get_by_role("button", name="Fewer")
    expect(fewer).to_be_focused()
    expect(fewer).to_have_attribute("aria-expanded", "true")
    assert boxes.count() > 4
    name = boxes.last.get_attribute("name") or ""
    count = places.locator("label").last.locator(".count").inner_text()
    places.get_by_label(name).check()
    expect(search.locator("#tally")).to_have_text(re.compile(f"^{count} entr"))
    fewer.click()
    expect(places.get_by_role("checkbox", checked=True)).to_have_attribute("name", name)


def test_words_in_quotes_are_whole_and_it_is_told_that_they_may_be_apart(search: Page) -> None:
    search.fill("#q", "missil")
    expect(search.locator("#results article").first).to_be_visible()
    search.fill("#q", '"missil"')
    expect(search.locator("#tally")).to_have_text('No entry has this: "missil"')
    expect(search.locator("#why")).to_have_text("Words in quotes are found whole, but need not stand side by side.")


def test_offers_are_folded_on_a_phone_and_none_lies_outside(search: Page) -> None:
    search.fill("#q", "united")
    offers = search.locator("#offers li:not(.unfolding):visible")
    expect(search.locator("#offers li").first).to_be_visible()
    count = offers.count()
    assert count > 3
    more = search.locator("#offers").get_by_role("button", name="More", exact=True)
    expect(more).to_be_hidden()
    search.set_viewport_size({"width": 320, "height": 640})
    expect(offers).to_have_count(3)
    search.press("#q", "ArrowDown")
    for _ in range(3):
        search.keyboard.press("ArrowDown")
    expect(more).to_be_focused()
    search.keyboard.press("Enter")
    expect(offers).to_have_count(count)
    expect(offers.nth(3).get_by_role("button")).to_be_focused()
    outside = (
        "[...document.querySelectorAll('#offers li')].some((each) => each.getBoundingClientRect().right > innerWidth)"
    )
    assert not search.evaluate(outside)
    assert search.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
    expect(page.locator("#search-needs").get_by_role("link", name="Topics")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_other_forms_of_a_word_are_found_behind_those_that_have_it_as_it_is_written(
    page: Page, site: SiteFolder
) -> None:
    for day, title in (
        (3, "An election is called"),
        (2, "Elections end"),
        (1, "Voters electing a mayor"),
        (4, "Electric light"),
    ):
        site.write({f"content/news/2011/05/{day}/e.md": f"---\ntitle: {title}\n---\n"})
    site.build()
    with served(site.output) as address:
        page.goto(f"{address}search.html?q=elections")
        results = page.locator("#results h3")
        expect(results).to_have_text(["Elections end", "An election is called", "Voters electing a mayor"])
        expect(page.locator("#results mark")).to_have_text(["Elections", "election", "electing"])
        page.fill("#q", '"elections"')
        expect(results).to_have_text(["Elections end"])


def test_a_result_leads_to_an_entry_whose_file_has_the_first_words_of_its_title(page: Page, site: SiteFolder) -> None:
    title = "The harbour’s Łódź ferry is late for the second time in a week, and people on the quay ask why"
    site.write({f"content/news/2011/05/3/{name_slug(title)}.md": f"---\ntitle: {title}\n---\n"})
    site.build()
    with served(site.output) as address:
        page.goto(f"{address}search.html?q=ferry")
        page.locator("#results h3 a").click()
        expect(page.locator("h1")).to_have_text(title)


def test_a_word_behind_a_minus_may_not_be_there(search: Page, published: str) -> None:
    def count(q: str) -> int:
        search.goto(f"{published}search.html?q={q}")
        expect(search.locator("#tally")).to_have_text(re.compile(r"^\d+ entries$"))
        return int(search.locator("#tally").inner_text().split(" ")[0])

    every, both = count("iran"), count("iran missile")
    assert 0 < both < every
    assert count("iran -missile") == every - both
    expect(search.locator("#chosen")).to_contain_text("“iran -missile”")
    assert count('iran -"ballistic missile"') == every - count('iran "ballistic missile"')


@pytest.mark.parametrize(
    ("q", "label", "asked"),
    [
        ("May 2011", "May 2011", {"from": ["2011-05"], "to": ["2011-05"]}),
        ("15 May 2011", "15 May 2011", {"from": ["2011-05-15"], "to": ["2011-05-15"]}),
        ("may 15, 2011", "15 May 2011", {"from": ["2011-05-15"], "to": ["2011-05-15"]}),
        ("2011-05-15", "15 May 2011", {"from": ["2011-05-15"], "to": ["2011-05-15"]}),
        ("missile 2011", "“missile”, 2011", {"q": ["missile"], "from": ["2011"], "to": ["2011"]}),
    ],
)
def test_a_time_in_the_words_is_offered_as_a_time(
    search: Page, published: str, q: str, label: str, asked: dict[str, list[str]]
) -> None:
    search.goto(f"{published}search.html?q={q}")
    offer = search.locator("#fewer button")
    expect(offer).to_have_text(re.compile(rf"^{re.escape(label)} \d+$"))
    offer.click()
    expect(search.locator("#results article").first).to_be_visible()
    assert parse_qs(urlsplit(search.url).query) == asked


@pytest.mark.parametrize("q", ["May 1900", "31 June 2011", "May", "2011 and then at last in some other year May"])
def test_what_is_no_time_of_an_entry_is_not_offered(search: Page, published: str, q: str) -> None:
    search.goto(f"{published}search.html?q={q}")
    expect(search.locator("#tally")).not_to_be_empty()
    expect(search.locator("#fewer button").filter(has_text=re.compile("May|June"))).to_have_count(0)


def test_where_no_entry_has_a_word_those_that_are_written_nearly_alike_are_offered(search: Page) -> None:
    search.fill("#q", "misile")
    offers = search.locator("#fewer button")
    expect(offers.filter(has_text="Do you mean “missile”?")).to_have_count(1)
    offers.first.click()
    expect(search.locator("#q")).to_have_value("missile")
    expect(search.locator("#results article").first).to_be_visible()
    search.fill("#q", "irna")
    expect(offers.filter(has_text=re.compile(r"^Iran \d+$"))).to_have_count(1)
