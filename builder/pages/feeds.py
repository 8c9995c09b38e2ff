"""Feeds of the site and of topics: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import html
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup
from msgspec.structs import replace

from builder.config.config import Config
from builder.config.formats import ATOM
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import TOPIC_FEED, topic_address
from builder.core.links import href
from builder.core.model import Body, Entry
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.data_formats import json_text
from builder.pages.kind import Links, PageKind
from builder.pages.listings import shows_any
from builder.pages.shared import Pieces
from builder.pages.texts import body_html, body_of, corrections_of, sources_of, uncoloured_html
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.contract import BodyView, CorrectionView, FeedItemView, FeedView, SourceView

TOPIC_ITEMS = 20
"""Entries in the feed of a topic."""

SITE_ITEMS = 50
"""Entries in the site's own feeds."""

LONGEST_TEXT = 50_000
"""Characters of an entry's text in a feed; of a longer one the beginning stands there, as it is in many feeds."""

LONG_AGO = "1970-01-01T00:00:00Z"
"""When a feed without entries, or with such alone as are to come, was updated."""


class Feed(Frozen, frozen=True):
    """The newest entries of the site, oldest first."""

    entries: tuple[Entry, ...]


class TopicFeed(Feed, frozen=True):
    """The newest entries of a topic, oldest first."""

    topic: Topic


def topic_feed(topic: Topic) -> TopicFeed:
    """The feed of a topic."""
    return TopicFeed(topic.entries[-TOPIC_ITEMS:], topic)


def has_feed(topic: Topic, config: Config) -> bool:
    """Whether a topic has so many entries that it has a feed of its own."""
    return len(topic.entries) >= config.topic_feeds


def feed(pieces: Pieces, subject: Feed) -> FeedView:
    """The newest entries of a topic, or of the site, newest first."""
    title = pieces.site.config.title
    topic = subject.topic if isinstance(subject, TopicFeed) else None
    page = topic_address(topic.slug) if topic else Address("index.html")
    items = [pieces.made(_item, entry.address) for entry in reversed(subject.entries)]
    newest = max((item.updated for item in items), default="") or LONG_AGO
    return FeedView(
        id=urn(pieces, page),
        title=f"{topic.name} · {title}" if topic else title,
        address=TOPIC_FEED.make(slug=topic.slug) if topic else Address("feed.xml"),
        page=page,
        updated=newest,
        items=tuple([item if item.updated else replace(item, published=newest, updated=newest) for item in items]),
    )


def _item(pieces: Pieces, address: Address) -> FeedItemView:
    """An entry as feeds have it; it is in the feeds of all its topics.

    Nothing in a feed may be of a day to come, or readers would take it for the newest until then. So an entry whose
    date is to come is of the day of its last change; where nothing tells that, it has no day of its own.
    """
    site, entry = pieces.site, pieces.site.entry_at[address]
    days = [day.first_day for day in (entry.date, site.changed(entry)) if day and not site.is_to_come(day)]
    updated = midnight(max(days)) if days else ""
    first, end = pieces.date(entry.date), pieces.date(entry.end) if entry.end else None
    return FeedItemView(
        id=urn(pieces, entry.id),
        address=entry.address,
        title=entry.title,
        published=min(midnight(entry.date.first_day), updated),
        updated=updated,
        end=end.iso if end else None,
        span=f"{first.text} – {end.text}" if end else None,
        summary=entry.summary,
        corrections=tuple([_correction(pieces, each) for each in corrections_of(pieces, entry)]),
        body=_body(pieces, entry),
        sources=sources_of(pieces, entry),
        contexts=tuple(context.name for context in entry.contexts),
        language=entry.lang,
    )


def _body(pieces: Pieces, entry: Entry) -> BodyView:
    """The text of an entry; of a very long one its first words alone."""
    body = body_of(pieces, entry)
    if sum(map(len, body.body.pieces)) <= LONGEST_TEXT:
        return body
    return BodyView(Body("", (f"<p>{html.escape(entry.excerpt, quote=False)}</p>",)), ())


def _correction(pieces: Pieces, correction: CorrectionView) -> str:
    note = Markup(body_html(correction.note))  # noqa: S704  # markdown-it escaped it
    return pieces.language.gettext_html("Correction, %(date)s: %(note)s", date=correction.date.text, note=note)


def urn(pieces: Pieces, address: str) -> str:
    """A name that no other site has: made of where the site is, or else of its title, and the address inside it."""
    config = pieces.site.config
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{config.base_url or config.title} {address}')}"


def midnight(day: str) -> str:
    """The first moment of a day in UTC, as RFC 3339 writes it."""
    return f"{day}T00:00:00Z"


def content_html(item: FeedItemView) -> str:
    """What a feed reader shows of an entry: how long it lasts, its summary, corrections, text and sources."""
    texts = [html.escape(text, quote=False) for text in (item.span, item.summary) if text]
    parts = [f"<p>{text}</p>" for text in (*texts, *item.corrections)]
    parts += [uncoloured_html(item.body)] if item.body else []
    if item.sources:
        parts.append(f"<ul>{''.join(f'<li>{_source(source)}</li>' for source in item.sources)}</ul>")
    return "\n".join(parts) or f"<p>{html.escape(item.title, quote=False)}</p>"


def _source(source: SourceView) -> str:
    name, words = (html.escape(text, quote=False) for text in (source.name, source.title or source.name))
    url = source.url or (href(source.file) if source.file else None)
    linked = f'<a href="{html.escape(url)}">{words}</a>' if url else words
    return f"{linked}, {name}" if source.title else linked


def _json_feed(pieces: Pieces, subject: Feed) -> str:
    return feed_json(pieces, replace(feed(pieces, subject), address=Address("feed.json")))


def feed_json(pieces: Pieces, view: FeedView) -> str:
    """A feed as JSON Feed 1.1; keys without a value are left out, as the format asks."""
    site = pieces.view
    parts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": href(view.page),
        "feed_url": href(view.address),
        "description": site.description,
        "language": site.language,
        "authors": [{"name": site.author}] if site.author else None,
        "items": [_json_item(item) for item in view.items],
    }
    return json_text({key: value for key, value in parts.items() if value not in (None, "")})


def _json_item(item: FeedItemView) -> dict[str, Any]:
    parts = {
        "id": item.id,
        "url": href(item.address),
        "title": item.title,
        "content_html": content_html(item),
        "summary": item.summary,
        "date_published": item.published,
        "date_modified": item.updated,
        "tags": list(item.contexts),
        "language": item.language,
        "_dateline": {"end": item.end} if item.end else None,
    }
    return {key: value for key, value in parts.items() if value is not None}


def _site_feed(site: Site) -> Iterable[Feed]:
    return (Feed(site.entries[-SITE_ITEMS:]),)


def _affected(changes: Changes, site: Site) -> Iterable[Feed]:
    return (each for each in _site_feed(site) if changes.lists or shows_any(changes, each.entries))


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="feed",
        pattern=AddressPattern("feed.xml"),
        subjects=_site_feed,
        origin="the site's own feed.xml",
        view=feed,
        template="feed.xml",
        links=Links.FULL,
        format=ATOM,
        alternate_of=("front", "section", "all-years"),
        affected=_affected,
        description="The newest entries of the site, as an Atom feed.",
    ),
    PageKind(
        name="json-feed",
        pattern=AddressPattern("feed.json"),
        subjects=_site_feed,
        origin="the site's own feed.json",
        text=_json_feed,
        links=Links.FULL,
        affected=_affected,
        description="The same as JSON Feed 1.1.",
    ),
)
