"""Facets: what a search can be narrowed down by, with counts."""

import json
from typing import Any

import pytest

from builder.core.dates import Date
from builder.core.urls import Address
from builder.relations.site import Site
from builder.search import facets
from builder.search.document_ids import assign_ids
from builder.search.facets import ADDRESS, MAX_TOPICS, MIN_TOPICS, files
from builder.search.varint import decode_deltas, encode_varints
from tests.sites import SiteFolder


def written_site(kinds: int, topics: int) -> dict[str, str]:
    """An entry with as many topics of as many kinds, and a setting that tells them apart."""
    names = [f"k{kind}: [{', '.join(f'k{kind} t{n:02}' for n in range(topics))}]" for kind in range(kinds)]
    fields = "\n".join(f'contexts.k{kind} = ["k{kind}"]' for kind in range(kinds))
    head = "\n".join(("title: E", *names))
    return {"content/news/2011/05/15/e.md": f"---\n{head}\n---\n", "dateline.toml": f"[fields]\n{fields}\n"}


def content_of(site: Site, address: str) -> bytes:
    return files(site, assign_ids(site.entries))[Address(address)]


def read_files(site: Site) -> dict[str, Any]:
    return {str(address): json.loads(content) for address, content in files(site, assign_ids(site.entries)).items()}


def facets_of(site: Site) -> dict[str, Any]:
    facets: dict[str, Any] = read_files(site)[ADDRESS]
    return facets


def test_days_sections_and_importance_say_which_entries_they_have(site: SiteFolder) -> None:
    for name, importance in (("news/2011/05/15/a", 3), ("opinion/2011/05/15/b", 9), ("news/2011/05/17/c", 3)):
        site.write({f"content/{name}.md": f"---\ntitle: E\nimportance: {importance}\n---\n"})
    assembled = site.assemble().site
    ids = [*assign_ids(assembled.entries).entries]
    published = facets_of(assembled)
    assert published["days"] == encode_varints([Date(2011, 5, 15).ordinal - Date(2000).ordinal, 2, 2, 1])
    sections = {slug: (name, decode_deltas(text)) for slug, name, text in published["sections"]}
    assert sections == {"news": ("News", [ids[0], ids[2]]), "opinion": ("Opinion", [ids[1]])}
    assert [(value, decode_deltas(text)) for value, text in published["importance"]] == [
        (9, [ids[1]]),
        (3, [ids[0], ids[2]]),
    ]


def test_what_lasts_has_the_days_from_its_first_to_its_last(site: SiteFolder) -> None:
    for name, head in (("5/15/a", "end: 2011-05-18"), ("5/15/b", "importance: 3"), ("6/c", "end: 2011-07")):
        site.write({f"content/news/2011/0{name}.md": f"---\ntitle: E\n{head}\n---\n"})
    assembled = site.assemble().site
    first, _, last = assign_ids(assembled.entries).entries
    entries, days = facets_of(assembled)["lasting"]
    assert (decode_deltas(entries), days) == ([first, last], encode_varints([3, 60]))


def test_a_single_section_need_not_say_what_it_has(two_entries: SiteFolder) -> None:
    assert facets_of(two_entries.assemble().site)["sections"] == [["news", "News", ""]]


def test_the_largest_topics_come_first(two_entries: SiteFolder) -> None:
    assembled = two_entries.assemble().site
    assert [name for name, *_ in facets_of(assembled)["topics"]] == ["Iran", "United Nations"]


def test_each_kind_has_its_share_of_the_topics_but_some_at_least(site: SiteFolder) -> None:
    site.write(written_site(2, 15))
    kinds = [kind for _, kind, _ in facets_of(site.assemble().site)["topics"]]
    assert kinds == ["k0"] * (MAX_TOPICS // 2) + ["k1"] * (MAX_TOPICS // 2)
    site.write(written_site(10, 5))
    assert len(facets_of(site.assemble().site)["topics"]) == 10 * MIN_TOPICS


def test_the_other_topics_of_each_kind_are_in_parts_of_which_it_is_told_how_large_they_are(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(written_site(2, MAX_TOPICS // 2))
    assert [*read_files(site.assemble().site)] == [ADDRESS]
    site.write(written_site(2, MAX_TOPICS // 2 + 5))
    assembled = site.assemble().site
    parsed = read_files(assembled)
    size = len(parsed["search/kinds/0_20_k1-.json"])
    assert [*parsed] == [ADDRESS, "search/kinds/0_20_k0-.json", "search/kinds/0_20_k1-.json"]
    assert [name for name, _, _ in parsed["search/kinds/0_20_k1-.json"]] == [f"k1 t{n}" for n in range(10, 15)]
    assert {(kind, tuple(decode_deltas(text))) for _, kind, text in parsed["search/kinds/0_20_k1-.json"]} == {
        ("k1", tuple(assign_ids(assembled.entries).entries))
    }
    row_size = len(content_of(assembled, "search/kinds/0_20_k1-.json")) // size
    monkeypatch.setattr(facets, "PART_SIZE", 2 * row_size)
    monkeypatch.setattr(facets, "MAX_SIZE", 3 * row_size)
    parsed = read_files(assembled)
    parts = [f"search/kinds/{n}_20_k1-.json" for n in range(2)]
    assert [len(parsed[part]) for part in parts] == [2, 1]
    lengths = [len(content_of(assembled, part)) for part in parts]
    assert parsed[ADDRESS]["more"] == [[kind, [[1, lengths[0]], [1, lengths[1]]], 1] for kind in ("k0", "k1")]


def test_entries_that_are_dated_with_a_month_or_a_year_are_told(site: SiteFolder) -> None:
    for name in ("2011/05/15/a", "2011/05/b", "2011/c", "2012/d"):
        site.write({f"content/news/{name}.md": "---\ntitle: E\n---\n"})
    assembled = site.assemble().site
    by_date = {entry.date.iso: doc_id for doc_id, entry in assign_ids(assembled.entries).entries.items()}
    published = facets_of(assembled)
    assert decode_deltas(published["months"]) == [by_date["2011-05"]]
    assert decode_deltas(published["years"]) == [by_date["2011"], by_date["2012"]]
