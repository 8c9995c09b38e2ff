"""Named contexts: contexts that a text names, as entity linkers find them, by what the site's own editors do.

A name counts as a context where most entries that name it have it ("keyphraseness" of Mihalcea and Csomai, 2007,
https://doi.org/10.1145/1321440.1321475). So "Taiwan" is found, and "Minister", which once was a context, is not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from builder.content.body import plain_text
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
_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*\s+$")


def _lead(entry: Entry) -> str:
    """The title, the summary and the beginning of the text, which say what an entry is about."""
    return f"{entry.title}. {entry.summary or ''} {entry.excerpt}"


def _rest(entry: Entry, detail: Detail) -> str:
    """The text of an entry behind its beginning; empty for a short one."""
    if not entry.excerpt.endswith(_CUT):
        return ""
    return plain_text(detail.body)[len(entry.excerpt) - len(_CUT) :]


class NamedContexts:
    """An index of the names of contexts, and of how often those who name them have them."""

    def __init__(self, topics: Mapping[Slug, tuple[str, int]], entries: Iterable[Entry]) -> None:
        """Topics have their names and the numbers of their entries."""
        self._names: dict[tuple[str, ...], Slug] = {}
        for slug, (name, count) in topics.items():
            words = tuple(_WORD.findall(name))
            if words and count >= MIN_ENTRIES:
                self._names.setdefault(words, slug)
        lengths: dict[str, set[int]] = defaultdict(set)
        for words in self._names:
            lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(its, reverse=True) for first, its in lengths.items()}
        """For the first word of a name, how many words those names have that begin with it, the longest first."""
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
        matches = [*_WORD.finditer(text)]
        words = [match[0] for match in matches]
        end = 0
        for at, word in enumerate(words):
            if at < end or word not in self._lengths:
                continue
            names = (tuple(words[at : at + length]) for length in self._lengths[word])
            if name := next((name for name in names if name in self._names), None):
                end = at + len(name)
                if not _is_part_of_name(text, matches, at, end):
                    yield self._names[name], name


def _not_had(entry: Entry, found: Names) -> tuple[Slug, ...]:
    """Those of the contexts named that an entry does not have, not even as part of a longer name."""
    other = [slug for slug in found if slug not in entry.topics]
    own = {word for context in entry.contexts for word in _folded(context.name)} if other else set()
    return tuple(slug for slug in other if not own.issuperset(_folded(" ".join(found[slug]))))


def _folded(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name)]


def _is_part_of_name(text: str, matches: list[re.Match[str]], start: int, end: int) -> bool:
    """Whether words with capital letters stand beside some, so that all are one name: Washington of Washington Post."""
    if start and matches[start - 1][0][0].isupper():
        between = text[matches[start - 1].end() : matches[start].start()]
        is_first = start == 1 or _SENTENCE.search(text[: matches[start - 1].start()][-8:])
        if between.isspace() and not is_first:
            return True
    if end < len(matches) and matches[end][0][0].isupper():
        return text[matches[end - 1].end() : matches[end].start()] == " "
    return False
