"""Named contexts: contexts that a text names, as entity linkers find them, by what the site's own editors do.

A name counts as a context where most entries that name it have it ("keyphraseness" of Mihalcea and Csomai, 2007,
https://doi.org/10.1145/1321440.1321475). So "Taiwan" is found, and "Minister", which once was a context, is not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.content.body import begins_with_paragraph, plain_text
from builder.core.model import Detail, Entry
from builder.core.urls import Slug

MIN_ENTRIES = 3
"""Entries from which on a context is one that editors use."""

MIN_SHARE = 0.5
"""How many of the entries that name a context have to have it, for it to be missed in the others."""

Names = Mapping[Slug, tuple[str, ...]]
"""Contexts that a text names, each with the words that name it."""

_CUT = "…"
_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")
_WORDS_AND_GAPS = re.compile(f"({_WORD.pattern})")
"""Splits a text into what stands before its first word, that word, what stands before the next one, and so on."""

_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*\s+$")


def _lead(entry: Entry) -> str:
    """The title, the summary and the beginning of the text, which say what an entry is about."""
    return f"{entry.title}. {entry.summary or ''} {entry.excerpt}"


def _rest(entry: Entry, detail: Detail) -> str:
    """The text of an entry behind its excerpt, which may be of its midst: then all of it. Empty for a short one."""
    if not begins_with_paragraph(detail.body):
        return plain_text(detail.body)
    return plain_text(detail.body)[len(entry.excerpt) - len(_CUT) :] if entry.excerpt.endswith(_CUT) else ""


class NamedContexts:
    """An index of the names of contexts, and of how often those who name them have them."""

    def __init__(self, topics: Mapping[Slug, tuple[str, int]], entries: Iterable[Entry]) -> None:
        """Topics have their names and the numbers of their entries."""
        self._names: dict[tuple[str, ...], Slug] = {}
        for slug, (name, count) in topics.items():
            words = tuple(_WORD.findall(name))
            if words and count >= MIN_ENTRIES:
                self._names.setdefault(words, slug)
        lengths: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for words in sorted(self._names, key=len, reverse=True):
            its = lengths[words[0]].setdefault("".join(words[1:2]), [])
            its += () if len(words) in its else (len(words),)
        self._lengths = dict(lengths)
        """For the first word of names and the second, which is empty in names of one, how many words these names have,
        the longest first."""
        named: Counter[Slug] = Counter()
        had: Counter[Slug] = Counter()
        self._seen: dict[str, tuple[Entry, Names]] = {}
        for entry in entries:
            found = dict(self._names_in(_lead(entry)))
            named.update(found.keys())
            had.update(slug for slug in found if slug in entry.topics)
            self._seen[entry.path] = (entry, found)
        self._usual = frozenset(slug for slug, count in named.items() if had[slug] >= MIN_SHARE * count)

    def missing(self, entry: Entry, detail: Detail) -> tuple[Slug, ...]:
        """The contexts that an entry names in its lead, or twice in the rest, and does not have."""
        seen, lead = self._seen.get(entry.path, (None, {}))
        found = dict(lead if seen is entry else self._names_in(_lead(entry)))
        once: set[Slug] = set()
        for slug, words in self._names_in(_rest(entry, detail)):
            if slug in once:
                found.setdefault(slug, words)
            once.add(slug)
        return _not_had(entry, {slug: words for slug, words in found.items() if slug in self._usual})

    def _names_in(self, text: str) -> Iterator[tuple[Slug, tuple[str, ...]]]:
        """The names of contexts in a text: the longest where one name begins another."""
        parts = _WORDS_AND_GAPS.split(text)
        gaps, words = parts[::2], parts[1::2]
        end = 0
        for at in [at for at, word in enumerate(words) if word in self._lengths]:
            if at >= end and (name := self._name_at(words, at)):
                end = at + len(name)
                if not _is_part_of_name(words, gaps, at, end):
                    yield self._names[name], name

    def _name_at(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        """The longest name that begins with a word; empty if none does."""
        lengths = self._lengths[words[at]]
        if at + 1 < len(words):
            for length in lengths.get(words[at + 1], ()):
                name = tuple(words[at : at + length])
                if name in self._names:
                    return name
        return (words[at],) if "" in lengths else ()


def _not_had(entry: Entry, found: Names) -> tuple[Slug, ...]:
    """Those of the contexts named that an entry does not have, not even as part of a longer name."""
    other = [slug for slug in found if slug not in entry.topics]
    own = {word for context in entry.contexts for word in _folded(context.name)} if other else set()
    return tuple(slug for slug in other if not own.issuperset(_folded(" ".join(found[slug]))))


def _folded(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name)]


def _is_part_of_name(words: Sequence[str], gaps: Sequence[str], start: int, end: int) -> bool:
    """Whether words with capital letters stand beside some, so that all are one name: Washington of Washington Post.

    A gap stands before the word of its number.
    """
    if start and words[start - 1][0].isupper():
        is_first = start == 1 or _SENTENCE.search(gaps[start - 1])
        if gaps[start].isspace() and not is_first:
            return True
    return end < len(words) and words[end][0].isupper() and gaps[end] == " "
