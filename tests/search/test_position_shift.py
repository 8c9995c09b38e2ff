"""Places in the order of time shift as entries come and go, and bits with them."""

from hypothesis import given
from hypothesis import strategies as st

from builder.core.bitset import bits_of, numbers_in
from builder.search.position_shift import Run, shift

NUMBERS = st.sets(st.integers(0, 30)).map(sorted)


def test_entries_that_follow_one_another_shift_together() -> None:
    found = shift([10, 20, 30, 40, 50], [10, 15, 20, 30, 50, 60])
    assert found.runs == (Run(0, 0, 1), Run(1, 2, 2), Run(4, 4, 1))
    assert found.shifted(0b11111) == 0b011101


def test_nothing_moves_if_entries_come_or_go_at_the_end() -> None:
    assert not shift([10, 20], [10, 20, 30]).moves
    assert not shift([10, 20], [10]).moves
    assert not shift([10, 20, 30], [10, 25, 30]).moves
    assert shift([10, 20], [5, 10, 20]).moves


@given(NUMBERS, NUMBERS, st.sets(st.integers(0, 30)))
def test_each_entry_that_stays_keeps_its_bit(was: list[int], now: list[int], having: set[int]) -> None:
    found = shift(was, now)
    bits = bits_of([[place for place, number in enumerate(was) if number in having]], len(was))
    assert {now[place] for place in numbers_in(found.shifted(bits))} == having & {*was} & {*now}


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_places_of_entries_are_found_by_their_numbers(was: list[int], now: list[int], asked: list[int]) -> None:
    places = [*shift(was, now).places(asked)]
    assert [now[place] for place in places] == [number for number in asked if number in now]
