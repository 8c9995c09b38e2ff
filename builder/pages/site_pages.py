"""The pages of the site as a whole: front page, 404, redirects, sitemap, robots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from builder.config.formats import SVG
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import ALL_YEARS, SITE_STRIP, date_address, strip_address
from builder.core.dates import Date
from builder.core.links import absolute_url
from builder.core.model import Entry, Page, TopicFile
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.kind import Links, Overview, PageKind, unaffected
from builder.pages.listings import shows_any
from builder.pages.shared import Pieces, heading_of
from builder.pages.strips import line_of_time
from builder.relations.changes import Changes
from builder.relations.site import Alias, Site
from builder.relations.timeline import Day
from builder.relations.trending_topics import Moving, moving
from builder.relations.turning_points import chief, chief_entry
from builder.views.contract import (
    FrontDayView,
    FrontView,
    HeadView,
    LinkView,
    MovingView,
    NotFoundView,
    RedirectsView,
    RedirectView,
    RobotsView,
    SitemapItemView,
    SitemapView,
)
from builder.views.strip import FEWEST, axis_of, strip_svg

EARLIER_YEARS = 5
"""Years of which the front page shows an entry of its latest day."""

MOVING = 5
"""Topics that move on the front page."""

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap: https://www.sitemaps.org/protocol.html"""

ABOUT = Address("about.html")
"""The page that says what the site is."""

NOT_FOUND = Address("404.html")
"""The page for an address that does not exist."""

_SITEMAP_PART = AddressPattern("sitemap-{number:number}.xml")


class FrontDay(Frozen, frozen=True):
    """A day of all sections."""

    date: Date
    sections: tuple[Day, ...]
    """The same day in each section that has entries of it, in the order of their names."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of the day."""
        return tuple(entry for day in self.sections for entry in day.entries)


class Front(Frozen, frozen=True):
    """The front page: the latest days that have entries, the day before them, and what was on the latest before."""

    days: tuple[FrontDay, ...]
    earlier: Day | None
    on_this_day: tuple[Day, ...] = ()
    """The latest day in some earlier years, newest first, and of one year the sections in the order of their names."""
    moving: tuple[Moving, ...] = ()
    """The topics that move most."""


class SitemapPart(Frozen, frozen=True):
    """The addresses of a sitemap, and its number if it is one of several."""

    addresses: tuple[Address, ...]
    number: int | None = None


def front_of(site: Site) -> Front:
    """The latest days that have entries, newest first, and of one day the sections in the order of their names.

    What lasts is there on its first day alone, and no news on those that follow.
    """
    days = sorted((day for day in site.days if day.entries), key=lambda day: day.section)
    days.sort(key=lambda day: day.date, reverse=True)
    by_date = [FrontDay(date, tuple(its)) for date, its in groupby(days, lambda day: day.date)]
    shown, others = by_date[: site.config.front.days], by_date[site.config.front.days :]
    return Front(
        days=tuple(shown),
        earlier=others[0].sections[0] if others else None,
        on_this_day=_on_this_day(days) if days else (),
        moving=moving(site.entries)[:MOVING],
    )


def _on_this_day(days: Sequence[Day]) -> tuple[Day, ...]:
    """The same day as the first of all days, in the earlier years nearest to it."""
    latest = days[0].date
    same = [day for day in days if day.date[1:] == latest[1:] and day.date < latest]
    dates = [*dict.fromkeys(day.date for day in same)][:EARLIER_YEARS]
    return tuple(day for day in same if day.date in dates)


def front(pieces: Pieces, subject: Front) -> FrontView:
    """The front page: all entries on one line of time, the latest days that have entries, then a way back."""
    site, earlier, address = pieces.site, subject.earlier, Address("index.html")
    introduction, entries = site.introduction_at(address), site.entries
    about = site.names.page_at.get(ABOUT)
    dates = [entry.date for entry in entries]
    return FrontView(
        head=HeadView("", site.config.description, address, pieces.alternates("front", {})),
        strip=line_of_time(pieces, axis_of(dates), entries, SITE_STRIP, partial(_listed, site))
        if len(dates) >= FEWEST
        else None,
        first=pieces.date(entries[0].date) if entries else None,
        last=pieces.date(entries[-1].date) if entries else None,
        topic_count=len(site.topics),
        source_count=len(site.outlets),
        about=about.address if about else None,
        title=_own_heading(introduction, pieces) if introduction else "",
        body=pieces.body(introduction) if introduction else None,
        language=introduction.lang if introduction else None,
        latest=_front_day(pieces, subject.days[0]) if subject.days else None,
        days=tuple(_front_day(pieces, day) for day in subject.days[1:]),
        back=pieces.date_link(earlier.section, earlier.date) if earlier else None,
        moving=tuple(_moving(pieces, each) for each in subject.moving),
        year_day=pieces.year_day_link(subject.days[0].sections[0].year_day) if subject.on_this_day else None,
        on_this_day=pieces.items(_most_important_by_year(subject.on_this_day)),
        topics=pieces.largest(),
        count=len(entries),
    )


