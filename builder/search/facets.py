"""What a choice can be narrowed down to with counts: `search/facets.json`.

It holds how many entries each day has (pairs of the days since the one before and the count), which entries have a
date that is only a month or a year, and the entries of each section where there are several, of each importance, and
of the largest topics of each kind. `more` says for each kind that has others where these are: in the parts
`search/kinds/<n> <kind>-.json`, the largest first, of each the entries of its largest topic and how many letters it
has; then the entries of the largest topic that is in no part. So who counts the topics of some entries knows when no
other topic can have more, and what it costs to go on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.document_ids import Numbered
from builder.search.result_cards import by_day
from builder.search.sharding import address_of
from builder.search.varint import encode, written

ADDRESS = Address("search/facets.json")

TOPICS = 20
"""Topics in all, as many of each kind."""

LEAST = 3
"""Topics of each kind at least."""

PART = 4_000
"""Letters of a part of the further topics of a kind; more only if a single topic has them."""

PARTS = 48_000
"""Letters of all parts of a kind: as many as are ever loaded for one query."""


def files(site: Site, numbered: Numbered) -> dict[Address, bytes]:
    """All of them."""
    numbers = [*numbered.entries]
    kinds = _kinds(site)
    each = max(LEAST, TOPICS // max(1, len(kinds)))
    further = {
        kind: [*_parts(topics[each:], partial(_listed, site, numbers))]
        for kind, topics in kinds.items()
        if len(topics) > each
    }
    largest = [_listed(site, numbers, topic) for topics in kinds.values() for topic in topics[:each]]
    more = [_more(kind, parts, kinds[kind][each:]) for kind, parts in further.items()]
    return {
        ADDRESS: _content(site, numbered, largest, more),
        **{
            address_of("kinds", f"{n} {kind or ''}"): part.content
            for kind, parts in further.items()
            for n, part in enumerate(parts)
        },
    }


class _Part(NamedTuple):
    content: bytes
    largest: int
    """Entries of its largest topic."""
    topics: int
    """How many it has."""


def _parts(topics: Iterable[Topic], listed: Callable[[Topic], object]) -> Iterator[_Part]:
    """The further topics of a kind in parts, the largest first, and no more than are ever loaded."""
    its: list[bytes] = []
    largest = size = total = 0
    for topic in topics:
        content = msgspec.json.encode(listed(topic))
        total += len(content)
        if its and (size + len(content) > PART or total > PARTS):
            yield _Part(b"[%b]" % b",".join(its), largest, len(its))
            its, size = [], 0
        if total > PARTS:
            return
        largest = largest if its else len(topic.entries)
        its.append(content)
        size += len(content)
    if its:
        yield _Part(b"[%b]" % b",".join(its), largest, len(its))


def _more(kind: str | None, parts: Sequence[_Part], topics: Sequence[Topic]) -> Sequence[object]:
    """What is said of the further topics of a kind."""
    left = topics[sum(part.topics for part in parts) :]
    return [kind, [[part.largest, len(part.content)] for part in parts], len(left[0].entries) if left else 0]


def _content(site: Site, numbered: Numbered, topics: Sequence[object], more: Sequence[object]) -> bytes:
    sections: dict[Slug, list[int]] = defaultdict(list)
    importance: dict[int, list[int]] = defaultdict(list)
    months: list[int] = []
    years: list[int] = []
    for number, entry in numbered.entries.items():
        sections[entry.section].append(number)
        if entry.importance:
            importance[entry.importance].append(number)
        if not entry.date.day:
            (months if entry.date.month else years).append(number)
    return msgspec.json.encode(
        {
            "days": written(_days(numbered)),
            "months": encode(months),
            "years": encode(years),
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


def _listed(site: Site, numbers: Sequence[int], topic: Topic) -> Sequence[object]:
    return [topic.name, topic.kind, encode([numbers[place] for place in site.topics.numbers[topic.slug]])]


def _kinds(site: Site) -> dict[str | None, list[Topic]]:
    """The topics of each kind, the largest first; kinds in the order of their names, and topics without one last."""
    kinds: dict[str | None, list[Topic]] = defaultdict(list)
    for topic in sorted(site.topics.values(), key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
        kinds[topic.kind].append(topic)
    return dict(sorted(kinds.items(), key=lambda item: (item[0] is None, item[0] or "")))
