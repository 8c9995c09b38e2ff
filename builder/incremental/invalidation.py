"""Which pages a change of the content can alter: all that show something of a text that changed.

Too many pages may be named, never too few; a page that is made again and comes out the same is not written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from builder.core.address_keys import addresses_listing, pack_keys
from builder.core.dates import Date, YearDay
from builder.core.model import Entry, EntryHistory, Page, Text, TopicFile
from builder.core.urls import Address, Slug, topic_address
from builder.planning.pages import (
    Feed,
    Front,
    Index,
    Letter,
    Listing,
    OutletIndex,
    Planned,
    Redirect,
    Redirects,
    Sitemap,
    TopicIndex,
    Whole,
)
from builder.planning.plan import has_years
from builder.relations.cooccurrence import TopicPair
from builder.relations.outlets import Outlet, Outlets
from builder.relations.site import Site
from builder.relations.timeline import Day, DayOfYear, Month, Year
from builder.relations.topics import Topic, Topics

Pair = tuple[Text | None, Text | None]
"""A text as it was and as it is; none where it is new, or gone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two states of a site."""

    shown: frozenset[Address]
    """Entries and pages that differ in what other pages show of them, or in their own text."""
    texts: frozenset[Address]
    """Entries and pages whose own page may differ."""
    spans: frozenset[tuple[Slug, Date]]
    """Days, months and years of sections."""
    year_days: frozenset[YearDay]
    """Days of the calendar, in all years."""
    topics: frozenset[Slug]
    """Topics of which some page may differ."""
    linked: frozenset[Slug]
    """Topics that other texts link to than before, or whose own file differs."""
    outlets: frozenset[Slug]
    """Outlets of which some page may differ."""
    sourced: frozenset[Slug]
    """Those of them whose entries are others than before, or are called otherwise."""
    lists: bool
    """Whether entries came, went, moved or changed their topics: the lists of these topics differ."""
    named: bool
    """Whether topics came or went, or their kinds are told apart for the first time, or no more."""
    addresses: bool
    """Whether texts came, went, moved or were changed on another day, or other pages came, went or lead elsewhere."""
    redirected: bool
    """Whether the pages at old addresses came or went, or lead elsewhere."""
    dated: bool
    """Whether git says another past of some texts, so that they may have another last change, or other versions."""

    def may_alter(self, page: Planned) -> bool:
        """Whether a page can differ."""
        match page.subject:
            case (Entry() | Page() as text) | EntryHistory(entry=text):
                differs = text.address in self.texts
            case Day() | Month() | Year() | DayOfYear() as span:
                differs = self._may_alter_span(span)
            case Topic() as topic:
                differs = topic.slug in self.topics
            case Redirect() | Redirects():
                differs = self.addresses
            case Sitemap():
                differs = self.addresses or self.dated or self.lists or bool(self.sourced)
            case Listing() | TopicPair() | Feed() | Front() as part:
                differs = self._may_alter_list(part)
            case Index() as index:
                differs = self._may_alter_index(index)
            case other:
                differs = self.lists and not isinstance(other, Whole)
        return differs

    def _may_alter_span(self, span: Day | Month | Year | DayOfYear) -> bool:
        """Whether the page of some days can differ."""
        if isinstance(span, DayOfYear):
            return span.date in self.year_days
        return (span.section, span.date) in self.spans

    def _may_alter_index(self, page: Index) -> bool:
        """Whether a page of an index can differ."""
        match page:
            case OutletIndex():
                return bool(self.sourced)
            case TopicIndex(letter=Letter() as letter):
                return self.named or (self.lists and not self.topics.isdisjoint(letter.slugs))
        return self.lists

    def _may_alter_list(self, page: Listing[Any] | TopicPair | Feed | Front) -> bool:
        """Whether a page can differ that shows the same entries as before, unless the lists of its topics differ."""
        match page:
            case Listing(group=Outlet() as outlet, entries=entries):
                listed = outlet.slug in self.sourced
            case Listing(group=topic, entries=entries):
                listed = topic.slug in (self.topics if self.lists else self.linked)
            case TopicPair(first, second, entries):
                listed = self.lists and {first.slug, second.slug} <= self.topics
            case Feed() as feed:
                listed = self.lists and (feed.topic is None or feed.topic.slug in self.topics)
                entries = feed.entries
            case Front() as front:
                listed = self.lists
                entries = tuple(entry for day in (*front.days, *front.on_this_day) for entry in day.entries)
        return listed or any(entry.address in self.shown for entry in entries)


def changes(before: Site, after: Site, changed: Collection[str], related: Mapping[Address, bytes]) -> Changes | None:
    """What differs between two states of a site; None for everything.

    `changed` are the paths of the files whose bytes did; `related` the keys of what each entry's page listed before.
    """
    if _on_every_page(before) != _on_every_page(after):
        return None
    dated = _dated_anew(before, after)
    pairs = [*_pairs(before, after, changed, dated)]
    lists = any(_is_listed_anew(was, now, Topics.names) or _is_named_anew(was, now) for was, now in pairs)
    sourced = frozenset(_sourced_anew(pairs))
    shown = {text.address for text in chain.from_iterable(pairs) if text}
    if lists:
        shown.update(_having_renamed_topics(before, after, pairs))
    sites = (before, after) if lists else (after,)
    texts = [(site, text) for site in sites for address in shown if (text := site.text_at(address))]
    entries = [(site, text) for site, text in texts if isinstance(text, Entry)]
    topics = {slug for _, entry in entries for slug in entry.topics}
    if lists:
        topics.update(_partners_that_came_or_went(before, after, topics))
    links = {Address(link.partition("#")[0]) for site in (before, after) for link in _links(site, pairs)}
    linked = frozenset(slug for slug in after.topics if topic_address(slug) in links) if links else frozenset()
    linked |= _having_files(pairs) & after.topics.keys()
    beside = {other.address for site, entry in entries for other in site.beside(entry) if other}
    beside.update(_beside_in_topics(before, after, pairs))
    listing = chain(addresses_listing(related, shown), _pinning(before, after, shown))
    reranked = _ranked_anew(after, topics, shown, related) if lists else ()
    spans = chain.from_iterable(_spans(site, lists, entry) for site, entry in entries)
    kinds = before.has_kinds != after.has_kinds
    redirected = _redirected(before) != _redirected(after)
    addresses = kinds or redirected or any(_is_dated_anew(was, now) for was, now in pairs)
    return Changes(
        shown=frozenset(shown),
        texts=frozenset(chain(shown, links, beside, listing, reranked)),
        spans=frozenset(chain(spans, _leading_elsewhere(before, after, topics) if lists else ())),
        year_days=frozenset(_year_days(before, after, [entry for _, entry in entries], addresses)),
        topics=linked | topics,
        linked=linked,
        outlets=sourced.union(*(Outlets.slugs(entry) for _, entry in entries)),
        sourced=sourced,
        lists=lists,
        named=kinds or (lists and before.topics.keys() != after.topics.keys()),
        addresses=addresses,
        redirected=redirected,
        dated=bool(dated),
    )


def _redirected(site: Site) -> object:
    """What the pages at old addresses show."""
    return [(alias.address, alias.target, alias.title) for alias in site.aliases]


def _links(site: Site, pairs: Iterable[Pair]) -> Iterator[str]:
    """Where the texts that changed lead."""
    changed = {text.path for text in chain.from_iterable(pairs) if text}
    for path, links in site.links.items():
        if path in changed:
            yield from links


def _on_every_page(site: Site) -> object:
    """What every page shows of the content."""
    return [*site.by_section], site.has_days, [(page.address, page.title) for page in site.top_pages]


def _pairs(before: Site, after: Site, changed: Collection[str], dated: set[str]) -> Iterator[Pair]:
    """The texts that differ, of which git says another past, or whose links lead elsewhere.

    Nearly all are the same values, not only equal ones.
    """
    led = _led_elsewhere(before, after) | dated
    old, new = _own_texts(before, after, led), _own_texts(after, before, led)
    for path in old.keys() | new.keys():
        was, now = old.get(path), new.get(path)
        if path in changed or path in led or was != now:
            yield was, now


def _own_texts(site: Site, other: Site, paths: Collection[str]) -> dict[str, Text]:
    """The texts of a site, by path, that are not the very same values in the other one, or that have these paths."""
    others = set(map(id, other.texts))
    found = [text for text in site.texts if id(text) not in others]
    found += [text for text in site.texts if text.path in paths] if paths else []
    return {text.path: text for text in found}


def _dated_anew(before: Site, after: Site) -> set[str]:
    """The paths of the texts of which git says another past than before."""
    was, now = before.history, after.history
    if was is now:
        return set()
    return {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}


def _led_elsewhere(before: Site, after: Site) -> set[str]:
    """The paths of the texts whose links or picture lead elsewhere than before."""
    images = {address for address, _ in before.images.items() ^ after.images.items()}
    pictured = {text.path for site in (before, after) for address in images if (text := site.text_at(address))}
    return {path for path, _ in before.links.items() ^ after.links.items()} | pictured


def _is_listed_anew(was: Text | None, now: Text | None, named: Callable[[Entry], object]) -> bool:
    """Whether a text came, went, moved, or changed what it names, or the day of its last change."""
    if isinstance(was, Entry) and isinstance(now, Entry) and named(was) != named(now):
        return True
    return _is_dated_anew(was, now)


def _is_shown_anew(was: Text | None, now: Text | None) -> bool:
    """Whether the entries beside a text in its topics show it in another way, or are others than before."""
    return (was and was.title) != (now and now.title) or _is_listed_anew(was, now, Topics.names)


def _is_named_anew(was: Text | None, now: Text | None) -> bool:
    """Whether the file of a topic gives it another name or kind."""
    return isinstance(was, TopicFile) and isinstance(now, TopicFile) and (was.title, was.kind) != (now.title, now.kind)


def _having_files(pairs: Iterable[Pair]) -> frozenset[Slug]:
    """The topics whose own files are among the texts."""
    return frozenset(text.topic for text in chain.from_iterable(pairs) if isinstance(text, TopicFile))


def _is_dated_anew(was: Text | None, now: Text | None) -> bool:
    """Whether a text came, went, moved, or has another day of its last change."""
    if isinstance(was, Entry) and isinstance(now, Entry):
        return (was.address, was.updated) != (now.address, now.updated)
    return was is None or now is None or was.address != now.address


def _sourced_anew(pairs: Iterable[Pair]) -> Iterator[Slug]:
    """The outlets that entries name which came, went, moved, or named other ones."""
    for was, now in pairs:
        if _is_listed_anew(was, now, Outlets.names):
            entries = (text for text in (was, now) if isinstance(text, Entry))
            yield from chain.from_iterable(map(Outlets.slugs, entries))


def _beside_in_topics(before: Site, after: Site, pairs: Iterable[Pair]) -> Iterator[Address]:
    """The entries before and after those that came, went, moved or changed topics or title, in each of their topics."""
    for pair in pairs:
        listed = zip((before, after), pair, strict=True) if _is_shown_anew(*pair) else ()
        trails = (trail for site, text in listed if isinstance(text, Entry) for trail in site.trails(text))
        yield from (other.address for trail in trails for other in (trail.earlier, trail.later) if other)


def _partners_that_came_or_went(before: Site, after: Site, topics: Iterable[Slug]) -> set[Slug]:
    """The topics that some topics are a pair with now and were not before, or the other way round."""
    found: set[Slug] = set()
    for slug in topics:
        was, now = (site.near.partners(slug) if slug in site.topics else () for site in (before, after))
        found.update({*was} ^ {*now})
    return found


def _having_renamed_topics(before: Site, after: Site, pairs: Iterable[Pair]) -> Iterator[Address]:
    """The entries of each topic that has another name than before, or is of another kind."""
    entries = (text for text in chain.from_iterable(pairs) if isinstance(text, Entry))
    for slug in _having_files(pairs).union(*(entry.topics for entry in entries)):
        was, now = before.topics.get(slug), after.topics.get(slug)
        if was and now and (was.name, was.kind) != (now.name, now.kind):
            yield from (entry.address for entry in now.entries)


def _sharing(site: Site, shown: Collection[Address], topics: Iterable[Slug]) -> Iterator[Entry]:
    """The other entries that have one of the topics."""
    having = (site.topics[slug].entries for slug in topics if slug in site.topics)
    others = {entry.address: entry for entry in chain.from_iterable(having)}
    return (entry for address, entry in others.items() if address not in shown)


def _ranked_anew(
    site: Site, topics: Iterable[Slug], shown: Collection[Address], related: Mapping[Address, bytes]
) -> Iterator[Address]:
    """The other entries with one of the topics whose Related lists are not what they were."""
    for entry in _sharing(site, shown, topics):
        if pack_keys(other.address for other in site.ranked(entry)) != related.get(entry.address, b""):
            yield entry.address


def _pinning(before: Site, after: Site, shown: Collection[Address]) -> Iterator[Address]:
    """The entries whose pins lead elsewhere than before, or to one that is shown."""
    for entry in before.pinned.keys() | after.pinned.keys():
        was, now = before.pinned.get(entry, ()), after.pinned.get(entry, ())
        if was != now or any(pin.address in shown for pin in now):
            yield entry


def _spans(site: Site, lists: bool, entry: Entry) -> Iterator[tuple[Slug, Date]]:
    """The spans that an entry lies in, and those before and after them if these may be others than before."""
    section, date = entry.section, entry.date
    for span in (date, Date(date.year, date.month), Date(date.year)):
        yield section, span
        beside = site.neighbours.get((section, span)) if lists else None
        yield from ((section, other) for other in (beside or ()) if other)


def _leading_elsewhere(before: Site, after: Site, topics: Iterable[Slug]) -> Iterator[tuple[Slug, Date]]:
    """The years that may name a topic which has got pages of its years, or has lost them, and so lead to these."""
    for slug in topics:
        its = [site.topics[slug] for site in (before, after) if slug in site.topics]
        if len({has_years(topic) for topic in its}) > 1:
            yield from ((entry.section, Date(entry.date.year)) for topic in its for entry in topic.entries)


def _year_days(before: Site, after: Site, entries: Iterable[Entry], moved: bool) -> Iterable[YearDay]:
    """The days of the calendar that have some of the entries; all of them, if one has entries now and had none."""
    if moved and before.year_days.keys() != after.year_days.keys():
        return before.year_days.keys() | after.year_days.keys()
    return (YearDay(entry.date.month, entry.date.day) for entry in entries if entry.date.day)
