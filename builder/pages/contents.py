"""The page of contents: all sections and pages of a site that has more than the menu names."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from builder.core.address_pattern import AddressPattern
from builder.core.addresses import CONTENTS
from builder.core.model import Page
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.menu import contents_address
from builder.relations.page_folders import PageFolder
from builder.relations.site import Site
from builder.views.contract import ContentsView, HeadView, LinkView, TreeView


def contents(pieces: Pieces, site: Site) -> ContentsView:
    """The page of contents."""
    gettext = pieces.language.gettext
    sections = (replace(pieces.section_link(slug), count=len(its)) for slug, its in site.by_section.items())
    return ContentsView(
        head=HeadView(gettext("Contents"), gettext("All sections and pages."), CONTENTS),
        sections=tuple(sections),
        pages=tuple(map(_tree, site.top_pages)),
    )


def _tree(item: Page | PageFolder) -> TreeView:
    items = item.items if isinstance(item, PageFolder) else ()
    return TreeView(item.address, item.title, tuple(map(_tree, items)))


def _menu(pieces: Pieces) -> Iterable[LinkView]:
    address = contents_address(pieces.site)
    return (LinkView(address, pieces.language.gettext("Contents")),) if address else ()


def _if_there_is_more(site: Site) -> Iterable[Site]:
    return (site,) if contents_address(site) else ()


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    differs = changes.lists or _shown(changes.before) != _shown(changes.after)
    return _if_there_is_more(site) if differs else ()


def _shown(site: Site) -> object:
    """What the page shows beside sections, if it is there."""
    address = contents_address(site)
    return address, [*map(_tree, site.top_pages)] if address else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="contents",
        pattern=AddressPattern(CONTENTS),
        subjects=_if_there_is_more,
        origin="the list of sections and pages",
        view=contents,
        template="contents.html",
        affected=_affected,
        shows_texts=False,
        menu=_menu,
        description="All sections and pages, where the menu names fewer, or where the setting `nav` asks for it.",
    ),
)
