"""Parser of `git log --raw`: the changes of each file, followed through its renames."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from builder.core.dates import Date

LOG_COMMAND = (
    *("log", "--date-order", "--raw", "-c", "-M", "--root", "--no-abbrev", "--no-color"),
    *("--format=%H %ct", "-z"),
)
"""The command whose output is parsed: newest commit first, none before its parents, with the files it changed.

Renamed files are named with both paths. Of a merge only those files are named that differ from all its parents.
"""

_COMMIT_OR_RECORD = re.compile(
    r"([0-9a-f]+) (\d+)\0"
    r"|:+(?:\d{6} )+([0-9a-f ]+) ([0-9a-f]+) (?:R\d+\0([^\0]*)|([A-Z]+))\0([^\0]*)\0"
)
"""A commit with its time; or a record as https://git-scm.com/docs/git-diff#_raw_output_format has it.

Groups of a record: the blobs before, one of each parent; the blob after; the path before a rename, or else the letters
of the status; the path.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MOMENT = datetime(9999, 12, 31, tzinfo=UTC)


class Change(NamedTuple):
    """A commit that gave a file other bytes, or its first ones."""

    commit: str
    date: Date
    """The day of the commit, in UTC."""
    blob: str
    """Git's name (hash) of the bytes."""


class FileLog(NamedTuple):
    """What a log says of files.

    FileLog({"content/about.md": [Change("c0ffee…", Date(2031, 1, 2), "1111…"), …]}, {"content/gone.md": Change(…)})
    """

    changes: dict[str, list[Change]]
    """The changes of each file that exists at the newest commit, newest first."""
    removals: dict[str, Change]
    """For each file that was deleted since, the commit that did it, with the bytes that it had until then."""


class _Record(NamedTuple):
    """What one commit did to one file."""

    status: str
    """A letter: A for added, D for deleted, R for renamed, and others."""
    path: str
    old_path: str
    """The path before a rename, else the path."""
    change: Change | None
    """None if the bytes are the same as before; of a file that is deleted those that it had."""


def parse_log(log: bytes) -> FileLog:
    """Parse the output of the command.

    A renamed file takes its changes with it; the rename alone is none. A file that was deleted and added again begins
    anew, and is not removed.
    """
    changes: dict[str, list[Change]] = {}
    removals: dict[str, Change] = {}
    at_this_point: dict[str, list[Change] | None] = {}
    """The changes by the path that the file has at this point of the past; None for a file that is gone today."""
    for status, path, old_path, change in _records(log):
        if path not in at_this_point:
            at_this_point[path] = None if status == "D" else changes.setdefault(path, [])
            if status == "D" and change:
                removals[path] = change
        file_changes = at_this_point[path]
        if file_changes is None:
            at_this_point.setdefault(old_path, None)
            continue
        if change and status != "D":
            file_changes.append(change)
        if status in "AR":
            at_this_point[path] = None
        if status == "R" and at_this_point.get(old_path) is None:
            at_this_point[old_path] = file_changes
    return FileLog({path: file_changes for path, file_changes in changes.items() if file_changes}, removals)


def _records(log: bytes) -> Iterator[_Record]:
    """The log record by record."""
    commit, date = "", Date(1)
    for new_commit, seconds, old_blobs, blob, renamed_from, letters, path in _COMMIT_OR_RECORD.findall(
        log.decode(errors="replace")
    ):
        if new_commit:
            commit, date = new_commit, _utc_day(int(seconds))
            continue
        merged = letters[:1] if len({*letters}) == 1 else "M"  # a merge has a letter for each parent
        status = "R" if renamed_from else merged
        bytes_of = old_blobs.partition(" ")[0] if status == "D" else blob
        has_changed = status == "D" or blob not in old_blobs
        yield _Record(status, path, renamed_from or path, Change(commit, date, bytes_of) if has_changed else None)


def _utc_day(seconds: int) -> Date:
    """The day of a Unix time in UTC; one beyond the calendar is the calendar's last day."""
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        moment = _LAST_MOMENT
    return Date(moment.year, moment.month, moment.day)
