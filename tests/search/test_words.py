"""The files of words hold each word, and where a prefix is split all that begins so."""

import pytest

from builder.search import having
from builder.search.having import write
from builder.search.terms import Terms
from builder.search.words import WordFile, files, postings, read
from builder.urls import Address

WIDTH = 16
NEWS = [1, 2, 3, 4, 20]
ENTRIES = [
    (1, Terms({"iran"}, {"iraq", "is", "news"})),
    (2, Terms({"iran"}, {"news"})),
    (3, Terms({"iraq"}, {"iran", "news"})),
    (4, Terms({"irans"}, {"news"})),
    (20, Terms(set(), {"iran", "news"})),
]


def test_a_word_has_the_entries_with_it_in_the_title_and_the_others() -> None:
    found = postings(ENTRIES)
    assert found.of("iran") == ([1, 2], [3, 20])
    assert found.of("nothing") == ((), ())
    assert found.counts == {"iran": 4, "irans": 1, "iraq": 2, "is": 1, "news": 5}
    assert found.last == 20


def test_a_prefix_that_is_split_has_what_all_words_below_it_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(having, "MOST", 4)
    made = files(postings(ENTRIES), (), WIDTH)
    ways = {"": "in", "i": "rs", "ir": "a", "ira": "nq", "iran": ".s"}
    assert made.following == {**ways, "n": "e", "ne": "w", "new": "s", "news": "."}
    assert made.below == {"": 13, "i": 8, "ir": 7, "ira": 7, "iran": 5, "n": 5, "ne": 5, "new": 5, "news": 5}
    both = write([1, 2, 4], [3, 20], WIDTH)
    assert both.startswith("=")
    held = {address: read(content) for address, content in made.files.items()}
    assert held == {
        Address("search/words/ira-.json"): WordFile({}, both),
        Address("search/words/iran-.json"): WordFile({"iran": write([1, 2], [3, 20], WIDTH)}, both),
        Address("search/words/irans-.json"): WordFile({"irans": write([4], [], WIDTH)}),
        Address("search/words/iraq-.json"): WordFile({"iraq": write([3], [1], WIDTH)}),
        Address("search/words/is-.json"): WordFile({"is": write([], [1], WIDTH)}),
        Address("search/words/news-.json"): WordFile({"news": write([], NEWS, WIDTH)}),
    }
    assert held[Address("search/words/iran-.json")].count == 4


def test_a_file_is_published_with_its_words_in_their_order_and_nothing_that_is_empty() -> None:
    assert WordFile({"b": "B", "a": "A"}).content() == b'{"words":{"a":"A","b":"B"}}'
    whole = WordFile({}, "A", [["Iran", 3]])
    assert whole.content() == b'{"words":{},"all":"A","topics":[["Iran",3]]}'
    assert read(whole.content()) == whole
