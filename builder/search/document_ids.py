"""The number that each entry has in the index: its day and its place there, so that a new one moves few others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, groupby
from operator import attrgetter, is_not

from builder.core.dates import Date
from builder.core.model import Entry

LEAST = 16
"""Places that each day has at least."""

_DATE = attrgetter("date")


@dataclass(frozen=True, slots=True)
class Scale:
    """What numbers mean: `(day - epoch) * width + place`. A month or a year counts as its first day."""

    epoch: int
    """The first day of the century of the first entry, counted from 1 January of the year 1, which is 1."""
    width: int
    """A power of two: no day has more entries."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The entries by their numbers, ascending: the order of time."""

    scale: Scale
    entries: Mapping[int, Entry]

    def of_day(self, day: int) -> list[Entry]:
        """The entries of a day."""
        first = (day - self.scale.epoch) * self.scale.width
        places = range(first, first + self.scale.width)
        return [entry for place in places if (entry := self.entries.get(place))]


def number(entries: Sequence[Entry]) -> Numbered:
    """Number entries that come in the order of time."""
    by_date = ((date.ordinal, [*its]) for date, its in groupby(entries, _DATE))
    by_day = {
        day: [*chain.from_iterable(its for _, its in dates)] for day, dates in groupby(by_date, lambda pair: pair[0])
    }
    scale = _scale(entries, max(map(len, by_day.values()), default=0))
    return Numbered(
        scale,
        {
            (day - scale.epoch) * scale.width + place: entry
            for day, its in by_day.items()
            for place, entry in enumerate(its)
        },
    )


def renumber(were: Numbered, before: Sequence[Entry], entries: Sequence[Entry]) -> Numbered:
    """Number entries that came after others, which have these numbers already."""
    if len(entries) == len(before):
        others = compress(zip(before, entries, strict=True), map(is_not, before, entries))
        if all(was.date == now.date for was, now in others):
            return Numbered(were.scale, dict(zip(were.entries, entries, strict=True)))
    return number(entries)


def _scale(entries: Sequence[Entry], most: int) -> Scale:
    century = max(1, entries[0].date.year // 100 * 100) if entries else 1
    return Scale(Date(century).ordinal, max(LEAST, 1 << (most - 1).bit_length()))
