"""What a build remembers for the next one, in `.dateline/`: what each file gave, and what each published file held.

It is safe to lose, to damage and to share: a file of it that is missing, or is not what the index says, is as if it
had never been written, and nothing in it is ever run. An index names its files by digests of their bytes, so that
files of two builds cannot be mixed up.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Generic, TypeVar
from zlib import crc32

import msgspec

from builder.fingerprint import digest
from builder.model import Parsed
from builder.problems import Problem
from builder.scan import Mark
from builder.urls import Address

FOLDER = ".dateline"
"""Where the memory lies, in the site's folder."""

FORMAT = 1
"""To be counted up with every change to what is written here."""

_INDEX = "index"
_BUCKETS = 64
_DIGEST = 16
_KEY = 8

K = TypeVar("K", bound=str)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """A Markdown file as it was when it was read, and what it gave."""

    mark: Mark
    digest: bytes
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Output:
    """A published file as a build left it."""

    size: int
    """In bytes."""
    changed: int
    """The time of its last change, in nanoseconds."""
    digest: bytes
    source: Mark | None = None
    """Of a file that is published as it is, the mark of the one that it was copied from."""
    related: bytes = b""
    """Of an entry's page, the keys of the entries that its Related list names, one behind the other."""


@lru_cache(maxsize=200_000)
def key_of(address: Address) -> bytes:
    """A short key of an address: two of them are hardly ever alike."""
    return digest(address.encode())[:_KEY]


def keys_of(addresses: Iterable[Address]) -> bytes:
    """The keys of addresses, one behind the other."""
    return b"".join(map(key_of, addresses))


def names_one(related: bytes, keys: frozenset[bytes]) -> bool:
    """Whether one of the keys is among those that stand one behind the other."""
    return not keys.isdisjoint([related[start : start + _KEY] for start in range(0, len(related), _KEY)])


@dataclass(frozen=True, slots=True)
class Report:
    """What a build tells the person who ran it, so that the next one can say it again without any work."""

    problems: tuple[Problem, ...] = ()
    entries: int = 0
    days: int = 0
    topics: int = 0
    pages: int = 0
    files: int = 0
    size: int = 0
    """Of all files, in bytes."""


class DamagedError(Exception):
    """Raised when what is remembered turns out not to be what it should be."""


