"""Alias shards: the aliases of topics, so that a search for one of them offers the topic.

`search/names/<prefix>-.json` lists, by the folded words of the aliases: alias, topic, number of entries, and kind if
it has one. A site whose topics have no aliases has no such file.

    [["DPRK", "North Korea", 812, "place"]]
"""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.fold import name_words
from builder.search.sharding import PrefixTree, build_tree, group_by_shard, shard_address

MAX_ALIASES = 300
"""Aliases in one file, counted for each of their words; more only if a single word is in so many."""


def files(site: Site) -> tuple[PrefixTree | None, dict[Address, bytes]]:
    """The prefix tree of the words of all aliases, and their shards; no tree where there are no aliases."""
    by_word: dict[str, list[tuple[str, Topic]]] = defaultdict(list)
    for slug, aliases in aliases_by_topic(site).items():
        if topic := site.topics.get(slug):
            for alias in aliases:
                for word in name_words(alias):
                    by_word[word].append((alias, topic))
    if not by_word:
        return None, {}
    tree, _ = build_tree({word: len(pairs) for word, pairs in by_word.items()}, MAX_ALIASES)
    return tree, {
        shard_address("names", prefix): msgspec.json.encode(_rows({pair for word in words for pair in by_word[word]}))
        for prefix, words in group_by_shard(by_word, tree).items()
    }


def _rows(pairs: set[tuple[str, Topic]]) -> list[list[str | int]]:
    ordered = sorted(pairs, key=lambda pair: (-len(pair[1].entries), pair[1].slug, pair[0]))
    return [[alias, topic.name, len(topic.entries), *([topic.kind] if topic.kind else [])] for alias, topic in ordered]


def aliases_by_topic(site: Site) -> Mapping[Slug, tuple[str, ...]]:
    """The aliases of topics that have some, by the topics' slugs."""
    return {slug: topic.aliases for slug, topic in site.topics.described.items() if topic.aliases}
