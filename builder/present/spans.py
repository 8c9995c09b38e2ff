"""The pages of days, months, years, and of all years of a section."""

from collections.abc import Iterable

from builder.dates import Date
from builder.language import beginning
from builder.model import Entry
from builder.present.pieces import FEED, Pieces
from builder.timeline import Day, Month, Section, Year
from builder.urls import date_address
from builder.views import GroupView, HeadView, LinkView, SpanView

FEW = 150
"""A year with more entries than this lists its days instead of its entries."""


def day(pieces: Pieces, subject: Day) -> SpanView:
    """The page of a day."""
    return _span(pieces, subject, subject.entries)


def month(pieces: Pieces, subject: Month) -> SpanView:
    """The page of a month."""
    groups = tuple(pieces.group(subject.section, day.date, day.entries) for day in subject.days)
    return _span(pieces, subject, subject.undated, groups)


def year(pieces: Pieces, subject: Year) -> SpanView:
    """The page of a year: its entries if they are few, else its days."""
    groups = tuple(_month_group(pieces, month, listed=subject.count <= FEW) for month in subject.months)
    return _span(pieces, subject, subject.undated, groups)


def section(pieces: Pieces, subject: Section) -> SpanView:
    """The page of all years."""
    years = tuple(_year_group(pieces, year) for year in reversed(subject.years))
    count, gettext, ngettext = len(subject.entries), pieces.language.gettext, pieces.language.ngettext
    entries = ngettext("%(num)s entry", "%(num)s entries", count)
    head = HeadView(
        title=gettext("%(section)s: all years", section=subject.name),
        description=ngettext(
            "%(entries)s in %(num)s year", "%(entries)s in %(num)s years", len(years), entries=entries
        ),
        address=date_address(subject.slug),
        alternates=(FEED,),
    )
    link = pieces.section_link(subject.slug)
    return SpanView(head, link, None, (), count, items=(), groups=years, previous=None, next=None)


def _span(
    pieces: Pieces, span: Day | Month | Year, items: Iterable[Entry], groups: tuple[GroupView, ...] = ()
) -> SpanView:
    slug, date = span.section, pieces.date(span.date)
    section = pieces.section_link(slug)
    beside = pieces.site.neighbours[slug, span.date]
    return SpanView(
        head=_head(pieces, span, section.text),
        section=section,
        date=date,
        up=(section, *(LinkView(date_address(slug, d), _within_year(pieces, d)) for d in _holding(span.date))),
        count=span.count,
        items=pieces.items(items),
        groups=groups,
        previous=pieces.date_link(slug, beside.previous) if beside.previous else None,
        next=pieces.date_link(slug, beside.next) if beside.next else None,
    )


def _head(pieces: Pieces, span: Day | Month | Year, section: str) -> HeadView:
    slug, date, language = span.section, pieces.date(span.date), pieces.language
    formats = ((name, date_address(slug, span.date, name)) for name in pieces.data_formats if span.date.day)
    day = language.gettext("%(weekday)s %(date)s", weekday=date.weekday, date=date.text)
    return HeadView(
        title=day if date.weekday else beginning(date.text),
        description=language.ngettext(
            "%(section)s: %(num)s entry of %(date)s.",
            "%(section)s: %(num)s entries of %(date)s.",
            span.count,
            section=section,
            date=date.text,
        ),
        address=date_address(slug, span.date),
        alternates=pieces.alternates(formats),
    )


def _holding(date: Date) -> Iterable[Date]:
    """The year and month that a date lies in, largest first."""
    if date.month:
        yield Date(date.year)
    if date.day:
        yield Date(date.year, date.month)


def _within_year(pieces: Pieces, date: Date) -> str:
    return pieces.language.month(date.month) if date.month else pieces.date(date).text


def _month_group(pieces: Pieces, month: Month, *, listed: bool) -> GroupView:
    days = tuple(LinkView(date_address(d.section, d.date), f"{d.date.day}", d.count) for d in month.days)
    entries = (*month.undated, *(entry for day in month.days for entry in day.entries))
    return GroupView(
        section=pieces.section_link(month.section),
        date=pieces.date(month.date),
        address=date_address(month.section, month.date),
        count=month.count,
        items=pieces.items(entries) if listed else (),
        parts=days,
    )


def _year_group(pieces: Pieces, year: Year) -> GroupView:
    return GroupView(
        section=pieces.section_link(year.section),
        date=pieces.date(year.date),
        address=date_address(year.section, year.date),
        count=year.count,
        parts=tuple(
            LinkView(date_address(month.section, month.date), pieces.language.month(month.date.month), month.count)
            for month in year.months
        ),
    )