class Table(Generic[K, T]):
    """Values by path, cut into buckets by the folders of the paths, so that a small change rewrites little."""

    def __init__(self, kind: type[dict[K, T]], contents: Sequence[bytes], names: Sequence[str]) -> None:
        self._kind = kind
        self._contents = contents
        """The buckets as they are written, each read when values are first asked for."""
        self._names = names
        """The files of the memory that hold the buckets; an empty name for one that no file holds."""

    @classmethod
    def empty(cls, kind: type[dict[K, T]]) -> "Table[K, T]":
        """A table of nothing."""
        return cls(kind, [b""] * _BUCKETS, [""] * _BUCKETS)

    @cached_property
    def _buckets(self) -> Sequence[dict[K, T]]:
        buckets = [_decoded(content, self._kind) if content else {} for content in self._contents]
        if None in buckets:
            raise DamagedError
        return [bucket or {} for bucket in buckets]

    @cached_property
    def values(self) -> dict[K, T]:
        """All values by path. Raises DamagedError if they cannot be read."""
        values: dict[K, T] = {}
        for bucket in self._buckets:
            values |= bucket
        return values

    def becoming(self, values: Mapping[K, T]) -> "Table[K, T]":
        """A table of other values, of which those that are the same stay where they are."""
        buckets: dict[int, dict[K, T]] = {}
        for path, value in values.items():
            if self.values.get(path) != value:
                self._own(buckets, path)[path] = value
        for path in self.values.keys() - values.keys():
            del self._own(buckets, path)[path]
        contents, names = list(self._contents), list(self._names)
        for number, bucket in buckets.items():
            contents[number], names[number] = msgspec.msgpack.encode(bucket) if bucket else b"", ""
        return Table(self._kind, contents, names)

    def _own(self, copies: dict[int, dict[K, T]], path: K) -> dict[K, T]:
        """The copy of the bucket that a path belongs to."""
        number = crc32(path.rpartition("/")[0].encode()) % _BUCKETS
        if number not in copies:
            copies[number] = dict(self._buckets[number])
        return copies[number]

    @classmethod
    def load(cls, folder: Path, names: Sequence[str], kind: type[dict[K, T]]) -> "Table[K, T] | None":
        """The table that these files hold; None if one of them is not there, or not as it was written."""
        contents = [_content(folder, name) if name else b"" for name in names]
        whole = [content for content in contents if content is not None]
        return cls(kind, whole, names) if len(whole) == _BUCKETS else None

    def save(self, folder: Path) -> tuple[str, ...]:
        """Write the buckets that no file holds; the names of all."""
        return tuple(
            name or (_save(folder, content) if content else "")
            for name, content in zip(self._names, self._contents, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered."""

    reading: bytes = b""
    """The fingerprint of what reading depended on."""
    making: bytes = b""
    """The fingerprint of what every page depended on."""
    output: str = ""
    """The folder that was published into."""
    records: Table[str, Record] = field(default_factory=partial(Table.empty, dict[str, Record]))
    """By the path below content/ of each Markdown file; exactly those that the outputs were made from."""
    outputs: Table[Address, Output] = field(default_factory=partial(Table.empty, dict[Address, Output]))
    """By address."""
    copies: Mapping[Address, Output] = field(default_factory=dict)
    """Those of the outputs that were published as they are."""
    report: Report = Report()


@dataclass(frozen=True, slots=True)
class _Index:
    format: int
    reading: bytes
    making: bytes
    output: str
    copies: dict[Address, Output]
    report: Report
    records: tuple[str, ...]
    outputs: tuple[str, ...]


def recall(root: Path) -> Memory:
    """What the last build of the site in a folder remembered; nothing where that cannot be read as it was written."""
    folder = root / FOLDER
    index = _decoded(_content(folder, _INDEX), _Index)
    if index is None or index.format != FORMAT:
        return Memory()
    records = Table.load(folder, index.records, dict[str, Record])
    outputs = Table.load(folder, index.outputs, dict[Address, Output])
    if records is None or outputs is None:
        return Memory()
    return Memory(index.reading, index.making, index.output, records, outputs, index.copies, index.report)


def remember(memory: Memory, root: Path) -> None:
    """Write what is to be remembered; where that is not possible, the next build has more to do."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            return
        _replace(folder / ".gitignore", b"*\n")
        index = _Index(
            FORMAT,
            memory.reading,
            memory.making,
            memory.output,
            dict(memory.copies),
            memory.report,
            memory.records.save(folder),
            memory.outputs.save(folder),
        )
        _write(folder / _INDEX, msgspec.msgpack.encode(index))
        kept = {*index.records, *index.outputs, _INDEX, ".gitignore"}
        for item in list(os.scandir(folder)):
            if item.name not in kept:
                os.unlink(item.path)
    except OSError:
        return


def _save(folder: Path, content: bytes) -> str:
    """Write a bucket into a file named by its digest."""
    name = digest(content).hex()
    _write(folder / name, content)
    return name


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, its digest in front."""
    _replace(file, digest(content) + content)


def _replace(file: Path, content: bytes) -> None:
    """Put a new file in the place of one that may be there; what a symbolic link leads to stays as it is."""
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(new, "xb") as written:
        written.write(content)
    new.replace(file)


def _content(folder: Path, name: str) -> bytes | None:
    """What a file of the memory holds; None if it is not there, or not as it was written."""
    try:
        written = (folder / name).read_bytes()
    except (OSError, ValueError):
        return None
    content = written[_DIGEST:]
    sound = digest(content) == written[:_DIGEST] and name in (_INDEX, digest(content).hex())
    return content if sound else None


def _decoded(content: bytes | None, kind: type[T]) -> T | None:
    try:
        return msgspec.msgpack.decode(content, type=kind) if content else None
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return None
