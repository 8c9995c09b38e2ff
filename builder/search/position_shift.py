"""The place of each entry in the order of time, counted from 0 on, and how places shift as entries come and go."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """Entries that stay, and follow one another before and after."""

    was: int
    """The place of the first one before."""
    now: int
    length: int


@dataclass(frozen=True, slots=True)
class Shift:
    """How the places of entries shift."""

    runs: tuple[Run, ...]
    """All entries that stay, in their order."""
    now: Sequence[int]
    """The numbers of all entries now, ascending."""

    @property
    def moves(self) -> bool:
        """Whether an entry that stays has another place now."""
        return any(run.was != run.now for run in self.runs)

    def shifted(self, bits: int) -> int:
        """A bit for each entry before, as one for each now; those that came have none."""
        made = 0
        for run in self.runs:
            made |= (bits >> run.was & (1 << run.length) - 1) << run.now
        return made

    def places(self, numbers: Iterable[int]) -> Iterator[int]:
        """The places of those entries that are there now, by their numbers."""
        now = self.now
        for number in numbers:
            place = bisect_left(now, number)
            if place < len(now) and now[place] == number:
                yield place


def shift(was: Sequence[int], now: Sequence[int]) -> Shift:
    """How places shift where the numbers of all entries were those, ascending, and are these."""
    return Shift(tuple(_runs(was, now)), now)


def _runs(was: Sequence[int], now: Sequence[int]) -> Iterator[Run]:
    old = new = 0
    for number in sorted({*was} ^ {*now}):
        length = bisect_left(was, number, old) - old
        if length:
            yield Run(old, new, length)
        old, new = old + length, new + length
        if old < len(was) and was[old] == number:
            old += 1
        else:
            new += 1
    if old < len(was):
        yield Run(old, new, len(was) - old)