def _front_day(pieces: Pieces, day: FrontDay) -> FrontDayView:
    """A day with its chief entries, and the ways to the others."""
    lead, limit = chief_entry(day.entries), pieces.site.config.front.entries
    shown = chief([lead, *(entry for entry in day.entries if entry is not lead)], limit)
    left_out = [(its, sum(entry not in shown for entry in its.entries)) for its in day.sections]
    image = pieces.image(lead)
    return FrontDayView(
        date=pieces.date(day.date),
        address=date_address(max(day.sections, key=lambda its: len(its.entries)).section, day.date),
        lead=pieces.item(lead.address),
        image=image if image and image.address else None,
        others=pieces.items(shown[1:]),
        more=tuple(
            LinkView(date_address(its.section, day.date), pieces.site.name_of(its.section), count)
            for its, count in left_out
            if count
        ),
    )


def _listed(site: Site, date: Date) -> Address:
    """Where the entries of a year or a month of all sections are listed."""
    sections = [section.slug for section in site.sections if (section.slug, date) in site.spans]
    if len(sections) == 1:
        return date_address(sections[0], date)
    return ALL_YEARS if len(site.by_section) > 1 else date_address(site.sections[0].slug)


def _own_heading(introduction: Page, pieces: Pieces) -> str:
    """The heading of the text that introduces the site, where that is not the site's name."""
    heading = heading_of(introduction)
    return "" if heading == pieces.site.config.title else heading


def _most_important_by_year(days: Iterable[Day]) -> Iterator[Entry]:
    """Of each year the entry of most importance; of as many the first."""
    for _, its in groupby(days, lambda day: day.date.year):
        yield max((entry for day in its for entry in day.entries), key=lambda entry: entry.importance or 0)


def _moving(pieces: Pieces, moving: Moving) -> MovingView:
    link = pieces.counted_link(moving.topic, moving.count)
    latest = pieces.site.topics[moving.topic].entries[-1]
    strip, item = strip_address(moving.topic), pieces.item(latest.address)
    return MovingView(link, strip, item, usual=round(moving.usual), is_new=not moving.usual)


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


def _fronts(site: Site) -> Iterable[Front]:
    return (front_of(site),)


def _affected_front(changes: Changes, site: Site) -> Iterable[Front]:
    if changes.lists or changes.introductions or changes.relisted_outlets:
        return (front_of(site),)
    subject = front_of(site)
    days = (*(its for day in subject.days for its in day.sections), *subject.on_this_day)
    latest = (site.topics[each.topic].entries[-1] for each in subject.moving)
    shown = (entry for day in days for entry in day.entries)
    return (subject,) if shows_any(changes, chain(shown, latest)) else ()


def _site_strip(pieces: Pieces, _: Site) -> str:
    return strip_svg(pieces.site_strip, pieces.colours)


def _if_it_has_a_strip(site: Site) -> Iterable[Site]:
    return (site,) if len(site.entries) >= FEWEST else ()


def _affected_strip(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_a_strip(site) if changes.entries else ()


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


def _sitemap_parts(overview: Overview) -> tuple[SitemapPart, ...]:
    """The sitemap, in parts where one cannot hold it; none without a base URL, as it holds full addresses only."""
    if overview.site.config.base_url is None:
        return ()
    listed = overview.listed
    if len(listed) <= SITEMAP_LIMIT:
        return (SitemapPart(listed),) if listed else ()
    starts = range(0, len(listed), SITEMAP_LIMIT)
    return tuple(SitemapPart(listed[at : at + SITEMAP_LIMIT], number) for number, at in enumerate(starts, 1))


def _sitemap(overview: Overview) -> Iterable[SitemapPart]:
    return (part for part in _sitemap_parts(overview) if part.number is None)


def _numbered_sitemaps(overview: Overview) -> Iterable[SitemapPart]:
    return (part for part in _sitemap_parts(overview) if part.number is not None)


def _sitemap_indexes(overview: Overview) -> Iterable[int]:
    count = len([*_numbered_sitemaps(overview)])
    return (count,) if count else ()


def _part_parameters(part: SitemapPart) -> dict[str, Any]:
    return {"number": part.number}


def _affected_sitemaps(changes: Changes, site: Site) -> Iterable[Any]:
    return (site,) if changes.addresses or changes.dated else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="front",
        pattern=AddressPattern("index.html"),
        subjects=_fronts,
        origin="the site's own index.html",
        view=front,
        template="front.html",
        affected=_affected_front,
        description="The latest days, a line of time, what moves, the day in earlier years, the largest topics.",
    ),
    PageKind(
        name="site-strip",
        pattern=AddressPattern(SITE_STRIP),
        subjects=_if_it_has_a_strip,
        origin="the strip of all entries",
        text=_site_strip,
        format=SVG,
        in_sitemap=False,
        affected=_affected_strip,
        description="All entries on a line of time with a mark for each.",
    ),
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
        affected=_affected_sitemaps,
        description="A part of the sitemap of a site with more pages than one can hold.",
    ),
    PageKind(
        name="sitemap-index",
        pattern=AddressPattern("sitemap.xml"),
        overview=_sitemap_indexes,
        origin="the sitemap",
        view=sitemap_index,
        template="sitemap-index.xml",
        affected=_affected_sitemaps,
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
