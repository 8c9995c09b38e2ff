"""Reranked entries: those whose Related list or threads a change alters, though nothing that they show has changed.

To rank all entries with a topic of a new one may take longer than all else that a build does. So what cannot differ is
told apart first: where enough newer entries share as much with an entry as the new one does, that is not listed; and an
entry's place in a large topic is counted in its year.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from functools import cache, lru_cache
from itertools import chain, islice

from builder.core.address_keys import pack_keys
from builder.core.model import Entry
from builder.core.urls import Address, Slug
from builder.relations.changes import Changes
from builder.relations.grouping import LARGE
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.strip import axis_of

MAX_NEW = 8
"""Changed entries up to which it is asked of each whether others may list it."""


def reranked(changes: Changes) -> Iterator[Address]:
    """The other entries with one of the changed topics whose Related lists or threads are not what they were."""
    site = changes.after
    sharing = (site.topics[slug].entries for slug in changes.listed_topics if slug in site.topics)
    may_list, may_move = _may_list(changes), _may_move(changes)
    now, before = (_thread_places(each) for each in (site, changes.before))
    for entry in {entry.address: entry for entry in chain.from_iterable(sharing)}.values():
        if entry.address not in changes.shown and (
            (may_list(entry) and _related_keys(site, entry) != changes.related_keys.get(entry.address, b""))
            or (may_move(entry) and now(entry) != before(entry))
        ):
            yield entry.address


def _related_keys(site: Site, entry: Entry) -> bytes:
    return pack_keys(other.address for other in site.ranked(entry))


def _thread_places(site: Site) -> Callable[[Entry], object]:
    """What gives the threads of an entry of a site as its page shows them: which they are, and its place in each."""
    axis = lru_cache(maxsize=None)(lambda slug: axis_of([entry.date for entry in site.topics[slug].entries]))
    return lambda entry: [
        (thread.topic, thread.number, thread.count, thread.is_latest, axis(thread.topic).place(entry.date))
        for thread in site.threads(entry)
    ]


def _may_list(changes: Changes) -> Callable[[Entry], bool]:
    """What tells whether an entry may list one of the changed ones that it did not list before.

    By the rule `newest`, those come first that share most topics, and of these the newest.
    """
    site, related = changes.after, changes.after.config.related
    new = [text for _, text in changes.edits if isinstance(text, Entry)]
    if related.ranking != "newest" or len(new) > MAX_NEW:
        return lambda _: True
    index = site.index

    @cache
    def is_outranked(number: int, shared: tuple[Slug, ...]) -> bool:
        """Whether more newer entries than are listed have all of these topics; one of them may be the list's own."""
        rarest, *others = sorted(shared, key=lambda slug: len(index.having[slug]))
        newer = index.having[rarest][: bisect_left(index.having[rarest], number)]
        members = [index.members[slug] for slug in others]
        sharing = (1 for each in newer if all(each in its for its in members))
        return sum(islice(sharing, related.limit + 1)) > related.limit

    numbered = [(index.number_of(each), each.topics) for each in new]

    def may_list(entry: Entry) -> bool:
        topics = entry.topics
        shares = ((number, tuple([slug for slug in its if slug in topics])) for number, its in numbered)
        return any(shared and not is_outranked(number, shared) for number, shared in shares)

    return may_list


def _may_move(changes: Changes) -> Callable[[Entry], bool]:
    """What tells whether an entry's place in one of its threads may be another one than before."""
    years: dict[Slug, set[int]] = defaultdict(set)
    for text in chain.from_iterable(changes.edits):
        if isinstance(text, Entry):
            for slug in text.topics:
                years[slug].add(text.date.year)
    spans: dict[Slug, Set[int] | None] = {
        slug: years[slug] if _is_counted_by_year(changes, slug) else None for slug in changes.listed_topics
    }

    def may_move(entry: Entry) -> bool:
        its = (spans[slug] for slug in entry.topics if slug in spans)
        return any(span is None or entry.date.year in span for span in its)

    return may_move


def _is_counted_by_year(changes: Changes, slug: Slug) -> bool:
    """Whether a topic is a large one before and after, of the same kind, that spans the same time to the same entry."""
    old, new = changes.before.topics.get(slug), changes.after.topics.get(slug)
    return old is not None and new is not None and _span(old) == _span(new) and len(old.entries) > LARGE


def _span(topic: Topic) -> object:
    axis = axis_of([entry.date for entry in topic.entries])
    return len(topic.entries) > LARGE, topic.kind, axis, topic.entries[-1].address
