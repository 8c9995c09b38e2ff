"""The entries that have a word are written apart by where it stands, unless they are many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.bits import bits_of
from builder.search import having
from builder.search.having import moved, write, write_union
from builder.search.postings import encode, encode_days

NUMBERS = st.sets(st.integers(0, 40), max_size=8)
MOST = 6
WIDTH = 16


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(having, "MOST", MOST)


def test_those_that_have_it_in_the_title_come_first() -> None:
    assert write([1, 2], [0, 5], WIDTH) == f"{encode([1, 2])} {encode([0, 5])}"
    assert write([1, 2], [], WIDTH) == encode([1, 2])
    assert write([], [0, 5], WIDTH) == f" {encode([0, 5])}"


def test_those_of_a_common_word_are_written_by_day() -> None:
    assert "=" not in write([1, 2, 3], [4, 5, 6], WIDTH)
    assert write([1, 2, 3], [4, 5, 6, 40], WIDTH) == "=" + encode_days(bits_of([[1, 2, 3, 4, 5, 6, 40]], 40), WIDTH)


@given(NUMBERS, NUMBERS)
def test_several_words_together_are_written_as_one(title: set[int], rest: set[int]) -> None:
    rest -= title
    bits, others = bits_of([title], 40), bits_of([rest], 40)
    assert write_union(bits, bits | others, WIDTH) == write(sorted(title), sorted(rest), WIDTH)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_entries_that_come_and_leave_give_what_is_written_anew(
    title: set[int], rest: set[int], new_title: set[int], new_rest: set[int]
) -> None:
    rest -= title
    new_rest -= new_title
    was_common, is_common = (len(its) > MOST for its in (title | rest, new_title | new_rest))
    text = write(sorted(title), sorted(rest), WIDTH)
    wanted = write(sorted(new_title), sorted(new_rest), WIDTH) if was_common == is_common else None
    assert moved(text, title ^ new_title, rest ^ new_rest, WIDTH) == wanted
