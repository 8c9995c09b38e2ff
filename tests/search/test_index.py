"""What the script finds in an index is what looking at every entry finds."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.search import document_ids, facets, posting_lists, topic_aliases, topics
from tests.search.browser_search import answers, differences, differences_from
from tests.search.brute_force import BruteForce, Query, random_queries
from tests.sites import ROOT, SiteFolder
from tests.test_crawl import served

HARD = {
    "2011/05/15/one.md": "title: 北朝鮮がミサイル発射\ncontexts: [北朝鮮, Iran]\n---\nミサイル。日\n",
    "2011/05/15/two.md": "title: 'Straße: naïve Œuvre'\ncontexts: [Café]\nimportance: 9\n---\nİstanbul\n",
    "2011/05/three.md": "title: Only the month\ncontexts: [cafe, CAFÉ]\nimportance: 3\n---\nWords.\n",
    "2011/four.md": "title: Only the year\nplaces: ['Los Angeles, California']\n---\n*Words* [x](#).\n",
    "2012/a-year.md": "title: A year!\n---\n",
    "2012/03/4/être-à-l-heure.md": "title: Être à l'heure\nend: 2013-02\n---\n",
    "0099/01/2/five.md": "title: Long ago\ncontexts: []\nsummary: สวัสดี Iranians\n---\n# Καλημέρα ναός\n",
}
"""Entries in which a search may stumble over something."""


def write_hard_entries(site: SiteFolder) -> None:
    """Write these entries, some of them into another section."""
    for name, text in HARD.items():
        section = "news" if "/05/" in name else "opinion"
        site.write({f"content/{section}/{name}": f"---\n{text}"})
    site.write({"dateline.toml": '[fields]\ncontexts.place = ["places"]\n'})


def differences_in(browser: Browser, site: SiteFolder, queries: int, common: int) -> list[str]:
    """How the answers to random queries differ from the expected ones."""
    now = site.build().assembled
    brute_force = BruteForce(now.site, now.details, common)
    with served(site.output) as address:
        page = browser.new_page()
        page.goto(f"{address}index.html")
        return differences(page, address, brute_force, [*random_queries(brute_force, queries, seed=1)])


def copy_own_content(site: SiteFolder) -> None:
    """Make a site of the repository's own content."""
    shutil.copytree(ROOT / "content", site.path / "content", dirs_exist_ok=True)


def test_random_queries_find_what_looking_at_every_entry_finds(chromium: Browser, site: SiteFolder) -> None:
    copy_own_content(site)
    assert differences_in(chromium, site, 1000, 4_000) == []


def test_so_they_do_where_files_are_small_and_words_are_common(
    chromium: Browser, site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", 12)
    monkeypatch.setattr(topics, "MAX_ENTRIES", 12)
    monkeypatch.setattr(topic_aliases, "MAX_ALIASES", 2)
    monkeypatch.setattr(document_ids, "MIN_WIDTH", 8)
    monkeypatch.setattr(facets, "MAX_TOPICS", 4)
    copy_own_content(site)
    assert differences_in(chromium, site, 300, 12) == []
    manifest = site.data("search/index.json")
    assert len(manifest["words"]) > 50
    assert len(manifest["topics"]) > 3
    assert len(manifest["names"]) > 3
    assert '"=' in site.page("search/words/iran-.json")


def test_where_little_may_be_loaded_topics_are_right_and_it_is_told_what_may_be_missing(
    chromium: Browser, site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MAX_TOPICS", 4)
    monkeypatch.setattr(facets, "PART_SIZE", 200)
    monkeypatch.setattr(topics, "MAX_ENTRIES", 12)
    copy_own_content(site)
    now = site.build().assembled
    brute_force = BruteForce(now.site, now.details)
    queries = [*random_queries(brute_force, 60, seed=3)]
    with served(site.output) as address:
        page = chromium.new_page()
        complete = []
        for max_bytes in (0, 2_000, 1_000_000):
            page.goto(f"{address}index.html")  # nothing is loaded there
            results = answers(page, address, queries, max_bytes)
            assert differences_from(results, brute_force, queries) == []
            complete.append(sum(not kind["uncounted"] for result in results for kind in result["kinds"]))
    assert complete[0] < complete[1] < complete[2] == len(queries) * len(results[0]["kinds"])


def test_so_they_do_in_every_script_with_partial_dates_and_sections(chromium: Browser, site: SiteFolder) -> None:
    write_hard_entries(site)
    assert differences_in(chromium, site, 300, 4_000) == []


def test_so_they_do_in_a_site_without_entries(chromium: Browser, site: SiteFolder) -> None:
    site.write({"content/about.md": "# About\n"})
    site.build()
    with served(site.output) as address:
        page = chromium.new_page()
        page.goto(f"{address}index.html")
        results = answers(page, address, [Query(), Query(q="word"), Query(topics=("Iran",))])
    assert [result["addresses"] for result in results] == [[], [], []]


def test_an_edit_changes_few_files_and_a_mended_title_none_of_topics(site: SiteFolder) -> None:
    copy_own_content(site)
    site.build()
    before = site.tree()
    file = next((site.path / "content/news/2011/05/15").glob("*.md"))
    file.write_text(file.read_text(encoding="utf-8").replace("alleges", "contends"), encoding="utf-8")
    site.build()
    after = site.tree()
    changed = {name for name in after if name.startswith("search/") and after[name] != before[name]}
    words = {name for name in changed if name.startswith("search/words/")}
    assert changed - words == {"search/days/2011/05/15-0.json"}
    assert 1 <= len(words) <= 4


def test_the_index_has_no_name_that_some_system_refuses(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", 1)
    title = "con nul aux prn com1 北朝鮮 é's " + "x" * 50 + " " + "ไ" * 50
    for day in (1, 2, 3):
        site.write({f"content/news/2011/05/{day}/e.md": f"---\ntitle: {title}\n---\n"})
    site.build()
    names = {Path(name).name for name in site.tree() if name.startswith("search/words/")}
    assert {"con-.json", "nul-.json", "com1-.json", "_5317__671d_-.json"} <= names
    assert all(name.isascii() and len(name) < 255 and name == name.lower() for name in names)


def test_without_search_there_is_no_page_no_index_and_no_field(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert json.loads(two_entries.page("search/facets.json"))["topics"]
    assert 'action="../../../../search.html"' in two_entries.page("news/2011/05/15/first.html")
    two_entries.write({"dateline.toml": "search = false\n"})
    built = two_entries.build()
    assert not {name for name in two_entries.tree() if name.startswith("search")}
    assert "search" not in two_entries.page("news/2011/05/15/first.html").lower()
    assert built.report.files == len(built.written.outputs)
