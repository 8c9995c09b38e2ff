"""The entries that have each word: `search/words/<prefix>-.json`.

`words` has for each word of the file the entries that have it in the title or among the contexts, then, behind a blank,
the others that have it. `all` has the same for everything that begins with a split prefix. `topics` are those to offer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from builder.bits import bits_of
from builder.search import having
from builder.search.having import write, write_union
from builder.search.postings import count
from builder.search.terms import Terms
from builder.search.topics import Offers
from builder.search.trie import END, Split, address_of, by_leaf, has_union, may_be_typed, split
from builder.topics import Topic
from builder.urls import Address


@dataclass(frozen=True, slots=True)
class _Union:
    """The entries that have one of some words, in the title and at all, as bits."""

    title: int
    anywhere: int

    def __or__(self, other: "_Union") -> "_Union":
        return _Union(self.title | other.title, self.anywhere | other.anywhere)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each word the numbers of the entries that have it, ascending."""

    title: Mapping[str, Sequence[int]]
    rest: Mapping[str, Sequence[int]]
    last: int
    """The largest number of all."""

    @property
    def counts(self) -> dict[str, int]:
        """How many entries have each word."""
        title, rest = self.title, self.rest
        return {word: len(title.get(word, ())) + len(rest.get(word, ())) for word in title.keys() | rest.keys()}

    def of(self, word: str) -> tuple[Sequence[int], Sequence[int]]:
        """The entries that have a word in the title, and the others."""
        return self.title.get(word, ()), self.rest.get(word, ())

    def union(self, words: Sequence[str]) -> _Union:
        """The entries that have one of some words."""
        title = bits_of((self.title.get(word, ()) for word in words), self.last)
        return _Union(title, title | bits_of((self.rest.get(word, ()) for word in words), self.last))


Offered = Sequence[Sequence[str | int]]
"""Topics that a file offers; `builder.search.topics` says how."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """What the file of a prefix holds."""

    words: dict[str, str]
    all: str = ""
    topics: Offered = ()

    @property
    def count(self) -> int:
        """How many postings its words have."""
        return sum(map(count, self.words.values()))

    def content(self) -> bytes:
        """As it is published: its words in their order, and nothing that is empty."""
        parts: dict[str, object] = {"words": dict(sorted(self.words.items()))}
        if self.all:
            parts["all"] = self.all
        if self.topics:
            parts["topics"] = self.topics
        return msgspec.json.encode(parts)


@dataclass(frozen=True, slots=True)
class Words:
    """The files of words."""

    following: Split
    """The prefixes that are split."""
    below: dict[str, int]
    """How many postings there are below each of them."""
    files: dict[Address, bytes]


def postings(terms: Iterable[tuple[int, Terms]]) -> Postings:
    """What entries have each word; they come by their numbers, ascending."""
    title: dict[str, list[int]] = defaultdict(list)
    rest: dict[str, list[int]] = defaultdict(list)
    number = 0
    for number, its in terms:
        for word in its.title:
            title[word].append(number)
        for word in its.rest:
            rest[word].append(number)
    return Postings(title, rest, number)


def files(found: Postings, topics: Iterable[Topic], width: int) -> Words:
    """The files of all words. A file has no more postings than a word that is not common, unless it is that of one."""
    following, below = split(found.counts, having.MOST)
    offers = Offers(topics, following)
    leaves = by_leaf(found.counts, following)
    unions = _unions(found, following, leaves, width)
    made = {
        address_of("words", prefix): WordFile(
            {word: write(*found.of(word), width) for word in leaves.get(prefix, ())},
            unions.get(prefix, ""),
            offers.of(prefix),
        ).content()
        for prefix in leaves.keys() | unions.keys()
    }
    return Words(following, below, made)


def read(content: bytes) -> WordFile:
    """What a file holds."""
    return _WORD_FILE.decode(content)


_WORD_FILE = msgspec.json.Decoder(WordFile)


def _unions(found: Postings, following: Split, leaves: Mapping[str, Sequence[str]], width: int) -> dict[str, str]:
    """For the split prefixes that may be typed, what all words below them have together."""
    unions: dict[str, str] = {}
    waiting: dict[str, _Union] = {}
    for prefix in sorted(following, reverse=True):  # what is longer comes first
        if not may_be_typed(prefix):
            continue
        union = found.union(leaves.get(prefix, ()))
        for letter in following[prefix].replace(END, ""):
            below = prefix + letter
            union |= waiting.pop(below) if below in waiting else found.union(leaves[below])
        waiting[prefix] = union
        if has_union(prefix, following):
            unions[prefix] = write_union(union.title, union.anywhere, width)
    return unions
