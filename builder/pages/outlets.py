"""The pages of outlets and their index."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

from builder.config.config import Config
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import OUTLET, OUTLET_MONTH, OUTLET_YEAR, OUTLETS
from builder.core.urls import Address, Slug
from builder.pages.kind import PageKind
from builder.pages.listings import (
    GroupPages,
    Index,
    Listing,
    group_origin,
    groups_in,
    latest_of,
    letter_links,
    letter_parameters,
    list_address,
    listed_by_name,
    listing_address,
    listing_origin,
    listing_parameters,
    part_links,
    year_address_of,
    year_link,
    year_links,
)
from builder.pages.shared import LARGEST, Pieces
from builder.relations.changes import Changes
from builder.relations.outlets import Outlet, Outlets
from builder.relations.site import Site
from builder.theme.language import capitalize
from builder.views.contract import HeadView, LinkView, OutletsView, OutletView, RedirectView

_LETTERS = AddressPattern("sources/{letter}.html")


def outlet(pieces: Pieces, subject: Listing[Outlet]) -> OutletView:
    """The page of an outlet, or of a year or a month of a large one."""
    outlet, year, span = subject.group, subject.year, subject.span
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    period = capitalize(pieces.date(subject.date).text) if subject.date else ""
    about = ngettext("%(num)s entry from %(outlet)s.", "%(num)s entries from %(outlet)s.", count, outlet=outlet.name)
    return OutletView(
        head=HeadView(
            title=gettext("%(topic)s, %(year)s", topic=outlet.name, year=period) if year else outlet.name,
            description=about,
            address=listing_address(subject),
        ),
        name=outlet.name,
        address=list_address(outlet),
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        period=period,
        of_year=year_link(pieces, subject),
        groups=groups_in(pieces, subject, year_address_of(outlet)),
        years=year_links(pieces, outlet),
    )


def outlets(pieces: Pieces, subject: Index) -> OutletsView:
    """The index of outlets, or those under one letter."""
    letter, everything = subject.letter, pieces.site.outlets
    count = len(letter.slugs if letter else everything)
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    return OutletsView(
        head=HeadView(
            title=gettext("Sources: %(letter)s", letter=letter.name) if letter else gettext("Sources"),
            description=ngettext("%(num)s source", "%(num)s sources", count),
            address=_LETTERS.make(letter=letter.letter) if letter else OUTLETS,
        ),
        count=count,
        largest=() if letter else _links(outlet for outlet, _ in everything.largest(everything.counts, LARGEST)),
        outlets=_links(listed_by_name(everything, subject)),
        letters=letter_links(_LETTERS, subject.letters),
        parts=part_links(_LETTERS, subject),
        letter=letter.name if letter else None,
    )


def _links(subjects: Iterable[Outlet]) -> tuple[LinkView, ...]:
    """Links to outlets, each to its page, or to the only entry that names it."""
    return tuple(LinkView(_leads_to(outlet), outlet.name, len(outlet.entries)) for outlet in subjects)


def _leads_to(outlet: Outlet) -> Address:
    return outlet.entries[0].address if len(outlet.entries) == 1 else list_address(outlet)


def only_entry(pieces: Pieces, subject: Outlet) -> RedirectView:
    """What stands at the address of an outlet that a single entry names: the way to this entry."""
    (entry,) = subject.entries
    return RedirectView(entry.address, pieces.item(entry.address).short_title)


def _outlets_of_one(site: Site) -> Iterable[Outlet]:
    return (site.outlets[slug] for slug in site.outlets if site.outlets.only_entry(slug))


def _find_outlet_of_one(site: Site, values: Mapping[str, Any]) -> Outlet | None:
    slug = values["slug"]
    return site.outlets[slug] if site.outlets.only_entry(slug) else None


def _affected_outlets_of_one(changes: Changes, site: Site) -> Iterable[Outlet]:
    return (site.outlets[slug] for slug in changes.outlets if site.outlets.only_entry(slug))


def _outlet_parameters(subject: Outlet) -> dict[str, Any]:
    return {"slug": subject.slug}


def _listings(site: Site) -> Iterable[Listing[Outlet]]:
    """The lists of the outlets that several entries name."""
    return (latest_of(site.outlets[slug]) for slug in site.outlets if not site.outlets.only_entry(slug))


def _find_listing(site: Site, values: Mapping[str, Any]) -> Listing[Outlet] | None:
    return None if site.outlets.only_entry(values["slug"]) else OUTLET_PAGES.find(site, values)


def _affected_listings(changes: Changes, site: Site) -> Iterable[Listing[Outlet]]:
    return (each for each in OUTLET_PAGES.affected(changes, site) if len(each.group.entries) > 1)


def _has_sources(config: Config) -> bool:
    return config.sources


def _outlets(site: Site) -> Outlets:
    return site.outlets


def _changed(changes: Changes) -> Set[Slug]:
    return changes.outlets


def _relisted(changes: Changes) -> Set[Slug]:
    return changes.relisted_outlets


def _came_or_went(changes: Changes) -> bool:
    before, after = changes.before.outlets, changes.after.outlets
    return any((slug in before) != (slug in after) for slug in changes.relisted_outlets)


OUTLET_PAGES: GroupPages[Outlet] = GroupPages(_outlets, _changed, _relisted, _came_or_went)


def _affected_index(changes: Changes, site: Site) -> Iterable[Index]:
    return OUTLET_PAGES.index(site) if changes.relisted_outlets else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="outlet",
        pattern=OUTLET,
        subjects=_listings,
        parameters=listing_parameters,
        find=_find_listing,
        origin=listing_origin,
        view=outlet,
        template="outlet.html",
        enabled=_has_sources,
        setting="sources",
        affected=_affected_listings,
        shows_texts=False,
        description="An outlet: the entries that name it as a source, or the latest of many.",
    ),
    PageKind(
        name="outlet-of-one",
        pattern=OUTLET,
        subjects=_outlets_of_one,
        parameters=_outlet_parameters,
        find=_find_outlet_of_one,
        origin=group_origin,
        view=only_entry,
        template="redirect.html",
        in_sitemap=False,
        enabled=_has_sources,
        setting="sources",
        affected=_affected_outlets_of_one,
        shows_texts=False,
        description="An outlet that a single entry names as a source: it leads to this entry.",
    ),
    PageKind(
        name="outlet-year",
        pattern=OUTLET_YEAR,
        subjects=OUTLET_PAGES.years,
        parameters=listing_parameters,
        find=OUTLET_PAGES.find_year,
        origin=listing_origin,
        view=outlet,
        template="outlet-year.html",
        enabled=_has_sources,
        setting="sources",
        affected=OUTLET_PAGES.affected_years,
        shows_texts=False,
        description="A year of an outlet that has many entries.",
    ),
    PageKind(
        name="outlet-month",
        pattern=OUTLET_MONTH,
        subjects=OUTLET_PAGES.months,
        parameters=listing_parameters,
        find=OUTLET_PAGES.find_month,
        origin=listing_origin,
        view=outlet,
        template="outlet-month.html",
        enabled=_has_sources,
        setting="sources",
        affected=OUTLET_PAGES.affected_months,
        shows_texts=False,
        description="A month of an outlet that has many entries in its year.",
    ),
    PageKind(
        name="outlets",
        pattern=AddressPattern(OUTLETS),
        subjects=OUTLET_PAGES.index,
        origin="the index of sources",
        view=outlets,
        template="outlets.html",
        enabled=_has_sources,
        setting="sources",
        affected=_affected_index,
        shows_texts=False,
        description="All outlets by name, the largest first.",
    ),
    PageKind(
        name="outlet-letter",
        pattern=_LETTERS,
        subjects=OUTLET_PAGES.letters,
        parameters=letter_parameters,
        origin="the index of sources",
        view=outlets,
        template="outlet-letter.html",
        enabled=_has_sources,
        setting="sources",
        affected=OUTLET_PAGES.affected_letters,
        shows_texts=False,
        description="The outlets under one letter, where there are many.",
    ),
)
