"""Staged writes: an import writes every file beside content/'s own, and moves all to their places at its end.

So one that fails leaves the content as it was. What can fail is tried before the first move: room on the disk, folders
that may not be written to. A journal of the moves is written then, so one that is killed between two of them is
completed by the next import before that begins. The ledger comes last: it never tells of a file that is not there.
"""

import errno
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.core.file_errors import naming
from builder.core.real_files import read_file, read_trusted
from builder.core.record import Record
from builder.importing.ledger import FOLDER, fingerprint, with_rows_of

NAME = ".import-staging"
"""The folder of staged files, inside content/ so that moving is renaming; a build does not see it."""

JOURNAL = "journal.json"


class MovesLeft(Exception):
    """Raised where some files are moved to their places and others cannot be; the next import moves those."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause)
        self.cause = cause


class _Staged(Record, frozen=True):
    """A file that is still to be moved to its place."""

    name: str
    """Its name in the folder of staged files."""
    path: str
    """Where it is to lie, below content/."""
    before: str
    """The fingerprint of the file that it takes the place of; empty for a new one."""
    moved_from: str = ""
    """Where that file lies, if not at the path; it goes."""

    @property
    def old_path(self) -> str:
        """Where the file lies that it takes the place of."""
        return self.moved_from or self.path


class _Journal(Record, frozen=True):
    """All moves of an import, those of content/ first."""

    staged: tuple[_Staged, ...]
    others: tuple[str, ...]
    """Other files of the site, from its folder on; what they are to hold lies beside them."""


class Staging:
    """The files of one import that are still to be moved to their places below content/."""

    def __init__(self, content: Path, root: Path, folder: Path | None = None) -> None:
        self._content = content
        self._root = root
        self._folder = folder or content / NAME
        self.ledgers = self._folder / "ledger"
        """A folder for what a ledger sets aside; it goes with all that is staged."""
        self._made: list[Path] = []
        self._staged: dict[str, _Staged] = {}
        self._is_kept = False

    def __enter__(self) -> "Staging":
        """Complete an import that was killed between its moves, and make the folder. Raises MovesLeft."""
        self._complete()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._made = [each for each in (self._folder, *self._folder.parents) if not each.exists()]
        self._folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away, and the folders that were made for nothing."""
        if self._is_kept:
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        _remove_empty(self._made[1:])

    def read(self, path: str) -> bytes | None:
        """What is staged for a path; none if nothing is."""
        return read_trusted(self._folder / self._staged[path].name) if path in self._staged else None

    def add(self, path: str, content: bytes, before: str = "", *, moved_from: str = "") -> None:
        """Stage a file; `before` is the fingerprint of the one that it takes the place of, here or where it was."""
        staged = self._staged.get(path) or _Staged(f"{len(self._staged)}", path, before, moved_from)
        with naming(self._content / path):
            (self._folder / staged.name).write_bytes(content)
        self._staged[path] = staged

    def move(self, others: Iterable[tuple[Path, bytes]]) -> list[str]:
        """Move all files to their places, then others of the site; the paths that are left, as they changed meanwhile.

        Raises OSError if nothing can be moved, and MovesLeft if something cannot.
        """
        with deferred_sigint():
            return self._carry_out(self._prepared(others))

    def _prepared(self, others: Iterable[tuple[Path, bytes]]) -> _Journal:
        """Make the folders of all files, write the other files beside their places, and the journal at last."""
        paths_of = ((staged.path, staged.old_path) for staged in self._staged.values())
        folders = dict.fromkeys((self._content / path).parent for path in chain.from_iterable(paths_of))
        made: list[Path] = []
        targets: list[Path] = []
        try:
            for folder in folders:
                made += _made(folder)
            for target, content in others:
                made += _made(target.parent)
                targets.append(target)
                with naming(target):
                    _beside(target).write_bytes(content)
            paths = (target.relative_to(self._root).as_posix() for target in targets)
            journal = _Journal((*self._staged.values(),), (*paths,))
            _write_whole(self._folder / JOURNAL, msgspec.json.encode(journal))
        except OSError:
            for target in targets:
                _remove(_beside(target))
            _remove_empty(reversed(made))
            raise
        return journal

    def _carry_out(self, journal: _Journal) -> list[str]:
        """Make the moves of a journal that are not made yet; the paths that are left, as they changed meanwhile."""
        left: list[str] = []
        unmade: list[str] = []
        try:
            for staged in journal.staged:
                if not self._move(staged):
                    left.append(staged.old_path)
                    unmade += (staged.old_path, staged.path)
            for path in journal.others:
                target = self._root / path
                if left and path.startswith(f"{FOLDER}/") and _beside(target).exists():
                    before = read_trusted(target) if target.exists() else b""
                    _write_whole(_beside(target), with_rows_of(before, read_trusted(_beside(target)), unmade))
                if _beside(target).exists():
                    _beside(target).replace(target)
        except OSError as error:
            self._is_kept = True
            raise MovesLeft(error) from error
        return left

    def _move(self, staged: _Staged) -> bool:
        """Make a move unless it is made; false if what lies at its places is no longer what it was."""
        file, target, old = self._folder / staged.name, self._content / staged.path, self._content / staged.old_path
        if not _is_as_before(old, staged.before) or (old != target and file.exists() and target.exists()):
            return not file.exists()
        if file.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        if old != target:
            old.unlink()
            _remove_empty(folder for folder in old.parents if folder.is_relative_to(self._content))
        return True

    def _complete(self) -> None:
        """Complete the import that left a journal. One that is damaged, or leads out of the site, was not ours."""
        try:
            journal = msgspec.json.decode(read_file(self._folder / JOURNAL), type=_Journal)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
        names_are_ours = all(each.name.isdecimal() for each in journal.staged)
        contents = (self._content / path for each in journal.staged for path in (each.path, each.old_path))
        others = (self._root / path for path in journal.others)
        if names_are_ours and _are_below(self._content, contents) and _are_below(self._root, others):
            with deferred_sigint():
                self._carry_out(journal)


def _made(folder: Path) -> list[Path]:
    """Make a folder that files can be written to; those that were not there, the outer ones first. Raises OSError."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except OSError:
        _remove_empty(new)
        raise
    return new[::-1]


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step: it is there with all of this, or as it was."""
    with naming(file):
        _beside(file).write_bytes(content)
        _beside(file).replace(file)


def _is_as_before(target: Path, before: str) -> bool:
    try:
        found = fingerprint(read_trusted(target))
    except OSError:
        found = ""
    return found == before and not os.path.islink(target)


def _are_below(folder: Path, targets: Iterable[Path]) -> bool:
    """Whether all of some paths lie in a folder, wherever `..` and symbolic links lead."""
    root = folder.resolve()
    return all(target.parent.resolve().is_relative_to(root) and target.name != ".." for target in targets)


def _remove(file: Path) -> None:
    with suppress(OSError):  # what is left is hidden, and written anew by the next import
        file.unlink(missing_ok=True)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders up to one that holds something; what cannot be removed hides no cause of an error."""
    with suppress(OSError):
        for folder in filter(Path.is_dir, folders):
            if any(folder.iterdir()):
                break
            folder.rmdir()
