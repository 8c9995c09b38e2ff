"""From what `git log` prints to the versions that each file had, under whatever names."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from builder.core.dates import Date

LOG = ("log", "--date-order", "--raw", "-c", "-M", "--root", "--no-abbrev", "--no-color", "--format=%H %ct", "-z")
"""How git is asked: the newest commit first and none before its parents, with each file that differs from its parents.

Moved files are named in both places. Of a merge only those files are named that are as none of its parents has them.
"""

_PARTS = re.compile(
    r"([0-9a-f]+) (\d+)\0"
    r"|:+(?:\d{6} )+([0-9a-f ]+) ([0-9a-f]+) (?:R\d+\0([^\0]*)|([A-Z]+))\0([^\0]*)\0"
)
"""A commit with its time; or a record as https://git-scm.com/docs/git-diff#_raw_output_format has it.

Of a record: what git calls the bytes before, of each parent, and after; the path before of a file that moved, or the
letters of what happened to it; its path.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)


class Change(NamedTuple):
    """A commit gave a file other bytes, or the first."""

    commit: str
    date: Date
    """The day on which the commit was made, in UTC."""
    blob: str
    """What git calls the bytes."""


class _Record(NamedTuple):
    """What one commit did to one file."""

    kind: str
    """A letter: A for a file that came, D for one that went, R for one that moved, and others."""
    path: str
    before: str
    """The path that it had before."""
    change: Change | None
    """None if its bytes are the same as before, or gone."""


def versions(log: bytes) -> dict[str, list[Change]]:
    """For each file that is there now the changes that made it, the newest first.

    A file that was moved takes its changes with it; moving alone is none. One that went and came again begins anew.
    """
    found: dict[str, list[Change]] = {}
    known: dict[str, list[Change] | None] = {}
    """By the path that it has at this point of the past, the changes of a file; none for one that is not there now."""
    for kind, path, before, change in _records(log):
        if path not in known:
            known[path] = None if kind == "D" else found.setdefault(path, [])
        its = known[path]
        if its is None:
            known.setdefault(before, None)
            continue
        if change:
            its.append(change)
        if kind in "AR":
            known[path] = None
        if kind == "R" and known.get(before) is None:
            known[before] = its
    return {path: changes for path, changes in found.items() if changes}


def _records(log: bytes) -> Iterator[_Record]:
    """The log record by record."""
    commit, date = "", Date(1)
    for new_commit, seconds, old, blob, moved, kinds, path in _PARTS.findall(log.decode(errors="replace")):
        if new_commit:
            commit, date = new_commit, _day(int(seconds))
            continue
        kind = "R" if moved else kinds if len(kinds) == 1 else _of_merge(kinds)
        is_other = kind != "D" and blob not in old
        yield _Record(kind, path, moved or path, Change(commit, date, blob) if is_other else None)


def _of_merge(kinds: str) -> str:
    """What a merge did to a file, given what it did to it seen from each parent."""
    return kinds[0] if len({*kinds}) == 1 else "M"


def _day(seconds: int) -> Date:
    """The day of a moment in UTC; one that no calendar has is the last that has a name."""
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        moment = _LAST
    return Date(moment.year, moment.month, moment.day)
