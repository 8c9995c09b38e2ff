"""Entries by what they have in common: a context, or an outlet. Each group is made when it is first asked for."""

from abc import abstractmethod
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from typing import ClassVar, Self, TypeVar

from msgspec.structs import replace

from builder.core.model import Entry
from builder.core.overlay import MAX_CHANGES
from builder.core.record import Frozen
from builder.core.text import collation_key
from builder.core.urls import Slug

LARGE = 100
"""A group with more entries than this is also listed by year."""


class Group(Frozen, frozen=True, eq=False):
    """Entries that name the same thing."""

    slug: Slug
    name: str
    """The spelling used most often, then the first in order."""
    entries: tuple[Entry, ...]
    """Oldest first."""

    noun: ClassVar[str]
    """What messages call such a thing."""

    @property
    def name_in_messages(self) -> str:
        """What messages call this one: `the topic "Iran"`."""
        return f'the {self.noun} "{self.name}"'


G = TypeVar("G", bound=Group)

Numbers = Mapping[Slug, list[int]]
"""For each group the numbers of its entries in the order of time, ascending."""


class Groups(Mapping[Slug, G]):
    """The groups by slug, in the order of slugs, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry], numbers: Numbers | None = None) -> None:
        """The entries come oldest first, and stay so; `numbers`, where they are known."""
        self.numbers = dict(sorted((self._numbers_of(entries) if numbers is None else numbers).items()))
        """For each group the numbers of its entries, ascending."""
        self.entries = entries
        """The entries, oldest first."""
        self._made: dict[Slug, G] = {}
        self._made_before: Mapping[Slug, G] = {}
        """Groups that were made before some edits."""
        self._edited: Set[Slug] = frozenset()
        """The slugs of those among them that are others now."""

    @staticmethod
    @abstractmethod
    def names(entry: Entry) -> Sequence[object]:
        """What an entry names of this kind, as its file writes it."""

    @staticmethod
    @abstractmethod
    def slugs(entry: Entry) -> Collection[Slug]:
        """The slugs of what an entry names, each once."""

    @abstractmethod
    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> G:
        """The group of a slug, which these entries name."""

    def __getitem__(self, slug: Slug) -> G:
        made = self._made.get(slug) or self._made_of(slug)
        if made is None:
            entries = tuple([self.entries[number] for number in self.numbers[slug]])
            made = self._made[slug] = self._group(slug, entries)
        return made

    def __iter__(self) -> Iterator[Slug]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, slug: object) -> bool:
        return slug in self.numbers

    def edited(self, entries: Sequence[Entry], old: Mapping[int, Entry]) -> Self:
        """The groups of these entries, of which some took the places of old ones, given by number."""
        groups = copy(self)
        groups.entries = entries
        pairs = [(number, was, entries[number]) for number, was in old.items()]
        groups.numbers = self._renumbered(pairs)
        edited: dict[Slug, list[int]] = defaultdict(list)
        for number, was, now in pairs:
            for slug in {*self.slugs(was), *self.slugs(now)}:
                edited[slug].append(number)
        groups._take_over(self, frozenset(edited))
        if all(self.names(was) == self.names(now) for _, was, now in pairs):
            for slug, its in edited.items():
                if group := self._made_of(slug):
                    groups._made[slug] = replace(group, entries=groups._with(group.entries, slug, its))
        return groups

    def _take_over(self, before: Self, edited: Set[Slug]) -> None:
        """Have the groups that were made before an edit, but for those that are edited; most are not even copied."""
        if not before._made_before:
            self._made, self._made_before, self._edited = {}, before._made, edited
            return
        made = [*before._made.items()]  # at once: a page may be made of them meanwhile, and ask for more
        self._made = {slug: group for slug, group in made if slug not in edited}
        self._edited = before._edited | edited
        if len(self._made) > MAX_CHANGES:
            stays = ((slug, group) for slug, group in [*self._made_before.items()] if slug not in self._edited)
            self._made, self._made_before, self._edited = {}, {**dict(stays), **self._made}, frozenset()

    def _made_of(self, slug: Slug) -> G | None:
        """The group of a slug, if it was made already."""
        return self._made.get(slug) or (None if slug in self._edited else self._made_before.get(slug))

    def _with(self, before: tuple[Entry, ...], slug: Slug, numbers: Iterable[int]) -> tuple[Entry, ...]:
        """The entries of a group, those of some numbers as they are now."""
        its = [*before]
        for number in numbers:
            its[bisect_left(self.numbers[slug], number)] = self.entries[number]
        return tuple(its)

    def materialize(self) -> None:
        """Make every group now."""
        for slug in self.numbers:
            self[slug]

    @property
    def counts(self) -> dict[Slug, int]:
        """How many entries each group has."""
        return {slug: len(numbers) for slug, numbers in self.numbers.items()}

    def largest(self, counts: Mapping[Slug, int], limit: int) -> list[tuple[G, int]]:
        """Those of some counted groups that have most, and how many; then in the order of names."""
        ordered = sorted(counts.values(), reverse=True)
        least = ordered[limit - 1] if limit <= len(ordered) else 0
        found = [(self[slug], count) for slug, count in counts.items() if count >= least]
        return sorted(found, key=lambda item: (-item[1], item[0].name, item[0].slug))[:limit]

    def by_name(self, slugs: Iterable[Slug]) -> list[G]:
        """Some of the groups in the order of names, upper and lower case alike, letters with marks as those without."""
        groups = [self[slug] for slug in slugs]
        return sorted(groups, key=lambda group: (collation_key(group.name), group.name.casefold(), group.slug))

    def _numbers_of(self, entries: Iterable[Entry]) -> dict[Slug, list[int]]:
        numbers: dict[Slug, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for slug in self.slugs(entry):
                numbers[slug].append(number)
        return dict(numbers)

    def _renumbered(self, pairs: Iterable[tuple[int, Entry, Entry]]) -> dict[Slug, list[int]]:
        """The numbers of the entries of each group, after some entries have come to name others."""
        numbers = self.numbers
        made: dict[Slug, list[int]] = {}
        for number, was, now in pairs:
            slugs = {*self.slugs(now)}
            for slug in {*self.slugs(was)} ^ slugs:
                its = made.setdefault(slug, [*numbers.get(slug, ())])
                if slug in slugs:
                    insort(its, number)
                else:
                    its.remove(number)
        if not made:
            return numbers
        renumbered = {slug: its for slug, its in (numbers | made).items() if its}
        return dict(sorted(renumbered.items())) if renumbered.keys() != numbers.keys() else renumbered


def most_used(counts: Mapping[str, int]) -> str:
    """Of counted texts the one that stands there most often, then the first in order; empty if there is none."""
    return min(counts, key=lambda text: (-counts[text], text), default="")
