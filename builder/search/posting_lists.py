"""Posting-list codec: the entries of a word as two delta lists (title, rest), or as one bitmap if the word is common.

    "FC K"     the entries with the ids 5 and 7 have it in the title or among the contexts, that with 10 elsewhere
    "=Bw=="    a common word: the first three entries of the site have it, of all in the order of time

Where a common word stands tells little, and the lists would take much room. Positions are ranks in the order of time,
as in `position_shift`; ids are document ids.
"""

from collections.abc import Iterable, Sequence

from builder.core.bitset import members, to_bitset
from builder.search.position_shift import PositionShift
from builder.search.varint import decode_bitmap, decode_deltas, encode_bitmap, encode_deltas

MAX_POSTINGS = 4_000
"""A word with more postings is common."""

_COMMON = "="
"""Marks the bitmap of a common word."""


def encode_postings(title: Sequence[int], rest: Sequence[int], ids: Sequence[int]) -> str:
    """Encode the positions of the entries that have a word; `ids` are those of all entries."""
    if len(title) + len(rest) > MAX_POSTINGS:
        return _COMMON + encode_bitmap(to_bitset((title, rest), len(ids)))
    return _encode_lists([ids[position] for position in title], [ids[position] for position in rest])


def encode_union(title: int, anywhere: int, ids: Sequence[int]) -> str:
    """Encode the entries that have one of several words, given as bitmaps."""
    if anywhere.bit_count() > MAX_POSTINGS:
        return _COMMON + encode_bitmap(anywhere)
    return encode_postings([*members(title)], [*members(anywhere & ~title)], ids)


def toggle_postings(text: str, title: Iterable[int], rest: Iterable[int], shift: PositionShift) -> str | None:
    """Update a posting list: the entries with these ids come, or leave if they are in it.

    None if the word becomes common or stops being so: then other files change too.
    """
    if text.startswith(_COMMON):
        positions = shift.positions({*title} ^ {*rest})
        bits = shift.shift(decode_bitmap(text[1:])) ^ to_bitset([positions], len(shift.ids))
        return _COMMON + encode_bitmap(bits) if bits.bit_count() > MAX_POSTINGS else None
    old_title, _, old_rest = text.partition(" ")
    new_title = sorted({*decode_deltas(old_title)} ^ {*title})
    new_rest = sorted({*decode_deltas(old_rest)} ^ {*rest})
    return _encode_lists(new_title, new_rest) if len(new_title) + len(new_rest) <= MAX_POSTINGS else None


def _encode_lists(title: Sequence[int], rest: Sequence[int]) -> str:
    return f"{encode_deltas(title)} {encode_deltas(rest)}" if rest else encode_deltas(title)
