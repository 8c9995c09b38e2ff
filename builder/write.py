"""Bytes to output/: only what changed, each file whole or not at all, and nothing that an earlier build did not make.

Changed files are made in a staging folder inside the output and moved to their places once all of them are there.
A list of the files that builds made lies beside them; it is written before anything is moved, so that an
interrupted build is completed by the next one.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.config import Config
from builder.problems import Code, Place, Problem
from builder.urls import Address

MANIFEST = ".dateline-files"
"""The list of the files that builds made, one path a line, in the output folder."""

_LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")

STAGING = ".dateline-new"
"""Where changed files wait until all of them are made."""

_HEADER = "# The files that `dateline build` made here. It replaces and deletes these, and no others."


@dataclass(frozen=True, slots=True)
class Staged:
    """Some of the site's files, of which those that changed are in the staging folder."""

    addresses: tuple[Address, ...]
    size: int
    """Of all of them, in bytes."""
    changed: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a build left in the output folder."""

    files: int
    """All files of the site."""
    size: int
    """Their size in bytes."""
    changed: int
    """Files that were written because they are new or different."""
    deleted: int
    """Files of an earlier build that the site no longer has."""


def refusals(config: Config) -> tuple[Problem, ...]:
    """Why the output folder may not be written to; nothing is touched."""
    output = config.output
    place = Place(config.shown(output) or ".")
    for folder in (config.content, config.root / "templates"):
        if output == folder or output.is_relative_to(folder) or folder.is_relative_to(output):
            what = f"the output folder and {config.shown(folder)} lie inside one another, so a build could destroy it"
            return (_refused(place, what, "choose a folder of its own with --output or the setting output"),)
    if output.exists() and not output.is_dir():
        return (_refused(place, "the output is a file, not a folder", "choose another with --output"),)
    made = made_before(output)
    listed = (output / MANIFEST).is_file()
    strange = sorted(path for path in _files(output) if path not in made and not (listed and _is_ours(path)))
    if not strange:
        return ()
    named = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
    what = f"the output folder holds what no build made: {named}"
    cure = "move it away, or put it in content/ to have it published, or choose another folder with --output"
    return (_refused(place, what, cure),)


def stage(files: Iterable[tuple[Address, bytes | Path]], output: Path, before: Collection[str]) -> Staged:
    """Put those of the files that changed into the staging folder; a path stands for a file to copy.

    Only the files named in `before` may be there already, and are looked at.
    """
    addresses: list[Address] = []
    folders: set[str] = set()
    size = changed = 0
    for address, content in files:
        made = content.read_bytes() if isinstance(content, Path) else content
        addresses.append(address)
        size += len(made)
        if address in before and _holds(f"{output}/{address}", made):
            continue
        folder = address.rpartition("/")[0]
        if folder not in folders:
            (output / STAGING / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        with open(f"{output}/{STAGING}/{address}", "wb", buffering=0) as file:
            file.write(made)
        changed += 1
    return Staged(tuple(addresses), size, changed)


def write(staged: Iterable[Staged], output: Path) -> Written:
    """Make the output hold exactly the files that the parts name, which are staged one after the other.

    If making a part raises an error, the output stays as it was.
    """
    before = made_before(output)
    parts = _made(staged, output)
    now: set[str] = {address for part in parts for address in part.addresses}
    stale = before - now
    _list_files(output, before | now)
    _delete(stale, output)
    _move(output / STAGING, output)
    shutil.rmtree(output / STAGING, ignore_errors=True)
    _list_files(output, now)
    return Written(len(now), sum(part.size for part in parts), sum(part.changed for part in parts), len(stale))


def _made(staged: Iterable[Staged], output: Path) -> list[Staged]:
    """All parts, staged. The list of files is there before the staging folder, so that both are known to be ours."""
    existed, listed = output.exists(), (output / MANIFEST).exists()
    output.mkdir(parents=True, exist_ok=True)
    if not listed:
        _list_files(output, ())
    shutil.rmtree(output / STAGING, ignore_errors=True)
    (output / STAGING).mkdir()
    try:
        return list(staged)
    except BaseException:
        shutil.rmtree(output / STAGING, ignore_errors=True)
        if not listed:
            (output / MANIFEST).unlink()
        if not existed:
            output.rmdir()
        raise


def _is_ours(path: str) -> bool:
    """Whether the file is one of those that a build keeps beside the site's own."""
    return path in (MANIFEST, f"{MANIFEST}-new") or path.startswith(f"{STAGING}/")


def made_before(output: Path) -> set[str]:
    """The files that earlier builds made, as the list beside them says."""
    try:
        lines = (output / MANIFEST).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in lines[1:] if line and not line.startswith("/") and ".." not in line.split("/")}


def _refused(place: Place, what: str, cure: str) -> Problem:
    return Problem(Code.OUTPUT_REFUSED, place, what, cure)


def _files(folder: Path, inside: str = "") -> Iterator[str]:
    """The files below a folder, what the system leaves there apart; a symbolic link counts as a file."""
    if not (folder / inside).is_dir():
        return
    for item in os.scandir(folder / inside):
        path = f"{inside}/{item.name}" if inside else item.name
        if item.name in _LEFT_BEHIND:
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _files(folder, path)
        else:
            yield path


def _holds(path: str, made: bytes) -> bool:
    """Whether the file is there with these bytes."""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.fstat(file.fileno()).st_size == len(made) and file.read() == made
    except OSError:
        return False


def _move(source: Path, target: Path) -> None:
    """Move everything below one folder to another; a folder that is not there yet moves whole."""
    for item in os.scandir(source):
        there = target / item.name
        if not there.is_dir() or there.is_symlink():
            Path(item.path).replace(there)
        elif item.is_dir():
            _move(Path(item.path), there)
        else:
            there.rmdir()
            Path(item.path).replace(there)


def _delete(stale: Iterable[str], output: Path) -> None:
    """Delete files of an earlier build, and the folders that this leaves empty. Follows no link out of the output."""
    folders: set[Path] = set()
    for path in stale:
        file = output / path
        if not file.parent.resolve().is_relative_to(output.resolve()):
            continue
        if file.is_symlink() or file.is_file():
            file.unlink()
        folders.update(parent for parent in file.parents if parent.is_relative_to(output))
    for folder in sorted(folders - {output}, key=lambda folder: len(folder.parts), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _list_files(output: Path, addresses: Iterable[str]) -> None:
    new = output / f"{MANIFEST}-new"
    new.unlink(missing_ok=True)
    with open(new, "x", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([_HEADER, *sorted(addresses), ""]))
    new.replace(output / MANIFEST)
