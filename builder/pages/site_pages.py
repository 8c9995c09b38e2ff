"""The pages of the site as a whole beside its front: 404, redirects, sitemap, robots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from builder.core.address_pattern import AddressPattern
from builder.core.links import absolute_url
from builder.core.model import TopicFile
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.kind import Links, Overview, PageKind, unaffected
from builder.pages.shared import Pieces
from builder.relations.aliases import Alias
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.views.contract import (
    HeadView,
    NotFoundView,
    RedirectsView,
    RedirectView,
    RobotsView,
    SitemapItemView,
    SitemapView,
)

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap: https://www.sitemaps.org/protocol.html"""

PLAIN_LIMIT = 1_000
"""Addresses in a sitemap that is not compressed: above, `sitemap.xml` leads to parts that take a tenth of the bytes."""

PART = 2_048
"""Addresses in a part of the sitemap, on average."""

NOT_FOUND = Address("404.html")
"""The page for an address that does not exist."""

_SITEMAP_PART = AddressPattern("sitemap-{number:number}.xml.gz")


class SitemapPart(Frozen, frozen=True):
    """The addresses of a sitemap, and its number if it is one of several."""

    addresses: tuple[Address, ...]
    number: int | None = None


def not_found(pieces: Pieces, _: Site) -> NotFoundView:
    """The page for an address that does not exist."""
    return NotFoundView(HeadView(pieces.language.gettext("Page not found"), "", NOT_FOUND))


def redirect(_pieces: Pieces, subject: Alias) -> RedirectView:
    """A page that leads to the address that took its place."""
    return RedirectView(subject.target, subject.title)


def redirects(pieces: Pieces, subject: tuple[Alias, ...]) -> RedirectsView:
    """The old addresses with those that took their places."""
    root = urlsplit(pieces.site.config.base_url or "/").path
    return RedirectsView(
        tuple((absolute_url(root, alias.address), absolute_url(root, alias.target)) for alias in subject)
    )


def sitemap(pieces: Pieces, subject: SitemapPart) -> SitemapView:
    """A sitemap. A page's last change is given where its file or git says it."""
    base_url = pieces.site.config.base_url or ""
    pages = (SitemapItemView(absolute_url(base_url, page), _changed(pieces.site, page)) for page in subject.addresses)
    return SitemapView(tuple(pages))


def sitemap_index(pieces: Pieces, subject: int) -> SitemapView:
    """The list of so many parts of the sitemap."""
    base_url = pieces.site.config.base_url or ""
    parts = (_SITEMAP_PART.make(number=number) for number in range(1, subject + 1))
    return SitemapView(tuple(SitemapItemView(absolute_url(base_url, part)) for part in parts))


def robots(pieces: Pieces, _: Site) -> RobotsView:
    """What crawlers may read: everything."""
    base_url = pieces.site.config.base_url
    return RobotsView(absolute_url(base_url, "sitemap.xml") if base_url else None)


def _changed(site: Site, page: Address) -> str | None:
    """The day of the last change of the text that a page shows, if it shows nothing else."""
    text = site.text_at(page)
    changed = site.changed(text) if text and not isinstance(text, TopicFile) else None
    return changed.iso if changed else None


def _empty(_pieces: Pieces, _site: Site) -> str:
    return ""


def _free_aliases(overview: Overview) -> Iterable[Alias]:
    return overview.redirects


def _find_alias(site: Site, values: Mapping[str, Any]) -> Alias | None:
    return next((alias for alias in site.aliases if alias.address == values["path"]), None)


def _alias_parameters(alias: Alias) -> dict[str, Any]:
    return {"path": alias.address}


def _affected_by_addresses(changes: Changes, site: Site) -> Iterable[Any]:
    return (site,) if changes.addresses else ()


def _all_redirects(overview: Overview) -> Iterable[tuple[Alias, ...]]:
    # Hosts that read this list may not tell upper from lower case, and would lead a page to itself for ever.
    leading = tuple(alias for alias in overview.redirects if alias.address.lower() != alias.target.lower())
    return (leading,) if leading else ()


def _sitemap(overview: Overview) -> Iterable[SitemapPart]:
    """The sitemap where it is small; none without a base URL, as it holds full addresses only."""
    is_plain = overview.site.config.base_url is not None and 0 < len(overview.listed) <= PLAIN_LIMIT
    return (SitemapPart(overview.listed),) if is_plain else ()


def _numbered_sitemaps(overview: Overview) -> Iterable[SitemapPart]:
    """The parts of a large sitemap."""
    listed = overview.listed
    for number, (start, end) in enumerate(pairwise((0, *overview.once(_ends_of_parts))), 1):
        yield SitemapPart(listed[start:end], number)


