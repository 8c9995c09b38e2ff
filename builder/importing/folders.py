"""Folders as sources: the files that an import looks at, and what it passes over, so that all of it can be told."""

import os
from collections.abc import Iterator
from pathlib import Path

from builder.core.record import Frozen
from builder.importing.items import Batch, Refused


class SourceFolder(Frozen, frozen=True):
    """A folder of a source."""

    place: str
    """From the folder that was named on; empty for that itself."""
    names: tuple[str, ...]
    """Of its files, in their order; hidden ones are left out."""
    passed_over: Batch
    """What cannot be taken of it: symbolic links, and itself if it cannot be opened."""


def source_folders(root: Path) -> Iterator[SourceFolder]:
    """A folder and those below it, in the order of their paths; hidden ones are left out."""
    refused: list[Refused] = []

    def refuse(error: OSError) -> None:
        why = f"it cannot be opened ({(error.strerror or 'it failed').lower()})"
        refused.append(Refused(str(error.filename or root), why))

    for folder, folders, files in os.walk(root, onerror=refuse):
        seen = {name: Path(folder, name).is_symlink() for name in (*folders, *files) if not name.startswith(".")}
        folders[:] = sorted(name for name in folders if seen.get(name) is False)
        place = Path(folder).relative_to(root).as_posix()
        links = sum(seen.values())
        notes = {"symbolic links, left out": links} if links else {}
        names = tuple(sorted(name for name in files if seen.get(name) is False))
        yield SourceFolder("" if place == "." else place, names, Batch(notes=notes))
    for each in refused:
        yield SourceFolder("", (), Batch(refused=(each,), is_unread=True))
