"""The entries of each topic, and what is offered of topics where one of their words is typed.

`search/topics/<prefix>-.json` lists topics by the folded words of their names: name, kind and entries of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from builder.search.fold import of_name, words
from builder.search.numbers import Numbered
from builder.search.postings import encode
from builder.search.trie import Split, address_of, by_leaf, leaf_of, split, unions_of
from builder.site import Site
from builder.topics import Topic
from builder.urls import Address

MOST = 4_000
"""Entries of topics in one file, counted for each topic; more only if a single name has them."""

KEY = 32
"""Letters of a name that say in which file its topic is."""

OFFERED = 10
"""The largest topics that are offered for a word, and for the beginning of words."""


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
    """The topics that the files of words offer, the largest first: name, number of entries, kind if it has one."""

    def __init__(self, topics: Iterable[Topic], following: Mapping[str, str]) -> None:
        self._of_leaf: dict[str, dict[str, list[Topic]]] = defaultdict(lambda: defaultdict(list))
        self._of_union: dict[str, list[Topic]] = defaultdict(list)
        for topic in sorted(topics, key=lambda topic: (-len(topic.entries), topic.name, topic.slug)):
            unions: dict[str, None] = {}
            for word in of_name(topic.name):
                _add(self._of_leaf[leaf_of(word, following)][word], topic)
                unions |= dict.fromkeys(unions_of(word, following))
            for prefix in unions:
                _add(self._of_union[prefix], topic)

    def of(self, prefix: str) -> Sequence[Sequence[str | int]]:
        """What the file of a prefix offers."""
        lists = (*self._of_leaf.get(prefix, {}).values(), self._of_union.get(prefix, ()))
        found = {topic.slug: topic for its in lists for topic in its}.values()
        ordered = sorted(found, key=lambda topic: (-len(topic.entries), topic.name, topic.slug))
        return [[topic.name, len(topic.entries), *([topic.kind] if topic.kind else [])] for topic in ordered]


def _add(offered: list[Topic], topic: Topic) -> None:
    if len(offered) < OFFERED:
        offered.append(topic)


def prefixes_of(name: str, following: Mapping[str, str]) -> Iterator[str]:
    """The files of words that may offer a topic."""
    for word in of_name(name):
        yield leaf_of(word, following)
        yield from unions_of(word, following)
