"""What is moving: the topics that have more entries lately than they usually have.

Lately is counted from the content's own last day, never from today: the same content makes the same pages.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from builder.core.model import Entry
from builder.core.record import Frozen
from builder.core.urls import Slug

LATELY = 28
"""The days at the end of the content in which something may move: four weeks."""

BEFORE = 12
"""How many times as many days before them say what is usual: nearly a year."""

FLOOR = 3
"""A topic with fewer entries lately does not move, however few it had before."""

RISE = 1.5
"""What makes a topic move: so many times what is usual. One is added to that, so that the rarest do not always win."""


class Moving(Frozen, frozen=True):
    """A topic that has more entries lately than usual."""

    topic: Slug
    count: int
    """Its entries in the last four weeks."""
    usual: float
    """How many it had in four weeks of the time before."""

    @property
    def rise(self) -> float:
        """By how much it has more than usual; see `RISE`."""
        return self.count / (self.usual + 1)


def moving(entries: Sequence[Entry]) -> tuple[Moving, ...]:
    """The topics that move, those that rose most first, of entries that come oldest first.

    Content that began less than four weeks before the last four tells nothing of what is usual. Nor do entries tell
    anything of which no day is known.
    """
    dated = [entry for entry in entries if entry.date.day]
    if not dated:
        return ()
    first, last = dated[0].date.ordinal, dated[-1].date.ordinal
    start = last - LATELY + 1
    since = max(first, start - BEFORE * LATELY)
    parts = (start - since) / LATELY
    if parts < 1:
        return ()
    before, lately = _counts(dated, since, start), _counts(dated, start, last + 1)
    found = [Moving(slug, count, before[slug] / parts) for slug, count in lately.items() if count >= FLOOR]
    return tuple(sorted((each for each in found if each.rise >= RISE), key=lambda each: (-each.rise, each.topic)))


def _counts(entries: Sequence[Entry], start: int, end: int) -> Counter[Slug]:
    """How many of the entries from one day up to another have each topic; the last day is not included."""
    first, behind = (bisect_left(entries, day, key=lambda entry: entry.date.ordinal) for day in (start, end))
    return Counter(slug for entry in entries[first:behind] for slug in entry.topics)
