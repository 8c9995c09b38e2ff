"""The index of a site after some of its entries changed, made from the one before.

An entry stands in the files of words by its own words only, so just those files are made again that hold a word which
came or went. What is made of topics and days alone comes from the site. The bytes are those of an index made whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from builder.model import Entry
from builder.search import days, facets, having, names, topics, words
from builder.search.having import moved
from builder.search.index import MANIFEST, Index, Manifest, read
from builder.search.numbers import Numbered, number
from builder.search.terms import NONE, Terms, terms_of
from builder.search.trie import END, Split, address_of, by_leaf, has_union, leaf_of, splits_of, unions_of
from builder.search.words import WordFile, Words
from builder.site import Site
from builder.topics import Topic
from builder.urls import Address, Slug


@dataclass(frozen=True, slots=True)
class Amended:
    """In what an index differs from the one before."""

    files: dict[Address, bytes]
    """Those that may differ, as they are now."""
    gone: frozenset[Address]
    below: Mapping[str, int]
    """How many postings there are below each prefix of words that is split."""


@dataclass(frozen=True, slots=True)
class _Change:
    """An entry as it was and as it is at one number, with their words; none where the number is new, or free again."""

    number: int
    was: Entry | None
    now: Entry | None
    old: Terms
    new: Terms

    @property
    def is_listed_anew(self) -> bool:
        """Whether sections, topics or importance differ."""
        was, now = self.was, self.now
        if was is None or now is None:
            return True
        return (was.contexts, was.importance, was.section) != (now.contexts, now.importance, now.section)


@dataclass(frozen=True, slots=True)
class _Moved:
    """The numbers of the entries that came to a word, or left it."""

    title: set[int] = field(default_factory=set)
    rest: set[int] = field(default_factory=set)


def amend(before: Index, site: Site, bodies: Mapping[str, str]) -> Amended | None:
    """What differs in the index of a site from that of the site before; None if all of it may."""
    was, now = number(before.site.entries), number(site.entries)
    if was.scale != now.scale or _called(before.site) != _called(site):
        return None
    changes = [*_changes(before, was, now, bodies)]
    listed = [change for change in changes if change.is_listed_anew]
    touched = [*_touched(listed, before.site, site)]
    manifest = read(before.files[MANIFEST])
    of_words = _words(before, changes, manifest, _Offering(site, touched) if listed else None)
    if of_words is None:
        return None
    is_listed_anew = listed or names.other_names(before.site) != names.other_names(site)
    of_topics = _topics(before, site, now, manifest) if is_listed_anew else _Topics(manifest, {})
    files = {
        **of_words.files,
        **of_topics.files,
        **_days(site, (was, now), changes, touched),
        MANIFEST: replace(of_topics.manifest, words=of_words.following).content(),
    }
    gone = frozenset(address for address, content in files.items() if not content)
    return Amended({address: content for address, content in files.items() if content}, gone, of_words.below)


def _called(site: Site) -> Mapping[Slug, tuple[str | None, str | None]]:
    """The names and kinds of topics that no entry gives them."""
    return {slug: (said.name, said.kind) for slug, said in site.topics.said.items()}


def _changes(before: Index, was: Numbered, now: Numbered, bodies: Mapping[str, str]) -> Iterator[_Change]:
    """What is not the same at each number, ascending."""
    olds, news = was.entries, now.entries
    for n in sorted(olds.keys() | news.keys()):
        old, new = olds.get(n), news.get(n)
        old_body = before.bodies[old.path] if old else ""
        new_body = bodies[new.path] if new else ""
        if old_body != new_body or (old is not new and old != new):
            yield _Change(
                n, old, new, terms_of(old, old_body) if old else NONE, terms_of(new, new_body) if new else NONE
            )


_Pair = tuple[Topic | None, Topic | None]
"""A topic as it was and as it is; none where it is new, or gone."""


def _touched(listed: Iterable[_Change], before: Site, after: Site) -> Iterator[_Pair]:
    """The topics that entries came to, or left."""
    entries = (entry for change in listed for entry in (change.was, change.now) if entry)
    for slug in sorted({slug for entry in entries for slug in entry.topics}):
        yield before.topics.get(slug), after.topics.get(slug)


class _Offering:
    """What files of words offer of topics now, and which of them may offer something else than before."""

    def __init__(self, site: Site, touched: Iterable[_Pair]) -> None:
        self._site = site
        self._names = {topic.name for pair in touched for topic in pair if topic}

    def prefixes(self, following: Split) -> set[str]:
        """The prefixes of the files that may differ."""
        return {prefix for name in self._names for prefix in topics.prefixes_of(name, following)}

    def offers(self, following: Split) -> topics.Offers:
        """What all files offer."""
        return topics.Offers(self._site.topics.values(), following)


def _words(before: Index, changes: Sequence[_Change], manifest: Manifest, offering: _Offering | None) -> Words | None:
    """The files of words that may differ, empty where there is none any more; None if others are to be split."""
    following, width = manifest.words, manifest.scale.width
    of_words, of_unions = _moves(changes, following)
    below = _below(before.below, changes, following)
    offers = offering.offers(following) if offering else None
    prefixes = {leaf_of(word, following) for word in of_words} | of_unions.keys()
    prefixes |= offering.prefixes(following) if offering else set()
    by_prefix = by_leaf(of_words, following)
    files: dict[Address, bytes] = {}
    after = dict(following)
    for prefix in sorted(prefixes):
        address = address_of("words", prefix)
        file = words.read(before.files[address]) if address in before.files else WordFile({})
        its = {word: of_words[word] for word in by_prefix.get(prefix, ())}
        now = _amended(file, its, of_unions.get(prefix, _Moved()), width)
        if now is None or (prefix not in following and now.count > having.MOST):
            return None
        file = replace(now, topics=offers.of(prefix)) if offers else now
        _note(after, prefix, file)
        files[address] = file.content() if file.words or file.all or not prefix else b""
    same = all(has_union(prefix, after) == has_union(prefix, following) for prefix in following)
    return Words(after, below, files) if same and all(total > having.MOST for total in below.values()) else None


def _amended(file: WordFile, of_words: Mapping[str, _Moved], of_all: _Moved, width: int) -> WordFile | None:
    """A file after entries came to its words, or left them; None if a word becomes common, or is so no longer."""
    its = {word: moved(file.words.get(word, ""), new.title, new.rest, width) for word, new in of_words.items()}
    whole = moved(file.all, of_all.title, of_all.rest, width) if of_all.title or of_all.rest else file.all
    if whole is None or None in its.values():
        return None
    return WordFile({word: text for word, text in (file.words | its).items() if text}, whole, file.topics)


def _note(following: Split, prefix: str, file: WordFile) -> None:
    """Note whether a split prefix is a word itself, or whether its parent goes on to a file."""
    parent, letter = (prefix, END) if prefix in following else (prefix[:-1], prefix[-1:])
    is_there = prefix in file.words if prefix in following else bool(file.words)
    if letter:
        letters = {*following[parent]} - {letter}
        following[parent] = "".join(sorted(letters | {letter} if is_there else letters))


def _moves(changes: Iterable[_Change], following: Split) -> tuple[dict[str, _Moved], dict[str, _Moved]]:
    """What came and left, by words, and by the split prefixes that hold what all words below them have."""
    of_words: dict[str, _Moved] = defaultdict(_Moved)
    of_unions: dict[str, _Moved] = defaultdict(_Moved)
    for change in changes:
        old, new = change.old, change.new
        for moves, before, after in (
            (of_words, old, new),
            (of_unions, _unions(old, following), _unions(new, following)),
        ):
            for key in before.title ^ after.title:
                moves[key].title.add(change.number)
            for key in before.rest ^ after.rest:
                moves[key].rest.add(change.number)
    return dict(of_words), dict(of_unions)


def _unions(terms: Terms, following: Split) -> Terms:
    """The split prefixes of words, as if they were words."""
    title, rest = (frozenset(prefix for word in its for prefix in unions_of(word, following)) for its in terms)
    return Terms(title, rest - title)


def _below(before: Mapping[str, int], changes: Iterable[_Change], following: Split) -> dict[str, int]:
    """How many postings there are now below each split prefix."""
    below = Counter(before)
    for change in changes:
        old, new = (terms.title | terms.rest for terms in (change.old, change.new))
        for word in old ^ new:
            for prefix in splits_of(word, following):
                below[prefix] += 1 if word in new else -1
    return dict(below)


class _Topics(NamedTuple):
    manifest: Manifest
    files: Mapping[Address, bytes]


def _topics(before: Index, site: Site, now: Numbered, manifest: Manifest) -> _Topics:
    """The files that are made of topics, empty where there is none any more."""
    split_topics, of_topics = topics.files(site, now)
    split_names, of_names = names.files(site)
    made = {**of_topics, **of_names, **facets.files(site, now)}
    stale = (address for address in before.files if address.startswith(_OF_TOPICS) and address not in made)
    files = {**made, **dict.fromkeys(stale, b"")}
    return _Topics(replace(manifest, topics=split_topics, names=split_names), files)


_OF_TOPICS = ("search/topics/", "search/names/", "search/kinds/")


def _days(
    site: Site, numbered: tuple[Numbered, Numbered], changes: Iterable[_Change], touched: Iterable[_Pair]
) -> dict[Address, bytes]:
    """The files of the days whose entries differ in what a result shows of them; empty where there is none any more."""
    was, now = numbered
    renamed = [pair[1].entries for pair in touched if pair[0] and pair[1] and pair[0].name != pair[1].name]
    found = {change.number // now.scale.width + now.scale.epoch for change in changes}
    found |= {day for entries in renamed for day in days.days_of(entries)}
    files: dict[Address, bytes] = {}
    for day in sorted(found):
        files |= dict.fromkeys(days.addresses_of(day, len(was.of_day(day))), b"")
        files |= days.files_of(site, day, now.of_day(day))
    return files
