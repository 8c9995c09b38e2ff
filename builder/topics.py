"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from builder.config import TopicSettings
from builder.model import Entry
from builder.urls import Slug, slugify

_Written = tuple[str, str | None]
"""A context's name and kind, as an entry has them."""


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


def topics_of(entries: Sequence[Entry], settings: Mapping[str, TopicSettings]) -> dict[Slug, Topic]:
    """The topics by slug, in the order of slugs, each in the spelling and of the kind that is used most.

    The entries come oldest first, and stay so.
    """
    described = {slugify(name): topic.description for name, topic in settings.items()}
    contexts: dict[Slug, dict[_Written, list[int]]] = defaultdict(dict)
    for context, numbers in _numbered(entries).items():
        contexts[slugify(context[0])][context] = numbers
    return {
        slug: Topic(
            slug=slug,
            name=_most_used((name, len(numbers)) for (name, _), numbers in written.items()),
            kind=_most_used((kind, len(numbers)) for (_, kind), numbers in written.items() if kind) or None,
            description=described.get(slug),
            entries=tuple(entries[number] for number in _in_order(list(written.values()))),
        )
        for slug, written in sorted(contexts.items())
    }


def _numbered(entries: Sequence[Entry]) -> dict[_Written, list[int]]:
    """For each context as written the numbers of the entries that have it; a number stands twice if the entry does."""
    numbers: dict[_Written, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for context in entry.contexts:
            numbers[context.name, context.kind].append(number)
    return numbers


def _in_order(lists: Sequence[list[int]]) -> Iterable[int]:
    """The numbers of all lists, each once, ascending."""
    return dict.fromkeys(lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists)))


def _most_used(counts: Iterable[tuple[str, int]]) -> str:
    """The text that is counted most, then the first in order; empty if there is none."""
    total: Counter[str] = Counter()
    for text, count in counts:
        total[text] += count
    return min(total, key=lambda text: (-total[text], text), default="")
