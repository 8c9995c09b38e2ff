"""Turning points: the entries that stand out, by the rank of their importance among all entries of the site.

Where most entries are of importance 8 and more, a bold title says nothing. So it is not the number alone that counts:
an entry is a turning point from the lowest importance, 8 at least, that at most a fifth of the entries reach.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from builder.core.model import Entry

LEAST = 8
"""An entry of less importance is no turning point, however few there are."""

MOST = 10
"""The highest importance."""

SHARE = 5
"""One of so many entries at most is a turning point."""

_STEPS = 4  # bits: the number of entries counts in steps of a sixteenth at most


def turning_importance(entries: Iterable[Entry]) -> int:
    """The importance from which an entry is a turning point; one that none has, where too many have the highest.

    With every step of this number all pages that show an entry of that importance are rendered again. So the number of
    entries is rounded down: 105 count as 104 and 5,000 as 4,864. Otherwise each new entry might move it to and fro.
    """
    counts = Counter([entry.importance for entry in entries])
    room = _rounded_down(counts.total()) // SHARE
    for importance in range(MOST, LEAST - 1, -1):
        room -= counts[importance]
        if room < 0:
            return importance + 1
    return LEAST


def _rounded_down(number: int) -> int:
    """A number with nothing but zeros behind the first of its binary digits."""
    behind = max(0, number.bit_length() - 1 - _STEPS)
    return number >> behind << behind


def chief(entries: Sequence[Entry], limit: int) -> list[Entry]:
    """The entries that are shown where there is room for so many only, in the order in which they come.

    They are those of most importance, of as many those with most sources, and then the first.
    """
    if len(entries) <= limit:
        return [*entries]
    ranked = sorted(range(len(entries)), key=lambda number: _rank(entries[number]), reverse=True)
    return [entries[number] for number in sorted(ranked[:limit])]


def chief_entry(entries: Sequence[Entry]) -> Entry:
    """The first of them by the same rank. There is at least one."""
    return max(entries, key=_rank)


def _rank(entry: Entry) -> tuple[int, int]:
    return entry.importance or 0, len(entry.outlets)
