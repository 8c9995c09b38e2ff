"""Near names: pairs that may be one thing, as they differ in plural, word order, doubled letters or one slip.

    >>> names = NearNames({"sanctions": "sanctions", "sanction": "sanction", "kim-jong-un": "Kim Jong Un"})
    >>> names.of("sanction", "sanction")
    ('sanctions',)

Names with one slug are one topic already, so case, blanks and hyphens in the same places make no pair here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.core.text import collation_key
from builder.core.urls import Slug

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_MIN_PLURAL = 5
"""Letters from which on an s at the end of a word may be that of a plural."""

_MIN_WORD, _MIN_SINGLE_WORD = 5, 8
"""Letters of a word that may hold a slip: beside other words that agree, and where it is the whole name.

In shorter words, one letter more often makes another word: Iran and Iraq, Malta and Manta.
"""

_LONG_WORD = 12
"""Letters of a word that may hold two slips."""


class _Word(NamedTuple):
    """A word of a name."""

    stem: str
    length: int
    """How many letters it has as it is written."""


class NearNames:
    """An index of names by what spellings of one name have in common."""

    def __init__(self, names: Mapping[Slug, str]) -> None:
        self._by_stems: dict[tuple[str, ...], list[Slug]] = defaultdict(list)
        self._by_joined: dict[str, list[Slug]] = defaultdict(list)
        self._by_others: dict[tuple[tuple[str, ...], str], list[tuple[_Word, Slug]]] = defaultdict(list)
        for slug, name in names.items():
            words = _words(name)
            self._by_stems[_stems(words)].append(slug)
            self._by_joined[_joined(slug)].append(slug)
            for others, word in _without_one(words):
                self._by_others[others, word.stem[0]].append((word, slug))

    def of(self, slug: Slug, name: str) -> tuple[Slug, ...]:
        """The names of the index that are close to one, in the order of slugs."""
        words = _words(name)
        if not words:
            return ()
        alike = self._by_stems.get(_stems(words), ())
        found = {*alike, *self._by_joined.get(_joined(slug), ()), *self._with_slips(words)}
        return tuple(sorted(found - {slug}))

    def _with_slips(self, words: Sequence[_Word]) -> Iterator[Slug]:
        """The names of the same words but for a slip in one of them, which keeps its first letter."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # loaded where names are compared

        for others, word in _without_one(words):
            for other, slug in self._by_others.get((others, word.stem[0]), ()):
                limit = 2 if max(word.length, other.length) >= _LONG_WORD else 1
                if OSA.distance(word.stem, other.stem, score_cutoff=limit) <= limit:
                    yield slug


def _words(name: str) -> tuple[_Word, ...]:
    return tuple(sorted(map(_word, _WORD.findall(collation_key(name)))))


def _word(written: str) -> _Word:
    """A word with its stem: without what spellings of it differ in, a plural's or possessor's s and doubled letters.

    This is the plural of English, and of many words in French and Spanish; others are found as slips.
    """
    stem = _DOUBLED.sub(r"\1", written.replace("’", "'").removesuffix("'s").replace("'", ""))
    if len(stem) >= _MIN_PLURAL and stem.endswith("s"):
        stem = f"{stem[:-3]}y" if stem.endswith("ies") else stem[:-1]
    return _Word(stem, len(written))


def _stems(words: Iterable[_Word]) -> tuple[str, ...]:
    return tuple([word.stem for word in words])


def _joined(slug: Slug) -> str:
    return slug.replace("-", "")


def _without_one(words: Sequence[_Word]) -> Iterator[tuple[tuple[str, ...], _Word]]:
    """Each word that may hold a slip, with the stems of the others of its name."""
    least = _MIN_WORD if len(words) > 1 else _MIN_SINGLE_WORD
    for at, word in enumerate(words):
        if word.length >= least and word.stem.isalpha():
            yield _stems((*words[:at], *words[at + 1 :])), word
