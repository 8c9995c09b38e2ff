"""Table: values by path, kept in buckets of which a small change rewrites few."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar
from zlib import crc32

import msgspec

from builder.cache.files import decoded, read_file, save_content
from builder.core.overlay import keys_of_others

BUCKETS = 64
"""The buckets of each table."""

NO_NAMES = ("",) * BUCKETS
"""The names of the files of a table with no values."""

K = TypeVar("K", bound=str)
T = TypeVar("T")


class Table(Generic[K, T]):
    """Values by path, cut into buckets by the folders of the paths, so that a small change rewrites little.

    The buckets are read when values are first asked for. If one is not there as it was written, the table is empty.
    """

    def __init__(self, kind: type[dict[K, T]], folder: Path = Path(), names: Sequence[str] = NO_NAMES) -> None:
        self._kind = kind
        self._folder = folder
        self._names = names
        """The files of the folder that hold the buckets; an empty name for an empty one."""
        self._unsaved: frozenset[int] = frozenset()
        """The numbers of the buckets that no file holds."""

    @cached_property
    def _buckets(self) -> Sequence[dict[K, T]]:
        buckets = [decoded(read_file(self._folder, name), self._kind) if name else {} for name in self._names]
        whole = [bucket for bucket in buckets if bucket is not None]
        return whole if len(whole) == BUCKETS else [{} for _ in range(BUCKETS)]

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
        changed = [path for path in keys_of_others(values, mine) if mine.get(path) != values[path]]
        is_any_gone = len(values) < len(mine) + sum(path not in mine for path in changed)
        gone = mine.keys() - values.keys() if is_any_gone else ()
        buckets: dict[int, dict[K, T]] = {}
        for path in chain(changed, gone):
            number = crc32(path.rpartition("/")[0].encode()) % BUCKETS
            bucket = buckets.get(number)
            if bucket is None:
                bucket = buckets[number] = dict(self._buckets[number])
            if path in values:
                bucket[path] = values[path]
            else:
                del bucket[path]
        kept = [name if bucket else "" for name, bucket in zip(self._names, self._buckets, strict=True)]
        table = Table(self._kind, self._folder, kept)
        table._unsaved = self._unsaved | buckets.keys()
        table._buckets = [buckets.get(number, bucket) for number, bucket in enumerate(self._buckets)]
        return table

    def save(self, folder: Path) -> tuple[str, ...]:
        """Write the buckets that no file holds; the names of all."""
        names = list(self._names)
        for number in self._unsaved:  # one after the other, so that no more than one of them is there encoded
            bucket = self._buckets[number]
            names[number] = save_content(folder, msgspec.msgpack.encode(bucket)) if bucket else ""
        return tuple(names)
