"""Word shards: the posting list of each word; and unions: one posting list of all words that begin alike.

    search/words/iran-.json    {"words": {"iran": "FC K", "irans": "M"}, "topics": [["Iran", 3]]}
    search/unions/ira-.json    {"all": "FCD K", "topics": [["Iran", 3], ["Iraq", 2]]}

The lists are those of `posting_lists`. `topics` are suggested where a word or a beginning leads to the file; it is left
out where there are none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from builder.core.bitset import to_bitset
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.relations.topics import Topic
from builder.search import posting_lists
from builder.search.posting_lists import encode_postings, encode_union
from builder.search.sharding import (
    END,
    PrefixTree,
    build_tree,
    group_by_shard,
    has_union,
    is_searchable,
    shard_address,
)
from builder.search.terms import Terms
from builder.search.topics import Suggestions, TopicSuggestions
from builder.search.varint import count_varints


class _Bitmaps(Frozen, frozen=True):
    """The positions of the entries that have one of some words: in the title, and at all."""

    title: int
    anywhere: int

    def __or__(self, other: "_Bitmaps") -> "_Bitmaps":
        return _Bitmaps(self.title | other.title, self.anywhere | other.anywhere)


class InvertedIndex(Frozen, frozen=True):
    """For each word the positions, in the order of time, of the entries that have it, by field."""

    title: Mapping[str, Sequence[int]]
    rest: Mapping[str, Sequence[int]]
    size: int
    """How many entries there are in all."""

    @property
    def counts(self) -> dict[str, int]:
        """How many postings each word has."""
        title, rest = self.title, self.rest
        return {word: len(title.get(word, ())) + len(rest.get(word, ())) for word in title.keys() | rest.keys()}

    def postings(self, word: str) -> tuple[Sequence[int], Sequence[int]]:
        """The positions of the entries that have a word in the title, and of the others that have it."""
        return self.title.get(word, ()), self.rest.get(word, ())

    def union(self, words: Sequence[str]) -> _Bitmaps:
        """The positions of the entries that have one of some words."""
        title = to_bitset((self.title.get(word, ()) for word in words), self.size)
        return _Bitmaps(title, title | to_bitset((self.rest.get(word, ()) for word in words), self.size))


class WordFile(Frozen, frozen=True):
    """The content of a word shard."""

    words: dict[str, str]
    topics: Suggestions = ()

    @property
    def count(self) -> int:
        """How many postings its words have."""
        return sum(map(count_varints, self.words.values()))

    def to_json(self) -> bytes:
        """The bytes to publish: the words in their order."""
        return _to_json({"words": dict(sorted(self.words.items()))}, self.topics)


class UnionFile(Frozen, frozen=True):
    """The content of the union of a prefix."""

    all: str
    topics: Suggestions = ()

    def to_json(self) -> bytes:
        """The bytes to publish."""
        return _to_json({"all": self.all}, self.topics)


def _to_json(parts: Mapping[str, object], topics: Suggestions) -> bytes:
    return msgspec.json.encode({**parts, "topics": topics} if topics else parts)


class WordFiles(Frozen, frozen=True):
    """All word shards and unions, and how words are spread over them."""

    tree: PrefixTree
    postings_below: dict[str, int]
    """How many postings there are below each prefix that is split."""
    files: dict[Address, bytes]


def invert(terms: Iterable[Terms]) -> InvertedIndex:
    """Invert the terms of all entries, which come in the order of time."""
    title: dict[str, list[int]] = defaultdict(list)
    rest: dict[str, list[int]] = defaultdict(list)
    size = 0
    for position, fields in enumerate(terms):
        for word in fields.title:
            title[word].append(position)
        for word in fields.rest:
            rest[word].append(position)
        size += 1
    return InvertedIndex(title, rest, size)


def build_files(index: InvertedIndex, topics: Iterable[Topic], ids: Sequence[int]) -> WordFiles:
    """The files of all words, given the ids of all entries.

    A shard has no more postings than a word that is not common, unless it is that of one.
    """
    counts = index.counts
    tree, postings_below = build_tree(counts, posting_lists.MAX_POSTINGS)
    suggestions = TopicSuggestions(topics, tree)
    shards = group_by_shard(counts, tree)
    word_files = {
        shard_address("words", prefix): WordFile(
            {word: encode_postings(*index.postings(word), ids) for word in words}, suggestions.of_shard(prefix)
        ).to_json()
        for prefix, words in shards.items()
    }
    union_files = {
        shard_address("unions", prefix): UnionFile(text, suggestions.of_union(prefix)).to_json()
        for prefix, text in _unions(index, tree, shards, ids)
    }
    return WordFiles(tree, postings_below, word_files | union_files)


def decode_words(content: bytes) -> WordFile:
    """Decode a word shard."""
    return _WORD_FILE.decode(content)


def decode_union(content: bytes) -> UnionFile:
    """Decode a union."""
    return _UNION_FILE.decode(content)


_WORD_FILE = msgspec.json.Decoder(WordFile)
_UNION_FILE = msgspec.json.Decoder(UnionFile)


def _unions(
    index: InvertedIndex, tree: PrefixTree, shards: Mapping[str, Sequence[str]], ids: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """The split prefixes that have a union, each with its posting list; longer ones are merged into shorter ones."""
    pending: dict[str, _Bitmaps] = {}
    for prefix in sorted(tree, reverse=True):  # what is longer comes first
        if not is_searchable(prefix):
            continue
        union = index.union(shards.get(prefix, ()))
        for letter in tree[prefix].replace(END, ""):
            child = prefix + letter
            union |= pending.pop(child) if child in pending else index.union(shards[child])
        pending[prefix] = union
        if has_union(prefix, tree):
            yield prefix, encode_union(union.title, union.anywhere, ids)
