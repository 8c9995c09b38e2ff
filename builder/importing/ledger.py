"""The ledger of imports: what each source gave last, so that the next import knows what changed there, and what here.

It lies in `.imports/` beside content/ and is committed with it. A file for each month of a source keeps changes small:

    .imports/wikipedia/2011-05.jsonl
    {"key": "2011-05-15 a", "path": "news/2011/05/15/a.md", "digest": "9f86d081884c7d65", "front": {"title": "A", ...}}

A row without a file in content/ tells that an editor has removed it. Without the ledger no file is written over: those
that are there count as an editor's.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import field

from builder.core.digest import digest
from builder.core.file_errors import naming
from builder.core.real_files import read_trusted
from builder.core.record import Record

FOLDER = ".imports"
"""The folder of the ledger, below the site's."""

FILES = "files"
"""The shard of what has no date."""

HELD = 24
"""How many shards are in memory at once. Sources come by date, so few are needed at a time, whatever their size."""

_Each = TypeVar("_Each")


class Row(Record, frozen=True):
    """What a source gave of one text or file, and what was written then."""

    key: str
    path: str
    """The file below content/."""
    digest: str
    """Of the bytes that the import wrote; empty where an editor had written others."""
    front: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    """The digest of the text; empty if there was none."""
    old_paths: tuple[str, ...] = ()
    """Where the file lay before its date changed in the source."""


class _Place(Record, frozen=True):
    """Those fields of a row by which it is found."""

    key: str
    path: str


def fingerprint(content: bytes) -> str:
    """What stands for some bytes in the ledger."""
    return digest(content).hex()[:16]


def shard_of(date: str) -> str:
    """The shard for a date: its month, or its year."""
    return date[:7] if date[:4].isdecimal() else FILES


class Ledger:
    """The ledger of one source. Shards are read when they are asked for, and written if something in them changed.

    Those that changed and were not asked for lately wait in a folder of the import, so that memory does not grow with
    the source.
    """

    def __init__(self, root: Path, source: str, waiting: Path) -> None:
        self._folder = root / FOLDER / source
        self._waiting = waiting
        self._shards: dict[str, dict[str, Row]] = {}
        """Those in memory, the one that was asked for last at the end."""
        self._changed: set[str] = set()
        self._places: dict[str, str] | None = None
        """The shard of each key, and the key of each path, as they were before this import; none until asked for."""
        self._owners: dict[str, str] = {}

    def shard(self, name: str) -> Mapping[str, Row]:
        """The rows of a shard by their keys."""
        return self._shard(name)

    def shard_with(self, key: str) -> str | None:
        """The name of the shard that had the row of a key before this import; none if none had."""
        return self._indexed().get(key)

    def owner(self, path: str) -> str | None:
        """The key of the row whose file lay at a path before this import; none if no row's did."""
        self._indexed()
        return self._owners.get(path)

    def put(self, name: str, row: Row) -> None:
        """Remember a row in this shard, and no longer in the one that had it before."""
        rows = self._shard(name)
        if rows.get(row.key) != row:
            rows[row.key] = row
            self._changed.add(name)
        before = (self._places or {}).get(row.key, name)
        if before != name and row.key in self._shard(before):
            del self._shard(before)[row.key]
            self._changed.add(before)

    def files(self) -> Iterator[tuple[Path, bytes]]:
        """The files to write, in the order of their names: those of the shards that changed."""
        for name in sorted(self._changed):
            yield self._folder / f"{name}.jsonl", _lines(self._shard(name))

    def _indexed(self) -> dict[str, str]:
        """The shard of each key, for what changed its date in the source. Read when something is not in its shard."""
        if self._places is None:
            self._places = {}
            for file in sorted(self._folder.glob("*.jsonl")):
                for place in _rows(read_trusted(file), _decode_place):
                    self._places[place.key] = file.stem
                    self._owners[place.path] = place.key
        return self._places

    def _shard(self, name: str) -> dict[str, Row]:
        rows = self._shards.pop(name, None)
        if rows is None:
            files = (folder / f"{name}.jsonl" for folder in (self._waiting, self._folder))
            found = next((file for file in files if file.is_file()), None)
            rows = {row.key: row for row in _rows(read_trusted(found) if found else b"", _decode)}
        self._shards[name] = rows
        if len(self._shards) > HELD:
            self._set_aside(next(iter(self._shards)))
        return rows

    def _set_aside(self, name: str) -> None:
        rows = self._shards.pop(name)
        if name in self._changed:
            self._waiting.mkdir(parents=True, exist_ok=True)
            file = self._waiting / f"{name}.jsonl"
            with naming(file):
                file.write_bytes(_lines(rows))


def with_rows_of(before: bytes, after: bytes, paths: Collection[str]) -> bytes:
    """A shard with the rows of some paths as they were before, for files that an import could not write after all."""
    kept = {row.key: row for row in _rows(before, _decode) if row.path in paths}
    return _lines({row.key: row for row in _rows(after, _decode) if row.path not in paths} | kept)


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Row).decode
_decode_place = msgspec.json.Decoder(_Place).decode


def _lines(rows: Mapping[str, Row]) -> bytes:
    return b"".join(_encode(rows[key]) + b"\n" for key in sorted(rows))


def _rows(content: bytes, decode: Callable[[bytes], _Each]) -> Iterator[_Each]:
    """The rows of a shard; a line that is none, as a merge of git may leave it, is passed over."""
    for line in content.splitlines():
        try:
            yield decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
