"""From what `git log` prints to the versions that each file had, under whatever names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from builder.dates import Date

LOG = ("log", "--date-order", "--raw", "-c", "-M", "--root", "--no-abbrev", "--no-color", "--format=%H %ct", "-z")
"""How git is asked: the newest commit first and none before its parents, with each file that differs from its parents.

Moved files are named in both places. Of a merge only those files are named that are as none of its parents has them.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """A commit gave a file other bytes, or the first."""

    commit: str
    date: Date
    """The day on which the commit was made, in UTC."""
    blob: str
    """What git calls the bytes."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What one commit did to one file."""

    change: Change
    kind: str
    """A letter: A for a file that came, D for one that went, R for one that moved, and others."""
    path: str
    before: str
    """The path that it had before."""
    is_other: bool
    """Whether its bytes are others than before."""


def versions(log: bytes) -> dict[str, list[Change]]:
    """For each file that is there now the changes that made it, the newest first.

    A file that was moved takes its changes with it; moving alone is none. One that went and came again begins anew.
    """
    found: dict[str, list[Change]] = {}
    known: dict[str, list[Change] | None] = {}
    """By the path that it has at this point of the past, the changes of a file; none for one that is not there now."""
    for record in _records(log):
        path = record.path
        if path not in known:
            known[path] = None if record.kind == "D" else found.setdefault(path, [])
        its = known[path]
        if its is None:
            known.setdefault(record.before, None)
            continue
        if record.is_other and record.kind != "D":
            its.append(record.change)
        if record.kind in "AR":
            known[path] = None
        if record.kind == "R" and known.get(record.before) is None:
            known[record.before] = its
    return {path: changes for path, changes in found.items() if changes}


def _records(log: bytes) -> Iterator[_Record]:
    """The log record by record."""
    tokens = iter(log.decode(errors="replace").split("\0"))
    commit, date = "", Date(1)
    for token in tokens:
        said = token.lstrip("\n")
        if said.startswith(":"):
            yield _record(said, tokens, commit, date)
        elif said:
            commit, _, seconds = said.partition(" ")
            date = _day(int(seconds))


def _record(said: str, tokens: Iterator[str], commit: str, date: Date) -> _Record:
    """A record as https://git-scm.com/docs/git-diff#_raw_output_format has it; its paths stand behind it."""
    parents = len(said) - len(said.lstrip(":"))
    *words, kinds = said[parents:].split(" ")
    *before, blob = words[parents + 1 :]
    kind = kinds[0] if parents == 1 or len({*kinds}) == 1 else "M"
    first = next(tokens)
    path = next(tokens) if parents == 1 and kind == "R" else first
    return _Record(Change(commit, date, blob), kind, path, first, blob not in before)


def _day(seconds: int) -> Date:
    """The day of a moment in UTC; one that no calendar has is the last that has a name."""
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        moment = _LAST
    return Date(moment.year, moment.month, moment.day)
