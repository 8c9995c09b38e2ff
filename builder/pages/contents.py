"""The page of contents: all sections and pages of a site that has more than the menu names."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from builder.core.address_pattern import AddressPattern
from builder.core.urls import Address
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces, exceeds_menu, links_to
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.views.contract import ContentsView, HeadView, LinkView

_ADDRESS = Address("contents.html")


def contents_address(site: Site) -> Address | None:
    """Where the page lies; None if the menu names all, or if its place is taken by a file of the site."""
    names = site.names
    is_taken = _ADDRESS in names.page_at or _ADDRESS in names.asset_addresses
    return _ADDRESS if exceeds_menu(site) and not is_taken else None


def contents(pieces: Pieces, site: Site) -> ContentsView:
    """The page of contents."""
    gettext = pieces.language.gettext
    sections = (replace(pieces.section_link(slug), count=len(its)) for slug, its in site.by_section.items())
    return ContentsView(
        head=HeadView(gettext("Contents"), gettext("All sections and pages."), _ADDRESS),
        sections=tuple(sections),
        pages=links_to(site.top_pages),
    )


def _menu(pieces: Pieces) -> Iterable[LinkView]:
    address = contents_address(pieces.site)
    return (LinkView(address, pieces.language.gettext("Contents")),) if address else ()


def _if_there_is_more(site: Site) -> Iterable[Site]:
    return (site,) if contents_address(site) else ()


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    differs = changes.lists or _shown(changes.before) != _shown(changes.after)
    return _if_there_is_more(site) if differs else ()


def _shown(site: Site) -> tuple[Address | None, list[tuple[Address, str]]]:
    """What the page shows beside sections, if it is there."""
    return contents_address(site), [(page.address, page.title) for page in site.top_pages]


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="contents",
        pattern=AddressPattern(_ADDRESS),
        subjects=_if_there_is_more,
        origin="the list of sections and pages",
        view=contents,
        template="contents.html",
        affected=_affected,
        menu=_menu,
        description="All sections and pages, where there are more than the menu names: eight of each.",
    ),
)
