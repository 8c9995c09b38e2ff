"""Numbers as the bits of an integer come back as they went in."""

from hypothesis import example, given
from hypothesis import strategies as st

from builder.core.bitset import bits_of, numbers_in

NUMBERS = st.lists(st.integers(0, 30_000))


@given(st.lists(NUMBERS))
@example([])
@example([[0, 7, 8, 8191], [8192, 16_384], []])
def test_the_numbers_of_all_lists_come_back_each_once_and_ascending(lists: list[list[int]]) -> None:
    every = {number for numbers in lists for number in numbers}
    assert [*numbers_in(bits_of(lists, max(every, default=0)))] == sorted(every)


@given(NUMBERS, NUMBERS)
def test_what_two_sets_share_is_what_their_bits_share(one: list[int], other: list[int]) -> None:
    mine, others = (bits_of([numbers], 30_000) for numbers in (one, other))
    assert {*numbers_in(mine & others)} == {*one} & {*other}
    assert (mine | others).bit_count() == len({*one, *other})
