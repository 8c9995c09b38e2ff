"""What a choice can be narrowed down to with counts: `search/facets.json`.

It holds how many entries each day has (pairs of the days since the one before and the count), and the entries of each
section where there are several, of each importance, and of the largest topics of each kind. `more` are the kinds that
have others, and `search/kinds/<kind>-.json` the largest of these, for who asks for more.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from builder.search.days import by_day
from builder.search.numbers import Numbered
from builder.search.postings import encode, written
from builder.search.trie import address_of
from builder.site import Site
from builder.topics import Topic
from builder.urls import Address, Slug

ADDRESS = Address("search/facets.json")

TOPICS = 20
"""Topics in all, as many of each kind."""

LEAST = 3
"""Topics of each kind at least."""

MORE = 20
"""Further topics of a kind."""

ENTRIES = 20_000
"""Entries of further topics in one file, counted for each topic: those of more would be too much to load at once."""


def files(site: Site, numbered: Numbered) -> dict[Address, bytes]:
    """All of them."""
    numbers = [*numbered.entries]
    kinds = _kinds(site)
    each = max(LEAST, TOPICS // max(1, len(kinds)))
    further = {kind: its for kind, topics in kinds.items() if (its := _further(topics[each:]))}
    largest = [topic for topics in kinds.values() for topic in topics[:each]]
    return {
        ADDRESS: _content(site, numbered, _listed(site, numbers, largest), [*further]),
        **{
            address_of("kinds", kind or ""): msgspec.json.encode(_listed(site, numbers, topics))
            for kind, topics in further.items()
        },
    }


def _content(site: Site, numbered: Numbered, topics: Sequence[object], more: Sequence[str | None]) -> bytes:
    sections: dict[Slug, list[int]] = defaultdict(list)
    importance: dict[int, list[int]] = defaultdict(list)
    for number, entry in numbered.entries.items():
        sections[entry.section].append(number)
        if entry.importance:
            importance[entry.importance].append(number)
    return msgspec.json.encode(
        {
            "days": written(_days(numbered)),
            "sections": [
                [slug, site.name_of(slug), encode(its) if len(sections) > 1 else ""]
                for slug, its in sorted(sections.items())
            ],
            "importance": [[value, encode(its)] for value, its in sorted(importance.items(), reverse=True)],
            "topics": topics,
            "more": more,
        }
    )


def _days(numbered: Numbered) -> Iterator[int]:
    before = numbered.scale.epoch
    for day, its in by_day(numbered):
        yield day - before
        yield len(its)
        before = day


def _listed(site: Site, numbers: Sequence[int], topics: Sequence[Topic]) -> list[Sequence[object]]:
    return [
        [topic.name, topic.kind, encode([numbers[place] for place in site.topics.numbers[topic.slug]])]
        for topic in topics
    ]


def _kinds(site: Site) -> dict[str | None, list[Topic]]:
    """The topics of each kind, the largest first; kinds in the order of their names, and topics without one last."""
    kinds: dict[str | None, list[Topic]] = defaultdict(list)
    for topic in sorted(site.topics.values(), key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
        kinds[topic.kind].append(topic)
    return dict(sorted(kinds.items(), key=lambda item: (item[0] is None, item[0] or "")))


def _further(topics: Sequence[Topic]) -> Sequence[Topic]:
    """Those of the topics of a kind that are shown to who wants more."""
    totals = accumulate(len(topic.entries) for topic in topics[:MORE])
    return topics[: sum(total <= ENTRIES for total in totals)]
