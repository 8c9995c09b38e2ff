"""Overlay: a mapping that is like another one but for a few changes, made in the time of the few and not of all."""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from itertools import compress, filterfalse
from operator import is_not
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")

MAX_CHANGES = 1_000
"""With more changes a mapping is copied: to look up most values would take twice as long for ever."""


class Overlay(Mapping[K, T]):
    """The values of a mapping, some of them replaced, and others behind them. What it is made of stays as it is.

    Overlay({"a": 1, "b": 2}, {"b": 3, "c": 4})     {"a": 1, "b": 3, "c": 4}
    """

    __slots__ = ("_new", "below", "changes")

    def __init__(self, below: Mapping[K, T], changes: Mapping[K, T]) -> None:
        self.below = below
        self.changes = changes
        self._new = [*filterfalse(below.__contains__, changes)]

    def __getitem__(self, key: K) -> T:
        return self.changes[key] if key in self.changes else self.below[key]

    def __contains__(self, key: object) -> bool:
        return key in self.below or key in self.changes

    def __iter__(self) -> Iterator[K]:
        yield from self.below
        yield from self._new

    def __len__(self) -> int:
        return len(self.below) + len(self._new)

    def items(self) -> ItemsView[K, T]:
        """As of a dict with the same values: to go through all of them, one is made."""
        return self._copy().items()

    def values(self) -> ValuesView[T]:
        """The same."""
        return self._copy().values()

    def _copy(self) -> dict[K, T]:
        return {**self.below, **self.changes}


def overlaid(mapping: Mapping[K, T], changes: Mapping[K, T]) -> Mapping[K, T]:
    """The mapping with changes. Those that it was made with itself are put together with them, not piled up."""
    if isinstance(mapping, Overlay):
        changes = {**mapping.changes, **changes}
        mapping = mapping.below
    return {**mapping, **changes} if len(changes) > MAX_CHANGES else Overlay(mapping, changes)


def keys_of_others(after: Mapping[K, T], before: Mapping[K, T]) -> Iterator[K]:
    """The keys of values that are not the very same ones as before, as nearly all are."""
    if isinstance(after, Overlay) and after.below is before:
        return iter(after.changes)
    return compress(after, map(is_not, map(before.get, after), after.values()))
