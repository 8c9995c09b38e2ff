"""What lies in the output folder before a build: what the last build left, what changed since, and what is not ours."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.config.config import Config
from builder.core.digest import digest
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Address
from builder.output.manifest import OutputFile

MANIFEST = ".dateline-files"
"""The list of the files that builds made, one path a line, in the output folder."""

STAGING = ".dateline-new"
"""Where changed files wait until all of them are made."""

Lying = tuple[int, int, int]
"""A file's size in bytes, and the times of the last change to its bytes and to its status, in nanoseconds."""

_LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")


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
    compared: int = 0
    """How many files the last build is known to have left."""


def differences(outputs: Mapping[Address, OutputFile], output: Path, ended: int) -> Differences:
    """Compare an output folder with what it is known to have held when the last build ended.

    A file's time of change can be set to what it was, but not that of its status. Where either is another one, as in a
    folder that was copied, the bytes tell.
    """
    there = lying(output)
    altered: set[Address] = set()
    touched: dict[Address, int] = {}
    for address, left in outputs.items():
        size, changed, status = there.get(address, (left.size, left.changed, 0))
        is_marked = changed != left.changed or status > ended
        if size != left.size or (is_marked and _digest_of(output / address) != left.digest):
            altered.add(address)
        elif is_marked:
            touched[address] = changed
    missing = frozenset(outputs.keys() - there.keys())
    strange = tuple(sorted(there.keys() - outputs.keys()))
    return Differences(strange, missing, frozenset(altered), touched, len(outputs))


def misplaced(config: Config) -> tuple[Problem, ...]:
    """Why nothing may be published where the output folder is to be, whatever it holds."""
    output = config.output
    for folder in (config.content, config.root / "templates"):
        if output == folder or output.is_relative_to(folder) or folder.is_relative_to(output):
            name = config.shown(folder)
            how = f"holds {name}" if folder.is_relative_to(output) else f"lies in {name}"
            if output == folder:
                how = f"is {name} itself"
            what = f"the output folder {how}, which is the site's own, and a build could destroy what is there"
            cure = 'name one that is for the output alone, such as output = "output" in the settings'
            return (_refused(config, what, cure),)
    there = next(path for path in (output, *output.parents) if path.exists())
    if not there.is_dir():
        what = "the output is a file, not a folder" if there == output else f"{config.shown(there)} is no folder"
        return (_refused(config, what, "choose another with --output"),)
    return ()


def refusals(config: Config, strange: Sequence[Address]) -> tuple[Problem, ...]:
    """Why the output folder may not be written to, given the files that the last build is not known to have made."""
    if problems := misplaced(config):
        return problems
    made = made_before(config.output) if strange else ()
    strange = [path for path in strange if path not in made]
    if not strange:
        return ()
    named = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
    what = f"the output folder holds what no build made: {named}"
    cure = "move it away, or put it in content/ to have it published, or choose another folder with --output"
    return (_refused(config, what, cure),)


def _is_ours(path: str) -> bool:
    """Whether the file is one of those that a build keeps beside the site's own."""
    return path in (MANIFEST, f"{MANIFEST}-new") or path.startswith(f"{STAGING}/")


def is_listed(output: Path) -> bool:
    """Whether the list of the files that builds made lies in an output folder, so that it is known to be ours."""
    return (output / MANIFEST).is_file()


def made_before(output: Path) -> set[str]:
    """The files that earlier builds made, as the list beside them says."""
    try:
        lines = (output / MANIFEST).read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in lines[1:] if line and line[0] != "/" and (".." not in line or ".." not in line.split("/"))}


def _refused(config: Config, what: str, cure: str) -> Problem:
    return Problem(Code.OUTPUT_REFUSED, Place(config.shown(config.output) or "."), what, cure)


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
            found[Address(inside + item.name)] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _digest_of(file: Path) -> bytes | None:
    """The digest of a file's bytes; None for a symbolic link, and for what cannot be read."""
    try:
        return None if file.is_symlink() else digest(file.read_bytes())
    except OSError:
        return None
