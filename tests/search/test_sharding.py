"""Words are spread over files by their first letters, and each is found in the file that it was put into."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.sharding import (
    END,
    address_of,
    by_leaf,
    has_union,
    leaf_of,
    may_be_typed,
    split,
    splits_of,
    unions_of,
)

COUNTS = st.dictionaries(st.text("aé東", min_size=1, max_size=5), st.integers(1, 9), max_size=30)


@given(COUNTS, st.integers(1, 40))
def test_no_file_has_too_much_but_that_of_a_single_word(counts: Mapping[str, int], most: int) -> None:
    following, below = split(counts, most)
    for prefix, words in by_leaf(counts, following).items():
        assert sum(counts[word] for word in words) <= most or words == [prefix]
    assert below == {
        prefix: sum(count for word, count in counts.items() if word.startswith(prefix)) for prefix in following
    }
    assert all(total > most for total in below.values())


@given(COUNTS, st.integers(1, 40))
def test_the_letters_that_follow_a_split_prefix_lead_to_every_file(counts: Mapping[str, int], most: int) -> None:
    following, _ = split(counts, most)
    leaves = by_leaf(counts, following)
    led = {
        prefix if letter == END else prefix + letter for prefix, letters in following.items() for letter in letters
    } - {prefix for prefix in following if END not in following[prefix]}
    assert led | ({""} - following.keys()) == leaves.keys()
    assert sorted(word for words in leaves.values() for word in words) == sorted(counts)


def test_a_word_is_in_the_file_of_its_shortest_prefix_that_is_not_split() -> None:
    following, below = split({"iran": 5, "irans": 1, "iraq": 2, "is": 3, "on": 2}, 4)
    assert following == {"": "io", "i": "rs", "ir": "a", "ira": "nq", "iran": ".s"}
    assert below == {"": 13, "i": 11, "ir": 8, "ira": 8, "iran": 6}
    leaves = {"iran": "iran", "irans": "irans", "iraq": "iraq", "iraqi": "iraq", "is": "is", "ire": "ire", "on": "o"}
    assert {word: leaf_of(word, following) for word in leaves} == leaves
    assert [*splits_of("iraqi", following)] == ["", "i", "ir", "ira"]
    assert [*splits_of("iran", following)] == ["", "i", "ir", "ira", "iran"]
    assert [*unions_of("iraqi", following)] == ["ira"]
    assert [*unions_of("irans", following)] == ["ira", "iran"]


def test_a_prefix_that_goes_on_in_one_way_has_nothing_together() -> None:
    following, _ = split({"iran": 5, "irans": 5}, 4)
    assert [prefix for prefix in following if has_union(prefix, following)] == ["iran"]


@pytest.mark.parametrize(
    ("prefix", "is_long_enough"),
    [("", False), ("ir", False), ("ira", True), ("é", False), ("東", True), ("ไ", True), ("한국", False)],
)
def test_the_beginning_of_a_word_is_three_letters_or_one_of_a_script_without_blanks(
    prefix: str, *, is_long_enough: bool
) -> None:
    assert may_be_typed(prefix) == is_long_enough


def test_the_name_of_a_file_is_plain_in_every_script() -> None:
    assert address_of("words", "") == "search/words/-.json"
    assert address_of("words", "con") == "search/words/con-.json"
    assert address_of("topics", "é 東𠮷") == "search/topics/_e9__20__6771__20bb7_-.json"
