"""Bytes to output/: only what changed, each file whole or not at all, and nothing that an earlier build did not make.

Changed files are made in a staging folder inside the output and moved to their places once all of them are there.
A list of the files that builds made lies beside them; it is written before anything is moved, so that an
interrupted build is completed by the next one.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.config import Config
from builder.fingerprint import digest
from builder.memory import Output
from builder.problems import Code, Place, Problem
from builder.urls import Address

MANIFEST = ".dateline-files"
"""The list of the files that builds made, one path a line, in the output folder."""

_LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")

STAGING = ".dateline-new"
"""Where changed files wait until all of them are made."""

_HEADER = "# The files that `dateline build` made here. It replaces and deletes these, and no others."


Lying = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Some of the site's files, of which those that changed are in the staging folder."""

    outputs: dict[Address, Output]
    """By address."""
    changed: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a build left in the output folder."""

    outputs: dict[Address, Output]
    """All files of the site by address."""
    changed: int
    """Files that were written because they are new or different."""
    deleted: int
    """Files of an earlier build that the site no longer has."""

    @property
    def files(self) -> int:
        """How many files the site has."""
        return len(self.outputs)

    @property
    def size(self) -> int:
        """Their size in bytes."""
        return sum(output.size for output in self.outputs.values())


def lying(output: Path) -> dict[Address, Lying]:
    """The files of the output folder, what the system leaves there and the list of files apart."""
    found: dict[Address, Lying] = {}
    _look(str(output), "", found)
    ours = [path for path in found if path.startswith(".") and _is_ours(path)] if MANIFEST in found else []
    for path in ours:
        del found[path]
    return found


@dataclass(frozen=True, slots=True)
class Differences:
    """In what an output folder is not as the last build left it."""

    strange: tuple[Address, ...] = ()
    """Files that it did not make, in the order of paths."""
    missing: frozenset[Address] = frozenset()
    altered: frozenset[Address] = frozenset()
    """Files that hold something else."""
    touched: dict[Address, int] = field(default_factory=dict)
    """Files that hold the same, with the other times that they have."""


def differences(outputs: Mapping[Address, Output], output: Path) -> Differences:
    """Compare an output folder with what it is known to have held."""
    there = lying(output)
    altered: set[Address] = set()
    touched: dict[Address, int] = {}
    for address, left in outputs.items():
        size, changed = there.get(address, (left.size, left.changed))
        if size != left.size or (changed != left.changed and _digest_of(output / address) != left.digest):
            altered.add(address)
        elif changed != left.changed:
            touched[address] = changed
    missing = frozenset(outputs.keys() - there.keys())
    return Differences(tuple(sorted(there.keys() - outputs.keys())), missing, frozenset(altered), touched)


def refusals(config: Config, strange: Sequence[Address]) -> tuple[Problem, ...]:
    """Why the output folder may not be written to, given the files that the last build is not known to have made."""
    output = config.output
    place = Place(config.shown(output) or ".")
    for folder in (config.content, config.root / "templates"):
        if output == folder or output.is_relative_to(folder) or folder.is_relative_to(output):
            what = f"the output folder and {config.shown(folder)} lie inside one another, so a build could destroy it"
            return (_refused(place, what, "choose a folder of its own with --output or the setting output"),)
    if output.exists() and not output.is_dir():
        return (_refused(place, "the output is a file, not a folder", "choose another with --output"),)
    made = made_before(output) if strange else ()
    strange = [path for path in strange if path not in made]
    if not strange:
        return ()
    named = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
    what = f"the output folder holds what no build made: {named}"
    cure = "move it away, or put it in content/ to have it published, or choose another folder with --output"
    return (_refused(place, what, cure),)


def stage(files: Iterable[tuple[Address, bytes]], output: Path, before: Collection[str]) -> Staged:
    """Put those of the files that changed into the staging folder.

    Only the files named in `before` may be there already, and are looked at.
    """
    outputs: dict[Address, Output] = {}
    folders: set[str] = set()
    changed = 0
    for address, made in files:
        time = _holds(f"{output}/{address}", made) if address in before else None
        if time is None:
            folder = address.rpartition("/")[0]
            if folder not in folders:
                os.makedirs(f"{output}/{STAGING}/{folder}", exist_ok=True)
                folders.add(folder)
            with open(f"{output}/{STAGING}/{address}", "wb", buffering=0) as file:
                file.write(made)
                time = os.fstat(file.fileno()).st_mtime_ns
            changed += 1
        outputs[address] = Output(len(made), time, digest(made))
    return Staged(outputs, changed)


def write(staged: Iterable[Staged], output: Path, kept: Mapping[Address, Output]) -> Written:
    """Make the output hold exactly the kept files and those that the parts name, staged one after the other.

    If making a part raises an error, the output stays as it was.
    """
    before = made_before(output)
    parts = _made(staged, output)
    outputs = dict(kept)
    for part in parts:
        outputs |= part.outputs
    stale = before - outputs.keys()
    if before != outputs.keys():
        _list_files(output, before | outputs.keys())
    _delete(stale, output)
    _move(output / STAGING, output)
    shutil.rmtree(output / STAGING, ignore_errors=True)
    if stale:
        _list_files(output, outputs)
    return Written(outputs, sum(part.changed for part in parts), len(stale))


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


def is_listed(output: Path) -> bool:
    """Whether the list of the files that builds made lies in an output folder, so that it is known to be ours."""
    return (output / MANIFEST).is_file()


def made_before(output: Path) -> set[str]:
    """The files that earlier builds made, as the list beside them says."""
    try:
        lines = (output / MANIFEST).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in lines[1:] if line and not line.startswith("/") and ".." not in line.split("/")}


def _refused(place: Place, what: str, cure: str) -> Problem:
    return Problem(Code.OUTPUT_REFUSED, place, what, cure)


def _look(folder: str, inside: str, found: dict[Address, Lying]) -> None:
    """Add the files below a folder, what the system leaves there apart; a symbolic link counts as a file."""
    try:
        items = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in items:
        if item.is_dir(follow_symlinks=False):
            _look(item.path, f"{inside}{item.name}/", found)
        elif item.name not in _LEFT_BEHIND:
            status = item.stat(follow_symlinks=False)
            found[Address(inside + item.name)] = (status.st_size, status.st_mtime_ns)


def _digest_of(file: Path) -> bytes | None:
    """The digest of a file's bytes; None for a symbolic link, and for what cannot be read."""
    try:
        return None if file.is_symlink() else digest(file.read_bytes())
    except OSError:
        return None


def _holds(path: str, made: bytes) -> int | None:
    """When the file was last changed, in nanoseconds, if it is there with these bytes."""
    try:
        with open(path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            return status.st_mtime_ns if status.st_size == len(made) and file.read() == made else None
    except OSError:
        return None


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
