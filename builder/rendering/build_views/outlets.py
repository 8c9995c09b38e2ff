"""The pages of outlets and their index."""

from collections.abc import Iterable

from builder.core.urls import Address
from builder.planning.pages import Listing, OutletIndex
from builder.planning.plan import list_address
from builder.relations.outlets import Outlet
from builder.rendering.build_views.entries_by_year import by_year
from builder.rendering.build_views.shared import LARGEST, Pieces
from builder.rendering.build_views.topics import letters, where_listed, years
from builder.rendering.views import HeadView, LinkView, OutletsView, OutletView


def outlet(pieces: Pieces, subject: Listing[Outlet]) -> OutletView:
    """The page of an outlet, or of one year of a large one."""
    outlet, year, span = subject.group, subject.year, subject.span
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    about = ngettext("%(num)s entry from %(outlet)s.", "%(num)s entries from %(outlet)s.", count, outlet=outlet.name)
    return OutletView(
        head=HeadView(
            title=gettext("%(topic)s, %(year)s", topic=outlet.name, year=year) if year else outlet.name,
            description=about,
            address=list_address(outlet, year),
        ),
        name=outlet.name,
        address=list_address(outlet),
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        groups=by_year(pieces, subject.entries, where_listed(outlet)),
        years=years(pieces, outlet),
    )


def outlets(pieces: Pieces, subject: OutletIndex) -> OutletsView:
    """The index of outlets, or those under one letter."""
    letter, everything = subject.letter, pieces.site.outlets
    slugs = letter.slugs if letter else () if subject.letters else tuple(everything)
    count = len(letter.slugs if letter else everything)
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    return OutletsView(
        head=HeadView(
            title=gettext("Sources: %(letter)s", letter=letter.name) if letter else gettext("Sources"),
            description=ngettext("%(num)s source", "%(num)s sources", count),
            address=letter.address if letter else Address("sources/index.html"),
        ),
        count=count,
        largest=() if letter else _links(outlet for outlet, _ in everything.largest(everything.counts, LARGEST)),
        outlets=_links(everything.by_name(slugs)),
        letters=letters(subject),
        letter=letter.name if letter else None,
    )


def _links(subjects: Iterable[Outlet]) -> tuple[LinkView, ...]:
    return tuple(LinkView(list_address(outlet), outlet.name, len(outlet.entries)) for outlet in subjects)
