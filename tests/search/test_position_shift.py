"""Positions in the order of time shift as entries come and go, and bitmaps with them."""

from hypothesis import given
from hypothesis import strategies as st

from builder.core.bitset import members, to_bitset
from builder.search.position_shift import Run, shift_between

IDS = st.sets(st.integers(0, 30)).map(sorted)


def test_entries_that_follow_one_another_shift_together() -> None:
    shift = shift_between([10, 20, 30, 40, 50], [10, 15, 20, 30, 50, 60])
    assert shift.runs == (Run(0, 0, 1), Run(1, 2, 2), Run(4, 4, 1))
    assert shift.shift(0b11111) == 0b011101


def test_nothing_moves_if_entries_come_or_go_at_the_end() -> None:
    assert not shift_between([10, 20], [10, 20, 30]).moves
    assert not shift_between([10, 20], [10]).moves
    assert not shift_between([10, 20, 30], [10, 25, 30]).moves
    assert shift_between([10, 20], [5, 10, 20]).moves


@given(IDS, IDS, st.sets(st.integers(0, 30)))
def test_each_entry_that_stays_keeps_its_bit(before: list[int], after: list[int], having_word: set[int]) -> None:
    shift = shift_between(before, after)
    bits = to_bitset([[position for position, doc_id in enumerate(before) if doc_id in having_word]], len(before))
    assert {after[position] for position in members(shift.shift(bits))} == having_word & {*before} & {*after}


@given(IDS, IDS, IDS)
def test_the_positions_of_entries_are_found_by_their_ids(
    before: list[int], after: list[int], wanted: list[int]
) -> None:
    positions = [*shift_between(before, after).positions(wanted)]
    assert [after[position] for position in positions] == [doc_id for doc_id in wanted if doc_id in after]
