"""Threads: the few topics of an entry that tell its story, each with what came before and after in it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import NamedTuple

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.record import Record
from builder.core.urls import Slug
from builder.relations.grouping import LARGE
from builder.relations.topics import Topic

MOST = 3
"""Threads of an entry at most: a reader follows a story, not a list."""

FEWEST = 4
"""Entries that a topic has at least to be a thread, unless its kind says that it is one."""

USUAL = 25
"""Entries of a topic that tells a story, about: far fewer are none, and far more are a subject."""

STORY = "story"
"""The kind of topics that are threads whatever their size."""

_SUBJECT = LARGE
_NONE = LARGE + 1
_DATE = attrgetter("date")


class Trail(NamedTuple):
    """An entry's place in one of its topics."""

    topic: Slug
    number: int
    """How many entries are before it there."""
    earlier: Entry | None
    """The last of these."""
    later: Entry | None
    """The first of those after it."""


class Thread(Record, frozen=True):
    """A topic of an entry that tells its story.

    Its place in a large topic is counted in its year: so another entry leaves the pages of other years as they are.
    """

    topic: Slug
    number: int
    """The entry's place in it, from 1 on."""
    count: int
    """How many entries it has."""
    year: int | None
    """The year in which both are counted; none for all of them."""
    earlier: Entry | None
    """The entry before; none where it stands in a thread above already."""
    later: Entry | None
    """The entry after, likewise."""
    is_latest: bool
    """Whether nothing comes after."""


def threads_of(entry: Entry, trails: Iterable[Trail], topics: Mapping[Slug, Topic]) -> tuple[Thread, ...]:
    """The topics that tell an entry's story: those of the kind `story` first, then those of a story's usual size.

    No neighbour stands there twice, and a topic that has no other one is left out.
    """
    ranked = [(_distance(topics[trail.topic]), trail) for trail in trails]
    found: list[Thread] = []
    shown: set[str] = set()
    for distance, trail in sorted(ranked, key=itemgetter(0)):
        if distance == _NONE or len(found) == MOST or (found and distance == _SUBJECT):
            break
        earlier, later = (other if other and other.address not in shown else None for other in trail[2:])
        if earlier or later:
            shown.update(other.address for other in (earlier, later) if other)
            found.append(_thread(entry, trail, topics[trail.topic], earlier, later))
    return tuple(found)


def _distance(topic: Topic) -> int:
    """How far a topic is from being a story: a large one is a subject, and a thread only where there is no story."""
    if topic.kind and topic.kind.casefold() == STORY:
        return -1
    count = len(topic.entries)
    if count > LARGE:
        return _SUBJECT
    return abs(count - USUAL) if count >= FEWEST else _NONE


def _thread(entry: Entry, trail: Trail, topic: Topic, earlier: Entry | None, later: Entry | None) -> Thread:
    is_latest = trail.later is None
    if len(topic.entries) <= LARGE:
        return Thread(trail.topic, trail.number + 1, len(topic.entries), None, earlier, later, is_latest)
    year = entry.date.year
    first, behind = (bisect_left(topic.entries, Date(each), key=_DATE) for each in (year, year + 1))
    return Thread(trail.topic, trail.number - first + 1, behind - first, year, earlier, later, is_latest)
