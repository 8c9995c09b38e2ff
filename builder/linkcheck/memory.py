"""What is known of addresses from one run to the next, and which of them are to be asked again.

What is wrong lies in the site's folder, is committed, and shows in builds. All else lies in `.dateline/`: when what is
good was asked last, which may be lost at no other price than asking again.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from msgspec.structs import replace

from builder.config.checked_sources import (
    FAILING,
    FILE,
    WRONG,
    CheckedSource,
    State,
    address_asked,
    checked_lines,
    read_checked,
    unread_lines,
)
from builder.core import atomic_file
from builder.core.dates import Date, parse_date
from builder.core.real_files import FileRefused, read_trusted
from builder.linkcheck.probe import Outcome

KEPT = ".dateline/sources.jsonl"
"""The file of what is not wrong."""

DAYS = {State.BUSY: 1, State.CIRCLING: 1, State.UNREACHABLE: 1, State.GONE: 1}
"""Days after which an address is asked again, by the state that it was in; DAYS_GOOD for all others."""

DAYS_GOOD = 30
DAYS_DEAD = 14
DAYS_UNARCHIVED = 30
"""Days after which an archive is asked again for what it had no copy of."""


class Memory:
    """What is known of the addresses of one site."""

    def __init__(self, root: Path, today: Date) -> None:
        self._root = root
        self._today = today
        self._known = _read(root)
        self.unread = unread_lines(root / FILE)
        self._changed: dict[str, CheckedSource] = {}

    def __getitem__(self, url: str) -> CheckedSource | None:
        """What is known of an address."""
        return self._known.get(address_asked(url))

    def is_due(self, url: str, *, private: bool = False) -> bool:
        """Whether an address is to be asked now, where those on `private` networks are, or are not."""
        known = self[url]
        if known is None or not known.last or (private and known.state is State.PRIVATE):
            return True
        days = DAYS_DEAD if known.is_dead else DAYS.get(known.state, DAYS_GOOD)
        return not 0 <= self._today.ordinal - parse_date(known.last).ordinal < days

    def last_asked(self, url: str) -> str:
        """The day on which an address was asked last, as the key of an order; empty for never."""
        known = self[url]
        return known.last if known else ""

    def good(self) -> list[str]:
        """The addresses that were good when they were asked last, the latest first."""
        good = [each for each in self._known.values() if each.state is State.GOOD]
        return [each.url for each in sorted(good, key=lambda each: (each.last, each.url), reverse=True)]

    def learn(self, url: str, outcome: Outcome) -> None:
        """Take in what came of asking for an address."""
        url, today, before = address_asked(url), self._today.iso, self[url]
        if outcome.state is State.BUSY and before and before.state in WRONG:
            return
        if before and before.state in FAILING and outcome.state in FAILING:
            days = before.days + (before.last != today)
            now = replace(before, state=outcome.state, why=outcome.why, last=today, days=days)
        else:
            is_same = before is not None and (before.state, before.moved) == (outcome.state, outcome.moved)
            now = CheckedSource(
                url,
                outcome.state,
                outcome.why,
                since=before.since if before and is_same else today if outcome.state in WRONG else "",
                last=today,
                moved=outcome.moved,
                archive=before.archive if before else "",
                searched=before.searched if before else "",
            )
        self._put(now)

    def learn_archive(self, url: str, archive: str) -> None:
        """Take in that an archive has a copy of a page, or none."""
        known = self[url] or CheckedSource(address_asked(url), State.GOOD)
        self._put(replace(known, archive=archive, searched="" if archive else self._today.iso))

    def is_archive_due(self, url: str) -> bool:
        """Whether an archive is to be asked for a copy of a page."""
        searched = known.searched if (known := self[url]) else ""
        return not searched or self._today.ordinal - parse_date(searched).ordinal >= DAYS_UNARCHIVED

    def _put(self, checked: CheckedSource) -> None:
        self._known[checked.url] = self._changed[checked.url] = checked

    def save(self, in_use: Iterable[str] | None = None) -> None:
        """Write down what was learnt, beside what another run has written meanwhile.

        Given all addresses that are `in_use`, those are forgotten that no entry has any more.
        """
        known = {**_read(self._root), **self._changed}
        if in_use is not None:
            used = frozenset(map(address_asked, in_use))
            known = {url: checked for url, checked in known.items() if url in used}
        wrong = (each for each in known.values() if each.state in WRONG)
        _write(self._root / FILE, checked_lines(map(_committed, wrong)))
        kept = (each for each in known.values() if each.state not in FAILING)
        _keep(self._root / KEPT, checked_lines(kept))


def _read(root: Path) -> dict[str, CheckedSource]:
    """What both files know. The committed one is right where they differ, as git may have brought another state."""
    committed, kept = read_checked(root / FILE), _read_kept(root / KEPT)
    known = {url: each for url, each in kept.items() if each.state not in WRONG}
    return {**known, **{url: _with_last(each, kept.get(url)) for url, each in committed.items()}}


def _read_kept(file: Path) -> dict[str, CheckedSource]:
    """What is not wrong; a folder, a pipe or a link in the file's place counts as never written."""
    try:
        return {} if file.parent.is_symlink() else read_checked(file)
    except (FileRefused, NotADirectoryError):
        return {}


def _with_last(committed: CheckedSource, kept: CheckedSource | None) -> CheckedSource:
    """An address of the committed file with the day on which it was asked last, where that one leaves it out."""
    is_same = kept is not None and (kept.state, kept.moved) == (committed.state, committed.moved)
    return replace(committed, last=kept.last) if kept and is_same and not committed.last else committed


def _committed(checked: CheckedSource) -> CheckedSource:
    """What is committed of an address: of one that moved or is private not the day, which would change each month."""
    return checked if checked.state in FAILING else replace(checked, last="")


def _keep(file: Path, content: bytes) -> None:
    """Write the file of what is not wrong, unless something that is no file of ours has its place."""
    if file.parent.is_symlink() or (os.path.lexists(file) and not S_ISREG(file.lstat().st_mode)):
        return
    with suppress(FileExistsError, NotADirectoryError):  # a file in the place of the folder
        _write(file, content)


def _write(file: Path, content: bytes) -> None:
    """Write a file in one step, or take it away where it has nothing to say; one that is right stays untouched."""
    if not content:
        file.unlink(missing_ok=True)
        return
    if file.is_file() and read_trusted(file) == content:
        return
    file.parent.mkdir(exist_ok=True)
    (atomic_file.replace if file.is_file() else atomic_file.create)(file, content)
