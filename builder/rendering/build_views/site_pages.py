"""The pages of the site as a whole: front page, 404, redirects, sitemap, robots."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from builder.core.links import absolute_url
from builder.core.model import Entry, TopicFile
from builder.core.urls import Address
from builder.planning.pages import Front, Redirect, Redirects, Sitemap, Whole
from builder.relations.site import Site
from builder.relations.timeline import Day
from builder.relations.trending_topics import Moving, moving
from builder.rendering.build_views.shared import FEED, Pieces
from builder.rendering.views import (
    FrontView,
    HeadView,
    MovingView,
    NotFoundView,
    RedirectsView,
    RedirectView,
    RobotsView,
    SitemapItemView,
    SitemapView,
)

MOVING = 8
"""Topics that move on the front page."""


def front(pieces: Pieces, subject: Front) -> FrontView:
    """The front page: the latest days that have entries, then a way back."""
    earlier = subject.earlier
    return FrontView(
        head=HeadView("", pieces.site.config.description, Address("index.html"), (FEED,)),
        groups=tuple(pieces.group(day.section, day.date, day.entries) for day in subject.days),
        back=pieces.date_link(earlier.section, earlier.date) if earlier else None,
        moving=tuple(_moving(pieces, each) for each in moving(pieces.site.entries)[:MOVING]),
        year_day=pieces.year_day_link(subject.days[0].year_day) if subject.on_this_day else None,
        on_this_day=pieces.items(_of_each_year(subject.on_this_day)),
        topics=pieces.largest(),
        count=len(pieces.site.entries),
    )


def _of_each_year(days: Iterable[Day]) -> Iterator[Entry]:
    """Of each year the entry of most importance; of as many the first."""
    for _, its in groupby(days, lambda day: day.date.year):
        yield max((entry for day in its for entry in day.entries), key=lambda entry: entry.importance or 0)


def _moving(pieces: Pieces, moving: Moving) -> MovingView:
    link = pieces.counted_link(moving.topic, moving.count)
    return MovingView(link, usual=round(moving.usual), is_new=not moving.usual)


def not_found(pieces: Pieces, _: Whole) -> NotFoundView:
    """The page for an address that does not exist."""
    return NotFoundView(HeadView(pieces.language.gettext("Page not found"), "", Address("404.html")))


def redirect(_pieces: Pieces, subject: Redirect) -> RedirectView:
    """A page that leads to the address that took its place."""
    return RedirectView(subject.target, subject.title)


def redirects(pieces: Pieces, subject: Redirects) -> RedirectsView:
    """The old addresses with those that took their places."""
    root = urlsplit(pieces.site.config.base_url or "/").path
    led = ((page.address, page.subject) for page in subject.pages)
    paths = (
        (absolute_url(root, address), absolute_url(root, to.target)) for address, to in led if isinstance(to, Redirect)
    )
    return RedirectsView(tuple(paths))


def sitemap(pieces: Pieces, subject: Sitemap) -> SitemapView:
    """A sitemap or the list of its parts. A page's last change is given where its file or git says it."""
    base_url = pieces.site.config.base_url or ""
    parts = tuple(SitemapItemView(absolute_url(base_url, part)) for part in subject.parts)
    pages = tuple(SitemapItemView(absolute_url(base_url, page), _changed(pieces.site, page)) for page in subject.pages)
    return SitemapView((*parts, *pages))


def robots(pieces: Pieces, _: Whole) -> RobotsView:
    """What crawlers may read: everything."""
    base_url = pieces.site.config.base_url
    return RobotsView(absolute_url(base_url, "sitemap.xml") if base_url else None)


def _changed(site: Site, page: Address) -> str | None:
    """The day of the last change of the text that a page shows, if it shows nothing else."""
    text = site.text_at(page)
    changed = site.changed(text) if text and not isinstance(text, TopicFile) else None
    return changed.iso if changed else None
