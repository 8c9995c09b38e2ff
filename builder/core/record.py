"""Record: the base of the values that are kept in the cache, sent between processes, or made for every file."""

from msgspec import Struct


class Record(Struct, frozen=True, gc=False, omit_defaults=True):
    """A frozen value that msgspec packs as a map of the fields that differ from their defaults.

        class Reference(Record, frozen=True):
            target: str

    msgspec makes and decodes its own classes about twice as fast as dataclasses. The garbage collector passes records
    over, so a record must never be part of a cycle: it holds texts, numbers, and tuples of records.
    """
