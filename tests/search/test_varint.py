"""Varints, deltas and bitmaps come back from the text that they are encoded as."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.bitset import to_bitset
from builder.search.varint import (
    count_varints,
    decode_bitmap,
    decode_deltas,
    encode_bitmap,
    encode_deltas,
    encode_varints,
)

NUMBERS = st.sets(st.integers(0, 5_000_000), max_size=50).map(sorted)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([0], "A"),
        ([31, 32, 1023, 1024], "fgB_fggB"),
        ([1 << 15, 1 << 16, 1 << 20], "gggBgggCggggB"),
        ([3, 1, 2], "DBC"),
    ],
)
def test_a_number_is_five_bits_in_each_letter_the_lowest_first(numbers: list[int], text: str) -> None:
    assert encode_varints(numbers) == text
    assert count_varints(text) == len(numbers)


def test_a_list_is_its_first_number_and_then_the_differences() -> None:
    assert encode_deltas([5, 7, 40]) == encode_varints([5, 2, 33])


@given(NUMBERS)
def test_a_list_comes_back_as_it_was(numbers: list[int]) -> None:
    text = encode_deltas(numbers)
    assert decode_deltas(text) == numbers
    assert count_varints(text) == len(numbers)


@given(st.sets(st.integers(0, 1_000)))
def test_bits_come_back_as_they_were(numbers: set[int]) -> None:
    bits = to_bitset([numbers], 1_000)
    assert decode_bitmap(encode_bitmap(bits)) == bits


def test_bits_are_written_in_base64_the_lowest_first() -> None:
    assert b64decode(encode_bitmap(1 << 0 | 1 << 7 | 1 << 8)) == bytes([0b1000_0001, 1])
    assert encode_bitmap(0) == ""
