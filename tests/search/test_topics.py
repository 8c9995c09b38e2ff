"""Topic shards, and the topics that are suggested."""

import json
from collections.abc import Mapping

import pytest

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.relations.site import Site
from builder.search import topics
from builder.search.document_ids import assign_ids
from builder.search.topics import TopicSuggestions, files, key_of, suggesting_shards, suggesting_unions
from builder.search.varint import decode_deltas
from tests.search.test_update import site_of
from tests.sites import entry_of

TREE = {"": "i", "i": "r", "ir": "a", "ira": "nq"}
NAMES = ["Iran", "Iran", "Iran", "Iraq", "Iraq", "Iran deal", "Iraqi army", "Ireland"]


def related_site(*contexts: Context) -> Site:
    """An entry of each context, a day apart."""
    entries: list[Entry] = [entry_of(f"e{n}", Date(2011, 5, n + 1), context) for n, context in enumerate(contexts)]
    return site_of({entry.address: (entry, "") for entry in entries})[0]


def test_a_file_lists_topics_with_their_kinds_and_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "MAX_ENTRIES", 3)
    site = related_site(Context("Iran", "place"), Context("Iran"), Context("iran!"), Context("Iraq"), Context("東京"))
    ids = assign_ids(site.entries)
    tree, shards = files(site, ids)
    assert tree == {"": "i東", "i": "r", "ir": "a", "ira": "nq"}
    published = {str(address): json.loads(content) for address, content in shards.items()}
    assert published.keys() == {f"search/topics/{name}-.json" for name in ("iran", "iraq", "_6771_")}
    ((name, kind, entries),) = published["search/topics/iran-.json"]
    assert (name, kind, decode_deltas(entries)) == ("Iran", "place", [*ids.entries][:3])


def test_a_topic_is_found_by_the_folded_words_of_its_name_cut() -> None:
    assert key_of("Los Angeles, CALIFORNIÁ") == "los angeles california"
    assert key_of("x" * 20 + " " + "y" * 20) == "x" * 20 + " " + "y" * 11


def test_the_largest_topics_with_a_word_are_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "MAX_SUGGESTIONS", 2)
    suggestions = TopicSuggestions(related_site(*map(Context, NAMES)).topics.values(), TREE)
    assert suggestions.of_union("ira") == [["Iran", 3], ["Iraq", 2]]
    assert suggestions.of_shard("iraq") == [["Iraq", 2], ["Iraqi army", 1]]
    assert suggestions.of_shard("ir") == suggestions.of_union("ir") == []


def test_a_word_shard_suggests_nothing_where_its_union_does() -> None:
    tree = {**TREE, "iran": ".i"}
    suggestions = TopicSuggestions(related_site(*map(Context, NAMES)).topics.values(), tree)
    assert suggestions.of_union("iran") == [["Iran", 3], ["Iran deal", 1]]
    assert suggestions.of_shard("iran") == []
    assert TopicSuggestions(related_site(Context("Iran")).topics.values(), {**tree, "iran": "."}).of_shard("iran") == [
        ["Iran", 1]
    ]


def test_a_suggestion_says_the_kind_of_a_topic_that_has_one() -> None:
    suggestions = TopicSuggestions(related_site(Context("Iran", "place")).topics.values(), TREE)
    assert suggestions.of_shard("iran") == suggestions.of_union("ira") == [["Iran", 1, "place"]]


@pytest.mark.parametrize("name", sorted({*NAMES}))
@pytest.mark.parametrize("tree", [TREE, {**TREE, "iran": ".i"}], ids=["union", "split"])
def test_the_files_that_may_suggest_a_topic_are_those_that_do(name: str, tree: Mapping[str, str]) -> None:
    suggestions = TopicSuggestions(related_site(Context(name)).topics.values(), tree)
    shards, unions = suggesting_shards(name, tree), suggesting_unions(name, tree)
    some = {"", "i", "ir", "ira", "iran", "iraq", "ire", "d", "a", *shards, *unions}
    assert {prefix for prefix in some if suggestions.of_shard(prefix)} == shards
    assert {prefix for prefix in some if suggestions.of_union(prefix)} == unions
