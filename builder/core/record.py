"""Frozen and Record: the bases of values. msgspec makes their classes, and the values, faster than dataclasses.

A program that starts for each build pays for each class that it has: a dataclass is written as text and compiled at
every start, which takes a millisecond; a struct takes a twentieth of that.
"""

from msgspec import Struct


class Frozen(Struct, frozen=True):
    """A frozen value with named fields, compared by them.

        class Selection(Frozen, frozen=True):
            names: tuple[str, ...]
            limit: int = 10

    `dict=True` beside `frozen=True` is for one with cached properties. `msgspec.structs.replace` makes another of it.
    """


class Record(Frozen, frozen=True, gc=False, omit_defaults=True):
    """A value that is kept in the cache, sent between processes, or made for every file.

        class Reference(Record, frozen=True):
            target: str

    msgspec packs it as a map of the fields that differ from their defaults; with `array_like=True`, for what is kept of
    every file, as a list of all of them, which is read in less time. The garbage collector passes records over,
    so a record must never be part of a cycle: it holds texts, numbers, and tuples of records.
    """
