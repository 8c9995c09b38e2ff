"""Feeds of the site and of topics: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import html
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from builder.model import Entry
from builder.present import Presenter, body_html, source_view
from builder.site import Site, Topic
from builder.urls import Address, href, topic_address
from builder.views import BodyView, FeedItemView, FeedView, SiteView, SourceView

SITE_ITEMS = 50
"""Entries in the site's own feeds."""

TOPIC_ITEMS = 20
"""Entries in the feed of a topic."""

_LONG_AGO = "1970-01-01T00:00:00Z"


def site_feed(site: Site, presenter: Presenter, ending: str) -> FeedView:
    """The newest entries of the site."""
    return _feed(presenter, site.config.title, Address(f"feed.{ending}"), Address("index.html"), site.entries[-SITE_ITEMS:])


def topic_feed(topic: Topic, site: Site, presenter: Presenter) -> FeedView:
    """The newest entries of a topic."""
    title = f"{topic.name} · {site.config.title}"
    address = topic_address(topic.slug, "feed.xml")
    return _feed(presenter, title, address, topic_address(topic.slug), topic.entries[-TOPIC_ITEMS:])


def _feed(presenter: Presenter, title: str, address: Address, page: Address, entries: Sequence[Entry]) -> FeedView:
    items = tuple(_item(entry, presenter.body(entry)) for entry in reversed(entries))
    updated = max((item.updated for item in items), default=_LONG_AGO)
    return FeedView(_urn(page), title, address, page, updated, items)


def _item(entry: Entry, body: BodyView) -> FeedItemView:
    return FeedItemView(
        id=_urn(entry.id),
        address=entry.address,
        title=entry.title,
        published=_midnight(entry.date.first_day),
        updated=_midnight((entry.updated or entry.date).first_day),
        summary=entry.summary,
        body=body,
        sources=tuple(map(source_view, entry.sources)),
        contexts=tuple(context.name for context in entry.contexts),
        language=entry.lang,
    )


def _urn(address: str) -> str:
    """A name that stays the same wherever the site is published."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z"


def content_html(item: FeedItemView) -> str:
    """What a feed reader shows of an entry: its summary, its text and its sources."""
    parts = [f"<p>{html.escape(item.summary, quote=False)}</p>"] if item.summary else []
    parts += [body_html(item.body)] if item.body else []
    if item.sources:
        parts.append(f"<ul>{''.join(f'<li>{_source(source)}</li>' for source in item.sources)}</ul>")
    return "\n".join(parts) or f"<p>{html.escape(item.title, quote=False)}</p>"


def _source(source: SourceView) -> str:
    name = html.escape(source.name, quote=False)
    return f'<a href="{html.escape(source.url)}">{name}</a>' if source.url else name


def json_feed(view: FeedView, site: SiteView) -> dict[str, Any]:
    """A feed as JSON Feed 1.1; keys without a value are left out, as the format asks."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": href(view.page),
        "feed_url": href(view.address),
        "description": site.description,
        "language": site.language,
        "authors": [{"name": site.author}] if site.author else None,
        "items": [_json_item(item) for item in view.items],
    }
    return {key: value for key, value in feed.items() if value not in (None, "")}


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
    }
    return {key: value for key, value in parts.items() if value is not None}
