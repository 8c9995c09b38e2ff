"""Sharding by prefix: words spread over files by their first letters, so that no file has too many postings.

A prefix with too many postings below it is split by the next letter; the split prefixes are the inner nodes of a
prefix tree, and its leaves are the files (shards). The shard of a word is that of its shortest prefix which is not
split, or its own:

    tree = {"": "io", "i": "rs", "ir": "a", "ira": "nq"}     "iran" lies in words/iran-.json, "on" in words/o-.json

Where a split prefix is long enough to be searched for and goes on in several ways, it has a second file, its union:
one posting list of all words below it. So what a reader types, whole words or the beginning of one, is always in one
file.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from builder.core.urls import Address
from builder.search.fold import is_unspaced

END = "."
"""Stands among the letters that follow a prefix if the prefix is a word itself."""

MIN_PREFIX = 3
"""Letters from which on the beginning of a word is searched for as a prefix; one where a script has no blanks."""

_UNSAFE = re.compile("[^a-z0-9]")

PrefixTree = dict[str, str]
"""For each prefix that is split, the letters that follow it, in their order."""


def build_tree(counts: Mapping[str, int], max_count: int) -> tuple[PrefixTree, dict[str, int]]:
    """Split the prefixes that have more than `max_count` postings below them, and count those of each.

    `counts` are the postings of each word.
    """
    tree: PrefixTree = {}
    postings_below: dict[str, int] = {}
    queue = [("", sorted(counts))]
    while queue:
        prefix, words = queue.pop()
        total = sum(map(counts.__getitem__, words))
        if total > max_count:
            end = len(prefix)
            children = {
                letter: [*group]
                for letter, group in groupby(words, lambda word: word[end : end + 1])  # noqa: B023
            }
            tree[prefix] = "".join(letter or END for letter in children)
            postings_below[prefix] = total
            queue += [(prefix + letter, group) for letter, group in children.items() if letter]
    return dict(sorted(tree.items())), dict(sorted(postings_below.items()))


def shard_of(word: str, tree: Mapping[str, str]) -> str:
    """The prefix whose shard holds a word."""
    end = 0
    while end < len(word) and word[:end] in tree:
        end += 1
    return word[:end]


def group_by_shard(words: Iterable[str], tree: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of each shard, in their order. If nothing is split there is one shard, even without words."""
    shards: dict[str, list[str]] = defaultdict(list)
    if "" not in tree:
        shards[""] = []
    for word in sorted(words):
        shards[shard_of(word, tree)].append(word)
    return dict(shards)


def split_prefixes(word: str, tree: Mapping[str, str]) -> Iterator[str]:
    """The split prefixes that a word lies below."""
    for end in range(len(word) + 1):
        if word[:end] not in tree:
            return
        yield word[:end]


def union_prefixes(word: str, tree: Mapping[str, str]) -> Iterator[str]:
    """The split prefixes of a word that have a union."""
    return (prefix for prefix in split_prefixes(word, tree) if has_union(prefix, tree))


def has_union(prefix: str, tree: Mapping[str, str]) -> bool:
    """Whether a split prefix has a union: it can be searched for, and goes on in several ways."""
    return len(tree[prefix]) > 1 and is_searchable(prefix)


def is_searchable(prefix: str) -> bool:
    """Whether the beginning of a word is long enough for prefix search."""
    return len(prefix) >= MIN_PREFIX or is_unspaced(prefix)


def shard_address(folder: str, prefix: str) -> Address:
    """The file of a prefix: `search/words/iran-.json`. Its name is safe on every system, whatever the script."""
    name = _UNSAFE.sub(lambda letter: f"_{ord(letter[0]):x}_", prefix)
    return Address(f"search/{folder}/{name}-.json")
