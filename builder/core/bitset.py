"""Bitset: a set of small numbers as the bits of one integer, so that unions and intersections are one operation.

to_bitset([[0, 2], [3]], highest=3) == 0b1101
"""

from collections.abc import Iterable, Iterator

_CHUNK = 8192
"""How many bits are looked at together."""

_BIT = tuple([1 << position for position in range(8)])


def to_bitset(lists: Iterable[Iterable[int]], highest: int) -> int:
    """The bitset of the numbers of some lists; none is above `highest`."""
    octets = bytearray(highest // 8 + 1)
    for numbers in lists:
        for number in numbers:
            octets[number >> 3] |= _BIT[number & 7]
    return int.from_bytes(octets, "little")


def members(bits: int) -> Iterator[int]:
    """The numbers in a bitset, ascending; a chunk at a time, as mostly the first few are asked for."""
    for start in range(0, bits.bit_length(), _CHUNK):
        chunk = bits >> start & (1 << _CHUNK) - 1
        while chunk:
            lowest = chunk & -chunk
            yield start + lowest.bit_length() - 1
            chunk ^= lowest
