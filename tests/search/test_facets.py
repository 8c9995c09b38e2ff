"""What a choice can be narrowed down to."""

import json
from typing import Any

import pytest

from builder.core.dates import Date
from builder.core.urls import Address
from builder.relations.site import Site
from builder.search import facets
from builder.search.document_ids import number
from builder.search.facets import ADDRESS, LEAST, TOPICS, files
from builder.search.varint import decode, written
from tests.sites import SiteFolder


def written_site(kinds: int, each: int) -> dict[str, str]:
    """An entry with as many topics of as many kinds, and a setting that tells them apart."""
    names = [f"k{kind}: [{', '.join(f'k{kind} t{n:02}' for n in range(each))}]" for kind in range(kinds)]
    fields = "\n".join(f'contexts.k{kind} = ["k{kind}"]' for kind in range(kinds))
    head = "\n".join(("title: E", *names))
    return {"content/news/2011/05/15/e.md": f"---\n{head}\n---\n", "dateline.toml": f"[fields]\n{fields}\n"}


def content_of(site: Site, address: str) -> bytes:
    return files(site, number(site.entries))[Address(address)]


def made(site: Site) -> dict[str, Any]:
    return {str(address): json.loads(content) for address, content in files(site, number(site.entries)).items()}


def facets_of(site: Site) -> dict[str, Any]:
    its: dict[str, Any] = made(site)[ADDRESS]
    return its


def test_days_sections_and_importance_say_which_entries_they_have(site: SiteFolder) -> None:
    for name, importance in (("news/2011/05/15/a", 3), ("opinion/2011/05/15/b", 9), ("news/2011/05/17/c", 3)):
        site.write({f"content/{name}.md": f"---\ntitle: E\nimportance: {importance}\n---\n"})
    found = site.assemble().site
    numbers = [*number(found.entries).entries]
    its = facets_of(found)
    assert its["days"] == written([Date(2011, 5, 15).ordinal - Date(2000).ordinal, 2, 2, 1])
    sections = {slug: (name, decode(text)) for slug, name, text in its["sections"]}
    assert sections == {"news": ("News", [numbers[0], numbers[2]]), "opinion": ("Opinion", [numbers[1]])}
    assert [(value, decode(text)) for value, text in its["importance"]] == [
        (9, [numbers[1]]),
        (3, [numbers[0], numbers[2]]),
    ]


def test_a_single_section_need_not_say_what_it_has(two_entries: SiteFolder) -> None:
    assert facets_of(two_entries.assemble().site)["sections"] == [["news", "News", ""]]


def test_the_largest_topics_come_first(two_entries: SiteFolder) -> None:
    found = two_entries.assemble().site
    assert [name for name, *_ in facets_of(found)["topics"]] == ["Iran", "United Nations"]


def test_each_kind_has_its_share_of_the_topics_but_some_at_least(site: SiteFolder) -> None:
    site.write(written_site(2, 15))
    its = [kind for _, kind, _ in facets_of(site.assemble().site)["topics"]]
    assert its == ["k0"] * (TOPICS // 2) + ["k1"] * (TOPICS // 2)
    site.write(written_site(10, 5))
    assert len(facets_of(site.assemble().site)["topics"]) == 10 * LEAST


def test_the_other_topics_of_each_kind_are_in_parts_of_which_it_is_told_how_large_they_are(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(written_site(2, TOPICS // 2))
    assert [*made(site.assemble().site)] == [ADDRESS]
    site.write(written_site(2, TOPICS // 2 + 5))
    found = site.assemble().site
    its = made(found)
    size = len(its["search/kinds/0_20_k1-.json"])
    assert [*its] == [ADDRESS, "search/kinds/0_20_k0-.json", "search/kinds/0_20_k1-.json"]
    assert [name for name, _, _ in its["search/kinds/0_20_k1-.json"]] == [f"k1 t{n}" for n in range(10, 15)]
    assert {(kind, tuple(decode(text))) for _, kind, text in its["search/kinds/0_20_k1-.json"]} == {
        ("k1", tuple(number(found.entries).entries))
    }
    one = len(content_of(found, "search/kinds/0_20_k1-.json")) // size
    monkeypatch.setattr(facets, "PART", 2 * one)
    monkeypatch.setattr(facets, "PARTS", 3 * one)
    its = made(found)
    parts = [f"search/kinds/{n}_20_k1-.json" for n in range(2)]
    assert [len(its[part]) for part in parts] == [2, 1]
    lengths = [len(content_of(found, part)) for part in parts]
    assert its[ADDRESS]["more"] == [[kind, [[1, lengths[0]], [1, lengths[1]]], 1] for kind in ("k0", "k1")]


def test_entries_that_are_dated_with_a_month_or_a_year_are_told(site: SiteFolder) -> None:
    for name in ("2011/05/15/a", "2011/05/b", "2011/c", "2012/d"):
        site.write({f"content/news/{name}.md": "---\ntitle: E\n---\n"})
    found = site.assemble().site
    by_date = {entry.date.iso: n for n, entry in number(found.entries).entries.items()}
    its = facets_of(found)
    assert decode(its["months"]) == [by_date["2011-05"]]
    assert decode(its["years"]) == [by_date["2011"], by_date["2012"]]
