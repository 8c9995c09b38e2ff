"""Sets of numbers as the bits of an integer: what many of them have in common, or together, is found at once."""

from collections.abc import Iterable, Iterator

_PART = 8192
"""How many bits are looked at together."""

_BIT = tuple([1 << place for place in range(8)])


def bits_of(lists: Iterable[Iterable[int]], most: int) -> int:
    """The integer that has a bit set for each number of some lists; none is more than `most`."""
    octets = bytearray(most // 8 + 1)
    for numbers in lists:
        for number in numbers:
            octets[number >> 3] |= _BIT[number & 7]
    return int.from_bytes(octets, "little")


def numbers_in(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending; a part at a time, as mostly the first few are asked for."""
    for start in range(0, bits.bit_length(), _PART):
        part = bits >> start & (1 << _PART) - 1
        while part:
            lowest = part & -part
            yield start + lowest.bit_length() - 1
            part ^= lowest
