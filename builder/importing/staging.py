"""Staged writes: an import writes every file beside content/'s own, and moves all to their places at its end.

So one that is stopped, or fails, leaves the content as it was. The next import takes away what a killed one left.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.importing.ledger import fingerprint

NAME = ".import-staging"
"""The folder of staged files, inside content/ so that moving is renaming; a build does not see it."""


class _Staged(NamedTuple):
    name: str
    before: str
    """The fingerprint of the file that it takes the place of; empty for a new one."""


class Staging:
    """The files of one import that are still to be moved to their places below content/."""

    def __init__(self, content: Path, folder: Path | None = None) -> None:
        self._content = content
        self._folder = folder or content / NAME
        self._made: list[Path] = []
        self._staged: dict[str, _Staged] = {}

    def __enter__(self) -> "Staging":
        """Make the folder, without what is left in it."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._made = [each for each in (self._folder, *self._folder.parents) if not each.exists()]
        self._folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away, and the folders that were made for nothing."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for folder in self._made[1:]:
            if any(folder.iterdir()):
                break
            folder.rmdir()

    def read(self, path: str) -> bytes | None:
        """What is staged for a path; none if nothing is."""
        return (self._folder / self._staged[path].name).read_bytes() if path in self._staged else None

    def add(self, path: str, content: bytes, before: str = "") -> None:
        """Stage a file; `before` is the fingerprint of the one that it takes the place of."""
        staged = self._staged.get(path) or _Staged(f"{len(self._staged)}", before)
        (self._folder / staged.name).write_bytes(content)
        self._staged[path] = staged

    def move(self, others: Iterable[tuple[Path, bytes]]) -> list[str]:
        """Move all files to their places, then write others; the paths that are left, as they changed meanwhile."""
        left: list[str] = []
        with deferred_sigint():
            for path, staged in self._staged.items():
                target = self._content / path
                if self._is_as_before(target, staged.before):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    (self._folder / staged.name).replace(target)
                else:
                    left.append(path)
            for target, content in others:
                target.parent.mkdir(parents=True, exist_ok=True)
                new = target.with_name(f".{target.name}.new")
                new.write_bytes(content)
                new.replace(target)
        return left

    @staticmethod
    def _is_as_before(target: Path, before: str) -> bool:
        try:
            found = fingerprint(target.read_bytes())
        except OSError:
            found = ""
        return found == before and not os.path.islink(target)
