"""The page of wanted names: what texts link to by `[[name]]`, and nothing is published for yet."""

from collections.abc import Iterable
from typing import Any

from builder.core.address_pattern import AddressPattern
from builder.core.urls import Address
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.wanted import Wanted
from builder.views.contract import HeadView, WantedNameView, WantedView

MAX_NAMES = 500
"""Names that the page lists at most."""

MAX_TEXTS = 50
"""Texts that it names of each at most."""

_ADDRESS = Address("wanted.html")


def wanted_address(site: Site) -> Address | None:
    """Where the page lies; None if nothing is wanted, if no index of topics leads there, or if its place is taken."""
    return _ADDRESS if site.wanted and site.topics and site.is_free(_ADDRESS) else None


def came_or_went(changes: Changes) -> bool:
    """Whether the page is there now and was not before, or the other way round."""
    return wanted_address(changes.before) != wanted_address(changes.after)


def wanted(pieces: Pieces, site: Site) -> WantedView:
    """The page of wanted names."""
    gettext = pieces.language.gettext
    about = gettext("Names that texts here link to and nothing is written about yet, the most wanted first.")
    return WantedView(
        head=HeadView(gettext("Wanted"), about, _ADDRESS),
        description=about,
        count=len(site.wanted),
        names=tuple(_name(pieces, each) for each in site.wanted[:MAX_NAMES]),
    )


def _name(pieces: Pieces, wanted: Wanted) -> WantedNameView:
    return WantedNameView(wanted.name, len(wanted.texts), pieces.list_links(wanted.texts[:MAX_TEXTS]))


def _if_there_are_some(site: Site) -> Iterable[Site]:
    return (site,) if wanted_address(site) else ()


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    differs = came_or_went(changes) or _shown(changes.before) != _shown(changes.after)
    return _if_there_are_some(site) if differs else ()


def _shown(site: Site) -> list[tuple[str, list[tuple[Address, str]]]]:
    """What the page shows of each name."""
    return [(each.name, [(text.address, text.title) for text in each.texts]) for each in site.wanted]


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="wanted",
        pattern=AddressPattern(_ADDRESS),
        subjects=_if_there_are_some,
        origin="the list of wanted names",
        view=wanted,
        template="wanted.html",
        in_sitemap=False,
        affected=_affected,
        description="Names of `[[wiki links]]` that nothing is published for yet, with the texts that link to them.",
    ),
)