def _ends_of_parts(overview: Overview) -> tuple[int, ...]:
    """Where the parts of a large sitemap end: behind an address whose checksum says so, or where a part is full.

    So an address that comes or goes alters the part that it is in, and nearly never another one.
    """
    is_cut = overview.site.config.base_url is not None and len(overview.listed) > PLAIN_LIMIT
    return tuple(_ends(overview.listed)) if is_cut else ()


def _ends(listed: Sequence[Address]) -> Iterator[int]:
    start = 0
    checksums = map(crc32, map(str.encode, listed))
    for end in chain((at for at, checksum in enumerate(checksums, 1) if checksum % PART == 0), (len(listed),)):
        while end - start > SITEMAP_LIMIT:
            start += SITEMAP_LIMIT
            yield start
        if end > start:
            yield end
        start = end


def _sitemap_indexes(overview: Overview) -> Iterable[int]:
    count = len(overview.once(_ends_of_parts))
    return (count,) if count else ()


def _part_parameters(part: SitemapPart) -> dict[str, Any]:
    return {"number": part.number}


def _affected_sitemaps(changes: Changes, site: Site) -> Iterable[Any]:
    # An outlet has a page of its own from the second entry on that names it.
    return (site,) if changes.addresses or changes.dated or changes.relisted_outlets else ()


def _lists_changed_texts(changes: Changes, part: SitemapPart) -> bool:
    """Whether a text in a part of the sitemap may have another last change."""
    changed = {text.address for text in chain.from_iterable(changes.edits) if text}
    return not changed.isdisjoint(part.addresses)


def _is_altered_never(_changes: Changes, _count: int) -> bool:
    return False


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="not-found",
        pattern=AddressPattern(NOT_FOUND),
        origin="the site's own 404.html",
        view=not_found,
        template="404.html",
        links=Links.ROOTED,
        in_sitemap=False,
        affected=unaffected,
        description="What a host shows at an address that does not exist.",
    ),
    PageKind(
        name="robots",
        pattern=AddressPattern("robots.txt"),
        origin="the site's own robots.txt",
        view=robots,
        template="robots.txt",
        affected=unaffected,
        description="What crawlers may read: everything.",
    ),
    PageKind(
        name="nojekyll",
        pattern=AddressPattern(".nojekyll"),
        origin="the site's own .nojekyll",
        text=_empty,
        affected=unaffected,
        description="Tells GitHub Pages to publish the files as they are.",
    ),
    PageKind(
        name="sitemap",
        pattern=AddressPattern("sitemap.xml"),
        overview=_sitemap,
        origin="the sitemap",
        view=sitemap,
        template="sitemap.xml",
        affected=_affected_sitemaps,
        is_altered=_lists_changed_texts,
        description="All pages, for search engines; with a base URL only.",
    ),
    PageKind(
        name="sitemap-part",
        pattern=_SITEMAP_PART,
        overview=_numbered_sitemaps,
        parameters=_part_parameters,
        origin="the sitemap",
        view=sitemap,
        template="sitemap.xml",
        is_gzipped=True,
        affected=_affected_sitemaps,
        is_altered=_lists_changed_texts,
        description="A part of the sitemap of a site with more than 1,000 pages, compressed by gzip.",
    ),
    PageKind(
        name="sitemap-index",
        pattern=AddressPattern("sitemap.xml"),
        overview=_sitemap_indexes,
        origin="the sitemap",
        view=sitemap_index,
        template="sitemap-index.xml",
        affected=_affected_sitemaps,
        is_altered=_is_altered_never,
        description="The list of the parts of the sitemap, where it has some.",
    ),
    PageKind(
        name="redirect",
        pattern=AddressPattern("{path:path}"),
        overview=_free_aliases,
        parameters=_alias_parameters,
        address_of=attrgetter("address"),
        find=_find_alias,
        origin=attrgetter("place.path"),
        view=redirect,
        template="redirect.html",
        in_sitemap=False,
        gives_way=True,
        affected=_affected_by_addresses,
        description="An old address, which leads to the one that took its place.",
    ),
    PageKind(
        name="redirects",
        pattern=AddressPattern("_redirects"),
        overview=_all_redirects,
        origin="the list of old addresses",
        view=redirects,
        template="redirects.txt",
        in_sitemap=False,
        gives_way=True,
        affected=_affected_by_addresses,
        description="All old addresses, for hosts that redirect by themselves: Netlify, Cloudflare.",
    ),
)
