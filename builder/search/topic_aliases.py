"""The other names of topics, so that who looks for one of them is told of the topic.

`search/names/<prefix>-.json` lists, by the folded words of the names: name, topic, number of entries, and kind
if it has one. A site whose topics have no other names has no such file.
"""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.fold import of_name
from builder.search.sharding import Split, address_of, by_leaf, split

MOST = 300
"""Names in one file, counted for each of their words; more only if a single word is in so many."""


def files(site: Site) -> tuple[Split | None, dict[Address, bytes]]:
    """The files of all names, and the prefixes of their words that are split; none where there are no names."""
    by_word: dict[str, list[tuple[str, Topic]]] = defaultdict(list)
    for slug in other_names(site):
        if topic := site.topics.get(slug):
            for name in topic.aliases:
                for word in of_name(name):
                    by_word[word].append((name, topic))
    if not by_word:
        return None, {}
    following, _ = split({word: len(its) for word, its in by_word.items()}, MOST)
    return following, {
        address_of("names", leaf): msgspec.json.encode(_listed({pair for word in words for pair in by_word[word]}))
        for leaf, words in by_leaf(by_word, following).items()
    }


def _listed(named: set[tuple[str, Topic]]) -> list[list[str | int]]:
    ordered = sorted(named, key=lambda pair: (-len(pair[1].entries), pair[1].slug, pair[0]))
    return [[name, topic.name, len(topic.entries), *([topic.kind] if topic.kind else [])] for name, topic in ordered]


def other_names(site: Site) -> Mapping[Slug, tuple[str, ...]]:
    """The other names of topics, by their slugs."""
    return {slug: said.aliases for slug, said in site.topics.said.items() if said.aliases}
