"""What differs between two states of a site: the facts from which each kind of page says which of its pages can differ.

Too much may be named here, never too little: a page that is rendered again and comes out the same is not written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, compress
from operator import is_not
from typing import TypeVar

from msgspec.structs import replace

from builder.core.addresses import topic_address
from builder.core.derived import Memoized
from builder.core.links import split_part
from builder.core.model import Entry, Page, Text, TopicFile
from builder.core.urls import Address, Slug
from builder.relations.outlets import Outlets
from builder.relations.site import Site
from builder.relations.topics import Topics

T = TypeVar("T")

Edit = tuple[Text | None, Text | None]
"""A text as it was and as it is; None where it is new, or gone."""


class Changes(Memoized, frozen=True, dict=True):
    """The difference between the site as it was last published and as it is now.

    Everything in it is worked out when it is first asked for.
    """

    before: Site
    after: Site
    edits: tuple[Edit, ...]
    """The texts that differ, of which git says another past, or whose links lead elsewhere."""
    ask_related_keys: Callable[[], Mapping[Address, bytes]]
    """Gives `related_keys`."""
    listed_edits: tuple[Edit, ...]
    """Those of the edits that lists show: others alter nothing of an entry but its text."""

    @cached_property
    def listed(self) -> "Changes":
        """The changes without those that lists do not show."""
        if len(self.listed_edits) == len(self.edits):
            return self
        return Changes(self.before, self.after, self.listed_edits, self.ask_related_keys, self.listed_edits)

    @cached_property
    def related_keys(self) -> Mapping[Address, bytes]:
        """For each entry's page that was published, the keys of the entries that its Related list named."""
        return self.ask_related_keys()

    @cached_property
    def lists(self) -> bool:
        """Whether entries came, went, moved or changed their topics: the lists of these topics differ."""
        return any(is_listed_anew(old, new, Topics.names) or _is_renamed(old, new) for old, new in self.edits)

    @cached_property
    def marks(self) -> bool:
        """Whether entries came or went, or are marked on lines of time in another place or way."""
        return self.turning_importance_differs or any(_is_marked_anew(old, new) for old, new in self.edits)

    @cached_property
    def dated(self) -> bool:
        """Whether git says another past of some texts, so that they may have another last change, or other versions."""
        return bool(_with_other_past(self.before, self.after))

    @cached_property
    def redirected(self) -> bool:
        """Whether old addresses came or went, or lead elsewhere."""
        before, after = (
            [(alias.address, alias.target, alias.title) for alias in site.aliases] for site in (self.before, self.after)
        )
        return before != after

    @cached_property
    def kinds_differ(self) -> bool:
        """Whether the site tells kinds of topics apart for the first time, or no more."""
        return self.before.has_kinds != self.after.has_kinds

    @cached_property
    def addresses(self) -> bool:
        """Whether texts came, went, moved or got another day of their last change, or addresses came or went beside."""
        return self.kinds_differ or self.redirected or any(_is_dated_anew(old, new) for old, new in self.edits)

    @cached_property
    def topics_came_or_went(self) -> bool:
        """Whether topics came or went, or their kinds are told apart for the first time, or no more."""
        return self.kinds_differ or (self.lists and self.before.topics.keys() != self.after.topics.keys())

    @cached_property
    def turning_importance_differs(self) -> bool:
        """Whether it takes another importance than before to be a turning point."""
        return self.before.turning_importance != self.after.turning_importance

    @cached_property
    def shown(self) -> frozenset[Address]:
        """Entries and pages that differ in what other pages show of them, or in their own text."""
        shown = {text.address for text in chain.from_iterable(self.edits) if text}
        if self.lists:
            shown.update(self._with_renamed_topics())
        if self.turning_importance_differs:
            shown.update(self._turned())
        return frozenset(shown)

    @cached_property
    def entries(self) -> tuple[tuple[Site, Entry], ...]:
        """The entries among what is shown otherwise, each with its site; as they were only where lists differ."""
        sites = (self.before, self.after) if self.lists else (self.after,)
        texts = ((site, site.text_at(address)) for site in sites for address in self.shown)
        return tuple((site, text) for site, text in texts if isinstance(text, Entry))

    @cached_property
    def topics(self) -> frozenset[Slug]:
        """Topics of which some page may differ."""
        return self.linked_topics | self.listed_topics

    @cached_property
    def listed_topics(self) -> frozenset[Slug]:
        """Topics of the entries that are shown otherwise, and those that came to be in a pair with them, or no more."""
        topics = {slug for _, entry in self.entries for slug in entry.topics}
        if self.lists:
            topics |= self._partners_that_came_or_went(topics)
        return frozenset(topics)

    @cached_property
    def links(self) -> frozenset[Address]:
        """Where the texts that changed lead, and where they led."""
        changed = {text.path for text in chain.from_iterable(self.edits) if text}
        leading = (links for site in (self.before, self.after) for path, links in site.links.items() if path in changed)
        return frozenset(split_part(link)[0] for links in leading for link in links)

    @cached_property
    def linked_topics(self) -> frozenset[Slug]:
        """Topics that other texts link to than before, or whose own file differs."""
        links = self.links
        linked = {slug for slug in self.after.topics if topic_address(slug) in links} if links else set()
        return frozenset(linked | (self._topics_with_changed_files & self.after.topics.keys()))

    @cached_property
    def introductions(self) -> bool:
        """Whether a text differs that a section's page or the front page may show."""
        return any(
            isinstance(text, Page) and text.address.endswith("index.html") for edit in self.edits for text in edit
        )

    @cached_property
    def outlets(self) -> frozenset[Slug]:
        """Outlets of which some page may differ."""
        return self.relisted_outlets.union(*(Outlets.slugs(entry) for _, entry in self.entries))

    @cached_property
    def relisted_outlets(self) -> frozenset[Slug]:
        """Outlets that entries name which came, went, moved, or named other ones."""
        edits = (edit for edit in self.edits if is_listed_anew(*edit, Outlets.names))
        entries = (text for text in chain.from_iterable(edits) if isinstance(text, Entry))
        return frozenset(chain.from_iterable(map(Outlets.slugs, entries)))

    @cached_property
    def _topics_with_changed_files(self) -> frozenset[Slug]:
        return frozenset(text.topic for text in chain.from_iterable(self.edits) if isinstance(text, TopicFile))

    def _with_renamed_topics(self) -> Iterator[Address]:
        """The entries of each topic that has another name than before, or is of another kind."""
        entries = (text for text in chain.from_iterable(self.edits) if isinstance(text, Entry))
        for slug in self._topics_with_changed_files.union(*(entry.topics for entry in entries)):
            old, new = self.before.topics.get(slug), self.after.topics.get(slug)
            if old and new and (old.name, old.kind) != (new.name, new.kind):
                yield from (entry.address for entry in new.entries)

    def _turned(self) -> Iterator[Address]:
        """The entries of an importance that makes turning points now and did not before, or the other way round."""
        between = range(*sorted((self.before.turning_importance, self.after.turning_importance)))
        return (entry.address for entry in self.after.entries if entry.importance in between)

    def _partners_that_came_or_went(self, topics: Iterable[Slug]) -> set[Slug]:
        """The topics that some topics are a pair with now and were not before, or the other way round."""
        partners: set[Slug] = set()
        for slug in topics:
            old, new = (
                site.cooccurrence.partners(slug) if slug in site.topics else () for site in (self.before, self.after)
            )
            partners.update({*old} ^ {*new})
        return partners


