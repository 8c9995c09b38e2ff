"""Words spread over files by their first letters: what has too many postings below it is split by the next letter.

The file of a word is that of its shortest prefix which is not split, or its own. Where the letters of a split prefix
that may be typed go on in several ways, it has another file, of what all words below it have together: so what a reader
types, whole words or the beginning of one, is always in one file.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from builder.core.urls import Address
from builder.search.fold import is_unspaced

END = "."
"""Stands among the letters that follow a prefix if the prefix is a word itself."""

TYPED = 3
"""Letters from which on the beginning of a word finds the words that begin so; one where a script has no blanks."""

_NOT_PLAIN = re.compile("[^a-z0-9]")

Split = dict[str, str]
"""For each prefix that is split, the letters that follow it, in their order."""


def split(counts: Mapping[str, int], most: int) -> tuple[Split, dict[str, int]]:
    """The prefixes of words that have more than `most` postings below them, and how many; by the postings of words."""
    following: Split = {}
    below: dict[str, int] = {}
    waiting = [("", sorted(counts))]
    while waiting:
        prefix, words = waiting.pop()
        total = sum(map(counts.__getitem__, words))
        if total > most:
            end = len(prefix)
            parts = {letter: [*its] for letter, its in groupby(words, lambda word: word[end : end + 1])}  # noqa: B023
            following[prefix] = "".join(letter or END for letter in parts)
            below[prefix] = total
            waiting += [(prefix + letter, its) for letter, its in parts.items() if letter]
    return dict(sorted(following.items())), dict(sorted(below.items()))


def leaf_of(word: str, following: Mapping[str, str]) -> str:
    """The prefix whose file holds a word."""
    end = 0
    while end < len(word) and word[:end] in following:
        end += 1
    return word[:end]


def by_leaf(words: Iterable[str], following: Mapping[str, str]) -> dict[str, list[str]]:
    """The words that each file holds, in their order; of a prefix that is not split there is a file in any case."""
    leaves: dict[str, list[str]] = defaultdict(list)
    if "" not in following:
        leaves[""] = []
    for word in sorted(words):
        leaves[leaf_of(word, following)].append(word)
    return dict(leaves)


def splits_of(word: str, following: Mapping[str, str]) -> Iterator[str]:
    """The split prefixes that a word lies below."""
    for end in range(len(word) + 1):
        if word[:end] not in following:
            return
        yield word[:end]


def unions_of(word: str, following: Mapping[str, str]) -> Iterator[str]:
    """The split prefixes of a word that have a file of what all words below them have together."""
    return (prefix for prefix in splits_of(word, following) if has_union(prefix, following))


def has_union(prefix: str, following: Mapping[str, str]) -> bool:
    """Whether a split prefix may be typed, and goes on in several ways."""
    return len(following[prefix]) > 1 and may_be_typed(prefix)


def may_be_typed(prefix: str) -> bool:
    """Whether the beginning of a word is long enough to find the words that begin so."""
    return len(prefix) >= TYPED or is_unspaced(prefix)


def address_of(folder: str, prefix: str) -> Address:
    """The file of a prefix; its name is safe on every system, whatever the script."""
    name = _NOT_PLAIN.sub(lambda found: f"_{ord(found[0]):x}_", prefix)
    return Address(f"search/{folder}/{name}-.json")
