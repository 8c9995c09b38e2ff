"""The files of words hold each word, and where a prefix is split another file all that begins so."""

import pytest

from builder.core.urls import Address
from builder.search import posting_lists
from builder.search.posting_lists import write
from builder.search.terms import NONE, Terms
from builder.search.word_files import UnionFile, WordFile, files, postings, read, read_union

NEWS = [0, 1, 2, 3, 5]
ENTRIES = [
    Terms({"iran"}, {"iraq", "is", "news"}),
    Terms({"iran"}, {"news"}),
    Terms({"iraq"}, {"iran", "news"}),
    Terms({"irans"}, {"news"}),
    NONE,
    Terms(set(), {"iran", "news"}),
]
NUMBERS = [1, 2, 3, 4, 19, 20]


def test_a_word_has_the_entries_with_it_in_the_title_and_the_others() -> None:
    found = postings(ENTRIES)
    assert found.of("iran") == ([0, 1], [2, 5])
    assert found.of("nothing") == ((), ())
    assert found.counts == {"iran": 4, "irans": 1, "iraq": 2, "is": 1, "news": 5}
    assert found.entries == len(ENTRIES)


def test_a_prefix_that_is_split_has_what_all_words_below_it_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MOST", 4)
    made = files(postings(ENTRIES), (), NUMBERS)
    ways = {"": "in", "i": "rs", "ir": "a", "ira": "nq", "iran": ".s"}
    assert made.following == {**ways, "n": "e", "ne": "w", "new": "s", "news": "."}
    assert made.below == {"": 13, "i": 8, "ir": 7, "ira": 7, "iran": 5, "n": 5, "ne": 5, "new": 5, "news": 5}
    both = write([0, 1, 3], [2, 5], NUMBERS)
    assert both.startswith("=")
    unions = {Address(f"search/unions/{prefix}-.json") for prefix in ("ira", "iran")}
    assert {address: read_union(made.files[address]) for address in unions} == dict.fromkeys(unions, UnionFile(both))
    held = {address: read(content) for address, content in made.files.items() if address not in unions}
    assert held == {
        Address("search/words/iran-.json"): WordFile({"iran": write([0, 1], [2, 5], NUMBERS)}),
        Address("search/words/irans-.json"): WordFile({"irans": write([3], [], NUMBERS)}),
        Address("search/words/iraq-.json"): WordFile({"iraq": write([2], [0], NUMBERS)}),
        Address("search/words/is-.json"): WordFile({"is": write([], [0], NUMBERS)}),
        Address("search/words/news-.json"): WordFile({"news": write([], NEWS, NUMBERS)}),
    }
    assert held[Address("search/words/iran-.json")].count == 4


def test_a_file_is_published_with_its_words_in_their_order_and_topics_if_it_offers_some() -> None:
    assert WordFile({"b": "B", "a": "A"}).content() == b'{"words":{"a":"A","b":"B"}}'
    word, union = WordFile({}, [["Iran", 3]]), UnionFile("A", [["Iran", 3]])
    assert word.content() == b'{"words":{},"topics":[["Iran",3]]}'
    assert union.content() == b'{"all":"A","topics":[["Iran",3]]}'
    assert read(word.content()) == word
    assert read_union(union.content()) == union
