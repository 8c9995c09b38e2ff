"""What a choice can be narrowed down to with counts: `search/facets.json`.

It holds how many entries each day has (pairs of the days since the one before and the count), and the entries of each
section where there are several, of each importance, and of the largest topics of each kind.
"""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from builder.search.days import by_day
from builder.search.numbers import Numbered
from builder.search.postings import encode, written
from builder.site import Site
from builder.timeline import name_of
from builder.topics import Topic
from builder.urls import Address, Slug

ADDRESS = Address("search/facets.json")

TOPICS = 20
"""Topics in all, as many of each kind."""

LEAST = 3
"""Topics of each kind at least."""


def content(site: Site, numbered: Numbered) -> bytes:
    """The file."""
    numbers = [*numbered.entries]
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
                [slug, name_of(slug), encode(its) if len(sections) > 1 else ""]
                for slug, its in sorted(sections.items())
            ],
            "importance": [[value, encode(its)] for value, its in sorted(importance.items(), reverse=True)],
            "topics": [
                [topic.name, topic.kind, encode([numbers[place] for place in site.topics.numbers[topic.slug]])]
                for topic in largest(site)
            ],
        }
    )


def _days(numbered: Numbered) -> Iterator[int]:
    before = numbered.scale.epoch
    for day, its in by_day(numbered):
        yield day - before
        yield len(its)
        before = day


def largest(site: Site) -> Iterator[Topic]:
    """The largest topics of each kind, kinds in the order of their names and topics without one last."""
    kinds: dict[str | None, list[Topic]] = defaultdict(list)
    for topic in site.topics.values():
        kinds[topic.kind].append(topic)
    each = max(LEAST, TOPICS // max(1, len(kinds)))
    for _, its in sorted(kinds.items(), key=lambda item: (item[0] is None, item[0] or "")):
        yield from sorted(its, key=lambda topic: (-len(topic.entries), topic.name, topic.slug))[:each]
