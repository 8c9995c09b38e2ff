"""Result cards: what a result shows of each entry of a day."""

import json

from builder.core.dates import Date
from builder.core.urls import NAME_LIMIT, TITLE_LIMIT, name_slug, slugify
from builder.search.document_ids import assign_ids
from builder.search.result_cards import CARDS_PER_FILE, day_addresses, entries_by_day, file_address, files
from tests.sites import SiteFolder

DAY = Date(2011, 5, 1).ordinal


def test_a_file_shows_so_many_entries_of_a_day(site: SiteFolder) -> None:
    for n in range(CARDS_PER_FILE + 1):
        site.write({f"content/news/2011/05/1/e{n}.md": f"---\ntitle: Entry {n}\n---\n"})
    site.write({"content/news/0099/e.md": "---\ntitle: Old\n---\n"})
    assembled = site.assemble().site
    titles = {
        address: [card[1] for card in json.loads(content)]
        for address, content in files(assembled, assign_ids(assembled.entries))
    }
    assert titles == {
        "search/days/0099/01/01-0.json": ["Old"],
        "search/days/2011/05/01-0.json": [f"Entry {n}" for n in range(CARDS_PER_FILE)],
        "search/days/2011/05/01-1.json": [f"Entry {CARDS_PER_FILE}"],
    }
    assert [(day, len(entries)) for day, entries in entries_by_day(assign_ids(assembled.entries))] == [
        (Date(99, 1, 1).ordinal, 1),
        (DAY, CARDS_PER_FILE + 1),
    ]


def test_the_files_of_a_day_are_those_that_so_many_entries_need() -> None:
    assert [*day_addresses(DAY, 0)] == []
    assert [*day_addresses(DAY, CARDS_PER_FILE)] == [file_address(DAY, 0)]
    assert [*day_addresses(DAY, CARDS_PER_FILE + 1)] == [file_address(DAY, 0), file_address(DAY, 1)]


def test_an_entry_is_shown_with_what_it_has_and_no_more(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/all.md": "---\ntitle: All\ncontexts: [iran]\nsummary: S.\nimportance: 7\n---\nT.\n",
            "content/news/2011/05/1/bare.md": "---\ntitle: Bare\ncontexts: [Iran, Oman]\n---\nIts text.\n",
            "content/news/2011/05/1/c.md": "---\ntitle: C\ncontexts: [Iran]\nplaces: [Tehran]\n---\n",
            "dateline.toml": '[fields]\ncontexts.place = ["places"]\n',
        }
    )
    assembled = site.assemble().site
    (content,) = [content for _, content in files(assembled, assign_ids(assembled.entries))]
    assert json.loads(content) == [
        [None, "All", "S.", ["Iran"], "2011-05", 7],
        [None, "Bare", "Its text.", ["Iran", "Oman"]],
        [None, "C", "", ["Iran", ["Tehran", "place"]]],
    ]


def test_an_address_of_the_first_words_of_a_title_is_told_by_how_many_letters_they_have(site: SiteFolder) -> None:
    long = "U.S. firefighter Łukasz recovers " + "unexpectedly " * 20
    site.write({f"content/news/2011/05/1/{name_slug(long)}.md": f"---\ntitle: {long}\n---\n"})
    assembled = site.assemble().site
    ((_, content),) = files(assembled, assign_ids(assembled.entries))
    assert [card[0] for card in json.loads(content)] == [NAME_LIMIT]


def test_an_address_is_told_where_it_is_not_the_usual_one_of_the_date_and_the_title(site: SiteFolder) -> None:
    long = "U.S. firefighter Łukasz recovers " + "unexpectedly " * 20
    for name, title in {"a": "Another", "b": "東京", slugify(long, TITLE_LIMIT): long}.items():
        site.write({f"content/news/2011/05/1/{name}.md": f"---\ntitle: {title}\n---\n"})
    assembled = site.assemble().site
    (content,) = [content for _, content in files(assembled, assign_ids(assembled.entries))]
    addresses = {card[1]: card[0] for card in json.loads(content)}
    assert addresses == {
        "Another": "news/2011/05/1/a.html",
        "東京": "news/2011/05/1/b.html",
        long.strip(): None,
    }
