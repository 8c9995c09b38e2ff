"""What a build remembers for the next one, in `.dateline/`: what each file gave, and what each published file held.

It is safe to lose, to damage and to share: a file of it that is missing, or is not what the index says, is as if it
had never been written, and nothing in it is ever run. An index names its files by digests of their bytes, so that
files of two builds cannot be mixed up.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, compress
from operator import is_not
from pathlib import Path
from typing import Annotated, Generic, TypeVar
from zlib import crc32

import msgspec

from builder.content.scan import FileStamp
from builder.core.digest import digest
from builder.core.model import FileHistory, Parsed
from builder.core.problems import Problem
from builder.core.urls import Address
from builder.output.manifest import OutputFile

FOLDER = ".dateline"
"""Where the memory lies, in the site's folder."""

FORMAT = 9
"""To be counted up with every change to what is written here."""

_INDEX = "index"
_BUCKETS = 64
_Names = Annotated[tuple[str, ...], msgspec.Meta(min_length=_BUCKETS, max_length=_BUCKETS)]
_NO_NAMES = ("",) * _BUCKETS
_DIGEST = 16

K = TypeVar("K", bound=str)
T = TypeVar("T")


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


class Table(Generic[K, T]):
    """Values by path, cut into buckets by the folders of the paths, so that a small change rewrites little.

    The buckets are read when values are first asked for. If one is not there as it was written, the table is empty.
    """

    def __init__(self, kind: type[dict[K, T]], folder: Path = Path(), names: Sequence[str] = _NO_NAMES) -> None:
        self._kind = kind
        self._folder = folder
        self._names = names
        """The files of the folder that hold the buckets; an empty name for an empty one."""
        self._new: dict[int, bytes] = {}
        """Buckets that are still to be written."""

    @cached_property
    def _buckets(self) -> Sequence[dict[K, T]]:
        buckets = [_decoded(_content(self._folder, name), self._kind) if name else {} for name in self._names]
        whole = [bucket for bucket in buckets if bucket is not None]
        return whole if len(whole) == _BUCKETS else [{} for _ in range(_BUCKETS)]

    @property
    def is_whole(self) -> bool:
        """Whether every bucket is there as it was written."""
        return all(bucket or not name for bucket, name in zip(self._buckets, self._names, strict=True))

    @cached_property
    def values(self) -> dict[K, T]:
        """All values by path."""
        values: dict[K, T] = {}
        for bucket in self._buckets:
            values |= bucket
        return values

    def becoming(self, values: Mapping[K, T]) -> "Table[K, T]":
        """A table of other values, of which those that are the same stay where they are."""
        mine = self.values
        others = compress(values, map(is_not, map(mine.get, values), values.values()))  # nearly all are the same object
        changed = [path for path in others if mine.get(path) != values[path]]
        is_any_gone = len(values) < len(mine) + sum(path not in mine for path in changed)
        gone = mine.keys() - values.keys() if is_any_gone else ()
        buckets: dict[int, dict[K, T]] = {}
        for path in chain(changed, gone):
            number = crc32(path.rpartition("/")[0].encode()) % _BUCKETS
            bucket = buckets.get(number)
            if bucket is None:
                bucket = buckets[number] = dict(self._buckets[number])
            if path in values:
                bucket[path] = values[path]
            else:
                del bucket[path]
        kept = [name if bucket else "" for name, bucket in zip(self._names, self._buckets, strict=True)]
        table = Table(self._kind, self._folder, kept)
        new = {number: msgspec.msgpack.encode(bucket) if bucket else b"" for number, bucket in buckets.items()}
        table._new = self._new | new
        table._buckets = [buckets.get(number, bucket) for number, bucket in enumerate(self._buckets)]
        return table

    def save(self, folder: Path) -> tuple[str, ...]:
        """Write the buckets that no file holds; the names of all."""
        new = {number: _save(folder, content) if content else "" for number, content in self._new.items()}
        return tuple(new.get(number, name) for number, name in enumerate(self._names))


@dataclass(frozen=True, slots=True)
class BuildCache:
    """All that is remembered."""

    reading: bytes = b""
    """The fingerprint of what reading depended on."""
    making: bytes = b""
    """The fingerprint of what every page depended on."""
    output: str = ""
    """The folder that was published into, from the site's folder on if it lies there: a site may be moved."""
    ended: int = 0
    """When everything lay there, in nanoseconds by the clock of its disk."""
    seen: Table[str, FileStamp] = field(default_factory=partial(Table, dict[str, FileStamp]))
    """By the path below content/ of each Markdown file; exactly those that the outputs were made from."""
    static: Mapping[str, FileStamp] = field(default_factory=dict)
    """The static files by their names."""
    parsed: Table[str, Parsed] = field(default_factory=partial(Table, dict[str, Parsed]))
    """What each of these files gave."""
    outputs: Table[Address, OutputFile] = field(default_factory=partial(Table, dict[Address, OutputFile]))
    """By address."""
    copies: Mapping[Address, OutputFile] = field(default_factory=dict)
    """Those of the outputs that were published as they are."""
    head: str = ""
    """The commit at which git was asked for the past of the texts; empty where it had nothing to say."""
    history: Table[str, FileHistory] = field(default_factory=partial(Table, dict[str, FileHistory]))
    """What it said."""
    words: Table[str, str] = field(default_factory=partial(Table, dict[str, str]))
    """For each entry's path for messages the words of its text, as the search index has them."""
    below: Mapping[str, int] = field(default_factory=dict)
    """How many postings of the search index there are below each prefix of words that is split."""
    report: Report = Report()


@dataclass(frozen=True, slots=True)
class _Index:
    format: int
    reading: bytes
    making: bytes
    output: str
    ended: int
    static: dict[str, FileStamp]
    copies: dict[Address, OutputFile]
    below: dict[str, int]
    report: Report
    seen: _Names
    parsed: _Names
    outputs: _Names
    words: _Names
    head: str
    history: _Names


def load_cache(root: Path) -> BuildCache:
    """What the last build of the site in a folder remembered; nothing where that cannot be read as it was written."""
    folder = root / FOLDER
    index = _decoded(_content(folder, _INDEX), _Index)
    if index is None or index.format != FORMAT:
        return BuildCache()
    return BuildCache(
        reading=index.reading,
        making=index.making,
        output=index.output,
        ended=index.ended,
        static=index.static,
        seen=Table(dict[str, FileStamp], folder, index.seen),
        parsed=Table(dict[str, Parsed], folder, index.parsed),
        outputs=Table(dict[Address, OutputFile], folder, index.outputs),
        copies=index.copies,
        words=Table(dict[str, str], folder, index.words),
        head=index.head,
        history=Table(dict[str, FileHistory], folder, index.history),
        below=index.below,
        report=index.report,
    )


def save_cache(memory: BuildCache, root: Path) -> None:
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
            memory.ended,
            dict(memory.static),
            dict(memory.copies),
            dict(memory.below),
            memory.report,
            memory.seen.save(folder),
            memory.parsed.save(folder),
            memory.outputs.save(folder),
            memory.words.save(folder),
            memory.head,
            memory.history.save(folder),
        )
        _write(folder / _INDEX, msgspec.msgpack.encode(index))
        kept = {*index.seen, *index.parsed, *index.outputs, *index.words, *index.history, _INDEX, ".gitignore"}
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
    known = digest(content)
    return content if known == written[:_DIGEST] and name in (_INDEX, known.hex()) else None


def _decoded(content: bytes | None, kind: type[T]) -> T | None:
    try:
        return msgspec.msgpack.decode(content, type=kind) if content else None
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return None
