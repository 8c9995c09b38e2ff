"""The index of pages and of topics' own texts: what it holds, and that its pages are found in a browser."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.content.body import plain_text
from builder.search import posting_lists
from builder.search.fold import index_words, name_words
from builder.search.pages import searched_pages
from tests.sites import SiteFolder
from tests.test_crawl import served

FILES = {
    "content/index.md": "# The harbour\n\nIts own timeline.\n",
    "content/news/index.md": "---\ntitle: News of the harbour\n---\nEverything from the quays.\n",
    "content/letters/_index.md": "What readers write.\n",
    "content/about.md": "---\ntitle: About\nsummary: Who writes this.\n---\nWe look at the *gauge* on the quay.\n",
    "content/guide/tides.md": "# Tides & gauges\n\nIt is read by the gauge; gauges rust.\n\n```py\nif tide: go\n```\n",
    "content/topics/port.md": "---\ntitle: Port\naliases: [Docks]\n---\nThe port lies by the sea.\n",
    "content/topics/unused.md": "---\ntitle: Unused\n---\nNobody writes of this.\n",
    "content/news/2011/05/15/a.md": "---\ntitle: The gauge breaks\ncontexts: [Port]\nimportance: 9\n---\nNo tide.\n",
    "content/letters/2011/05/16/b.md": "---\ntitle: A letter\ncontexts: [Port]\n---\nWhy?\n",
}


@pytest.fixture
def harbour(site: SiteFolder) -> SiteFolder:
    """A site with pages of each kind, and two entries."""
    site.write(FILES)
    site.build()
    return site


def cards(site: SiteFolder) -> list[list[object]]:
    files = sorted(name for name in site.tree() if name.startswith("search/pages/days/"))
    return [card for name in files for card in site.data(name)]


def pages_of(site: SiteFolder) -> list[list[object]]:
    """The cards of pages, without those of the sections of their texts, in the order in which they are read."""
    return [card for card in reversed(cards(site)) if ".html" in str(card[0])]


def test_pages_stand_in_the_order_of_reading_from_the_last_one_on_with_their_summary_or_first_words(
    harbour: SiteFolder,
) -> None:
    assert pages_of(harbour) == [
        ["about.html", "About", "Who writes this.", []],
        ["letters/index.html", "letters", "What readers write.", []],
        ["news/index.html", "News of the harbour", "Everything from the quays.", []],
        ["index.html", "The harbour", "Its own timeline.", []],
        ["guide/index.html", "Guide", "", []],
        ["guide/tides.html", "Tides & gauges", "It is read by the gauge; gauges rust.", ["Guide"]],
        ["topics/port/index.html", "Port", "The port lies by the sea.", []],
    ]


def test_behind_each_page_stand_the_sections_of_its_text_by_headings(site: SiteFolder) -> None:
    site.write({"content/a.md": f"# A\n\nFirst.\n\n## When & why\n\n{'word ' * 300}\n\n### Empty\n"})
    site.build()
    page, first, why, more, empty = cards(site)
    assert page == ["a.html", "A", "First.", []]
    assert first == ["", "", "First.", []]
    assert why[:2] == ["when--why", "When & why"]
    assert why[2] == " ".join(["word"] * 200)
    assert more == ["when--why", "When & why", " ".join(["word"] * 100), []]
    assert empty == ["empty", "Empty", "", []]


def test_the_manifest_has_all_that_the_index_of_pages_begins_with(harbour: SiteFolder) -> None:
    manifest = harbour.data("search/index.json")["pages"]
    assert {name: manifest[name] for name in ("epoch", "width", "words", "topics")} == {
        "epoch": "0001-01-01",
        "width": 16,
        "words": {},
        "topics": {},
    }
    assert manifest["facets"]["sections"] == [["page", "", ""], ["topic", "", "A"], ["section", "", "BCDCCC"]]
    assert {name for name in harbour.tree() if name.startswith("search/pages/")} == {
        "search/pages/words/-.json",
        "search/pages/days/0001/01/01-0.json",
        "search/pages/days/0001/01/01-1.json",
    }
    words = harbour.data("search/pages/words/-.json")["words"]
    assert words["gauge"] == " CBIB"  # of the two pages, and of the sections behind them
    assert words["docks"] == "A"
    assert "unused" not in words


def test_a_site_without_pages_has_none_of_it(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert "pages" not in two_entries.data("search/index.json")
    assert not [name for name in two_entries.tree() if name.startswith("search/pages/")]


def test_a_page_that_changes_changes_no_file_of_entries_and_an_entry_none_of_pages(harbour: SiteFolder) -> None:
    for file, text, prefix in (
        ("content/about.md", "# About\n\nWe fish.\n", "search/pages/"),
        (
            "content/letters/2011/05/16/b.md",
            "---\ntitle: A letter\ncontexts: [Port]\n---\nWherefore?\n",
            "search/words/",
        ),
    ):
        before = harbour.tree()
        harbour.write({file: text})
        harbour.build()
        after = harbour.tree()
        changed = {name for name in after if name.startswith("search/") and after[name] != before.get(name)}
        assert changed
        assert all(name.startswith(prefix) for name in changed - {"search/days/2011/05/16-0.json"})


def test_a_topic_without_entries_takes_its_text_out_of_the_index(harbour: SiteFolder) -> None:
    for name in ("news/2011/05/15/a.md", "letters/2011/05/16/b.md"):
        (harbour.path / "content" / name).write_text("---\ntitle: Other\n---\n", encoding="utf-8")
    harbour.build()
    assert "topics/port/index.html" not in {card[0] for card in cards(harbour)}
    incremental = harbour.tree()
    harbour.build(clean=True)
    assert harbour.tree() == incremental


_FIND = """async ([address, queries]) => {
  const { href } = document.querySelector("link[rel=stylesheet]"); // static files lie together
  const { Index } = await import(new URL("search-index.js", href));
  const index = await Index.open(async (path) => (await fetch(address + "search/" + path)).text());
  const nothing = { kinds: [], topics: [], sections: [], importance: 0, from: "", to: "", sort: "date" };
  const answers = [];
  for (const q of queries) {
    const { pages, counts } = await index.findPages({ ...nothing, q });
    const cards = await Promise.all(pages.map((page) => index.showPage(page)));
    answers.push([cards.map(({ address }) => address), Object.fromEntries(counts)]);
  }
  return JSON.stringify(answers);
}"""


@pytest.mark.parametrize("most", [4_000, 3])
def test_each_page_is_found_by_each_of_its_words_and_no_other_is(
    chromium: Browser, site: SiteFolder, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", most)
    site.write(FILES)
    now = site.build().assembled
    texts = {page.address: plain_text(now.details(page).body) for page in now.site.pages}
    pages = searched_pages(now.site, {page.path: "" for page in now.site.pages})
    words = {
        page.address: index_words(" ".join((page.title, page.summary, texts.get(page.address, ""))))
        | {*name_words(" ".join(page.names))}
        for page in pages
    }
    asked = sorted(set().union(*words.values()))
    with served(site.output) as address:
        tab = chromium.new_page()
        tab.goto(f"{address}about.html")
        answers = json.loads(tab.evaluate(_FIND, [address, [f'"{word}"' for word in asked]]))
        (everything,) = json.loads(tab.evaluate(_FIND, [address, [""]]))
        tab.close()
    for word, (found, counts) in zip(asked, answers, strict=True):
        assert sorted(found) == sorted(address for address, its in words.items() if word in its), word
        assert sum(counts.values()) == len(found)
    assert everything[0] == [card[0] for card in pages_of(site)]
    assert everything[1] == {"page": 6, "topic": 1}


def titles(page: Page) -> list[str]:
    return page.locator("#found-pages h3").all_inner_texts()


def test_pages_show_above_entries_and_a_filter_tells_them_apart(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        page.goto(f"{address}search.html")
        kinds = page.get_by_role("group", name="Kind")
        expect(kinds.locator("label")).to_have_text(["Entries 2", "Pages 6", "Topics 1"])
        expect(page.locator("#pages")).to_be_hidden()
        page.fill("#q", "gauge")
        expect(page.locator("#found-pages h3")).to_have_text(["Tides & gauges", "About"])
        expect(page.locator("#found-pages mark").first).to_have_text("gauges")
        expect(page.locator("#page-count")).to_have_text("2")
        expect(page.locator("#results h3")).to_have_text(["The gauge breaks"])
        expect(kinds.locator("label")).to_have_text(["Entries 1", "Pages 2"])
        kinds.get_by_label("Pages").check()
        expect(page.locator("#entries")).to_be_hidden()
        assert parse_qs(urlsplit(page.url).query) == {"q": ["gauge"], "kind": ["page"]}
        expect(page.locator("#chosen li")).to_have_text(["“gauge”", "Pages", "Start again"])
        page.reload()
        expect(page.locator("#found-pages h3")).to_have_count(2)
        expect(page.locator("#entries")).to_be_hidden()
        page.get_by_role("button", name="Without Pages").click()
        expect(page.locator("#results h3")).to_have_count(1)
        kinds.get_by_label("Entries").check()
        expect(page.locator("#pages")).to_be_hidden()
        expect(page.locator("#results h3")).to_have_count(1)
        page.goto(f"{address}search.html?kind=page&kind=topic&kind=cheese")
        expect(page.locator("#found-pages h3")).to_have_count(7)
        assert titles(page) == [card[1] for card in pages_of(harbour)]
        page.get_by_role("link", name="Tides & gauges").click()
        expect(page.locator("h1")).to_have_text("Tides & gauges")


def test_what_only_entries_have_leaves_pages_out(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        for choice in ("topic=Port", "section=news", "importance=9", "from=2011"):
            page.goto(f"{address}search.html?q=gauge&{choice}")
            expect(page.locator("#results h3")).to_have_text(["The gauge breaks"])
            expect(page.locator("#pages")).to_be_hidden()


def test_a_word_that_pages_alone_have_is_not_called_misspelt(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        page.goto(f"{address}search.html?q=quay")
        expect(page.locator("#found-pages h3")).to_have_text(["About", "News of the harbour"])
        expect(page.locator("#tally")).to_have_text("No entry has this: “quay”")
        expect(page.locator("#fewer")).to_be_hidden()


def test_of_many_pages_few_show_above_entries_and_more_for_who_asks(page: Page, site: SiteFolder) -> None:
    site.write({f"content/p{n:02}.md": f"# Page {n:02}\n\nTide.\n" for n in range(30)})
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: Tide\n---\n"})
    site.build()
    with served(site.output) as address:
        page.goto(f"{address}search.html?q=tide")
        expect(page.locator("#found-pages h3")).to_have_text(["Page 00", "Page 01", "Page 02"])
        expect(page.locator("#page-count")).to_have_text("30")
        page.get_by_role("button", name="More pages").click()
        expect(page.locator("#found-pages h3")).to_have_count(13)
        expect(page.locator("#found-pages h3 a").nth(3)).to_be_focused()
        page.get_by_role("group", name="Kind").get_by_label("Pages").check()
        expect(page.locator("#found-pages h3")).to_have_count(10)
        for _ in range(2):
            page.get_by_role("button", name="More pages").click()
        expect(page.locator("#found-pages h3")).to_have_count(30)
        expect(page.get_by_role("button", name="More pages")).to_be_hidden()
        expect(page.locator("#found-pages h3").last).to_have_text(re.compile("29"))


GUIDE = {
    "content/guide/late.md": "---\ntitle: Late\nsummary: Of waiting.\n---\nIn short.\n\n## Fog\n\n"
    + "Ships wait outside. " * 20
    + "Then the foghorn sounds, and they may go on.\n\n## Ice\n\nNo foghorn helps.\n",
    "content/guide/horns.md": "# Horns\n\nAll that is loud.\n\n## The *foghorn*\n\nTwo tons of iron.\n",
    "content/guide/foghorn.md": "---\ntitle: A foghorn of one's own\nsummary: How to build it.\n---\nPipes and air.\n",
    "content/guide/tale.md": "# A tale\n\nOnce a foghorn sang.\n",
}


@pytest.fixture
def guide(site: SiteFolder) -> SiteFolder:
    """A site of pages alone, each of which has a word somewhere else."""
    site.write(GUIDE)
    site.build()
    return site


def test_a_page_called_so_comes_first_then_one_with_such_a_heading_then_the_one_with_most_such_sections(
    page: Page, guide: SiteFolder
) -> None:
    with served(guide.output) as address:
        page.goto(f"{address}search.html?q=foghorn")
        expect(page.locator("#found-pages h3")).to_have_text(["A foghorn of one's own", "Horns", "Late", "A tale"])


def test_a_result_shows_the_words_where_they_stand_and_leads_there(page: Page, guide: SiteFolder) -> None:
    with served(guide.output) as address:
        page.goto(f"{address}search.html?q=foghorn")
        expect(page.locator("#found-pages article")).to_have_count(4)
        called, horns, late, tale = page.locator("#found-pages article").all()
        expect(called.locator("p:not(.when)")).to_have_text(["How to build it."])
        expect(horns.locator("p:not(.when)")).to_have_text(["The foghorn", "Two tons of iron."])
        expect(tale.locator("p:not(.when)")).to_have_text(["Once a foghorn sang."])
        expect(late.locator("p:not(.when)").first).to_have_text("Fog")
        text = late.locator("p").last
        expect(text).to_have_text(re.compile(r"^… .{0,90}Then the foghorn sounds, and they may go on\.$"))
        expect(text.locator("mark")).to_have_text(["foghorn"])
        page.get_by_role("link", name="The foghorn").click()
        assert page.url == f"{address}guide/horns.html#the-foghorn"


def test_words_of_a_page_that_stand_in_different_sections_find_it_too(page: Page, guide: SiteFolder) -> None:
    with served(guide.output) as address:
        page.goto(f"{address}search.html?q=outside+helps")
        expect(page.locator("#found-pages h3")).to_have_text(["Late"])
        page.goto(f"{address}search.html?q=foghorn+-iron")
        expect(page.locator("#found-pages h3")).to_have_count(3)


def test_what_narrows_entries_down_is_away_where_pages_alone_are_shown(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        page.goto(f"{address}search.html?q=gauge")
        narrow = page.locator("#narrow")
        for name in ("Time", "Importance"):
            expect(narrow.get_by_role("group", name=name)).to_be_visible()
        page.get_by_role("group", name="Kind").get_by_label("Pages").check()
        expect(narrow.get_by_role("group")).to_have_count(1)


def test_a_folder_without_a_text_is_found_by_its_name(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        page.goto(f"{address}search.html?q=guide")
        expect(page.locator("#found-pages h3")).to_have_text(["Guide"])


def test_a_result_says_in_which_folders_a_page_lies(page: Page, harbour: SiteFolder) -> None:
    with served(harbour.output) as address:
        page.goto(f"{address}search.html?q=gauge")
        tides, about = page.locator("#found-pages article"), page.locator("#found-pages article").nth(1)
        expect(tides.first.locator(".when")).to_have_text("Guide")
        expect(about.locator(".when")).to_have_count(0)


def test_a_site_of_pages_alone_shows_nothing_of_entries(page: Page, guide: SiteFolder) -> None:
    with served(guide.output) as address:
        page.goto(f"{address}search.html?q=foghorn")
        expect(page.locator("#found-pages h3")).to_have_count(4)
        for hidden in ("#entries", "#narrow", "#to-narrow"):
            expect(page.locator(hidden)).to_be_hidden()
