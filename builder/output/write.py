"""Bytes to output/: only what changed, each file whole or not at all, and nothing that an earlier build did not make.

Changed files are made in a staging folder inside the output and moved to their places once all of them are there.
A list of the files that builds made lies beside them; it is written before anything is moved, so that an
interrupted build is completed by the next one.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from builder.core.digest import digest
from builder.core.urls import Address
from builder.output.inspect import MANIFEST, STAGING
from builder.output.manifest import OutputFile

_HEADER = "# The files that `dateline build` made here. It replaces and deletes these, and no others."


@dataclass(frozen=True, slots=True)
class Staged:
    """Some of the site's files, of which those that changed are in the staging folder."""

    outputs: dict[Address, OutputFile]
    """By address."""
    changed: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a build left in the output folder."""

    outputs: dict[Address, OutputFile]
    """All files of the site by address."""
    changed: int
    """Files that were written because they are new or different."""
    deleted: int
    """Files of an earlier build that the site no longer has."""
    copies: dict[Address, OutputFile]
    """The files of the site that are published as they are."""
    ended: int
    """When all was there, in nanoseconds by the clock of its disk."""


def stage(files: Iterable[tuple[Address, bytes]], output: Path, before: Collection[str]) -> Staged:
    """Put those of the files that changed into the staging folder.

    Only the files named in `before` may be there already, and are looked at.
    """
    outputs: dict[Address, OutputFile] = {}
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
        outputs[address] = OutputFile(len(made), time, digest(made))
    return Staged(outputs, changed)


def write(
    staged: Iterable[Staged],
    output: Path,
    before: Set[str],
    kept: Mapping[Address, OutputFile],
    earlier: Collection[Address] = (),
) -> Written:
    """Make the output hold exactly the kept files and those that the parts name, staged one after the other.

    What builds made `before` is deleted where it is not among them. Files of an `earlier` build stay beside them; the
    next build no longer knows them, and deletes them. If making a part raises an error, the output stays as it was.
    """
    parts = _made(staged, output)
    outputs = dict(kept)
    for part in parts:
        outputs |= part.outputs
    there = outputs.keys() | earlier
    stale = before - there
    if before != there:
        _list_files(output, before | there)
    _delete(stale, output)
    _move(output / STAGING, output)
    shutil.rmtree(output / STAGING, ignore_errors=True)
    if stale:
        _list_files(output, there)
    copies = {address: made for address, made in outputs.items() if made.source is not None}
    ended = output.stat().st_ctime_ns  # the staging folder went just now
    return Written(outputs, sum(part.changed for part in parts), len(stale), copies, ended)


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
