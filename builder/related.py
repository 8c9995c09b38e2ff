"""Which entries are Related: those that share most topics, exactly as comparing every pair would find them.

Entries are numbered from the newest on, and the entries of a topic are the bits of one integer. Counting the shared
topics of all entries at once is then a few operations on integers, however common a topic is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.model import Entry
from builder.urls import EntryId, Slug

_EVERYONE = -1


@dataclass(frozen=True, slots=True)
class RelatedIndex:
    """All entries, prepared for finding the ones that share topics with one of them."""

    newest: tuple[Entry, ...]
    """Date descending, then address descending."""
    number: Mapping[EntryId, int]
    """The place of each entry in `newest`."""
    having: Mapping[Slug, int]
    """For each topic an integer whose bit n is set if entry n has the topic."""


def index_entries(entries: Iterable[Entry]) -> RelatedIndex:
    """Prepare the entries."""
    newest = tuple(sorted(entries, key=lambda entry: entry.order, reverse=True))
    numbers: dict[Slug, list[int]] = defaultdict(list)
    for number, entry in enumerate(newest):
        for topic in entry.topics:
            numbers[topic].append(number)
    having = {topic: _bits(set_bits) for topic, set_bits in numbers.items()}
    return RelatedIndex(newest, {entry.id: number for number, entry in enumerate(newest)}, having)


def rank(index: RelatedIndex, entry: Entry, limit: int) -> tuple[Entry, ...]:
    """The rule `newest`: number of shared topics descending, then date descending, then address descending.

    At most `limit` entries, each sharing at least one topic; never the entry itself.
    """
    itself = 1 << index.number[entry.id]
    at_least = _at_least([index.having[topic] for topic in entry.topics])
    found: list[Entry] = []
    for exactly, more in zip(at_least[-2:0:-1], at_least[:1:-1], strict=True):
        bits = exactly & ~more & ~itself
        found.extend(index.newest[number] for number in _lowest(bits, limit - len(found)))
    return tuple(found)


def _at_least(having: Sequence[int]) -> list[int]:
    """Item n has a bit for each entry that has at least n of the topics; the last item has none."""
    at_least = [_EVERYONE, *[0] * (len(having) + 1)]
    for bits in having:
        for shared in range(len(having), 0, -1):
            at_least[shared] |= at_least[shared - 1] & bits
    return at_least


def _lowest(bits: int, count: int) -> Iterator[int]:
    """The numbers of the lowest bits that are set, `count` at most."""
    while bits and count > 0:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
        count -= 1


def _bits(numbers: Sequence[int]) -> int:
    """The integer that has these bits set; numbers ascend."""
    octets = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 1 << number % 8
    return int.from_bytes(octets, "little")
