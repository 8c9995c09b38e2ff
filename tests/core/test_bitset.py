"""Bitsets: the numbers of an integer's bits come back as they went in."""

from hypothesis import example, given
from hypothesis import strategies as st

from builder.core.bitset import members, to_bitset

NUMBERS = st.lists(st.integers(0, 30_000))


@given(st.lists(NUMBERS))
@example([])
@example([[0, 7, 8, 8191], [8192, 16_384], []])
def test_the_numbers_of_all_lists_come_back_each_once_and_ascending(lists: list[list[int]]) -> None:
    all_numbers = {number for numbers in lists for number in numbers}
    assert [*members(to_bitset(lists, max(all_numbers, default=0)))] == sorted(all_numbers)


@given(NUMBERS, NUMBERS)
def test_what_two_sets_share_is_what_their_bits_share(one: list[int], other: list[int]) -> None:
    bits, other_bits = (to_bitset([numbers], 30_000) for numbers in (one, other))
    assert {*members(bits & other_bits)} == {*one} & {*other}
    assert (bits | other_bits).bit_count() == len({*one, *other})
