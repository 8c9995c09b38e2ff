"""Which entries are Related, by one of two rules, exactly as comparing every pair would find them.

Entries are numbered from the newest on, so that of two that are equally related the lower number stands first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import TypeVar

from msgspec.structs import replace

from builder.core.bitset import members, to_bitset
from builder.core.derived import carry_over, derived, unchanged
from builder.core.model import Entry
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.relations.edits import Edits
from builder.relations.timeline import number_of

T = TypeVar("T")

_COMMON = 32
"""Topics that more entries have are kept as bits too, for the rule `newest`; those of rare ones would fill memory."""

_MOST_POINTS = 18
_DAYS = 60
_TOPICS = 10


class _OfTopics(dict[Slug, T]):
    """For each topic what is made of the numbers of its entries, when it is first asked for."""

    def __init__(self, make: Callable[[Sequence[int]], T], having: Mapping[Slug, Sequence[int]]) -> None:
        super().__init__()
        self._make = make
        self._having = having

    def __missing__(self, topic: Slug) -> T:
        self[topic] = made = self._make(self._having[topic])
        return made


def _unless_retagged(_index: object, before: T, edits: Edits) -> T | None:
    """The rule of what is made of the entries' topics alone."""
    return before if edits.keep_topics else None


class RelatedIndex(Frozen, frozen=True, dict=True):
    """All entries, prepared for finding the ones that share topics with one of them."""

    entries: Sequence[Entry]
    """Oldest first: entry n is `entries[-1 - n]`."""
    having: Mapping[Slug, Sequence[int]]
    """For each topic the numbers of the entries that have it, ascending."""

    @derived
    def number(self) -> Mapping[Address, int]:
        """The number of each entry."""
        return {entry.address: number for number, entry in enumerate(reversed(self.entries))}

    number.after_edit(unchanged)

    def number_of(self, entry: Entry) -> int:
        """The number of an entry. Where they are not known, to find one in time takes less than to number all."""
        numbers = vars(self).get("number")
        return numbers[entry.address] if numbers else len(self.entries) - 1 - number_of(self.entries, entry)

    @derived
    def days(self) -> Sequence[int]:
        """For each entry, by number, the first day of its date, as a number that grows into the past."""
        return [-entry.date.ordinal for entry in reversed(self.entries)]

    days.after_edit(unchanged)

    @derived
    def sizes(self) -> Sequence[int]:
        """For each entry, by number, how many topics it has, and 10."""
        return [_TOPICS + len(entry.topics) for entry in reversed(self.entries)]

    sizes.after_edit(_unless_retagged)

    @derived
    def members(self) -> Mapping[Slug, frozenset[int]]:
        """For each topic the numbers of the entries that have it, without an order."""
        return _OfTopics(frozenset, self.having)

    members.after_edit(_unless_retagged)

    @derived
    def bits(self) -> Mapping[Slug, int]:
        """For each topic an integer whose bit n is set if entry n has the topic."""
        return _OfTopics(lambda numbers: to_bitset((numbers,), numbers[-1]), self.having)

    bits.after_edit(_unless_retagged)

    @derived
    def points(self) -> Mapping[Slug, int]:
        """What each topic counts in the rule `closest`."""
        return _OfTopics(_points_of, self.having)

    points.after_edit(_unless_retagged)

    def edited(self, entries: Sequence[Entry], numbers: Mapping[Slug, Sequence[int]], edits: Edits) -> "RelatedIndex":
        """The index of these entries, oldest first, of which some took the places of others."""
        index = index_entries(entries, numbers)
        if edits.keep_topics:
            index = replace(index, having=self.having)
        carry_over(self, index, edits)
        return index


def index_entries(entries: Sequence[Entry], numbers: Mapping[Slug, Sequence[int]]) -> RelatedIndex:
    """Prepare the entries, oldest first, given the numbers of those that have each topic."""
    last = len(entries) - 1
    return RelatedIndex(
        entries=entries,
        having=_OfTopics(lambda its: [last - number for number in reversed(its)], numbers),
    )


def rank(index: RelatedIndex, entry: Entry, limit: int, ranking: str) -> tuple[Entry, ...]:
    """The entries that share at least one topic with an entry, the most related first; `limit` of them at most.

    The rule `newest` goes by the number of shared topics. The rule `closest` goes by the `points` of the shared
    topics together, divided by 60 and the days apart, and by 10 and the number of the other entry's topics. Of two
    that are equal, by both rules, the newer comes first, then the one with the later address.
    """
    if limit <= 0:
        return ()
    numbers = (_closest if ranking == "closest" else _newest)(index, entry, limit)
    return tuple([index.entries[-1 - number] for number in numbers])


def points(count: int) -> int:
    """What a topic counts in the rule `closest` if so many entries have it: one less each time that they double.

    Nothing else matters, so that a new entry seldom changes the points of a topic, and never those of another's.
    """
    return max(1, _MOST_POINTS - count.bit_length())


def _points_of(numbers: Sequence[int]) -> int:
    return points(len(numbers))


