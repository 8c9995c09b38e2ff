"""Position shift: how the positions of entries in the order of time change as entries come and go.

An entry's position is its rank among all entries, counted from 0; bitmaps of common words have a bit for each position.

    shift_between([10, 20, 30], [10, 15, 20, 30]).runs    (Run(old=0, new=0, length=1), Run(old=1, new=2, length=2))
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from builder.core.record import Frozen


class Run(NamedTuple):
    """Entries that stay, and that follow one another before and after."""

    old: int
    """The position of the first one before."""
    new: int
    length: int


class PositionShift(Frozen, frozen=True):
    """From positions before a change to positions after it."""

    runs: tuple[Run, ...]
    """All entries that stay, in the order of time."""
    ids: Sequence[int]
    """The document ids of all entries after the change, ascending."""

    @property
    def moves(self) -> bool:
        """Whether an entry that stays has another position after the change."""
        return any(run.old != run.new for run in self.runs)

    def shift(self, bits: int) -> int:
        """A bitmap over the positions before as one over those after; entries that came have no bit."""
        shifted = 0
        for run in self.runs:
            shifted |= (bits >> run.old & (1 << run.length) - 1) << run.new
        return shifted

    def positions(self, ids: Iterable[int]) -> Iterator[int]:
        """The positions after the change of those of the entries that are still there."""
        after = self.ids
        for doc_id in ids:
            position = bisect_left(after, doc_id)
            if position < len(after) and after[position] == doc_id:
                yield position


def shift_between(before: Sequence[int], after: Sequence[int]) -> PositionShift:
    """The shift between two states of a site, given all document ids of each, ascending."""
    return PositionShift(tuple(_runs(before, after)), after)


def _runs(before: Sequence[int], after: Sequence[int]) -> Iterator[Run]:
    old = new = 0
    for doc_id in () if before == after else sorted({*before} ^ {*after}):
        length = bisect_left(before, doc_id, old) - old
        if length:
            yield Run(old, new, length)
        old, new = old + length, new + length
        if old < len(before) and before[old] == doc_id:
            old += 1
        else:
            new += 1
    if old < len(before):
        yield Run(old, new, len(before) - old)
