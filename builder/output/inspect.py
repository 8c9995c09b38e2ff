"""Output inspection: which files lie in the output folder, what changed since the last build, and what is not ours."""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from stat import S_ISDIR

import msgspec
from msgspec import field

from builder.concurrency.parallel_map import parallel_map
from builder.config.config import Config
from builder.core.digest import digest
from builder.core.problems import Code, Place, Problem
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.text import quoted_text
from builder.core.urls import MANIFEST, Address
from builder.output.manifest import OutputFile, manifest_site, read_manifest

STAGING = ".dateline-new"
"""The staging folder: where changed files wait until all of them are made."""

FileStatus = tuple[int, int, int]
"""A file's size in bytes, and the times of the last change to its bytes and to its status, in nanoseconds."""

_KNOWS_CHANGES = os.name != "nt"
"""Whether a folder's status says when something came or went in it; on Windows that time is when it was made."""

MIN_PARALLEL_DIGESTS = 2_000
"""Files that are read sooner by several processes."""

_digests_decoder = msgspec.msgpack.Decoder(list[bytes | None])

_SYSTEM_FILES = (".DS_Store", "Thumbs.db", "desktop.ini")


def list_files(output: Path) -> dict[Address, FileStatus]:
    """The files in the output folder, without those that the system leaves there, the manifest and staged files."""
    files: dict[Address, FileStatus] = {}
    _list_folder(str(output), "", files, ())
    return _without_internal(files)


class Differences(Frozen, frozen=True):
    """Files in the output folder that were added, removed or modified since the last build."""

    unknown_files: tuple[Address, ...] = ()
    """Files that no build is known to have made, in the order of paths."""
    missing: frozenset[Address] = frozenset()
    modified: frozenset[Address] = frozenset()
    touched: dict[Address, int] = field(default_factory=dict)
    """Files of which only the time of modification differs, with that time."""
    compared: int = 0
    """How many files the last build is known to have left."""


def compare_output(
    outputs: Mapping[Address, OutputFile],
    output: Path,
    ended: int,
    earlier: Collection[Address] = (),
    *,
    jobs: int = 1,
) -> Differences:
    """Compare an output folder with what it is known to have held when the last build ended.

    A file's time of modification can be set to what it was, but not that of its status. Where either differs, as in a
    folder that was copied, the bytes decide. Files of a build before the last one, which are `earlier`, may lie there.

    Only folders in which something came or went since then are listed: to ask for the status of files whose names are
    known takes half as long. Where none is known, all are. Many files are read by `jobs` processes.
    """
    by_folder = _by_folder(outputs)
    folders = _with_folders_above((*by_folder, *map(_folder_of, earlier)))
    changed, unchanged = _known_folders(folders, str(output), ended if outputs else 0)
    listed: dict[Address, FileStatus] = {}
    for folder in changed:
        _list_folder(f"{output}/{folder}", folder, listed, folders)
    missing: set[Address] = set()
    modified: set[Address] = set()
    suspects: dict[Address, int] = {}
    for folder, addresses in by_folder.items():
        if folder in unchanged:
            differing = _differing(addresses, outputs, str(output), ended)
        else:
            differing = ((address, listed.pop(address, None)) for address in addresses)
        for address, status in differing:
            if status is None:
                missing.add(address)
                continue
            size, mtime, ctime = status
            if size != outputs[address].size:
                modified.add(address)
            elif mtime != outputs[address].mtime or ctime > ended:
                suspects[address] = mtime
    packed = parallel_map(_digester, str(output), [*suspects], jobs, MIN_PARALLEL_DIGESTS)
    digests = chain.from_iterable(map(_digests_decoder.decode, packed))
    modified.update(at for at, found in zip(suspects, digests, strict=True) if found != outputs[at].digest)
    touched = {address: mtime for address, mtime in suspects.items() if address not in modified}
    standing = (address for address in earlier if _folder_of(address) in unchanged)
    left = filter(lambda address: os.path.lexists(f"{output}/{address}"), standing)
    unknown_files = tuple(sorted((*_without_internal(listed), *left)))
    return Differences(unknown_files, frozenset(missing), frozenset(modified), touched, len(outputs))


def _differing(
    addresses: Iterable[Address], outputs: Mapping[Address, OutputFile], output: str, ended: int
) -> Iterator[tuple[Address, FileStatus | None]]:
    """Those of the files, asked for one by one, whose status is not as it was left; None where there is no file.

    A build asks this of every file of a site, so it is written to be quick.
    """
    for address in addresses:
        try:
            status = os.lstat(f"{output}/{address}")
        except OSError:
            yield address, None
            continue
        known = outputs[address]
        size, mtime, ctime = status.st_size, status.st_mtime_ns, status.st_ctime_ns
        if ctime > ended or mtime != known.mtime or size != known.size:
            yield address, (size, mtime, ctime)


def _folder_of(path: str) -> str:
    """The folder that a file or a folder lies in: `news/2011/` of `news/2011/index.html` and of `news/2011/05/`."""
    return path[: path.rfind("/", 0, -1) + 1]


def _by_folder(addresses: Iterable[Address]) -> dict[str, list[Address]]:
    """The files of each folder: `news/2011/`, and an empty text for the output itself."""
    found: dict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        found[address[: address.rfind("/") + 1]].append(address)
    return found


