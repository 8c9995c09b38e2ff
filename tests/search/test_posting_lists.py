"""Posting lists: title and rest apart, unless the entries are many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.bitset import to_bitset
from builder.search import posting_lists
from builder.search.position_shift import shift_between
from builder.search.posting_lists import encode_postings, encode_union, toggle_postings
from builder.search.varint import encode_bitmap, encode_deltas

POSITIONS = st.sets(st.integers(0, 9))
FIELDS = st.dictionaries(st.integers(0, 12), st.sampled_from(["title", "rest", ""]))
"""For each document id the field in which the entry has a word."""
MAX_POSTINGS = 6
IDS = [100 * position for position in range(10)]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", MAX_POSTINGS)


def test_those_that_have_it_in_the_title_come_first() -> None:
    assert encode_postings([1, 2], [0, 5], IDS) == f"{encode_deltas([100, 200])} {encode_deltas([0, 500])}"
    assert encode_postings([1, 2], [], IDS) == encode_deltas([100, 200])
    assert encode_postings([], [0, 5], IDS) == f" {encode_deltas([0, 500])}"


def test_those_of_a_common_word_are_a_bitmap() -> None:
    assert "=" not in encode_postings([1, 2, 3], [4, 5, 6], IDS)
    assert encode_postings([1, 2, 3], [4, 5, 6, 9], IDS) == "=" + encode_bitmap(0b10_0111_1110)


@given(POSITIONS, POSITIONS)
def test_a_union_is_encoded_as_a_single_word_is(title: set[int], rest: set[int]) -> None:
    rest -= title
    bits, others = to_bitset([title], 10), to_bitset([rest], 10)
    assert encode_union(bits, bits | others, IDS) == encode_postings(sorted(title), sorted(rest), IDS)


def encoded(fields: dict[int, str]) -> str:
    """The posting list of a word that entries have in these fields."""
    ids = sorted(fields)
    title, rest = (
        [position for position, doc_id in enumerate(ids) if fields[doc_id] == field] for field in ("title", "rest")
    )
    return encode_postings(title, rest, ids)


@given(FIELDS, FIELDS)
def test_toggling_what_came_and_left_gives_the_list_that_is_encoded_anew(
    before: dict[int, str], after: dict[int, str]
) -> None:
    was_common, is_common = (sum(map(bool, fields.values())) > MAX_POSTINGS for fields in (before, after))
    title, rest = (
        {
            doc_id
            for doc_id in before.keys() | after.keys()
            if (before.get(doc_id) == field) != (after.get(doc_id) == field)
        }
        for field in ("title", "rest")
    )
    wanted = encoded(after) if was_common == is_common else None
    assert toggle_postings(encoded(before), title, rest, shift_between(sorted(before), sorted(after))) == wanted
