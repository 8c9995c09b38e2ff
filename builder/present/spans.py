"""The pages of days, months, years, and of all years of a section."""

from collections.abc import Iterable

from builder.dates import MONTHS, Date
from builder.model import Entry
from builder.present.pieces import FEED, Pieces
from builder.text import counted
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
    count = len(subject.entries)
    description = f"{counted(count, 'entry')} in {counted(len(years), 'year')}."
    head = HeadView(f"{subject.name}: all years", description, date_address(subject.slug), (FEED,))
    link = pieces.section_link(subject.slug)
    return SpanView(head, link, None, (), count, items=(), groups=years, previous=None, next=None)


def _span(
    pieces: Pieces, span: Day | Month | Year, items: Iterable[Entry], groups: tuple[GroupView, ...] = ()
) -> SpanView:
    slug, date = span.section, span.date
    section = pieces.section_link(slug)
    beside = pieces.site.neighbours[slug, date]
    formats = ((name, date_address(slug, date, name)) for name in pieces.data_formats if date.day)
    return SpanView(
        head=HeadView(
            title=f"{date.weekday} {date.text}".strip(),
            description=f"{section.text}: {counted(span.count, 'entry')} of {date.text}.",
            address=date_address(slug, date),
            alternates=pieces.alternates(formats),
        ),
        section=section,
        date=date,
        up=(section, *(LinkView(date_address(slug, d), _within_year(d)) for d in _holding(date))),
        count=span.count,
        items=pieces.items(items),
        groups=groups,
        previous=LinkView(date_address(slug, beside.previous), beside.previous.text) if beside.previous else None,
        next=LinkView(date_address(slug, beside.next), beside.next.text) if beside.next else None,
    )


def _holding(date: Date) -> Iterable[Date]:
    """The year and month that a date lies in, largest first."""
    if date.month:
        yield Date(date.year)
    if date.day:
        yield Date(date.year, date.month)


def _within_year(date: Date) -> str:
    return MONTHS[date.month - 1] if date.month else date.text


def _month_group(pieces: Pieces, month: Month, *, listed: bool) -> GroupView:
    days = tuple(LinkView(date_address(d.section, d.date), f"{d.date.day}", d.count) for d in month.days)
    entries = (*month.undated, *(entry for day in month.days for entry in day.entries))
    return GroupView(
        section=pieces.section_link(month.section),
        date=month.date,
        address=date_address(month.section, month.date),
        count=month.count,
        items=pieces.items(entries) if listed else (),
        parts=days,
    )


def _year_group(pieces: Pieces, year: Year) -> GroupView:
    return GroupView(
        section=pieces.section_link(year.section),
        date=year.date,
        address=date_address(year.section, year.date),
        count=year.count,
        parts=tuple(LinkView(date_address(m.section, m.date), _within_year(m.date), m.count) for m in year.months),
    )
