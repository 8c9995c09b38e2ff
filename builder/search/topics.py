"""Topic shards: the entries of each topic; and the topics that are suggested where a word of their names is typed.

`search/topics/<prefix>-.json` lists topics by the folded words of their names: name, kind and entries of each.

    [["Iran", "place", "<deltas of document ids>"]]
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec

from builder.core.urls import Address
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.document_ids import DocumentIds
from builder.search.fold import name_words, tokenize
from builder.search.sharding import (
    PrefixTree,
    build_tree,
    group_by_shard,
    has_union,
    shard_address,
    shard_of,
    union_prefixes,
)
from builder.search.varint import encode_deltas

MAX_ENTRIES = 1_000
"""Entries of topics in one file, counted for each topic; more only if a single name has them."""

KEY_LENGTH = 32
"""Letters of a name that say in which file its topic is."""

MAX_SUGGESTIONS = 10
"""The largest topics that are suggested for a word, and for the beginning of words."""

Suggestions = Sequence[Sequence[str | int]]
"""Topics to suggest, the largest first: name, number of entries, kind if it has one."""


def files(site: Site, ids: DocumentIds) -> tuple[PrefixTree, dict[Address, bytes]]:
    """The prefix tree of the keys of all topics, and their shards."""
    by_key = _by_key(site)
    tree = _tree(by_key)
    return tree, _shards(site, ids, by_key, group_by_shard(by_key, tree))


def changed_files(
    site: Site, ids: DocumentIds, tree_before: PrefixTree | None, names: Iterable[str]
) -> tuple[PrefixTree, dict[Address, bytes], Set[Address]]:
    """The prefix tree, the shards that may differ, and the addresses of all.

    `names` are those of the topics that changed, before and after; where the tree is another one, so may be any shard.
    """
    by_key = _by_key(site)
    tree = _tree(by_key)
    keys_by_shard = group_by_shard(by_key, tree)
    addresses = {shard_address("topics", prefix) for prefix in keys_by_shard}
    if tree == tree_before:
        changed = {shard_of(key_of(name), tree) for name in names}
        keys_by_shard = {prefix: keys for prefix, keys in keys_by_shard.items() if prefix in changed}
    return tree, _shards(site, ids, by_key, keys_by_shard), addresses


def _by_key(site: Site) -> Mapping[str, Sequence[Topic]]:
    by_key: dict[str, list[Topic]] = defaultdict(list)
    for topic in site.topics.values():
        by_key[key_of(topic.name)].append(topic)
    return by_key


def _tree(by_key: Mapping[str, Iterable[Topic]]) -> PrefixTree:
    counts = {key: sum([len(topic.entries) for topic in group]) for key, group in by_key.items()}
    return build_tree(counts, MAX_ENTRIES)[0]


def _shards(
    site: Site, ids: DocumentIds, by_key: Mapping[str, Sequence[Topic]], keys_by_shard: Mapping[str, Sequence[str]]
) -> dict[Address, bytes]:
    all_ids = [*ids.entries]
    return {
        shard_address("topics", prefix): msgspec.json.encode(
            [topic_row(site, all_ids, topic) for key in keys for topic in by_key[key]]
        )
        for prefix, keys in keys_by_shard.items()
    }


def topic_row(site: Site, ids: Sequence[int], topic: Topic) -> Sequence[object]:
    """A topic as files list it: name, kind and entries. `ids` are those of all entries."""
    return [topic.name, topic.kind, encode_deltas([ids[position] for position in site.topics.numbers[topic.slug]])]


def key_of(name: str) -> str:
    """The key by which a topic is looked up: the folded words of its name, cut."""
    return " ".join(tokenize(name))[:KEY_LENGTH]


class TopicSuggestions:
    """The topics that each word shard and each union suggests. If a shard has a union, only the union suggests."""

    def __init__(self, topics: Iterable[Topic], tree: Mapping[str, str], prefixes: Iterable[str] | None = None) -> None:
        """`prefixes`, where only what is suggested at some is asked for."""
        if prefixes is not None:
            topics = _begun_by(tuple(prefixes), topics)
        self._by_shard: dict[str, dict[str, list[Topic]]] = defaultdict(lambda: defaultdict(list))
        self._by_union: dict[str, list[Topic]] = defaultdict(list)
        for topic in sorted(topics, key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
            for word in name_words(topic.name):
                prefix = shard_of(word, tree)
                if _suggests(prefix, tree):
                    _append(self._by_shard[prefix][word], topic)
            for prefix in suggesting_unions(topic.name, tree):
                _append(self._by_union[prefix], topic)

    def of_shard(self, prefix: str) -> Suggestions:
        """What the word shard of a prefix suggests."""
        return _ordered(self._by_shard.get(prefix, {}).values())

    def of_union(self, prefix: str) -> Suggestions:
        """What the union of a prefix suggests."""
        return _ordered([self._by_union.get(prefix, ())])


def _begun_by(prefixes: tuple[str, ...], topics: Iterable[Topic]) -> Iterator[Topic]:
    """The topics with a word in the name that begins with one of the prefixes."""
    return (topic for topic in topics if any(word.startswith(prefixes) for word in name_words(topic.name)))


def _append(suggestions: list[Topic], topic: Topic) -> None:
    if len(suggestions) < MAX_SUGGESTIONS:
        suggestions.append(topic)


def _ordered(lists: Iterable[Iterable[Topic]]) -> Suggestions:
    topics = {topic.slug: topic for suggestions in lists for topic in suggestions}.values()
    ordered = sorted(topics, key=lambda topic: (-len(topic.entries), topic.name, topic.slug))
    return [[topic.name, len(topic.entries), *([topic.kind] if topic.kind else [])] for topic in ordered]


def _suggests(prefix: str, tree: Mapping[str, str]) -> bool:
    """Whether the word shard of a prefix suggests topics; else its union does."""
    return prefix not in tree or not has_union(prefix, tree)


def suggesting_shards(name: str, tree: Mapping[str, str]) -> set[str]:
    """The prefixes of the word shards that may suggest the topic of that name."""
    return {prefix for word in name_words(name) if _suggests(prefix := shard_of(word, tree), tree)}


def suggesting_unions(name: str, tree: Mapping[str, str]) -> set[str]:
    """The prefixes of the unions that may suggest the topic of that name."""
    return {prefix for word in name_words(name) for prefix in union_prefixes(word, tree)}
