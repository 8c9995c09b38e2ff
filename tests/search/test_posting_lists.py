"""The entries that have a word are written apart by where it stands, unless they are many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.bitset import bits_of
from builder.search import posting_lists
from builder.search.position_shift import shift
from builder.search.posting_lists import moved, write, write_union
from builder.search.varint import encode, encode_bits

PLACES = st.sets(st.integers(0, 9))
NUMBERED = st.dictionaries(st.integers(0, 12), st.sampled_from(["title", "rest", ""]))
"""For each number of an entry where it has a word."""
MOST = 6
NUMBERS = [100 * place for place in range(10)]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MOST", MOST)


def test_those_that_have_it_in_the_title_come_first() -> None:
    assert write([1, 2], [0, 5], NUMBERS) == f"{encode([100, 200])} {encode([0, 500])}"
    assert write([1, 2], [], NUMBERS) == encode([100, 200])
    assert write([], [0, 5], NUMBERS) == f" {encode([0, 500])}"


def test_those_of_a_common_word_are_a_bit_each() -> None:
    assert "=" not in write([1, 2, 3], [4, 5, 6], NUMBERS)
    assert write([1, 2, 3], [4, 5, 6, 9], NUMBERS) == "=" + encode_bits(0b10_0111_1110)


@given(PLACES, PLACES)
def test_several_words_together_are_written_as_one(title: set[int], rest: set[int]) -> None:
    rest -= title
    bits, others = bits_of([title], 10), bits_of([rest], 10)
    assert write_union(bits, bits | others, NUMBERS) == write(sorted(title), sorted(rest), NUMBERS)


def written(having_it: dict[int, str]) -> str:
    """What is written of a word that entries have there."""
    numbers = sorted(having_it)
    title, rest = ([n for n, number in enumerate(numbers) if having_it[number] == part] for part in ("title", "rest"))
    return write(title, rest, numbers)


@given(NUMBERED, NUMBERED)
def test_entries_that_come_and_leave_give_what_is_written_anew(before: dict[int, str], after: dict[int, str]) -> None:
    was_common, is_common = (sum(map(bool, its.values())) > MOST for its in (before, after))
    title, rest = (
        {n for n in before.keys() | after.keys() if (before.get(n) == part) != (after.get(n) == part)}
        for part in ("title", "rest")
    )
    wanted = written(after) if was_common == is_common else None
    assert moved(written(before), title, rest, shift(sorted(before), sorted(after))) == wanted
