"""Recent changes, as a wiki lists them: the entries that came, were corrected and were removed on each day.

Git says when an entry was first published, which titles it had, and when it was removed; the front matter says by
`correction` what was wrong. Nothing else is news to readers: neither a move, nor other contexts, sources or words,
which programs change in hundreds of files at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import field

from builder.core.dates import Date
from builder.core.model import ORDER, Correction, Entry, FileHistory, Version
from builder.core.record import Frozen
from builder.core.urls import Address, slugify

MOST = 500
"""Changes from which on the days before are left out."""

MAX_NAMED = 50
"""Changes of one kind and one day up to which each is named; of more, as an import brings them, only the number."""


class Corrected(Frozen, frozen=True):
    """An entry that was corrected on a day."""

    entry: Entry
    title: str
    """The title that it had in the end."""
    titles_before: tuple[str, ...]
    """Those that it had on that day until then, the oldest first; none if it stayed."""
    corrections: tuple[Correction, ...]
    """Those of that day."""


class Removed(Frozen, frozen=True):
    """An entry that was removed on a day."""

    day: Date
    title: str
    date: Date
    address: Address
    """Where its page was."""


class DayOfChanges(Frozen, frozen=True):
    """What happened on a day, which git counts in UTC; each entry once in each list, the newest first."""

    day: Date
    new: tuple[Entry, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    removed: tuple[Removed, ...] = ()

    @property
    def named(self) -> int:
        """How many of its changes are named."""
        return sum(len(its) for its in (self.new, self.corrected, self.removed) if len(its) <= MAX_NAMED)


class _Day(Frozen, frozen=True):
    """What is gathered of a day."""

    new: list[Entry] = field(default_factory=list)
    titles: dict[Address, list[str]] = field(default_factory=dict)
    """For each entry with another title the one before, and those that it got."""
    corrections: dict[Address, list[Correction]] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)


def recent_changes(
    entries: Iterable[Entry],
    pasts: Mapping[Address, FileHistory],
    removals: Iterable[Removed],
    limit: int,
    today: Date | None = None,
) -> tuple[DayOfChanges, ...]:
    """The days with changes, the latest first and no more than the limit says.

    The entries are in order; `pasts` are their histories, as far as git knows one. Corrections after `today` are left
    out, as no feed may say that it was changed on a day to come.
    """
    days: dict[Date, _Day] = defaultdict(_Day)
    entry_at: dict[Address, Entry] = {}  # of those that were corrected
    for entry in entries:
        past = pasts.get(entry.address)
        if past and not past.versions:
            days[past.changed].new.append(entry)
        elif past:
            came = past.versions[-1].date
            days[came].new.append(entry)
            for day, titles in _title_changes(past.versions):
                if day != came:
                    entry_at[entry.address] = entry
                    days[day].titles[entry.address] = titles
        for correction in (each for each in entry.corrections if not today or each.date <= today):
            entry_at[entry.address] = entry
            days[correction.date].corrections.setdefault(entry.address, []).append(correction)
    for removed in removals:
        days[removed.day].removed.append(removed)
    found = (_day_of_changes(day, its, entry_at) for day, its in sorted(days.items(), reverse=True))
    return tuple(_latest((day for day in found if day.new or day.corrected or day.removed), limit))


def _latest(days: Iterable[DayOfChanges], limit: int) -> Iterator[DayOfChanges]:
    """The first days up to the limit, and until they name many changes."""
    named = 0
    for _, day in zip(range(limit), days, strict=False):
        yield day
        named += day.named
        if named >= MOST:
            return


def _title_changes(versions: Sequence[Version]) -> Iterator[tuple[Date, list[str]]]:
    """The days on which a title became another one, each with the title before and those that it got.

    Versions whose title cannot be read are passed over.
    """
    by_day: dict[Date, list[str]] = {}
    last = ""
    for version in reversed(versions):
        if version.title and last and _differ(version.title, last):
            by_day.setdefault(version.date, [last]).append(version.title)
        last = version.title or last
    return ((day, titles) for day, titles in by_day.items() if _differ(titles[0], titles[-1]))


def _differ(title: str, other: str) -> bool:
    """Whether two titles differ in more than capitals, punctuation and blanks, which is no news to readers."""
    return title != other and slugify(title) != slugify(other)


def _day_of_changes(day: Date, its: _Day, entry_at: Mapping[Address, Entry]) -> DayOfChanges:
    """What happened on a day. An entry that left one file and came in another with the same title was moved."""
    left = {removed.title for removed in its.removed}
    came = {entry.title for entry in its.new} & left if left else set()
    return DayOfChanges(
        day=day,
        new=tuple([entry for entry in reversed(its.new) if entry.title not in came] if came else reversed(its.new)),
        corrected=tuple(_corrected(its, entry_at)),
        removed=tuple(
            sorted(
                (removed for removed in its.removed if removed.title not in came),
                key=attrgetter("date", "address"),
                reverse=True,
            )
        ),
    )


def _corrected(its: _Day, entry_at: Mapping[Address, Entry]) -> Iterator[Corrected]:
    entries = [entry_at[address] for address in its.titles.keys() | its.corrections.keys()]
    for entry in sorted(entries, key=ORDER, reverse=True):
        *before, title = its.titles.get(entry.address, [entry.title])
        other = (each for each in dict.fromkeys(before) if each != title)
        yield Corrected(entry, title, tuple(other), tuple(its.corrections.get(entry.address, ())))
