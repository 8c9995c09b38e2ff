"""The front page: all entries on a line of time, the latest days of all sections, what moves, and the day before."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Any

from builder.config.formats import SVG
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import SITE_STRIP, date_address, strip_address
from builder.core.dates import Date
from builder.core.model import Entry, Page
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.kind import PageKind
from builder.pages.listings import shows_any
from builder.pages.recent_changes import changes_came_or_went
from builder.pages.shared import Pieces
from builder.pages.strips import line_of_time, span_address_in_all
from builder.pages.texts import heading_of, image_of, own_body_of
from builder.relations.changes import Changes
from builder.relations.menu import changes_address
from builder.relations.site import Site
from builder.relations.timeline import Day
from builder.relations.trending_topics import Moving, moving
from builder.relations.turning_points import chief, chief_entry
from builder.views.contract import FrontDayView, FrontView, HeadView, LinkView, MovingView
from builder.views.strip import FEWEST, axis_of, strip_svg

EARLIER_YEARS = 5
"""Years of which the front page shows an entry of its latest day."""

MOVING = 5
"""Topics that move on the front page."""

ABOUT = Address("about.html")
"""The page that says what the site is."""


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
        on_this_day=_on_this_day(days) if days and site.config.on_this_day else (),
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
        strip=line_of_time(pieces, axis_of(dates), entries, SITE_STRIP, partial(span_address_in_all, site))
        if len(dates) >= FEWEST
        else None,
        first=pieces.date(entries[0].date) if entries else None,
        last=pieces.date(entries[-1].date) if entries else None,
        topic_count=len(site.topics),
        source_count=len(site.outlets) if site.config.sources else 0,
        about=about.address if about else None,
        title=_own_heading(introduction, pieces) if introduction else "",
        body=own_body_of(pieces, introduction) if introduction else None,
        language=introduction.lang if introduction else None,
        changes=changes_address(site),
        suggest=pieces.suggest(),
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
    image = image_of(pieces, lead)
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


def _fronts(site: Site) -> Iterable[Front]:
    return (front_of(site),)


def _affected_front(changes: Changes, site: Site) -> Iterable[Front]:
    if changes.lists or changes.introductions or changes.relisted_outlets or changes_came_or_went(changes):
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
    return _if_it_has_a_strip(site) if changes.marks else ()


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
        shows_texts=False,
        description="All entries on a line of time with a mark for each.",
    ),
)
