"""Document ids of the search index: each entry's day and its slot in that day.

    id = (day - epoch) * width + slot

Ids ascend in the order of time. A new entry moves only the later ids of its own day, so an edit changes few posting
lists. A month or a year counts as its first day.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, compress, groupby
from operator import attrgetter, is_not

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.record import Frozen

MIN_WIDTH = 16
"""The least number of slots in a day."""

_DATE = attrgetter("date")


class IdScheme(Frozen, frozen=True):
    """How an id is made of a day and a slot; the manifest publishes it."""

    epoch: int
    """The first day of the century of the first entry, counted from 1 January of the year 1, which is 1."""
    width: int
    """Slots in each day: a power of two, and no day has more entries."""


class DocumentIds(Frozen, frozen=True):
    """The entries of a site by document id, ascending."""

    scheme: IdScheme
    entries: Mapping[int, Entry]

    def on_day(self, day: int) -> list[Entry]:
        """The entries of a day."""
        first = (day - self.scheme.epoch) * self.scheme.width
        ids = range(first, first + self.scheme.width)
        return [entry for doc_id in ids if (entry := self.entries.get(doc_id))]


def assign_ids(entries: Sequence[Entry]) -> DocumentIds:
    """Give entries that come in the order of time their ids."""
    by_date = ((date.ordinal, [*dated]) for date, dated in groupby(entries, _DATE))
    by_day = {
        day: [*chain.from_iterable(dated for _, dated in dates)]
        for day, dates in groupby(by_date, lambda pair: pair[0])
    }
    scheme = _scheme(entries, max(map(len, by_day.values()), default=0))
    return DocumentIds(
        scheme,
        {
            (day - scheme.epoch) * scheme.width + slot: entry
            for day, on_day in by_day.items()
            for slot, entry in enumerate(on_day)
        },
    )


def reassign_ids(ids: DocumentIds, before: Sequence[Entry], after: Sequence[Entry]) -> DocumentIds:
    """The same as `assign_ids(after)`, but fast where no entry came, left or moved since `before` got these ids."""
    if len(after) == len(before):
        changed = compress(zip(before, after, strict=True), map(is_not, before, after))
        if all(old.date == new.date for old, new in changed):
            return DocumentIds(ids.scheme, dict(zip(ids.entries, after, strict=True)))
    return assign_ids(after)


def _scheme(entries: Sequence[Entry], fullest_day: int) -> IdScheme:
    century = max(1, entries[0].date.year // 100 * 100) if entries else 1
    return IdScheme(Date(century).ordinal, max(MIN_WIDTH, 1 << (fullest_day - 1).bit_length()))
