"""Which pages a change of the content can alter: all that show something of a text that changed.

Too many pages may be named, never too few; a page that is made again and comes out the same is not written.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from builder.dates import Date
from builder.memory import key_of, keys_of, names_one
from builder.model import Entry, Page
from builder.plan import Planned, Redirect, Sitemap, TopicLetter, TopicYear
from builder.site import Site
from builder.timeline import Day, Month, Section, Year
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


def changes(before: Site, after: Site, changed: Collection[str], related: Mapping[Address, bytes]) -> Changes | None:
    """What differs between two states of a site; None for everything.

    `changed` are the paths of the files whose bytes did; `related` the keys of what each entry's page listed before.
    """
    if _on_every_page(before) != _on_every_page(after):
        return None
    pairs = [*_pairs(before, after, changed)]
    lists = any(_is_listed_anew(was, now) for was, now in pairs)
    shown = {text.address for text in chain.from_iterable(pairs) if text}
    if lists:
        shown.update(_having_renamed_topics(before, after, pairs))
    sites = (before, after) if lists else (after,)
    texts = [(site, text) for site in sites for address in shown if (text := site.by_address.get(address))]
    entries = [(site, text) for site, text in texts if isinstance(text, Entry)]
    topics = {slug for _, entry in entries for slug in entry.topics}
    linked = {Address(link.partition("#")[0]) for site in (before, after) for link in _links(site, pairs)}
    beside = {other.address for site, entry in entries for other in site.beside(entry) if other}
    listing = chain(_listing(related, shown), _pinning(before, after, shown))
    reranked = _ranked_anew(after, topics, shown, related) if lists else ()
    return Changes(
        texts=frozenset(chain(shown, linked, beside, listing, reranked)),
        spans=frozenset(chain.from_iterable(_spans(site, lists, entry) for site, entry in entries)),
        topics=frozenset(topics | {slug for slug in after.topics if topic_address(slug) in linked}),
        lists=lists,
        aliases=before.aliases != after.aliases,
        anything=bool(pairs),
    )


def _links(site: Site, pairs: Iterable[Pair]) -> Iterator[str]:
    """Where the texts that changed lead."""
    changed = {text.path for text in chain.from_iterable(pairs) if text}
    for path, links in site.links.items():
        if path in changed:
            yield from links


def _on_every_page(site: Site) -> object:
    """What every page shows of the content."""
    return {entry.section for entry in site.entries}, [(page.address, page.title) for page in site.top_pages]


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
        return (was.address, was.contexts, was.updated) != (now.address, now.contexts, now.updated)
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


def _listing(related: Mapping[Address, bytes], shown: Iterable[Address]) -> Iterator[Address]:
    """The entries whose Related lists named one that is shown."""
    keys = frozenset(map(key_of, shown))
    return (address for address, listed in related.items() if names_one(listed, keys))


def _ranked_anew(
    site: Site, topics: Iterable[Slug], shown: Collection[Address], related: Mapping[Address, bytes]
) -> Iterator[Address]:
    """The other entries with one of the topics whose Related lists are not what they were."""
    for entry in _sharing(site, shown, topics):
        if keys_of(other.address for other in site.ranked(entry)) != related.get(entry.address, b""):
            yield entry.address


def _pinning(before: Site, after: Site, shown: Collection[Address]) -> Iterator[Address]:
    """The entries whose pins lead elsewhere than before, or to one that is shown."""
    for entry in before.pinned.keys() | after.pinned.keys():
        was, now = before.pinned.get(entry, ()), after.pinned.get(entry, ())
        if was != now or any(pin.address in shown for pin in now):
            yield entry_address(entry)


def _spans(site: Site, lists: bool, entry: Entry) -> Iterator[tuple[Slug, Date | None]]:
    """The spans that an entry lies in, and those before and after them if these may be others than before."""
    section, date = entry.section, entry.date
    yield section, None
    for span in (date, Date(date.year, date.month), Date(date.year)):
        yield section, span
        beside = site.neighbours.get((section, span)) if lists else None
        yield from ((section, other) for other in (beside or ()) if other)
