"""Reference search by brute force: it looks at every entry, with no index and no code of the index's own."""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import snowballstemmer

from builder.content.body import plain_text
from builder.core.dates import Date
from builder.core.model import Detail, Entry
from builder.relations.site import Site

_LETTERS = {"ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
_UNSPACED = ("THAI ", "LAO ", "MYANMAR ", "KHMER ", "HIRAGANA ", "KATAKANA", "CJK UNIFIED", "CJK COMPATIBILITY IDEO")


@dataclass(frozen=True)
class Query:
    """A search: words and filters, as the page's address says them."""

    q: str = ""
    topics: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    importance: int = 0
    since: str = ""
    until: str = ""
    sort: str = "date"

    @property
    def choice(self) -> dict[str, Any]:
        """The form in which the script takes it."""
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
class SearchedEntry:
    """An entry with all that a search looks at."""

    entry: Entry
    first: date
    """The first day of its date."""
    last: date
    """The last day of it, or of its end."""
    topics: frozenset[str]
    title: frozenset[str]
    words: frozenset[str]
    """All of its words, those of the title and of contexts among them."""
    alias_words: tuple[frozenset[str], ...]
    """The words of each alias of its topics."""


@dataclass(frozen=True)
class Answer:
    """The result of a search."""

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
    plain_text = [
        letter for letter in unicodedata.normalize("NFKD", text).lower() if unicodedata.category(letter)[0] != "M"
    ]
    for position, letter in enumerate(plain_text):
        if unicodedata.category(letter)[0] in "LN":
            runs[-1] += _LETTERS.get(letter, letter)
        elif not is_negated(plain_text, position):
            runs.append([])
    return [run for run in runs if run]


def is_negated(letters: Sequence[str], position: int) -> bool:
    """Whether the sign at a position is the apostrophe of can't."""
    behind = letters[position + 2] if position + 2 < len(letters) else " "
    return (
        letters[position] in "'’"
        and letters[max(0, position - 1)] == "n"
        and letters[position + 1 : position + 2] == ["t"]
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
        for piece in parts:
            if not is_unspaced(piece[0]):
                yield piece[:32]
                continue
            yield from (piece[n : n + 2] for n in range(max(1, len(piece) - 1)))
            if ends:
                yield piece[-1]


class BruteForce:
    """A search that looks at all entries of a site, one by one."""

    def __init__(self, site: Site, details: Callable[[Entry], Detail], common: int = 4_000) -> None:
        """`common` is how many entries may have a word for its place in the title to count."""
        self.site = site
        self.common = common
        self.all = [self._searched(entry, details(entry)) for entry in site.entries]
        self.words = sorted({word for item in self.all for word in item.words})
        self._having: dict[str, set[int]] = defaultdict(set)
        for number, item in enumerate(self.all):
            for word in item.words:
                self._having[word].add(number)
        by_stem: dict[str, set[str]] = defaultdict(set)
        for word in filter(has_stem, self.words):
            by_stem[stem_of(word)].add(word)
        self._by_stem = defaultdict(frozenset, {stem: frozenset(words) for stem, words in by_stem.items()})

    def _searched(self, entry: Entry, detail: Detail) -> SearchedEntry:
        names = [context.name for context in entry.contexts]
        title = frozenset(word for text in (entry.title, *names) for word in words_in(text, ends=True))
        rest = frozenset(
            word for text in (entry.summary or "", plain_text(detail.body)) for word in words_in(text, ends=True)
        )
        topics = [self.site.topics[slug] for slug in entry.topics]
        topic_names = frozenset(topic.name for topic in topics)
        alias_words = tuple(frozenset(words_in(name, ends=False)) for topic in topics for name in topic.aliases)
        first, last = _first(entry.date.iso), _last((entry.end or entry.date).iso)
        return SearchedEntry(entry, first, last, topic_names, title, title | rest, alias_words)

    def find(self, query: Query) -> Answer:
        """Everything that matches a query."""
        terms = terms_of(query.q)
        exact = {term: self._matching_words(*term) for term in terms}
        forms = self._forms if len(re.findall(r'["“”„«»]', query.q)) < 2 else lambda _: frozenset[str]()
        matching = {(word, begins): its | forms(word) for (word, begins), its in exact.items()}
        left_out: frozenset[str] = frozenset().union(*({word} | forms(word) for word in left_out_by(query.q)))
        topics = {self._topic_name(name) for name in query.topics}
        base = [
            item
            for item in self.all
            if all(
                not item.words.isdisjoint(words) or _is_meant_by_alias(item, word, terms)
                for (word, _), words in matching.items()
            )
            and item.topics.issuperset(topics)
            and item.words.isdisjoint(left_out)
        ]
        span, section, importance = _in_span(query), _in_section(query), _is_important(query)
        matches = [item for item in base if span(item) and section(item) and importance(item)]
        values = sorted({item.entry.importance for item in self.all if item.entry.importance})
        importances = [item.entry.importance or 0 for item in base if span(item) and section(item)]
        return Answer(
            [
                item.entry.address
                for item in self._ordered(
                    matches, query, [Term(term[0], exact[term], matching[term] - exact[term]) for term in terms]
                )
            ],
            {
                str(n): count
                for n, count in Counter(item.first.year for item in base if section(item) and importance(item)).items()
            },
            (topic_counts := dict(Counter(topic for item in matches for topic in item.topics))),
            {topic.name: topic.kind for topic in self.site.topics.values() if topic.name in topic_counts},
            dict(Counter(item.entry.section for item in base if span(item) and importance(item))),
            {str(value): sum(actual >= value for actual in importances) for value in values},
        )

    def _topic_name(self, name: str) -> str:
        """The topic that a name, or an alias, stands for."""
        return next((topic.name for topic in self.site.topics.values() if name in topic.aliases), name)

    def _matching_words(self, word: str, begins: bool) -> frozenset[str]:
        """The words that match a word of a query, or the beginning of one."""
        return frozenset(known for known in self.words if known.startswith(word)) if begins else frozenset([word])

    def _forms(self, word: str) -> frozenset[str]:
        """The words that have the stem of a word, as Snowball cuts them in Python."""
        return self._by_stem[stem_of(word)] if has_stem(word) else frozenset()

    def _ordered(
        self, matches: Sequence[SearchedEntry], query: Query, terms: Sequence["Term"]
    ) -> Sequence[SearchedEntry]:
        newest = sorted(matches, key=lambda item: (item.entry.date, item.entry.address), reverse=True)
        if query.sort == "date":
            return newest
        return sorted(newest, key=lambda item: -sum(self._score(item, term, query) for term in terms))

    def _score(self, item: SearchedEntry, term: "Term", query: Query) -> int:
        """A word as it is written is worth more than other forms of it, and one in the title more than in the text."""
        score = max(1, 18 - self._count(term.exact | term.forms).bit_length())
        is_exact = not item.words.isdisjoint(term.exact) or _is_meant_by_alias(item, term.word, terms_of(query.q))
        is_common = self._count(term.exact) > self.common or any(
            self._count({word}) > self.common for word in term.forms
        )
        counts_twice = not is_common and not item.title.isdisjoint(term.exact if is_exact else term.forms)
        return 1000 * is_exact + (2 * score if counts_twice else score)

    def _count(self, words: Iterable[str]) -> int:
        return len(set().union(*(self._having.get(word, ()) for word in words)))


@dataclass(frozen=True)
class Term:
    """A word of a query, or the beginning of one, with the words that it finds."""

    word: str
    exact: frozenset[str]
    forms: frozenset[str]
    """The other words of the same stem."""


stem_of = lru_cache(maxsize=None)(snowballstemmer.stemmer("english").stemWord)


def has_stem(word: str) -> bool:
    """Whether a word is long enough to have other forms, and has letters alone."""
    return len(word) > 2 and word.isalpha() and not is_unspaced(word[0]) and len(stem_of(word)) > 2


def left_out_by(q: str) -> list[str]:
    """The words that a query has behind a minus."""
    return [word for part in q.split() if part[0] == "-" and part[1:2].isalnum() for word in words_in(part, ends=False)]


def _is_meant_by_alias(item: SearchedEntry, word: str, terms: Sequence[tuple[str, bool]]) -> bool:
    """Whether a word is part of an alias of one of its topics, all of which is in the query."""
    query_words = {term for term, _ in terms}
    return any(word in alias and alias <= query_words for alias in item.alias_words)


def terms_of(q: str) -> list[tuple[str, bool]]:
    """The words of a query, and whether each is the beginning of one."""
    all_parts = q.split()
    words = [*words_in(" ".join(part for part in all_parts if not left_out_by(part)), ends=False)][:12]
    if not words:
        return []
    is_quoted = q.rstrip().endswith(('"', "”", "»")) and any(mark in q.rstrip()[:-1] for mark in '"“«')
    begins = not is_quoted and not left_out_by(all_parts[-1]) and (len(words[-1]) >= 3 or is_unspaced(words[-1][0]))
    whole = dict.fromkeys(words[:-1] if begins else words)
    return [*((word, False) for word in whole), *([(words[-1], True)] if begins else [])]


def _in_span(query: Query) -> Callable[[SearchedEntry], bool]:
    since = _first(query.since) if query.since else date.min
    until = _last(query.until) if query.until else date.max
    return lambda item: item.first <= until and item.last >= since


def _in_section(query: Query) -> Callable[[SearchedEntry], bool]:
    return lambda item: not query.sections or item.entry.section in query.sections


def _is_important(query: Query) -> Callable[[SearchedEntry], bool]:
    return lambda item: (item.entry.importance or 0) >= query.importance


def _date(text: str) -> Date:
    numbers = [int(piece) for piece in text.split("-")]
    return Date(*numbers)


def _first(text: str) -> date:
    parts = _date(text)
    return date(parts.year, parts.month or 1, parts.day or 1)


def _last(text: str) -> date:
    parts = _date(text)
    if parts.day:
        return _first(text)
    year, month = (parts.year, parts.month + 1) if 0 < parts.month < 12 else (parts.year + 1, 1)
    return date(year, month, 1) - timedelta(days=1)


def random_queries(brute: BruteForce, count: int, seed: int) -> Iterator[Query]:
    """Queries of every kind: words, beginnings, topics, spans, sections and importance, in both orders."""
    rng, alias_rng = random.Random(seed), random.Random(seed + 1_000)
    aliases_by_topic = {topic.name: topic.aliases for topic in brute.site.topics.values() if topic.aliases}
    for _ in range(count):
        entry = rng.choice(brute.all)
        own_words = sorted(entry.words)
        text_words = [
            rng.choice(own_words if rng.random() < 0.9 else brute.words) for _ in range(rng.choice((0, 1, 1, 2, 3)))
        ]
        if text_words and rng.random() < 0.5:
            text_words[-1] = text_words[-1][: rng.randint(1, 6)]
        span = rng.choice((("", ""), ("", ""), _span(entry, rng), (_span(entry, rng)[0], "")))
        topics = sorted(entry.topics)
        chosen = rng.sample(topics, min(len(topics), rng.choice((0, 0, 1, 2))))
        if alias_rng.random() < 0.2 and (
            aliases := [name for topic in topics for name in aliases_by_topic.get(topic, ())]
        ):
            text_words.insert(alias_rng.randint(0, len(text_words)), alias_rng.choice(aliases))
        if text_words and alias_rng.random() < 0.1:
            text_words.insert(alias_rng.randint(0, len(text_words)), f"-{alias_rng.choice(brute.words)}")
        text = " ".join(text_words)
        yield Query(
            q=f'"{text}"' if alias_rng.random() < 0.05 else text,
            topics=tuple(alias_rng.choice([topic, *aliases_by_topic.get(topic, ())]) for topic in chosen),
            sections=rng.choice(((), (), (), (entry.entry.section,))),
            importance=rng.choice((0, 0, 0, entry.entry.importance or 0, 5)),
            since=span[0],
            until=span[1],
            sort=rng.choice(("date", "relevance")),
        )


def _span(item: SearchedEntry, rng: random.Random) -> tuple[str, str]:
    first = item.first
    before, after = first - timedelta(days=rng.randint(0, 400)), first + timedelta(days=rng.randint(0, 400))
    length = rng.choice((4, 7, 10))
    return before.isoformat()[:length], after.isoformat()[:length]