def changes_between(
    before: Site,
    after: Site,
    changed: Collection[str],
    ask_related_keys: Callable[[], Mapping[Address, bytes]],
    *,
    lists_show_texts: bool = True,
) -> Changes:
    """The difference between two states of a site; `changed` are the paths of the files whose bytes differ.

    Lists show nothing of texts by the default theme, where they are no turning points; a site's own may.
    """
    elsewhere = _led_elsewhere(before, after) | _with_other_past(before, after)
    edits = tuple(_edits(before, after, changed, elsewhere))
    listed = edits if lists_show_texts else tuple(edit for edit in edits if not _is_unlisted(*edit, elsewhere))
    return Changes(before, after, edits, ask_related_keys, listed)


def _edits(before: Site, after: Site, changed: Collection[str], elsewhere: Collection[str]) -> Iterator[Edit]:
    """The texts that differ, or have these paths. Nearly all are the same values, not only equal ones."""
    old, new = _own_texts(before, after, elsewhere), _own_texts(after, before, elsewhere)
    for path in old.keys() | new.keys():
        was, now = old.get(path), new.get(path)
        if path in changed or path in elsewhere or was != now:
            yield was, now


def _is_unlisted(old: Text | None, new: Text | None, elsewhere: Collection[str]) -> bool:
    """Whether lists show an entry as before: it leads where it did, is no turning point, and only its text differs."""
    if not isinstance(old, Entry) or not isinstance(new, Entry) or new.importance or new.path in elsewhere:
        return False
    return replace(old, excerpt=new.excerpt, links=new.links, anchors=new.anchors) == new


