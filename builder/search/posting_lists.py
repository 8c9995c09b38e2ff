"""The entries that have a word, as the files of words hold them: apart by where it stands, or all together.

A word that many entries have is common: where it stands tells little, and takes much room. Of all entries, in the order
of time, it has a bit each.
"""

from collections.abc import Iterable, Sequence

from builder.core.bitset import bits_of, numbers_in
from builder.search.position_shift import Shift
from builder.search.varint import decode, decode_bits, encode, encode_bits

MOST = 4_000
"""A word is common if more entries have it."""

_COMMON = "="
"""Stands in front of the bits of a common word."""


def write(title: Sequence[int], rest: Sequence[int], numbers: Sequence[int]) -> str:
    """The entries that have a word in the title or among the contexts, then behind a blank the others that have it.

    They are given by their places among all entries, which have these numbers.
    """
    if len(title) + len(rest) > MOST:
        return _COMMON + encode_bits(bits_of((title, rest), len(numbers)))
    return _apart([numbers[place] for place in title], [numbers[place] for place in rest])


def write_union(title: int, anywhere: int, numbers: Sequence[int]) -> str:
    """The same for several words, given as bits."""
    if anywhere.bit_count() > MOST:
        return _COMMON + encode_bits(anywhere)
    return write([*numbers_in(title)], [*numbers_in(anywhere & ~title)], numbers)


def moved(text: str, title: Iterable[int], rest: Iterable[int], shift: Shift) -> str | None:
    """The same after entries came, or left if they are there; None if the word becomes common, or is so no longer.

    They are given by their numbers. `shift` says where all entries stand now.
    """
    if text.startswith(_COMMON):
        places = shift.places({*title} ^ {*rest})
        bits = shift.shifted(decode_bits(text[1:])) ^ bits_of([places], len(shift.now))
        return _COMMON + encode_bits(bits) if bits.bit_count() > MOST else None
    before = text.partition(" ")
    mine, others = (sorted({*decode(one)} ^ {*new}) for one, new in ((before[0], title), (before[2], rest)))
    return _apart(mine, others) if len(mine) + len(others) <= MOST else None


def _apart(title: Sequence[int], rest: Sequence[int]) -> str:
    return f"{encode(title)} {encode(rest)}" if rest else encode(title)
