"""Word shards hold the posting list of each word, unions that of all words below a split prefix."""

import pytest

from builder.core.urls import Address
from builder.search import posting_lists
from builder.search.posting_lists import encode_postings
from builder.search.terms import NO_TERMS, Terms
from builder.search.word_files import UnionFile, WordFile, build_files, decode_union, decode_words, invert

NEWS_POSITIONS = [0, 1, 2, 3, 5]
ENTRIES = [
    Terms({"iran"}, {"iraq", "is", "news"}),
    Terms({"iran"}, {"news"}),
    Terms({"iraq"}, {"iran", "news"}),
    Terms({"irans"}, {"news"}),
    NO_TERMS,
    Terms(set(), {"iran", "news"}),
]
IDS = [1, 2, 3, 4, 19, 20]


def test_a_word_has_the_entries_with_it_in_the_title_and_the_others() -> None:
    inverted = invert(ENTRIES)
    assert inverted.postings("iran") == ([0, 1], [2, 5])
    assert inverted.postings("nothing") == ((), ())
    assert inverted.counts == {"iran": 4, "irans": 1, "iraq": 2, "is": 1, "news": 5}
    assert inverted.size == len(ENTRIES)


def test_a_prefix_that_is_split_has_a_union_of_all_words_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", 4)
    built = build_files(invert(ENTRIES), (), IDS)
    tree = {"": "in", "i": "rs", "ir": "a", "ira": "nq", "iran": ".s"}
    assert built.tree == {**tree, "n": "e", "ne": "w", "new": "s", "news": "."}
    assert built.postings_below == {"": 13, "i": 8, "ir": 7, "ira": 7, "iran": 5, "n": 5, "ne": 5, "new": 5, "news": 5}
    common = encode_postings([0, 1, 3], [2, 5], IDS)
    assert common.startswith("=")
    unions = {Address(f"search/unions/{prefix}-.json") for prefix in ("ira", "iran")}
    assert {address: decode_union(built.files[address]) for address in unions} == dict.fromkeys(
        unions, UnionFile(common)
    )
    shards = {address: decode_words(content) for address, content in built.files.items() if address not in unions}
    assert shards == {
        Address("search/words/iran-.json"): WordFile({"iran": encode_postings([0, 1], [2, 5], IDS)}),
        Address("search/words/irans-.json"): WordFile({"irans": encode_postings([3], [], IDS)}),
        Address("search/words/iraq-.json"): WordFile({"iraq": encode_postings([2], [0], IDS)}),
        Address("search/words/is-.json"): WordFile({"is": encode_postings([], [0], IDS)}),
        Address("search/words/news-.json"): WordFile({"news": encode_postings([], NEWS_POSITIONS, IDS)}),
    }
    assert shards[Address("search/words/iran-.json")].count == 4


def test_a_file_is_published_with_its_words_in_their_order_and_topics_if_it_offers_some() -> None:
    assert WordFile({"b": "B", "a": "A"}).to_json() == b'{"words":{"a":"A","b":"B"}}'
    word, union = WordFile({}, [["Iran", 3]]), UnionFile("A", [["Iran", 3]])
    assert word.to_json() == b'{"words":{},"topics":[["Iran",3]]}'
    assert union.to_json() == b'{"all":"A","topics":[["Iran",3]]}'
    assert decode_words(word.to_json()) == word
    assert decode_union(union.to_json()) == union
