"""Lists of numbers come back from the text that they are written as."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.bits import bits_of
from builder.search.postings import count, decode, decode_days, encode, encode_days, written

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
    assert written(numbers) == text
    assert count(text) == len(numbers)


def test_a_list_is_its_first_number_and_then_the_differences() -> None:
    assert encode([5, 7, 40]) == written([5, 2, 33])


@given(NUMBERS)
def test_a_list_comes_back_as_it_was(numbers: list[int]) -> None:
    text = encode(numbers)
    assert decode(text) == numbers
    assert count(text) == len(numbers)


@pytest.mark.parametrize("width", [8, 16, 32, 64, 128])
@given(numbers=st.sets(st.integers(0, 100_000), max_size=50).map(sorted))
@example(numbers=[0, 7, 8, 63, 64, 127, 128])
@example(numbers=[127])
@example(numbers=[])
def test_a_list_by_day_comes_back_however_many_places_a_day_has(numbers: list[int], width: int) -> None:
    assert decode_days(encode_days(bits_of([numbers], 100_000), width), width) == numbers


def test_by_day_a_list_is_for_each_day_its_distance_and_its_places() -> None:
    assert encode_days(bits_of([[16, 18, 64]], 64), 16) == written([1, 0b101, 3, 0b1])
