"""Incremental update: the files of an index that may differ after some entries changed, made from the index before.

An entry stands in word shards by its own words only, so just those shards are made again that hold a word which came or
went, and those of common words, if entries behind another come to stand at another position. What is made of topics and
days alone comes from the site, and the index of pages is made whole where any of them changed, as they are few. The
bytes are those of an index built whole.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import field
from msgspec.structs import replace

from builder.core.model import Entry
from builder.core.overlay import keys_of_others
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.search import facets, pages, posting_lists, result_cards, topic_aliases, topics, word_files
from builder.search.document_ids import DocumentIds, assign_ids, reassign_ids
from builder.search.index import MANIFEST, Index, Manifest, decode_manifest
from builder.search.pages import PageManifest, searched_pages
from builder.search.position_shift import PositionShift, shift_between
from builder.search.posting_lists import toggle_postings
from builder.search.sharding import (
    END,
    PrefixTree,
    group_by_shard,
    has_union,
    shard_address,
    shard_of,
    split_prefixes,
    union_prefixes,
)
from builder.search.terms import NO_TERMS, Terms, terms_of
from builder.search.word_files import UnionFile, WordFile, WordFiles


class IndexUpdate(Frozen, frozen=True):
    """What to change in the index before, so that it is the index after."""

    files: dict[Address, bytes]
    """The files that may differ, as they are after."""
    removed: frozenset[Address]
    postings_below: Mapping[str, int]
    """How many postings there are below each prefix of words that is split."""


class _EntryChange(Frozen, frozen=True):
    """The entry at a document id before and after, with its terms; None where the id is new, or free again."""

    doc_id: int
    before: Entry | None
    after: Entry | None
    terms_before: Terms
    terms_after: Terms

    @property
    def affects_lists(self) -> bool:
        """Whether the entry is in other lists than before: of topics, sections, importance or dates."""
        before, after = self.before, self.after
        if before is None or after is None:
            return True
        return (before.contexts, before.importance, before.section, before.date, before.end) != (
            after.contexts,
            after.importance,
            after.section,
            after.date,
            after.end,
        )


class _Toggled(Frozen, frozen=True):
    """The ids of the entries that came to a word, or left it, by field."""

    title: set[int] = field(default_factory=set)
    rest: set[int] = field(default_factory=set)


def update_index(before: Index, site: Site, bodies: Mapping[str, str]) -> IndexUpdate | None:
    """Update an index to a site after changes, given its `indexed_text`; None if the index has to be built whole."""
    ids_before = assign_ids(before.site.entries)
    ids_after = reassign_ids(ids_before, before.site.entries, site.entries)
    if ids_before.scheme != ids_after.scheme or _topic_names_and_kinds(before.site) != _topic_names_and_kinds(site):
        return None
    changes = [*_entry_changes(before, ids_before, ids_after, bodies)]
    list_changes = [change for change in changes if change.affects_lists]
    topic_changes = [*_topic_changes(list_changes, before.site, site)]
    manifest = decode_manifest(before.files[MANIFEST])
    suggestions = _SuggestionUpdate(site, topic_changes, manifest.words)
    shift = shift_between([*ids_before.entries], [*ids_after.entries])
    words = _update_words(_WordUpdater(before.files, manifest.words, suggestions, shift), before, changes)
    if words is None:
        return None
    affects_topics = list_changes or topic_aliases.aliases_by_topic(before.site) != topic_aliases.aliases_by_topic(site)
    of_topics = _TopicFiles(manifest, {})
    if affects_topics:
        of_topics = _update_topics(before, site, ids_after, manifest, topic_changes)
    of_pages = _update_pages(before, site, bodies, manifest.pages)
    files = {
        **words.files,
        **of_topics.files,
        **of_pages.files,
        **_update_cards(site, (ids_before, ids_after), changes, topic_changes),
        MANIFEST: replace(of_topics.manifest, words=words.tree, pages=of_pages.manifest).to_json(),
    }
    removed = frozenset(address for address, content in files.items() if not content)
    return IndexUpdate(
        {address: content for address, content in files.items() if content}, removed, words.postings_below
    )


def _topic_names_and_kinds(site: Site) -> Mapping[Slug, tuple[str | None, str | None]]:
    """The names and kinds that topics have from elsewhere than their entries."""
    return {slug: (topic.name, topic.kind) for slug, topic in site.topics.described.items()}


def _entry_changes(
    before: Index, ids_before: DocumentIds, ids_after: DocumentIds, bodies: Mapping[str, str]
) -> Iterator[_EntryChange]:
    """The ids whose entry differs, ascending."""
    old_entries, new_entries, old_bodies = ids_before.entries, ids_after.entries, before.bodies
    reworded = {*keys_of_others(bodies, old_bodies)}
    candidates = {*keys_of_others(new_entries, old_entries)}
    if reworded:
        candidates |= {doc_id for doc_id, new in new_entries.items() if new.path in reworded}
    for doc_id in sorted({*candidates, *(old_entries.keys() - new_entries.keys())}):
        old, new = old_entries.get(doc_id), new_entries.get(doc_id)
        old_body = old_bodies[old.path] if old else ""
        new_body = bodies[new.path] if new else ""
        if old_body != new_body or (old is not new and old != new):
            old_terms = terms_of(old, old_body) if old else NO_TERMS
            new_terms = terms_of(new, new_body) if new else NO_TERMS
            yield _EntryChange(doc_id, old, new, old_terms, new_terms)


_TopicChange = tuple[Topic | None, Topic | None]
"""A topic before and after; None where it is new, or gone."""


def _topic_changes(changes: Iterable[_EntryChange], before: Site, after: Site) -> Iterator[_TopicChange]:
    """The topics that entries came to, or left."""
    entries = (entry for change in changes for entry in (change.before, change.after) if entry)
    for slug in sorted({slug for entry in entries for slug in entry.topics}):
        yield before.topics.get(slug), after.topics.get(slug)


class _SuggestionUpdate:
    """The topics that word shards and unions suggest after the change, and which of them may suggest others."""

    def __init__(self, site: Site, changes: Iterable[_TopicChange], tree: PrefixTree) -> None:
        names = {topic.name for change in changes for topic in change if topic}
        self.shards = {prefix for name in names for prefix in topics.suggesting_shards(name, tree)}
        self.unions = {prefix for name in names for prefix in topics.suggesting_unions(name, tree)}
        self._site = site
        self._tree = tree

    def at(self, prefixes: Collection[str]) -> topics.TopicSuggestions:
        """What is suggested at some prefixes now."""
        named = self._site.topics.values() if prefixes else ()
        return topics.TopicSuggestions(named, self._tree, prefixes)


class _WordUpdater(Frozen, frozen=True):
    """Makes those of the word shards and unions again that may differ."""

    files: Mapping[Address, bytes]
    """All files of the index before."""
    tree: PrefixTree
    suggestions: _SuggestionUpdate
    shift: PositionShift

    def shards(self, toggled: Mapping[str, _Toggled]) -> dict[str, WordFile] | None:
        """The word shards; None if a word becomes common or stops being so, or if a shard is to be split."""
        tree = self.tree
        prefixes = {shard_of(word, tree) for word in toggled} | self.suggestions.shards
        prefixes |= {prefix for prefix, letters in tree.items() if END in letters} if self.shift.moves else set()
        words_by_shard = group_by_shard(toggled, tree)
        before = {prefix: self._shard_before(prefix) for prefix in sorted(prefixes)}
        suggesting = {prefix for prefix, shard in before.items() if shard is None} | self.suggestions.shards
        suggested = self.suggestions.at(suggesting)
        shards: dict[str, WordFile] = {}
        for prefix, old in before.items():
            shard = self._shard(prefix, old, {word: toggled[word] for word in words_by_shard.get(prefix, ())})
            if shard is None or (prefix not in tree and shard.count > posting_lists.MAX_POSTINGS):
                return None
            shards[prefix] = replace(shard, topics=suggested.of_shard(prefix)) if prefix in suggesting else shard
        return shards

    def _shard_before(self, prefix: str) -> WordFile | None:
        address = shard_address("words", prefix)
        return word_files.decode_words(self.files[address]) if address in self.files else None

    def _shard(self, prefix: str, before: WordFile | None, toggled: Mapping[str, _Toggled]) -> WordFile | None:
        before = before or WordFile({})
        words = {*toggled, *before.words} if prefix in self.tree else toggled.keys()
        texts = {word: self._toggle(before.words.get(word, ""), toggled.get(word)) for word in words}
        if None in texts.values():
            return None
        return replace(before, words={word: text for word, text in (before.words | texts).items() if text})

    def unions(self, toggled: Mapping[str, _Toggled]) -> dict[str, UnionFile] | None:
        """The unions; None if one becomes common or stops being so."""
        tree, suggesting = self.tree, self.suggestions.unions
        prefixes = toggled.keys() | suggesting
        prefixes |= {prefix for prefix in tree if has_union(prefix, tree)} if self.shift.moves else set()
        suggested = self.suggestions.at(suggesting)
        unions: dict[str, UnionFile] = {}
        for prefix in sorted(prefixes):
            before = word_files.decode_union(self.files[shard_address("unions", prefix)])
            text = self._toggle(before.all, toggled.get(prefix))
            if text is None:
                return None
            unions[prefix] = UnionFile(text, suggested.of_union(prefix) if prefix in suggesting else before.topics)
        return unions

    def _toggle(self, text: str, toggled: _Toggled | None) -> str | None:
        toggled = toggled or _Toggled()
        return toggle_postings(text, toggled.title, toggled.rest, self.shift)


def _update_words(updater: _WordUpdater, before: Index, changes: Sequence[_EntryChange]) -> WordFiles | None:
    """The word shards and unions that may differ, empty where one is removed; None if the prefix tree changes."""
    tree = updater.tree
    toggled_words, toggled_unions = _toggled(changes, tree)
    postings_below = _count_below(before.postings_below, changes, tree)
    if not all(total > posting_lists.MAX_POSTINGS for total in postings_below.values()):
        return None
    shards, unions = updater.shards(toggled_words), updater.unions(toggled_unions)
    if shards is None or unions is None:
        return None
    tree_after = dict(tree)
    for prefix, shard in shards.items():
        _update_letters(tree_after, prefix, shard)
    if any(has_union(prefix, tree_after) != has_union(prefix, tree) for prefix in tree):
        return None
    contents = {prefix: shard.to_json() if shard.words or not prefix else b"" for prefix, shard in shards.items()}
    files = {shard_address("words", prefix): content for prefix, content in contents.items()}
    files |= {shard_address("unions", prefix): union.to_json() for prefix, union in unions.items()}
    return WordFiles(tree_after, postings_below, files)


def _update_letters(tree: PrefixTree, prefix: str, shard: WordFile) -> None:
    """Update the tree in place: whether a split prefix is a word itself, or whether its parent leads to a shard."""
    parent, letter = (prefix, END) if prefix in tree else (prefix[:-1], prefix[-1:])
    is_there = prefix in shard.words if prefix in tree else bool(shard.words)
    if letter:
        letters = {*tree[parent]} - {letter}
        tree[parent] = "".join(sorted(letters | {letter} if is_there else letters))


def _toggled(changes: Iterable[_EntryChange], tree: PrefixTree) -> tuple[dict[str, _Toggled], dict[str, _Toggled]]:
    """What came and left, by word and by the prefix of each union."""
    by_word: dict[str, _Toggled] = defaultdict(_Toggled)
    by_union: dict[str, _Toggled] = defaultdict(_Toggled)
    for change in changes:
        old, new = change.terms_before, change.terms_after
        for toggled, before, after in (
            (by_word, old, new),
            (by_union, _union_terms(old, tree), _union_terms(new, tree)),
        ):
            for key in before.title ^ after.title:
                toggled[key].title.add(change.doc_id)
            for key in before.rest ^ after.rest:
                toggled[key].rest.add(change.doc_id)
    return dict(by_word), dict(by_union)


def _union_terms(terms: Terms, tree: PrefixTree) -> Terms:
    """The prefixes of the unions that an entry is in, as if they were words."""
    title, rest = (frozenset(prefix for word in words for prefix in union_prefixes(word, tree)) for words in terms)
    return Terms(title, rest - title)


def _count_below(before: Mapping[str, int], changes: Iterable[_EntryChange], tree: PrefixTree) -> dict[str, int]:
    """How many postings there are after the changes below each split prefix."""
    below = Counter(before)
    for change in changes:
        old, new = (terms.title | terms.rest for terms in (change.terms_before, change.terms_after))
        for word in old ^ new:
            for prefix in split_prefixes(word, tree):
                below[prefix] += 1 if word in new else -1
    return dict(below)


class _TopicFiles(NamedTuple):
    manifest: Manifest
    files: Mapping[Address, bytes]


_TOPIC_FOLDERS = ("search/topics/", "search/names/", "search/kinds/")


def _update_topics(
    before: Index, site: Site, ids: DocumentIds, manifest: Manifest, changes: Iterable[_TopicChange]
) -> _TopicFiles:
    """The files that are made of topics and may differ, empty where one is removed."""
    names = {topic.name for change in changes for topic in change if topic}
    topic_tree, topic_files, topic_addresses = topics.changed_files(site, ids, manifest.topics, names)
    alias_tree, alias_files = topic_aliases.files(site)
    files = {**topic_files, **alias_files, **facets.files(site, ids)}
    stays = files.keys() | topic_addresses
    removed = (address for address in before.files if address.startswith(_TOPIC_FOLDERS) and address not in stays)
    return _TopicFiles(
        replace(manifest, topics=topic_tree, aliases=alias_tree), {**files, **dict.fromkeys(removed, b"")}
    )


class _PageFiles(NamedTuple):
    manifest: PageManifest | None
    files: Mapping[Address, bytes]


def _update_pages(before: Index, site: Site, bodies: Mapping[str, str], manifest: PageManifest | None) -> _PageFiles:
    """The index of pages made again if any of them differs, empty where a file is removed."""
    now = searched_pages(site, bodies)
    if searched_pages(before.site, before.bodies) == now:
        return _PageFiles(manifest, {})
    made, files = pages.files(now)
    removed = (address for address in before.files if address.startswith(pages.FOLDER) and address not in files)
    return _PageFiles(made, {**files, **dict.fromkeys(removed, b"")})


def _update_cards(
    site: Site,
    ids: tuple[DocumentIds, DocumentIds],
    changes: Iterable[_EntryChange],
    topic_changes: Iterable[_TopicChange],
) -> dict[Address, bytes]:
    """The files of the days whose result cards may differ; empty where one is removed."""
    before, after = ids
    renamed = [
        new.entries for old, new in topic_changes if old and new and (old.name, old.kind) != (new.name, new.kind)
    ]
    days = {change.doc_id // after.scheme.width + after.scheme.epoch for change in changes}
    days |= {day for entries in renamed for day in result_cards.days_with(entries)}
    files: dict[Address, bytes] = {}
    for day in sorted(days):
        files |= dict.fromkeys(result_cards.day_addresses(day, len(before.on_day(day))), b"")
        files |= result_cards.day_files(site, day, after.on_day(day))
    return files