def _with_folders_above(below: Iterable[str]) -> set[str]:
    """Some folders, and those above them."""
    folders = {""}
    for folder in below:
        while folder not in folders:
            folders.add(folder)
            folder = _folder_of(folder)  # noqa: PLW2901  # one step up
    return folders


def _known_folders(folders: Iterable[str], output: str, ended: int) -> tuple[list[str], set[str]]:
    """Those in which something came or went since the last build ended, and the others; not those that are gone."""
    changed: list[str] = []
    unchanged: set[str] = set()
    gone: set[str] = set()
    for folder in sorted(folders):
        try:
            status = os.lstat(f"{output}/{folder[:-1]}")
        except OSError:
            gone.add(folder)
            continue
        if not S_ISDIR(status.st_mode) or _folder_of(folder) in gone:  # what a link leads to is not the output's
            gone.add(folder)
        elif status.st_ctime_ns > ended or not _KNOWS_CHANGES:
            changed.append(folder)
        else:
            unchanged.add(folder)
    return changed, unchanged


def check_location(config: Config) -> tuple[Problem, ...]:
    """Refuse an output folder that would destroy the site's own files, or cannot be a folder, whatever it holds."""
    output = config.output
    for folder in (config.content, config.templates):
        is_left_out = folder == config.content == config.root  # such content is read without the output
        if output == folder or (output.is_relative_to(folder) and not is_left_out) or folder.is_relative_to(output):
            name = config.display_path(folder)
            how = f"holds {name}" if folder.is_relative_to(output) else f"lies in {name}"
            if output == folder:
                how = f"is {name} itself"
            what = f"the output folder {how}, which is the site's own, and a build could destroy what is there"
            cure = 'name one that is for the output alone, such as output = "output" in the settings'
            return (_refusal(config, what, cure),)
    existing = next(path for path in (output, *output.parents) if path.exists())
    if not existing.is_dir():
        what = (
            "the output is a file, not a folder"
            if existing == output
            else f"{config.display_path(existing)} is no folder"
        )
        return (_refusal(config, what, "choose another with --output"),)
    return ()


def check_output(config: Config, unknown_files: Sequence[Address]) -> tuple[Problem, ...]:
    """Refuse an output folder by its location, or by files in it that the manifest does not list either."""
    if problems := check_location(config):
        return problems
    listed = read_manifest(config.output) if unknown_files else ()
    foreign = [path for path in unknown_files if path not in listed]
    if not foreign:
        return ()
    named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
    what = f"the output folder holds what no build made: {named}"
    cure = "move it away, or put it in content/ to have it published, or choose another folder with --output"
    return (_refusal(config, what, cure),)


def check_owner(config: Config, published_as: str) -> tuple[Problem, ...]:
    """Refuse an output folder that another site published into: each would delete the other's pages.

    A site is known by its title; one without any is not told from others. `published_as` is the title that this site
    had when it last published here, as titles change.
    """
    owner = manifest_site(config.output)
    if owner in ("", config.site_name, published_as):
        return ()
    what = f"the output folder holds another site, {quoted_text(owner)}"
    cure = "choose another folder with --output; or let this site take its place with --take-over"
    return (_refusal(config, what, cure),)


def _refusal(config: Config, what: str, cure: str) -> Problem:
    return Problem(Code.OUTPUT_REFUSED, Place(config.display_path(config.output) or "."), what, cure)


def _is_internal(path: str) -> bool:
    """Whether the file is one of those that a build keeps beside the site's own."""
    return path in (MANIFEST, f"{MANIFEST}-new") or path.startswith(f"{STAGING}/")


def _without_internal(files: dict[Address, FileStatus]) -> dict[Address, FileStatus]:
    """The files without those that a build keeps beside the site's own, where one did.

    A first build that is killed may leave nothing but the list of files that it began.
    """
    is_ours = files.keys() & {MANIFEST, f"{MANIFEST}-new"}
    internal = [path for path in files if path.startswith(".") and _is_internal(path)] if is_ours else []
    for path in internal:
        del files[path]
    return files


def _list_folder(folder: str, prefix: str, files: dict[Address, FileStatus], others: Container[str]) -> None:
    """Add the files in and below a folder, without those of the system, and without what is below `others`.

    A symbolic link counts as a file.
    """
    try:
        items = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in items:
        if item.is_dir(follow_symlinks=False):
            below = f"{prefix}{item.name}/"
            if below not in others:
                _list_folder(item.path, below, files, others)
        elif item.name not in _SYSTEM_FILES:
            status = item.stat(follow_symlinks=False)
            files[Address(prefix + item.name)] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _digester(output: str) -> Callable[[Sequence[Address]], bytes]:
    """The function that gives the digests of some files, packed so that they travel lightly between processes."""
    return lambda addresses: msgspec.msgpack.encode([_file_digest(f"{output}/{address}") for address in addresses])


def _file_digest(file: str) -> bytes | None:
    """The digest of a file's bytes; None for a symbolic link or a pipe, and for what cannot be read."""
    try:
        return digest(read_file(file))
    except OSError:
        return None


def folds_case(folder: Path) -> bool:
    """Whether the disk of a folder takes names that differ only in case for one, as those of macOS and Windows do."""
    other = folder.with_name(folder.name.swapcase())
    return other.name != folder.name and other.exists() and other.samefile(folder)
