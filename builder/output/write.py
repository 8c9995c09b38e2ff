"""Staged, atomic writes to output/: only what changed, and nothing that an earlier build did not make.

Changed files are written to a staging folder inside the output and moved to their places once all of them are there,
so that each is whole or not there at all. The manifest lists the files that builds made; it is written before anything
is moved, so that the next build completes one that was interrupted.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from secrets import token_hex
from stat import S_ISDIR

from msgspec import field

from builder.concurrency.build_lock import build_lock
from builder.core.atomic_file import write_new
from builder.core.digest import digest
from builder.core.problems import BuildRunning, OutputBusy
from builder.core.real_files import open_file
from builder.core.record import Frozen
from builder.core.urls import MANIFEST, Address
from builder.output.inspect import STAGING
from builder.output.manifest import OutputFile, manifest_bytes, manifest_site


class Staged(Frozen, frozen=True):
    """A batch of the site's files, of which those that changed are in the staging folder."""

    outputs: dict[Address, OutputFile]
    """All files of the batch, by address."""
    changed: int
    """How many of them are staged."""
    packed: int = 0
    """How many bytes the whole site has at most as it is packed, about; 0 where that is not known."""


class Written(Frozen, frozen=True):
    """The output folder as a build left it."""

    outputs: dict[Address, OutputFile]
    """All files of the site by address."""
    changed: int
    """Files that were written because they are new or different."""
    deleted: int
    """Files of an earlier build that the site no longer has."""
    copies: dict[Address, OutputFile]
    """The files of the site that are published as they are."""
    ended: int
    """When everything was in place, in nanoseconds by the clock of its disk."""
    folder: int
    """The number of the output folder on its disk, its inode."""
    packed: int = 0
    """How many bytes the site has at most as it is packed, about; 0 where that is not known."""


def stage(
    files: Iterable[tuple[Address, bytes]], output: Path, before: Collection[str], desk: str | None = None
) -> Staged:
    """Write those of the files that changed to the staging folder.

    Only those named in `before` may be there already, and are compared. Where several processes may stage the same
    file, each is written on a desk and moved to its place from there, so that what lies in its place is always whole.
    """
    outputs: dict[Address, OutputFile] = {}
    folders: set[str] = set()
    changed = 0
    for address, content in files:
        mtime = _mtime_if_same(f"{output}/{address}", content) if address in before else None
        if mtime is None:
            folder = address.rpartition("/")[0]
            if folder not in folders:
                _make_folder(f"{output}/{STAGING}/{folder}")
                folders.add(folder)
            mtime = _write_staged(f"{output}/{STAGING}/{address}", content, desk)
            changed += 1
        outputs[address] = OutputFile(len(content), mtime, digest(content))
    return Staged(outputs, changed)


def _make_folder(path: str) -> None:
    """Make a folder and those above it, if they are not there.

    Where the system cannot say what is there already, `makedirs` tells only that something is; it is asked again.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError:
        if not S_ISDIR(os.stat(path).st_mode):
            raise


def _write_staged(path: str, content: bytes, desk: str | None) -> int:
    if desk is None:
        return write_new(path, content)
    unfinished = f"{desk}/{token_hex(8)}"
    mtime = write_new(unfinished, content)
    os.replace(unfinished, path)
    return mtime


@contextmanager
def staging_desk(output: Path) -> Iterator[str]:
    """A folder in the staging folder, for as long as processes elsewhere stage files: who does not find it stages none.

    Its name is random, so whoever finds it sees this very output. With it goes all that is unfinished, and what
    comes too late fails.
    """
    desk = output / STAGING / f".{token_hex(16)}"
    desk.mkdir()
    try:
        yield str(desk)
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _mtime_if_same(path: str, content: bytes) -> int | None:
    """The time of a file's last modification, in nanoseconds, if it is there with these bytes."""
    try:
        with open_file(path) as file:
            status = os.fstat(file.fileno())
            return status.st_mtime_ns if status.st_size == len(content) and file.read() == content else None
    except OSError:
        return None


class Target(Frozen, frozen=True):
    """The output folder that a build writes to, and what it knows of the files there."""

    folder: Path
    made_before: Set[str]
    """The files that builds made, which are deleted where they are not of the site any more."""
    kept: Mapping[Address, OutputFile] = field(default_factory=dict)
    """The files of the site that stay as they are."""
    earlier: Collection[Address] = ()
    """Files of the build before that stay beside its own. The next build no longer knows them, and deletes them."""
    site: str = ""
    """The name of the site, which the manifest says."""
    is_as_seen: Callable[[], bool] = lambda: True
    """Whether no other build has written there since this one looked."""


def write(batches: Iterable[Staged], target: Target) -> Written:
    """Make the output hold exactly the kept files and those of the batches, which are staged one after the other.

    If staging a batch raises an error, the output stays as it was. Raises OutputBusy if another build is writing there,
    or has written since this one looked.
    """
    output = target.folder
    existed = output.exists()
    output.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            held.enter_context(build_lock(output))
        except BuildRunning as error:
            raise OutputBusy from error
        if not target.is_as_seen():
            raise OutputBusy
        staged = _stage_all(batches, output, target.site, existed=existed)
        return _publish(staged, target)


def _publish(staged: Sequence[Staged], target: Target) -> Written:
    """Put what is staged in its place, and take away what is not of the site any more."""
    output, before, site = target.folder, target.made_before, target.site
    outputs = dict(target.kept)
    for batch in staged:
        outputs |= batch.outputs
    after = dict.fromkeys(chain(outputs, target.earlier))  # in their order: it is soon sorted
    stale = before - after.keys()
    if before != after.keys() or manifest_site(output) != site:
        _write_manifest(output, chain(after, stale), site)
    _delete(stale, output)
    _move(output / STAGING, output)
    shutil.rmtree(output / STAGING, ignore_errors=True)
    if stale:
        _write_manifest(output, after, site)
    copies = {address: file for address, file in outputs.items() if file.source is not None}
    status = output.stat()  # the staging folder went just now
    return Written(
        outputs,
        sum(batch.changed for batch in staged),
        len(stale),
        copies,
        status.st_ctime_ns,
        status.st_ino,
        max((batch.packed for batch in staged), default=0),
    )


def _stage_all(batches: Iterable[Staged], output: Path, site: str, *, existed: bool) -> list[Staged]:
    """Stage all batches. The manifest is there before the staging folder, so that both are known to be ours."""
    had_manifest = (output / MANIFEST).exists()
    if not had_manifest:
        _write_manifest(output, (), site)
    shutil.rmtree(output / STAGING, ignore_errors=True)
    (output / STAGING).mkdir()
    try:
        return list(batches)
    except BaseException:
        shutil.rmtree(output / STAGING, ignore_errors=True)
        with suppress(OSError):  # what stopped the build is to be told, and not what stops tidying up
            if not had_manifest and not (output / STAGING).exists():
                (output / MANIFEST).unlink()
            if not existed:
                output.rmdir()
        raise


def _move(source: Path, target: Path) -> None:
    """Move everything below one folder to another; a folder that is not there yet moves whole."""
    for item in os.scandir(source):
        place = target / item.name
        if not place.is_dir() or place.is_symlink():
            Path(item.path).replace(place)
        elif item.is_dir():
            _move(Path(item.path), place)
        else:
            place.rmdir()
            Path(item.path).replace(place)


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


def _write_manifest(output: Path, addresses: Iterable[str], site: str) -> None:
    new = output / f"{MANIFEST}-new"
    new.unlink(missing_ok=True)
    write_new(str(new), manifest_bytes(addresses, site))
    new.replace(output / MANIFEST)
