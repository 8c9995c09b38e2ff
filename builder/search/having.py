"""The entries that have a word, as the files of words hold them: apart by where it stands, or all together.

A word that many entries have is common: where it stands tells little, and takes much room.
"""

from collections.abc import Iterable, Sequence

from builder.bits import bits_of, numbers_in
from builder.search.postings import decode, decode_days, encode, encode_days

MOST = 4_000
"""A word is common if more entries have it."""

_COMMON = "="
"""Stands in front of the entries of a common word, which are written by day."""


def write(title: Sequence[int], rest: Sequence[int], width: int) -> str:
    """The entries that have a word in the title or among the contexts, then behind a blank the others that have it."""
    if len(title) + len(rest) > MOST:
        return _COMMON + encode_days(bits_of((title, rest), max((*title[-1:], *rest[-1:]))), width)
    return f"{encode(title)} {encode(rest)}" if rest else encode(title)


def write_union(title: int, anywhere: int, width: int) -> str:
    """The same for several words, given as bits."""
    if anywhere.bit_count() > MOST:
        return _COMMON + encode_days(anywhere, width)
    return write([*numbers_in(title)], [*numbers_in(anywhere & ~title)], width)


def moved(text: str, title: Iterable[int], rest: Iterable[int], width: int) -> str | None:
    """The same after entries came, or left if they are there; None if the word becomes common, or is so no longer."""
    if text.startswith(_COMMON):
        its = sorted({*decode_days(text[1:], width)} ^ {*title} ^ {*rest})
        return write(its, (), width) if len(its) > MOST else None
    before = text.partition(" ")
    mine, others = (sorted({*decode(one)} ^ {*new}) for one, new in ((before[0], title), (before[2], rest)))
    return write(mine, others, width) if len(mine) + len(others) <= MOST else None
