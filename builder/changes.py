"""Which pages a change of the content can alter: all that show something of a text that changed.

Too many pages may be named, never too few; a page that is made again and comes out the same is not written.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from builder.dates import Date
from builder.model import Entry, Page
from builder.plan import Planned, Redirect, Sitemap, TopicLetter, TopicYear
from builder.site import Site
from builder.timeline import Day, Month, Neighbours, Section, Year
from builder.topics import Topic
from builder.urls import Address, Slug, entry_address, topic_address

Text = Entry | Page
Pair = tuple[Text | None, Text | None]
"""A text as it was and as it is; none where it is new, or gone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two states of a site."""

    texts: frozenset[Address]
    """Entries and pages whose own page may differ."""
    spans: frozenset[tuple[Slug, Date | None]]
    """Days, months and years of sections, and sections as a whole."""
    topics: frozenset[Slug]
    lists: bool
    """Whether entries came, went, moved or changed their topics: the lists of all topics and addresses differ."""
    aliases: bool
    """Whether old addresses lead elsewhere."""
    anything: bool

    def may_alter(self, page: Planned) -> bool:
        """Whether a page can differ."""
        match page.subject:
            case Entry() | Page() as text:
                differs = text.address in self.texts
            case Day() | Month() | Year() as span:
                differs = (span.section, span.date) in self.spans
            case Section() as section:
                differs = (section.slug, None) in self.spans
            case Topic() as topic:
                differs = topic.slug in self.topics
            case TopicYear() as part:
                differs = part.topic.slug in self.topics
            case TopicLetter() | Sitemap():
                differs = self.lists
            case Redirect() as redirect:
                differs = self.aliases or redirect.target in self.texts
            case _:
                differs = self.lists if page.template == "topics.html" else self.anything
        return differs


def changes(before: Site, after: Site, changed: Collection[str]) -> Changes | None:
    """What differs between two states of a site, given the paths of the files whose bytes did; None for everything."""
    if _on_every_page(before) != _on_every_page(after):
        return None
    pairs = [*_pairs(before, after, changed)]
    lists = any(_is_listed_anew(was, now) for was, now in pairs)
    shown = {text.address for text in chain.from_iterable(pairs) if text}
    if lists:
        shown.update(_having_renamed_topics(before, after, pairs))
    texts = [(site, text) for site in (before, after) for address in shown if (text := site.by_address.get(address))]
    entries = [(site, text) for site, text in texts if isinstance(text, Entry)]
    topics = {slug for _, entry in entries for slug in entry.topics}
    linked = {Address(link.partition("#")[0]) for site, text in texts for link in site.links.get(text.path, ())}
    beside = {other.address for site, entry in entries for other in site.beside(entry) if other}
    pinning = _pinning(before, after, shown)
    related = _related(before, after, shown, topics) if lists else _listing(after, shown, topics)
    return Changes(
        texts=frozenset(chain(shown, linked, beside, pinning, related)),
        spans=frozenset(_spans(before, after, (entry for _, entry in entries))),
        topics=frozenset(topics | {slug for slug in after.topics if topic_address(slug) in linked}),
        lists=lists,
        aliases=before.aliases != after.aliases,
        anything=bool(pairs),
    )


def _on_every_page(site: Site) -> object:
    """What every page shows of the content."""
    return [section.slug for section in site.sections], [(page.address, page.title) for page in site.top_pages]


def _pairs(before: Site, after: Site, changed: Collection[str]) -> Iterator[Pair]:
    """The texts that differ, or whose links lead elsewhere."""
    old, new = ({text.path: text for text in site.texts} for site in (before, after))
    for path in old.keys() | new.keys():
        was, now = old.get(path), new.get(path)
        if path in changed or (was is not now and was != now) or _leads(before, was) != _leads(after, now):
            yield was, now


def _leads(site: Site, text: Text | None) -> object:
    """Where the links and the picture of a text lead."""
    if text is None or isinstance(text, Page):
        return text and site.links.get(text.path)
    return site.links.get(text.path), site.images.get(text.id) if text.image else None


def _is_listed_anew(was: Text | None, now: Text | None) -> bool:
    """Whether a text came, went, moved, or changed its topics or the day of its last change."""
    if isinstance(was, Entry) and isinstance(now, Entry):
        return (was.order, was.contexts, was.updated) != (now.order, now.contexts, now.updated)
    return was is None or now is None or was.address != now.address


def _having_renamed_topics(before: Site, after: Site, pairs: Iterable[Pair]) -> Iterator[Address]:
    """The entries of each topic that is written otherwise than before, or is of another kind."""
    entries = (text for text in chain.from_iterable(pairs) if isinstance(text, Entry))
    for slug in {slug for entry in entries for slug in entry.topics}:
        was, now = before.topics.get(slug), after.topics.get(slug)
        if was and now and (was.name, was.kind) != (now.name, now.kind):
            yield from (entry.address for entry in now.entries)


def _sharing(site: Site, shown: Collection[Address], topics: Iterable[Slug]) -> Iterator[Entry]:
    """The other entries that have one of the topics."""
    having = (site.topics[slug].entries for slug in topics if slug in site.topics)
    others = {entry.address: entry for entry in chain.from_iterable(having)}
    return (entry for address, entry in others.items() if address not in shown)


def _listing(site: Site, shown: Collection[Address], topics: Iterable[Slug]) -> Iterator[Address]:
    """The other entries whose Related lists name one that is shown."""
    for entry in _sharing(site, shown, topics):
        if any(other.address in shown for other in site.ranked(entry)):
            yield entry.address


def _related(before: Site, after: Site, shown: Collection[Address], topics: Iterable[Slug]) -> Iterator[Address]:
    """The other entries whose Related lists name one that is shown, or are not what they were."""
    for entry in _sharing(after, shown, topics):
        was, now = before.ranked(entry), after.ranked(entry)
        if was != now or any(other.address in shown for other in now):
            yield entry.address


def _pinning(before: Site, after: Site, shown: Collection[Address]) -> Iterator[Address]:
    """The entries whose pins lead elsewhere than before, or to one that is shown."""
    for entry in before.pinned.keys() | after.pinned.keys():
        was, now = before.pinned.get(entry, ()), after.pinned.get(entry, ())
        if was != now or any(pin.address in shown for pin in now):
            yield entry_address(entry)


def _spans(before: Site, after: Site, entries: Iterable[Entry]) -> Iterator[tuple[Slug, Date | None]]:
    """The spans that the entries lie in, and those before and after them."""
    for section, date in {(entry.section, entry.date) for entry in entries}:
        yield section, None
        for span in (date, Date(date.year, date.month), Date(date.year)):
            yield section, span
            for site in (before, after):
                beside = site.neighbours.get((section, span), Neighbours())
                yield from ((section, other) for other in (beside.previous, beside.next) if other)
