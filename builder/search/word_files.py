"""The entries that have each word, in `search/words/`; and those that have any that begins so, in `search/unions/`.

In `<prefix>-.json` of the one, `words` has for each word the entries that have it in the title or among the contexts,
then, behind a blank, the others that have it. In that of the other, `all` has the same for everything that begins with
a split prefix. Where they are many, there is a bit for each entry of the site instead, behind `=`. `topics` are those
to offer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from builder.core.bitset import bits_of
from builder.core.urls import Address
from builder.relations.topics import Topic
from builder.search import posting_lists
from builder.search.posting_lists import write, write_union
from builder.search.sharding import END, Split, address_of, by_leaf, has_union, may_be_typed, split
from builder.search.terms import Terms
from builder.search.topics import Offered, Offers
from builder.search.varint import count


@dataclass(frozen=True, slots=True)
class _Union:
    """The entries that have one of some words, in the title and at all, as bits."""

    title: int
    anywhere: int

    def __or__(self, other: "_Union") -> "_Union":
        return _Union(self.title | other.title, self.anywhere | other.anywhere)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each word the places, in the order of time, of the entries that have it."""

    title: Mapping[str, Sequence[int]]
    rest: Mapping[str, Sequence[int]]
    entries: int
    """How many there are in all."""

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
        title = bits_of((self.title.get(word, ()) for word in words), self.entries)
        return _Union(title, title | bits_of((self.rest.get(word, ()) for word in words), self.entries))


@dataclass(frozen=True, slots=True)
class WordFile:
    """What the file of the words of a prefix holds."""

    words: dict[str, str]
    topics: Offered = ()

    @property
    def count(self) -> int:
        """How many postings its words have."""
        return sum(map(count, self.words.values()))

    def content(self) -> bytes:
        """As it is published: its words in their order."""
        return _content({"words": dict(sorted(self.words.items()))}, self.topics)


@dataclass(frozen=True, slots=True)
class UnionFile:
    """What the file of all that begins with a prefix holds."""

    all: str
    topics: Offered = ()

    def content(self) -> bytes:
        """As it is published."""
        return _content({"all": self.all}, self.topics)


def _content(parts: Mapping[str, object], topics: Offered) -> bytes:
    return msgspec.json.encode({**parts, "topics": topics} if topics else parts)


@dataclass(frozen=True, slots=True)
class Words:
    """The files of words."""

    following: Split
    """The prefixes that are split."""
    below: dict[str, int]
    """How many postings there are below each of them."""
    files: dict[Address, bytes]


def postings(terms: Iterable[Terms]) -> Postings:
    """What entries have each word; they come in the order of time."""
    title: dict[str, list[int]] = defaultdict(list)
    rest: dict[str, list[int]] = defaultdict(list)
    entries = 0
    for place, its in enumerate(terms):
        for word in its.title:
            title[word].append(place)
        for word in its.rest:
            rest[word].append(place)
        entries += 1
    return Postings(title, rest, entries)


def files(found: Postings, topics: Iterable[Topic], numbers: Sequence[int]) -> Words:
    """The files of all words, given the numbers of all entries.

    A file has no more postings than a word that is not common, unless it is that of one.
    """
    counts = found.counts
    following, below = split(counts, posting_lists.MOST)
    offers = Offers(topics, following)
    leaves = by_leaf(counts, following)
    of_words = {
        address_of("words", prefix): WordFile(
            {word: write(*found.of(word), numbers) for word in words}, offers.of_words(prefix)
        ).content()
        for prefix, words in leaves.items()
    }
    of_unions = {
        address_of("unions", prefix): UnionFile(its, offers.of_union(prefix)).content()
        for prefix, its in _unions(found, following, leaves, numbers)
    }
    return Words(following, below, of_words | of_unions)


def read(content: bytes) -> WordFile:
    """What the file of some words holds."""
    return _WORD_FILE.decode(content)


def read_union(content: bytes) -> UnionFile:
    """What the file of all that begins so holds."""
    return _UNION_FILE.decode(content)


_WORD_FILE = msgspec.json.Decoder(WordFile)
_UNION_FILE = msgspec.json.Decoder(UnionFile)


def _unions(
    found: Postings, following: Split, leaves: Mapping[str, Sequence[str]], numbers: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """The split prefixes that may be typed, with what all words below them have together."""
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
            yield prefix, write_union(union.title, union.anywhere, numbers)
