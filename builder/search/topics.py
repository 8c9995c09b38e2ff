"""The entries of each topic, and what is offered of topics where one of their words is typed.

`search/topics/<prefix>-.json` lists topics by the folded words of their names: name, kind and entries of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from builder.core.urls import Address
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search.document_ids import Numbered
from builder.search.fold import of_name, words
from builder.search.sharding import Split, address_of, by_leaf, has_union, leaf_of, split, unions_of
from builder.search.varint import encode

MOST = 1_000
"""Entries of topics in one file, counted for each topic; more only if a single name has them."""

KEY = 32
"""Letters of a name that say in which file its topic is."""

OFFERED = 10
"""The largest topics that are offered for a word, and for the beginning of words."""

Offered = Sequence[Sequence[str | int]]
"""Topics to offer, the largest first: name, number of entries, kind if it has one."""


def files(site: Site, numbered: Numbered) -> tuple[Split, dict[Address, bytes]]:
    """The files of all topics, and the prefixes of their names that are split."""
    numbers = [*numbered.entries]
    by_key: dict[str, list[Topic]] = defaultdict(list)
    for topic in site.topics.values():
        by_key[key_of(topic.name)].append(topic)
    following, _ = split({key: sum(len(topic.entries) for topic in its) for key, its in by_key.items()}, MOST)
    made: dict[Address, bytes] = {}
    for leaf, keys in by_leaf(by_key, following).items():
        listed = [
            [topic.name, topic.kind, encode([numbers[place] for place in site.topics.numbers[topic.slug]])]
            for key in keys
            for topic in by_key[key]
        ]
        made[address_of("topics", leaf)] = msgspec.json.encode(listed)
    return following, made


def key_of(name: str) -> str:
    """By what a topic is found: the words of its name, cut."""
    return " ".join(words(name))[:KEY]


class Offers:
    """The topics that the files of words, and of all that begins so, offer."""

    def __init__(self, topics: Iterable[Topic], following: Mapping[str, str]) -> None:
        self._of_leaf: dict[str, dict[str, list[Topic]]] = defaultdict(lambda: defaultdict(list))
        self._of_union: dict[str, list[Topic]] = defaultdict(list)
        for topic in sorted(topics, key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
            for word in of_name(topic.name):
                leaf = leaf_of(word, following)
                if _is_asked(leaf, following):
                    _add(self._of_leaf[leaf][word], topic)
            for prefix in unions_with(topic.name, following):
                _add(self._of_union[prefix], topic)

    def of_words(self, prefix: str) -> Offered:
        """What the file of the words of a prefix offers."""
        return _offered(self._of_leaf.get(prefix, {}).values())

    def of_union(self, prefix: str) -> Offered:
        """What the file of all that begins with a prefix offers."""
        return _offered([self._of_union.get(prefix, ())])


def _add(offered: list[Topic], topic: Topic) -> None:
    if len(offered) < OFFERED:
        offered.append(topic)


def _offered(lists: Iterable[Iterable[Topic]]) -> Offered:
    found = {topic.slug: topic for its in lists for topic in its}.values()
    ordered = sorted(found, key=lambda topic: (-len(topic.entries), topic.name, topic.slug))
    return [[topic.name, len(topic.entries), *([topic.kind] if topic.kind else [])] for topic in ordered]


def _is_asked(leaf: str, following: Mapping[str, str]) -> bool:
    """Whether the file of words of a prefix is asked what to offer; else the one of all that begins so is."""
    return leaf not in following or not has_union(leaf, following)


def leaves_with(name: str, following: Mapping[str, str]) -> set[str]:
    """The prefixes of the files of words that may offer a topic."""
    return {leaf for word in of_name(name) if _is_asked(leaf := leaf_of(word, following), following)}


def unions_with(name: str, following: Mapping[str, str]) -> set[str]:
    """The prefixes of the files of all that begins so that may offer a topic."""
    return {prefix for word in of_name(name) for prefix in unions_of(word, following)}
