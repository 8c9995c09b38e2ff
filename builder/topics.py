"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from builder.config import TopicSettings
from builder.model import Context, Entry
from builder.urls import Slug, slugify


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A context seen as a page with its own timeline."""

    slug: Slug
    name: str
    """The spelling used most often, then the first in order."""
    kind: str | None
    description: str | None
    entries: tuple[Entry, ...]
    """Oldest first."""


class Topics(Mapping[Slug, Topic]):
    """The topics by slug, in the order of slugs, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry], settings: Mapping[str, TopicSettings]) -> None:
        """The entries come oldest first, and stay so."""
        self.numbers = dict(sorted(numbers_of(entries).items()))
        """For each topic the numbers of the entries that have it, ascending."""
        self._entries = entries
        self._descriptions = {slugify(name): topic.description for name, topic in settings.items()}
        self._made: dict[Slug, Topic] = {}

    def __getitem__(self, slug: Slug) -> Topic:
        made = self._made.get(slug)
        if made is None:
            made = self._made[slug] = self._topic(slug)
        return made

    def __iter__(self) -> Iterator[Slug]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, slug: object) -> bool:
        return slug in self.numbers

    def amended(self, entries: Sequence[Entry], were: Mapping[int, Entry]) -> "Topics":
        """The topics after entries gave place to others at the same places in time; the old ones come by number."""
        topics = copy(self)
        topics._entries = entries
        pairs = [(number, was, entries[number]) for number, was in were.items()]
        topics.numbers = _renumbered(self.numbers, pairs)
        touched = {slug for _, was, now in pairs for slug in (*was.topics, *now.topics)}
        topics._made = {slug: topic for slug, topic in self._made.items() if slug not in touched}
        if all(was.contexts == now.contexts for _, was, now in pairs):
            instead = {was.address: now for _, was, now in pairs}
            for slug in touched & self._made.keys():
                its = tuple([instead.get(entry.address, entry) for entry in self._made[slug].entries])
                topics._made[slug] = replace(self._made[slug], entries=its)
        return topics

    def largest(self, limit: int) -> list[Topic]:
        """The topics with most entries, then in the order of names."""
        counts = sorted(map(len, self.numbers.values()), reverse=True)
        least = counts[limit - 1] if limit <= len(counts) else 0
        found = [self[slug] for slug, numbers in self.numbers.items() if len(numbers) >= least]
        return sorted(found, key=lambda topic: (-len(topic.entries), topic.name, topic.slug))[:limit]

    def _topic(self, slug: Slug) -> Topic:
        entries = tuple([self._entries[number] for number in self.numbers[slug]])
        contexts = [context for entry in entries for context in _written(entry, slug)]
        return Topic(
            slug=slug,
            name=_most_used([context.name for context in contexts]),
            kind=_most_used([context.kind for context in contexts if context.kind]) or None,
            description=self._descriptions.get(slug),
            entries=entries,
        )


def numbers_of(entries: Iterable[Entry]) -> dict[Slug, list[int]]:
    """For each topic the numbers of the entries that have it, ascending."""
    numbers: dict[Slug, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for slug in entry.topics:
            numbers[slug].append(number)
    return dict(numbers)


def _renumbered(numbers: dict[Slug, list[int]], pairs: Iterable[tuple[int, Entry, Entry]]) -> dict[Slug, list[int]]:
    """The numbers of the entries that have each topic, after some entries have changed theirs."""
    made: dict[Slug, list[int]] = {}
    for number, was, now in pairs:
        for slug in {*was.topics} ^ {*now.topics}:
            its = made.setdefault(slug, [*numbers.get(slug, ())])
            if slug in now.topics:
                insort(its, number)
            else:
                its.remove(number)
    if not made:
        return numbers
    renumbered = {slug: its for slug, its in (numbers | made).items() if its}
    return dict(sorted(renumbered.items())) if renumbered.keys() != numbers.keys() else renumbered


def _written(entry: Entry, slug: Slug) -> Sequence[Context]:
    """The contexts of an entry that are this topic: one, or several spellings of it."""
    if len(entry.contexts) == len(entry.topics):
        return (entry.contexts[entry.topics.index(slug)],)
    return [context for context in entry.contexts if context.slug == slug]


def _most_used(texts: Sequence[str]) -> str:
    """The text that stands there most often, then the first in order; empty if there is none."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text), default="")
