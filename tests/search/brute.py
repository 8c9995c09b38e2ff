"""What a search has to find, by looking at every entry: no index, and no code of the index's own."""

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from builder.content.markdown import plain
from builder.core.dates import Date
from builder.core.model import Detail, Entry
from builder.relations.site import Site

_LETTERS = {"ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
_UNSPACED = ("THAI ", "LAO ", "MYANMAR ", "KHMER ", "HIRAGANA ", "KATAKANA", "CJK UNIFIED", "CJK COMPATIBILITY IDEO")


@dataclass(frozen=True)
class Asked:
    """A choice, as the page's address says it."""

    q: str = ""
    topics: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    importance: int = 0
    since: str = ""
    until: str = ""
    sort: str = "date"

    @property
    def choice(self) -> dict[str, Any]:
        """As the script takes it."""
        return {
            "q": self.q,
            "topics": self.topics,
            "sections": self.sections,
            "importance": self.importance,
            "from": self.since,
            "to": self.until,
            "sort": self.sort,
        }


@dataclass(frozen=True)
class Looked:
    """An entry with all that a search looks at."""

    entry: Entry
    first: date
    """The first day of its date."""
    last: date
    topics: frozenset[str]
    title: frozenset[str]
    words: frozenset[str]
    """All of its words, those of the title and of contexts among them."""
    others: tuple[frozenset[str], ...]
    """The words of each other name of its topics."""


@dataclass(frozen=True)
class Answer:
    """What is found."""

    addresses: list[str]
    years: dict[str, int]
    topics: dict[str, int]
    """For each topic how many of the found entries have it."""
    kinds: dict[str, str | None]
    """For each of these topics its kind."""
    sections: dict[str, int]
    importance: dict[str, int] = field(default_factory=dict)
    """For each importance that some entry has how many there would be that are so important at least."""


def folded(text: str) -> list[list[str]]:
    """The runs of letters and digits of a text, plain; can't and won't are one."""
    runs: list[list[str]] = [[]]
    plain = [each for each in unicodedata.normalize("NFKD", text).lower() if unicodedata.category(each)[0] != "M"]
    for place, letter in enumerate(plain):
        if unicodedata.category(letter)[0] in "LN":
            runs[-1] += _LETTERS.get(letter, letter)
        elif not is_negated(plain, place):
            runs.append([])
    return [run for run in runs if run]


def is_negated(letters: Sequence[str], place: int) -> bool:
    """Whether the sign at a place is the apostrophe of can't."""
    behind = letters[place + 2] if place + 2 < len(letters) else " "
    return (
        letters[place] in "'’"
        and letters[max(0, place - 1)] == "n"
        and letters[place + 1 : place + 2] == ["t"]
        and (unicodedata.category(behind)[0] not in "LN")
    )


def is_unspaced(letter: str) -> bool:
    return letter in "々〆〇" or unicodedata.name(letter, "").startswith(_UNSPACED)


def words_in(text: str, *, ends: bool) -> Iterator[str]:
    """The words of a text; with `ends`, also the last letter of what is written without blanks."""
    for run in folded(text):
        parts: list[str] = []
        for letter in run:
            if parts and is_unspaced(parts[-1][0]) == is_unspaced(letter):
                parts[-1] += letter
            else:
                parts.append(letter)
        for part in parts:
            if not is_unspaced(part[0]):
                yield part[:32]
                continue
            yield from (part[n : n + 2] for n in range(max(1, len(part) - 1)))
            if ends:
                yield part[-1]


class Brute:
    """All entries of a site, looked at one by one."""

    def __init__(self, site: Site, details: Callable[[Entry], Detail], common: int = 4_000) -> None:
        """Where a word stands that more entries have than is common does not count."""
        self.site = site
        self.common = common
        self.all = [self._looked(entry, details(entry)) for entry in site.entries]
        self.words = sorted({word for one in self.all for word in one.words})

    def _looked(self, entry: Entry, detail: Detail) -> Looked:
        names = [context.name for context in entry.contexts]
        title = frozenset(word for text in (entry.title, *names) for word in words_in(text, ends=True))
        rest = frozenset(
            word for text in (entry.summary or "", plain(detail.body)) for word in words_in(text, ends=True)
        )
        its = [self.site.topics[slug] for slug in entry.topics]
        topics = frozenset(topic.name for topic in its)
        others = tuple(frozenset(words_in(name, ends=False)) for topic in its for name in topic.aliases)
        return Looked(entry, _first(entry.date.iso), _last(entry.date.iso), topics, title, title | rest, others)

    def find(self, asked: Asked) -> Answer:
        """Everything that a choice asks for."""
        terms = terms_of(asked.q)
        meant = {term: self._meant(*term) for term in terms}
        counts = {term: sum(not one.words.isdisjoint(words) for one in self.all) for term, words in meant.items()}
        topics = {self._called(name) for name in asked.topics}
        base = [
            one
            for one in self.all
            if all(not one.words.isdisjoint(its) or _is_called(one, word, terms) for (word, _), its in meant.items())
            and one.topics.issuperset(topics)
        ]
        span, section, importance = _in_span(asked), _in_section(asked), _is_important(asked)
        found = [one for one in base if span(one) and section(one) and importance(one)]
        values = sorted({one.entry.importance for one in self.all if one.entry.importance})
        of_importance = [one.entry.importance or 0 for one in base if span(one) and section(one)]
        return Answer(
            [one.entry.address for one in self._ordered(found, asked, [(meant[term], counts[term]) for term in terms])],
            {str(n): count for n, count in Counter(o.first.year for o in base if section(o) and importance(o)).items()},
            (of_topics := dict(Counter(topic for one in found for topic in one.topics))),
            {topic.name: topic.kind for topic in self.site.topics.values() if topic.name in of_topics},
            dict(Counter(one.entry.section for one in base if span(one) and importance(one))),
            {str(value): sum(its >= value for its in of_importance) for value in values},
        )

    def _called(self, name: str) -> str:
        """The topic that a name stands for."""
        return next((topic.name for topic in self.site.topics.values() if name in topic.aliases), name)

    def _meant(self, word: str, begins: bool) -> frozenset[str]:
        """The words that are meant by one of a query, or by the beginning of one."""
        return frozenset(its for its in self.words if its.startswith(word)) if begins else frozenset([word])

    def _ordered(
        self, found: Sequence[Looked], asked: Asked, terms: Sequence[tuple[frozenset[str], int]]
    ) -> Sequence[Looked]:
        newest = sorted(found, key=lambda one: (one.entry.date, one.entry.address), reverse=True)
        if asked.sort == "date":
            return newest
        return sorted(newest, key=lambda one: -sum(self._points(one, words, count) for words, count in terms))

    def _points(self, one: Looked, words: frozenset[str], count: int) -> int:
        worth = max(1, 18 - count.bit_length())
        is_told = count <= self.common and not one.title.isdisjoint(words)
        return 2 * worth if is_told else worth


def _is_called(one: Looked, word: str, terms: Sequence[tuple[str, bool]]) -> bool:
    """Whether a word is one of another name of a topic of it, all of which is asked for."""
    asked = {term for term, _ in terms}
    return any(word in name and name <= asked for name in one.others)


def terms_of(q: str) -> list[tuple[str, bool]]:
    """The words of a query, and whether each is the beginning of one."""
    words = [*words_in(q, ends=False)][:12]
    if not words:
        return []
    is_quoted = q.rstrip().endswith(('"', "”", "»")) and any(mark in q.rstrip()[:-1] for mark in '"“«')
    begins = not is_quoted and (len(words[-1]) >= 3 or is_unspaced(words[-1][0]))
    whole = dict.fromkeys(words[:-1] if begins else words)
    return [*((word, False) for word in whole), *([(words[-1], True)] if begins else [])]


def _in_span(asked: Asked) -> Callable[[Looked], bool]:
    since = _first(asked.since) if asked.since else date.min
    until = _last(asked.until) if asked.until else date.max
    return lambda one: one.first <= until and one.last >= since


def _in_section(asked: Asked) -> Callable[[Looked], bool]:
    return lambda one: not asked.sections or one.entry.section in asked.sections


def _is_important(asked: Asked) -> Callable[[Looked], bool]:
    return lambda one: (one.entry.importance or 0) >= asked.importance


def _parts(text: str) -> Date:
    numbers = [int(part) for part in text.split("-")]
    return Date(*numbers)


def _first(text: str) -> date:
    parts = _parts(text)
    return date(parts.year, parts.month or 1, parts.day or 1)


def _last(text: str) -> date:
    parts = _parts(text)
    if parts.day:
        return _first(text)
    year, month = (parts.year, parts.month + 1) if 0 < parts.month < 12 else (parts.year + 1, 1)
    return date(year, month, 1) - timedelta(days=1)


def drawn(brute: Brute, count: int, seed: int) -> Iterator[Asked]:
    """Queries of every kind: words, beginnings, topics, spans, sections and importance, in both orders."""
    chance, other = random.Random(seed), random.Random(seed + 1_000)
    names = {topic.name: topic.aliases for topic in brute.site.topics.values() if topic.aliases}
    for _ in range(count):
        one = chance.choice(brute.all)
        its = sorted(one.words)
        asked = [
            chance.choice(its if chance.random() < 0.9 else brute.words) for _ in range(chance.choice((0, 1, 1, 2, 3)))
        ]
        if asked and chance.random() < 0.5:
            asked[-1] = asked[-1][: chance.randint(1, 6)]
        spans = chance.choice((("", ""), ("", ""), _span(one, chance), (_span(one, chance)[0], "")))
        topics = sorted(one.topics)
        wanted = chance.sample(topics, min(len(topics), chance.choice((0, 0, 1, 2))))
        if other.random() < 0.2 and (its_names := [name for topic in topics for name in names.get(topic, ())]):
            asked.insert(other.randint(0, len(asked)), other.choice(its_names))
        q = " ".join(asked)
        yield Asked(
            q=f'"{q}"' if other.random() < 0.05 else q,
            topics=tuple(other.choice([topic, *names.get(topic, ())]) for topic in wanted),
            sections=chance.choice(((), (), (), (one.entry.section,))),
            importance=chance.choice((0, 0, 0, one.entry.importance or 0, 5)),
            since=spans[0],
            until=spans[1],
            sort=chance.choice(("date", "relevance")),
        )


def _span(one: Looked, chance: random.Random) -> tuple[str, str]:
    day = one.first
    before, after = day - timedelta(days=chance.randint(0, 400)), day + timedelta(days=chance.randint(0, 400))
    cut = chance.choice((4, 7, 10))
    return before.isoformat()[:cut], after.isoformat()[:cut]
