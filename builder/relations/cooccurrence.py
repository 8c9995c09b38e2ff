"""Cooccurrence: which topics are near one another, as they share entries. Two that often do are a pair."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from builder.core.model import Entry
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.relations.topics import Topic, Topics

KEPT = 20
"""Topics that are told to be near one; its data names them all."""

NEAR = 12
"""Topics that its page shows as the nearest."""

OFTEN = 5
"""Entries that two topics share at least to be a pair: fewer are read as quickly on the pages of the topics."""

Shared = tuple[Slug, int]
"""A topic, and how many entries it shares with another one."""


class TopicPair(Frozen, frozen=True):
    """Two topics that often occur together, in the order of their slugs."""

    first: Topic
    second: Topic
    entries: tuple[Entry, ...]
    """Those that have both, oldest first."""


class Cooccurrence:
    """Cooccurrence of topics: which are near each one of a site, counted when it is first asked for."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._found: dict[Slug, Sequence[Shared]] = {}

    def of(self, topic: Slug) -> Sequence[Shared]:
        """The topics that share most entries with a topic, and how many; then in the order of names."""
        found = self._found.get(topic)
        if found is None:
            found = self._found[topic] = self._nearest(topic)
        return found

    def _nearest(self, topic: Slug) -> Sequence[Shared]:
        counts = Counter(chain.from_iterable([entry.topics for entry in self._topics[topic].entries]))
        del counts[topic]
        most = sorted(counts.values(), reverse=True)[:KEPT]
        found = [(slug, count) for slug, count in counts.items() if count >= most[-1]]
        found.sort(key=lambda item: (-item[1], self._topics[item[0]].name, item[0]))
        return tuple(found[:KEPT])

    def partners(self, topic: Slug) -> tuple[Slug, ...]:
        """The topics that are a pair with a topic, the nearest first."""
        if not self._may_be_paired(topic):
            return ()
        return tuple([other for other, _ in self.of(topic)[:NEAR] if self.are_pair(topic, other)])

    def are_pair(self, one: Slug, other: Slug) -> bool:
        """Whether two topics often occur together: each is among the nearest of the other, and neither is inside it."""
        if not (self._may_be_paired(one) and self._may_be_paired(other)):
            return False
        shared = dict(self.of(one)[:NEAR]).get(other, 0)
        smaller = min(len(self._topics.numbers[one]), len(self._topics.numbers[other]))
        return OFTEN <= shared < smaller and one in dict(self.of(other)[:NEAR])

    def _may_be_paired(self, topic: Slug) -> bool:
        """Whether a topic is large enough: it shares OFTEN entries with another one, and has more than these."""
        return len(self._topics.numbers[topic]) > OFTEN

    def pair(self, one: Slug, other: Slug) -> TopicPair:
        """Two topics with the entries that have both."""
        first, second = self._topics[min(one, other)], self._topics[max(one, other)]
        smaller, larger = sorted((first, second), key=lambda topic: len(topic.entries))
        return TopicPair(first, second, tuple([entry for entry in smaller.entries if larger.slug in entry.topics]))

    def pairs(self) -> Iterator[TopicPair]:
        """All pairs, in the order of slugs."""
        for one in self._topics:
            yield from (self.pair(one, other) for other in sorted(self.partners(one)) if one < other)

    def following(self, topics: Topics, touched: Collection[Slug]) -> "Cooccurrence":
        """The same of the topics after a change that touched some of them, as far as it was found already."""
        after = Cooccurrence(topics)
        if all(
            slug in self._topics and slug in topics and _is_called_alike(slug, self._topics, topics) for slug in touched
        ):
            after._found = {slug: found for slug, found in self._found.items() if slug not in touched}
        return after


def _is_called_alike(slug: Slug, before: Topics, after: Topics) -> bool:
    return before[slug].name == after[slug].name
