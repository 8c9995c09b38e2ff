"""Words are spread over shards by their first letters, and each is found in the shard that it was put into."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.sharding import (
    END,
    build_tree,
    group_by_shard,
    has_union,
    is_searchable,
    shard_address,
    shard_of,
    split_prefixes,
    union_prefixes,
)

COUNTS = st.dictionaries(st.text("aé東", min_size=1, max_size=5), st.integers(1, 9), max_size=30)


@given(COUNTS, st.integers(1, 40))
def test_no_shard_has_too_much_but_that_of_a_single_word(counts: Mapping[str, int], max_count: int) -> None:
    tree, postings_below = build_tree(counts, max_count)
    for prefix, words in group_by_shard(counts, tree).items():
        assert sum(counts[word] for word in words) <= max_count or words == [prefix]
    assert postings_below == {
        prefix: sum(count for word, count in counts.items() if word.startswith(prefix)) for prefix in tree
    }
    assert all(total > max_count for total in postings_below.values())


@given(COUNTS, st.integers(1, 40))
def test_the_letters_that_follow_a_split_prefix_lead_to_every_shard(counts: Mapping[str, int], max_count: int) -> None:
    tree, _ = build_tree(counts, max_count)
    shards = group_by_shard(counts, tree)
    reached = {
        prefix if letter == END else prefix + letter for prefix, letters in tree.items() for letter in letters
    } - {prefix for prefix in tree if END not in tree[prefix]}
    assert reached | ({""} - tree.keys()) == shards.keys()
    assert sorted(word for words in shards.values() for word in words) == sorted(counts)


def test_a_word_is_in_the_shard_of_its_shortest_prefix_that_is_not_split() -> None:
    tree, postings_below = build_tree({"iran": 5, "irans": 1, "iraq": 2, "is": 3, "on": 2}, 4)
    assert tree == {"": "io", "i": "rs", "ir": "a", "ira": "nq", "iran": ".s"}
    assert postings_below == {"": 13, "i": 11, "ir": 8, "ira": 8, "iran": 6}
    shards = {"iran": "iran", "irans": "irans", "iraq": "iraq", "iraqi": "iraq", "is": "is", "ire": "ire", "on": "o"}
    assert {word: shard_of(word, tree) for word in shards} == shards
    assert [*split_prefixes("iraqi", tree)] == ["", "i", "ir", "ira"]
    assert [*split_prefixes("iran", tree)] == ["", "i", "ir", "ira", "iran"]
    assert [*union_prefixes("iraqi", tree)] == ["ira"]
    assert [*union_prefixes("irans", tree)] == ["ira", "iran"]


def test_a_prefix_that_goes_on_in_one_way_has_no_union() -> None:
    tree, _ = build_tree({"iran": 5, "irans": 5}, 4)
    assert [prefix for prefix in tree if has_union(prefix, tree)] == ["iran"]


@pytest.mark.parametrize(
    ("prefix", "is_long_enough"),
    [("", False), ("ir", False), ("ira", True), ("é", False), ("東", True), ("ไ", True), ("한국", False)],
)
def test_the_beginning_of_a_word_is_three_letters_or_one_of_a_script_without_blanks(
    prefix: str, *, is_long_enough: bool
) -> None:
    assert is_searchable(prefix) == is_long_enough


def test_the_name_of_a_file_is_plain_in_every_script() -> None:
    assert shard_address("words", "") == "search/words/-.json"
    assert shard_address("words", "con") == "search/words/con-.json"
    assert shard_address("topics", "é 東𠮷") == "search/topics/_e9__20__6771__20bb7_-.json"
