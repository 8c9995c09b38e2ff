"""Facets: what a search can be narrowed down by, with counts: `search/facets.json`, and further topics in parts.

    days         how many entries each day has: pairs of the days since the day before and the count
    months       the entries that are dated with a month only; `years`, those with a year only
    lasting      the entries that last longer than their date, and for each the days from its first to its last
    sections     slug, name and entries of each; no entries if there is only one section
    importance   value and entries of each
    topics       the largest of each kind: name, kind, entries
    more         for each kind that has further topics where these are

Further topics of a kind are in the parts `search/kinds/<n> <kind>-.json`, the largest first. `more` says of each part
the entries of its largest topic and its size in characters; then the entries of the largest topic that is in no part.
So who counts the topics of some entries knows when no other topic can have more, and what it costs to go on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.document_ids import DocumentIds
from builder.search.result_cards import entries_by_day
from builder.search.sharding import shard_address
from builder.search.topics import topic_row
from builder.search.varint import encode_deltas, encode_varints

ADDRESS = Address("search/facets.json")

MAX_TOPICS = 20
"""Topics in `facets.json` in all, as many of each kind."""

MIN_TOPICS = 3
"""Topics of each kind at least."""

PART_SIZE = 4_000
"""Characters of a part; more only if a single topic has them."""

MAX_SIZE = 48_000
"""Characters of all parts of a kind: as many as are ever loaded for one query."""


def files(site: Site, ids: DocumentIds) -> dict[Address, bytes]:
    """The facets file, and the parts of further topics."""
    row = partial(topic_row, site, [*ids.entries])
    topics_by_kind = _topics_by_kind(site)
    share = max(MIN_TOPICS, MAX_TOPICS // max(1, len(topics_by_kind)))
    parts_by_kind = {
        kind: [*_parts(topics[share:], row)] for kind, topics in topics_by_kind.items() if len(topics) > share
    }
    largest = [row(topic) for topics in topics_by_kind.values() for topic in topics[:share]]
    more = [_further(kind, parts, topics_by_kind[kind][share:]) for kind, parts in parts_by_kind.items()]
    return {
        ADDRESS: _facets(site, ids, largest, more),
        **{
            shard_address("kinds", f"{n} {kind or ''}"): part.content
            for kind, parts in parts_by_kind.items()
            for n, part in enumerate(parts)
        },
    }


class _Part(NamedTuple):
    content: bytes
    largest: int
    """Entries of its largest topic."""
    topics: int
    """How many it has."""


def _parts(topics: Iterable[Topic], row: Callable[[Topic], object]) -> Iterator[_Part]:
    """The further topics of a kind in parts, the largest first, and no more than are ever loaded."""
    rows: list[bytes] = []
    largest = size = total = 0
    for topic in topics:
        encoded = msgspec.json.encode(row(topic))
        total += len(encoded)
        if rows and (size + len(encoded) > PART_SIZE or total > MAX_SIZE):
            yield _Part(b"[%b]" % b",".join(rows), largest, len(rows))
            rows, size = [], 0
        if total > MAX_SIZE:
            return
        largest = largest if rows else len(topic.entries)
        rows.append(encoded)
        size += len(encoded)
    if rows:
        yield _Part(b"[%b]" % b",".join(rows), largest, len(rows))


def _further(kind: str | None, parts: Sequence[_Part], topics: Sequence[Topic]) -> Sequence[object]:
    """The item of `more` for a kind, given its further topics and their parts."""
    left_out = topics[sum(part.topics for part in parts) :]
    sizes = [[part.largest, len(part.content)] for part in parts]
    return [kind, sizes, len(left_out[0].entries) if left_out else 0]


def _facets(site: Site, ids: DocumentIds, topics: Sequence[object], more: Sequence[object]) -> bytes:
    entries = ids.entries.items()
    sections: dict[Slug, list[int]] = {slug: [] for slug in site.by_section}
    if len(sections) > 1:
        for doc_id, entry in entries:
            sections[entry.section].append(doc_id)
    importance: dict[int, list[int]] = defaultdict(list)
    for doc_id, value in [(doc_id, entry.importance) for doc_id, entry in entries if entry.importance]:
        importance[value].append(doc_id)
    months = [doc_id for doc_id, entry in entries if not entry.date.day and entry.date.month]
    years = [doc_id for doc_id, entry in entries if not entry.date.month]
    lasting = {doc_id: entry.last_ordinal - entry.date.ordinal for doc_id, entry in entries if entry.end}
    return msgspec.json.encode(
        {
            "days": encode_varints(_day_counts(ids)),
            "months": encode_deltas(months),
            "years": encode_deltas(years),
            "lasting": [encode_deltas([*lasting]), encode_varints(lasting.values())],
            "sections": [
                [slug, site.name_of(slug), encode_deltas(postings) if postings else ""]
                for slug, postings in sorted(sections.items())
            ],
            "importance": [
                [value, encode_deltas(postings)] for value, postings in sorted(importance.items(), reverse=True)
            ],
            "topics": topics,
            "more": more,
        }
    )


def _day_counts(ids: DocumentIds) -> Iterator[int]:
    previous = ids.scheme.epoch
    for day, entries in entries_by_day(ids):
        yield day - previous
        yield len(entries)
        previous = day


def _topics_by_kind(site: Site) -> dict[str | None, list[Topic]]:
    """The topics of each kind, the largest first; kinds in the order of their names, and topics without one last."""
    by_kind: dict[str | None, list[Topic]] = defaultdict(list)
    for topic in sorted(site.topics.values(), key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
        by_kind[topic.kind].append(topic)
    return dict(sorted(by_kind.items(), key=lambda item: (item[0] is None, item[0] or "")))
