"""The index of a site after some of its entries changed, made from the one before.

An entry stands in the files of words by its own words only, so just those files are made again that hold a word which
came or went, and those of words that many have, if entries behind another come to stand at another place. What is made
of topics and days alone comes from the site. The bytes are those of an index made whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from builder.core.model import Entry
from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search import facets, posting_lists, result_cards, topic_aliases, topics, word_files
from builder.search.document_ids import Numbered, number, renumber
from builder.search.index import MANIFEST, Index, Manifest, read
from builder.search.position_shift import Shift, shift
from builder.search.posting_lists import moved
from builder.search.sharding import END, Split, address_of, by_leaf, has_union, leaf_of, splits_of, unions_of
from builder.search.terms import NONE, Terms, terms_of
from builder.search.word_files import UnionFile, WordFile, Words


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
        """Whether sections, topics, importance or dates differ."""
        was, now = self.was, self.now
        if was is None or now is None:
            return True
        return (was.contexts, was.importance, was.section, was.date) != (
            now.contexts,
            now.importance,
            now.section,
            now.date,
        )


@dataclass(frozen=True, slots=True)
class _Moved:
    """The numbers of the entries that came to a word, or left it."""

    title: set[int] = field(default_factory=set)
    rest: set[int] = field(default_factory=set)


def amend(before: Index, site: Site, bodies: Mapping[str, str]) -> Amended | None:
    """What differs in the index of a site from that of the site before; None if all of it may."""
    was = number(before.site.entries)
    now = renumber(was, before.site.entries, site.entries)
    if was.scale != now.scale or _called(before.site) != _called(site):
        return None
    changes = [*_changes(before, was, now, bodies)]
    listed = [change for change in changes if change.is_listed_anew]
    touched = [*_touched(listed, before.site, site)]
    manifest = read(before.files[MANIFEST])
    offering = _Offering(site, touched, manifest.words) if listed else None
    amending = _Amending(before.files, manifest.words, offering, shift([*was.entries], [*now.entries]))
    of_words = _words(amending, before.below, changes)
    if of_words is None:
        return None
    is_listed_anew = listed or topic_aliases.other_names(before.site) != topic_aliases.other_names(site)
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
    olds, news, old_bodies = was.entries, now.entries, before.bodies
    others = [n for n, new in news.items() if olds.get(n) is not new or old_bodies[new.path] is not bodies[new.path]]
    for n in sorted({*others, *(olds.keys() - news.keys())}):
        old, new = olds.get(n), news.get(n)
        old_body = old_bodies[old.path] if old else ""
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

    def __init__(self, site: Site, touched: Iterable[_Pair], following: Split) -> None:
        names = {topic.name for pair in touched for topic in pair if topic}
        self.leaves = {prefix for name in names for prefix in topics.leaves_with(name, following)}
        self.unions = {prefix for name in names for prefix in topics.unions_with(name, following)}
        self.now = topics.Offers(site.topics.values(), following)


@dataclass(frozen=True, slots=True)
class _Amending:
    """Makes the files of words again that may differ."""

    files: Mapping[Address, bytes]
    """All files of the index before."""
    following: Split
    offering: _Offering | None
    """None if nothing else is offered than before."""
    places: Shift

    def leaves(self, moves: Mapping[str, _Moved]) -> dict[str, WordFile] | None:
        """The files of words; None if a word becomes common, or is so no longer, or if one is to be split."""
        following = self.following
        prefixes = {leaf_of(word, following) for word in moves}
        prefixes |= self.offering.leaves if self.offering else set()
        prefixes |= {prefix for prefix, letters in following.items() if END in letters} if self.places.moves else set()
        of_prefix = by_leaf(moves, following)
        made: dict[str, WordFile] = {}
        for prefix in sorted(prefixes):
            leaf = self._leaf(prefix, {word: moves[word] for word in of_prefix.get(prefix, ())})
            if leaf is None or (prefix not in following and leaf.count > posting_lists.MOST):
                return None
            made[prefix] = leaf
        return made

    def _leaf(self, prefix: str, moves: Mapping[str, _Moved]) -> WordFile | None:
        address = address_of("words", prefix)
        file = word_files.read(self.files[address]) if address in self.files else WordFile({})
        its = {*moves, *file.words} if prefix in self.following else moves.keys()
        texts = {word: self._moved(file.words.get(word, ""), moves.get(word)) for word in its}
        if None in texts.values():
            return None
        offered = self.offering.now.of_words(prefix) if self.offering else file.topics
        return WordFile({word: text for word, text in (file.words | texts).items() if text}, offered)

    def unions(self, moves: Mapping[str, _Moved]) -> dict[str, UnionFile] | None:
        """The files of all that begins so; None if it becomes common, or is so no longer."""
        following = self.following
        prefixes = moves.keys() | (self.offering.unions if self.offering else set())
        prefixes |= {prefix for prefix in following if has_union(prefix, following)} if self.places.moves else set()
        made: dict[str, UnionFile] = {}
        for prefix in sorted(prefixes):
            file = word_files.read_union(self.files[address_of("unions", prefix)])
            its = self._moved(file.all, moves.get(prefix))
            if its is None:
                return None
            made[prefix] = UnionFile(its, self.offering.now.of_union(prefix) if self.offering else file.topics)
        return made

    def _moved(self, text: str, new: _Moved | None) -> str | None:
        new = new or _Moved()
        return moved(text, new.title, new.rest, self.places)


def _words(amending: _Amending, before: Mapping[str, int], changes: Sequence[_Change]) -> Words | None:
    """The files of words that may differ, empty where there is none any more; None if others are to be split."""
    following = amending.following
    of_words, of_unions = _moves(changes, following)
    below = _below(before, changes, following)
    if not all(total > posting_lists.MOST for total in below.values()):
        return None
    leaves, unions = amending.leaves(of_words), amending.unions(of_unions)
    if leaves is None or unions is None:
        return None
    after = dict(following)
    for prefix, leaf in leaves.items():
        _note(after, prefix, leaf)
    if any(has_union(prefix, after) != has_union(prefix, following) for prefix in following):
        return None
    contents = {prefix: leaf.content() if leaf.words or not prefix else b"" for prefix, leaf in leaves.items()}
    files = {address_of("words", prefix): content for prefix, content in contents.items()}
    files |= {address_of("unions", prefix): union.content() for prefix, union in unions.items()}
    return Words(after, below, files)


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
            (of_unions, _begun(old, following), _begun(new, following)),
        ):
            for key in before.title ^ after.title:
                moves[key].title.add(change.number)
            for key in before.rest ^ after.rest:
                moves[key].rest.add(change.number)
    return dict(of_words), dict(of_unions)


def _begun(terms: Terms, following: Split) -> Terms:
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
    split_names, of_names = topic_aliases.files(site)
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
    renamed = [new.entries for old, new in touched if old and new and (old.name, old.kind) != (new.name, new.kind)]
    found = {change.number // now.scale.width + now.scale.epoch for change in changes}
    found |= {day for entries in renamed for day in result_cards.days_of(entries)}
    files: dict[Address, bytes] = {}
    for day in sorted(found):
        files |= dict.fromkeys(result_cards.addresses_of(day, len(was.of_day(day))), b"")
        files |= result_cards.files_of(site, day, now.of_day(day))
    return files