def _newest(index: RelatedIndex, entry: Entry, limit: int) -> list[int]:
    """By the rule `newest`. What shares a rare topic is counted one by one; what shares common ones only, by bits."""
    shared: dict[int, int] = {}
    common: list[Slug] = []
    for topic in entry.topics:
        numbers = index.having[topic]
        if len(numbers) > _COMMON:
            common.append(topic)
            continue
        for n in numbers:
            shared[n] = shared.get(n, 0) + 1
    itself = index.number_of(entry)
    shared.pop(itself, None)
    for topic in common:
        for n in index.members[topic].intersection(shared):
            shared[n] += 1
    ranked = [(-count, n) for n, count in shared.items()]
    known = {itself, *shared}
    at_least = _having_at_least(index, common)
    for count in range(len(at_least), 0, -1):
        first = list(islice((n for n in at_least[count - 1] if n not in known), limit))
        ranked += [(-count, n) for n in first]
        if len(first) == limit:
            break
        known.update(first)
    ranked.sort()
    return [n for _, n in ranked[:limit]]


def _closest(index: RelatedIndex, entry: Entry, limit: int) -> list[int]:
    """By the rule `closest`."""
    itself = index.number_of(entry)
    commonest_first = sorted(entry.topics, key=lambda topic: -len(index.having[topic]))
    worth = {topic: index.points[topic] for topic in commonest_first}
    shared = _shared(index, _candidates(index, itself, worth, limit), worth)
    return [n for _, n in sorted(_scores(index, itself, shared))[:limit]]


def _shared(index: RelatedIndex, numbers: set[int], worth: Mapping[Slug, int]) -> dict[int, int]:
    """What those topics are worth together that each of the numbers has."""
    shared = dict.fromkeys(numbers, 0)
    for topic, value in worth.items():
        for n in numbers & index.members[topic]:
            shared[n] += value
    return shared


def _scores(index: RelatedIndex, itself: int, shared: Mapping[int, int]) -> list[tuple[float, int]]:
    """What entries are sorted by, the best first, from the points that they share with one.

    Scores are equal only if they would be as fractions: their numerators and denominators are small.
    """
    days, day, sizes = index.days, index.days[itself], index.sizes
    return [(-points / ((_DAYS + abs(days[n] - day)) * sizes[n]), n) for n, points in shared.items()]


def _candidates(index: RelatedIndex, itself: int, worth: Mapping[Slug, int], limit: int) -> set[int]:
    """Numbers among which are the closest, found by going outward in time; the commonest topic comes first.

    The neighbours of an entry in the lists of its topics set a mark: the best of all score no less than they. What
    shares a topic, and none that is rarer, can reach the mark only if it is not too many days away.
    """
    lists = [index.having[topic] for topic in worth]
    if sum(map(len, lists)) > 2 * (limit + 1) * len(lists):
        near = _near(lists, worth.values(), itself, limit)
        mark, _ = sorted(_scores(index, itself, near))[limit - 1]
        most = _most(tuple(worth.values()))
        lists = [_within(index, its, itself, int(-m / mark) + 1 - _DAYS) for its, m in zip(lists, most, strict=True)]
    return set().union(*lists) - {itself}


def _near(lists: Iterable[Sequence[int]], worth: Iterable[int], itself: int, limit: int) -> dict[int, int]:
    """Neighbours of a number in lists that have it, `limit` or all in each, and what those lists are worth."""
    near: dict[int, int] = {}
    for numbers, value in zip(lists, worth, strict=True):
        first = max(0, min(bisect_left(numbers, itself) - limit // 2, len(numbers) - limit - 1))
        for n in numbers[first : first + limit + 1]:
            near[n] = near.get(n, 0) + value
    del near[itself]
    return near


@lru_cache(maxsize=4096)
def _most(points: tuple[int, ...]) -> tuple[float, ...]:
    """For each of some topics the best score without days that it and those before can give; their points rise.

    What shares so many of them has so many topics itself at least.
    """
    sums = (accumulate(points[end::-1]) for end in range(len(points)))
    return tuple([max(total / size for size, total in enumerate(its, _TOPICS + 1)) for its in sums])


def _within(index: RelatedIndex, numbers: Sequence[int], itself: int, days: int) -> Sequence[int]:
    """Those of the numbers whose entries are so many days away from an entry at most, or on its day."""
    day, days, day_of = index.days[itself], max(0, days), index.days.__getitem__
    return numbers[bisect_left(numbers, day - days, key=day_of) : bisect_right(numbers, day + days, key=day_of)]


def _having_at_least(index: RelatedIndex, topics: Sequence[Slug]) -> list[Iterable[int]]:
    """Item n gives the numbers of the entries that have more than n of the topics, ascending."""
    if len(topics) == 1:
        return [index.having[topics[0]]]
    at_least: list[int] = []
    for topic in topics:
        carry = index.bits[topic]
        for place, before in enumerate(at_least):
            at_least[place] = before | carry
            carry &= before
        at_least.append(carry)
    return [members(bits) for bits in at_least]
