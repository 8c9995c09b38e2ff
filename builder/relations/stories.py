"""Stories: the entries of a day or a month by what they tell of, where several tell of the same."""

from collections import defaultdict
from collections.abc import Sequence

from builder.core.model import Entry
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.relations.threads import STORY
from builder.relations.topics import Topics

FEWEST = 3
"""Entries that make a story of the topic that they share."""


class Story(Frozen, frozen=True):
    """Entries that share a topic; or those that are left, which share none."""

    topic: Slug | None
    entries: tuple[Entry, ...]


def by_story(entries: Sequence[Entry], topics: Topics) -> tuple[Story, ...]:
    """Some entries, each in one story, and last those that are left.

    Topics of the kind `story` come first, then those with most entries. An entry that fits several is in the first. A
    topic that all of them have tells them not apart, so there may be no stories at all.
    """
    numbers: dict[Slug, set[int]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for slug in entry.topics:
            numbers[slug].add(number)
    candidates = {slug: its for slug, its in numbers.items() if FEWEST <= len(its) < len(entries)}
    is_story = {slug: topics[slug].kind == STORY for slug in candidates}
    left, stories = {*range(len(entries))}, []
    while candidates:
        first = min(candidates, key=lambda slug: (not is_story[slug], -len(candidates[slug]), slug))
        taken = candidates.pop(first)
        left -= taken
        stories.append(_story(first, entries, taken))
        candidates = {slug: rest for slug, its in candidates.items() if len(rest := its - taken) >= FEWEST}
    return (*stories, _story(None, entries, left)) if stories and left else tuple(stories)


def _story(topic: Slug | None, entries: Sequence[Entry], numbers: set[int]) -> Story:
    return Story(topic, tuple([entries[number] for number in sorted(numbers)]))