def own_texts(site: Site, other: Site) -> list[Text]:
    """The texts of a site that are not the very same values in the other one, and few more."""
    own, others = site.texts, other.texts
    if len(own) == len(others):  # after edits in place they stand where they stood
        return [*compress(own, map(is_not, own, others))]
    ids = set(map(id, others))
    return [text for text in own if id(text) not in ids]


def _own_texts(site: Site, other: Site, paths: Collection[str]) -> dict[str, Text]:
    """The texts of a site, by path, that are not the very same values in the other one, or that have these paths."""
    also = [text for text in site.texts if text.path in paths] if paths else ()
    return {text.path: text for text in (*own_texts(site, other), *also)}


def _with_other_past(before: Site, after: Site) -> set[str]:
    """The paths of the texts of which git says another past than before."""
    old, new = before.history, after.history
    if old is new:
        return set()
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def _led_elsewhere(before: Site, after: Site) -> set[str]:
    """The paths of the texts whose links, pictures or sources lead elsewhere than before, or to another size."""
    entries = {address for address, _ in before.images.items() ^ after.images.items()}
    entries |= {address for address, _ in before.source_files.items() ^ after.source_files.items()}
    leading = {text.path for site in (before, after) for address in entries if (text := site.text_at(address))}
    return {path for path, _ in before.links.items() ^ after.links.items()} | leading | _showing_resized(before, after)


def _showing_resized(before: Site, after: Site) -> set[str]:
    """The paths of the texts that show or link to a picture which has another size than before."""
    resized = {address for address, _ in before.picture_sizes.items() ^ after.picture_sizes.items()}
    if not resized:
        return set()
    shown = {address for address, picture in after.images.items() if picture in resized}
    leading = {path for path, links in after.links.items() if not resized.isdisjoint(links)}
    return leading | {text.path for address in shown if (text := after.text_at(address))}


def is_listed_anew(old: Text | None, new: Text | None, names: Callable[[Entry], object]) -> bool:
    """Whether a text came, went, moved, or changed what it names, or the day of its last change."""
    if isinstance(old, Entry) and isinstance(new, Entry) and names(old) != names(new):
        return True
    return _is_dated_anew(old, new)


def is_shown_anew(old: Text | None, new: Text | None) -> bool:
    """Whether the entries beside a text in its topics show it in another way, or are others than before."""
    return (old and old.title) != (new and new.title) or is_listed_anew(old, new, Topics.names)


def _is_marked_anew(old: Text | None, new: Text | None) -> bool:
    """Whether an entry came, went, or has another time, or another importance."""
    if isinstance(old, Entry) and isinstance(new, Entry):
        return (old.date, old.end, old.importance) != (new.date, new.end, new.importance)
    return isinstance(old, Entry) or isinstance(new, Entry)


def _is_renamed(old: Text | None, new: Text | None) -> bool:
    """Whether the file of a topic gives it another name or kind."""
    return isinstance(old, TopicFile) and isinstance(new, TopicFile) and (old.title, old.kind) != (new.title, new.kind)


def _is_dated_anew(old: Text | None, new: Text | None) -> bool:
    """Whether a text came, went, moved, lasts otherwise, or has another day of its last change."""
    if isinstance(old, Entry) and isinstance(new, Entry):
        return (old.address, old.end, old.updated) != (new.address, new.end, new.updated)
    return old is None or new is None or old.address != new.address
