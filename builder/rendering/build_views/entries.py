"""The pages of entries and of undated files."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from builder.config.repository_links import CORRECTION, SOURCE
from builder.core.links import absolute_url
from builder.core.model import Entry, EntryHistory, Page, Version
from builder.core.urls import entry_address, history_address
from builder.relations.site import RelatedEntry, Trail
from builder.rendering.build_views.shared import Pieces
from builder.rendering.date_distance import Distance, distance
from builder.rendering.views import (
    EntryView,
    HeadView,
    HistoryView,
    ImageView,
    LinkView,
    PageView,
    RelatedView,
    TrailView,
    VersionView,
)

SHORT = 8
"""Characters of a commit's name that are shown."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def entry(pieces: Pieces, subject: Entry) -> EntryView:
    """The page of an entry."""
    before, after = pieces.site.beside(subject)
    detail = pieces.detail(subject)
    updated = pieces.site.updated(subject)
    return EntryView(
        head=_head(pieces, subject),
        title=subject.title,
        date=pieces.date(subject.date),
        when=pieces.date_link(subject.section, subject.date),
        section=pieces.section_link(subject.section),
        summary=subject.summary,
        body=pieces.body(subject),
        topics=pieces.topics(subject),
        trails=tuple([_trail(pieces, trail) for trail in pieces.site.trails(subject)]),
        sources=tuple(map(pieces.source, detail.sources)),
        image=_image(pieces, subject),
        importance=subject.importance,
        status=subject.status,
        location=subject.location,
        updated=pieces.date(updated) if updated else None,
        history=history_address(subject.id) if pieces.site.history_of(subject) else None,
        language=subject.lang,
        related=tuple([_related(pieces, subject, related) for related in pieces.site.related(subject)]),
        mentions=pieces.mentions(subject.address),
        previous=pieces.item(before.address) if before else None,
        next=pieces.item(after.address) if after else None,
        edit=pieces.edit(subject.path),
        correct=pieces.form(CORRECTION, subject.path, subject.address),
        add_source=pieces.form(SOURCE, subject.path, subject.address),
        extra=detail.extra,
    )


def history(pieces: Pieces, subject: EntryHistory) -> HistoryView:
    """The page of the versions of an entry."""
    its, gettext = subject.entry, pieces.language.gettext
    title = gettext("History of “%(title)s”", title=its.title)
    about = gettext("When this entry changed, and the titles that it had.")
    return HistoryView(
        head=HeadView(title, about, history_address(its.id)),
        entry=LinkView(its.address, its.title),
        language=its.lang,
        versions=tuple(reversed([*_versions(pieces, reversed(subject.versions))])),
    )


def _versions(pieces: Pieces, versions: Iterable[Version]) -> Iterator[VersionView]:
    """Some versions, the oldest first, each with its title where it is another one than before."""
    last = ""
    for version in versions:
        commit, title = version.commit, version.title if version.title != last else ""
        yield VersionView(pieces.date(version.date), title or None, commit[:SHORT], pieces.commit(commit))
        last = version.title or last


def page(pieces: Pieces, subject: Page) -> PageView:
    """The page of an undated file."""
    return PageView(
        head=HeadView(subject.title, subject.summary or subject.excerpt, subject.address),
        title=subject.title,
        body=pieces.body(subject),
        language=subject.lang,
        mentions=pieces.mentions(subject.address),
        edit=pieces.edit(subject.path),
        correct=pieces.form(CORRECTION, subject.path, subject.address),
        extra=pieces.detail(subject).extra,
    )


def _head(pieces: Pieces, subject: Entry) -> HeadView:
    image = _full_image(pieces, subject)
    formats = ((name, entry_address(subject.id, name)) for name in pieces.data_formats)
    return HeadView(
        title=subject.title,
        description=pieces.item(subject.address).summary or "",
        address=subject.address,
        alternates=pieces.alternates(formats),
        image=image,
        published=subject.date.iso,
        updated=updated.iso if (updated := pieces.site.updated(subject)) else None,
        json_ld=_json_ld(pieces, subject, image),
    )


def _trail(pieces: Pieces, trail: Trail) -> TrailView:
    earlier, later = trail.earlier, trail.later
    return TrailView(
        pieces.topic_link(trail.topic),
        pieces.dated_link(earlier.address) if earlier else None,
        pieces.dated_link(later.address) if later else None,
    )


def _related(pieces: Pieces, subject: Entry, related: RelatedEntry) -> tuple[RelatedView, Distance]:
    """A line of the Related list of an entry."""
    return pieces.related(related.entry.address, related.shared), distance(subject.date, related.entry.date)


def _image(pieces: Pieces, subject: Entry) -> ImageView | None:
    image = subject.image
    return ImageView(pieces.site.images.get(subject.address), image.url, image.alt, image.credit) if image else None


def _json_ld(pieces: Pieces, subject: Entry, image: str | None) -> str:
    """The entry as a NewsArticle: https://developers.google.com/search/docs/appearance/structured-data/article."""
    config = pieces.site.config
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": subject.title,
        "datePublished": subject.date.iso,
        "author": {"@type": "Person" if config.author else "Organization", "name": config.author or config.title},
        "publisher": {"@type": "Organization", "name": config.title},
    }
    if updated := pieces.site.updated(subject):
        article["dateModified"] = updated.iso
    if config.base_url:
        article["url"] = absolute_url(config.base_url, subject.address)
    if image:
        article["image"] = image
    return _COMPACT.encode(article).replace("<", "\\u003c")


def _full_image(pieces: Pieces, subject: Entry) -> str | None:
    """The full address of an entry's picture; none without a base URL for one that is a file of the site."""
    inside, base_url = pieces.site.images.get(subject.address), pieces.site.config.base_url
    if inside:
        return absolute_url(base_url, inside) if base_url else None
    return subject.image.url if subject.image else None
