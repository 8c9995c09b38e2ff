"""Texts as pages show them: a body, what an entry says beside it, and the heading above one that introduces a list."""

from itertools import islice

from builder.config.checked_sources import address_asked
from builder.content.body import fill_holes, localize, with_anchors, with_sizes, without_colours
from builder.content.location import UNTITLED
from builder.content.outlet_names import outlet_of
from builder.core.dates import parse_date
from builder.core.links import href, split_part, with_part
from builder.core.model import Entry, Page, Source
from builder.pages.shared import Pieces
from builder.views.contract import BodyView, CorrectionView, ImageView, SourceView


def body_of(pieces: Pieces, item: Entry | Page) -> BodyView:
    """The text of an entry or page, its links resolved."""
    site = pieces.site
    body = localize(pieces.detail(item).body, pieces.words_in_texts)
    addresses = site.links.get(item.path, ())[: len(body.links)]
    if addresses and (sizes := site.picture_sizes):
        body = with_sizes(body, [sizes.get(split_part(address)[0]) for address in addresses])
    return BodyView(body, addresses)


def own_body_of(pieces: Pieces, item: Entry | Page) -> BodyView:
    """The text of an entry or page as its own page shows it: each heading has a link to itself."""
    view = body_of(pieces, item)
    body = with_anchors(view.body, pieces.language.gettext("Link to this section"))
    return view if body is view.body else BodyView(body, view.addresses)


def body_html(view: BodyView) -> str:
    """The HTML of a text, its links written from the site's root."""
    return fill_holes(view.body, [address and href(address) for address in view.addresses])


def uncoloured_html(view: BodyView) -> str:
    """The same for feeds and programs: its code has no colours."""
    return without_colours(body_html(view))


def heading_of(introduction: Page) -> str:
    """The heading above a text that introduces a list; empty if it has none of its own."""
    return "" if introduction.title == UNTITLED else introduction.title


def sources_of(pieces: Pieces, entry: Entry) -> tuple[SourceView, ...]:
    """The sources of an entry as templates see them."""
    return tuple([_source(pieces, source, entry) for source in pieces.detail(entry).sources])


def _source(pieces: Pieces, source: Source, entry: Entry) -> SourceView:
    config, date = pieces.site.config, pieces.date
    outlet = outlet_of(source, config.outlets)
    file = pieces.site.link_of(source, entry)
    dead = config.dead_sources.get(address_asked(source.url)) if config.dead_sources and source.url else None
    return SourceView(
        name=source.name,
        title=source.headline,
        url=source.url,
        file=file,
        date=date(source.date) if source.date else None,
        archive_url=source.archive_url or (dead.archive if dead else "") or None,
        dead_since=date(parse_date(dead.since)) if dead else None,
        author=source.author,
        note=source.note if source.note != source.name and not file else None,
        outlet=pieces.outlet_link(outlet) if outlet else None,
    )


def corrections_of(pieces: Pieces, entry: Entry) -> tuple[CorrectionView, ...]:
    """The corrections of an entry as templates see them, the links of their notes resolved."""
    if not entry.corrections:
        return ()
    count = sum(len(each.body.links) for each in entry.corrections)
    addresses = pieces.site.links.get(entry.path, ())
    own = iter(addresses[len(addresses) - count :])
    return tuple(
        [
            CorrectionView(pieces.date(each.date), BodyView(each.body, tuple(islice(own, len(each.body.links)))))
            for each in entry.corrections
        ]
    )


def image_of(pieces: Pieces, entry: Entry) -> ImageView | None:
    """The picture of an entry."""
    image, address = entry.image, pieces.site.images.get(entry.address)
    if not image:
        return None
    size = pieces.site.picture_sizes.get(address) if address else None
    return ImageView(address and with_part(address), image.url, image.alt, image.credit, size)
