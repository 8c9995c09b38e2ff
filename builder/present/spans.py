"""The pages of days, months, years, of all years of a section, and of a day in all years."""

from collections.abc import Iterable
from dataclasses import replace

from builder.dates import Date
from builder.language import beginning
from builder.model import Entry
from builder.planned import Calendar
from builder.present.charts import calendar_map, month_weeks, picture, year_map
from builder.present.pieces import FEED, Pieces
from builder.present.topics import of_year
from builder.timeline import Day, DayOfYear, Month, Section, Year
from builder.urls import date_address, year_day_address
from builder.views import CalendarView, GroupView, HeadView, LinkView, SpanView, WeekdayView, YearDayView

FEW = 150
"""A year with more entries than this does not list them."""


def day(pieces: Pieces, subject: Day) -> SpanView:
    """The page of a day."""
    return replace(_span(pieces, subject, subject.entries), year_day=pieces.year_day_link(subject.year_day))


def month(pieces: Pieces, subject: Month) -> SpanView:
    """The page of a month."""
    groups = tuple(pieces.group(subject.section, day.date, day.entries) for day in subject.days)
    view = _span(pieces, subject, subject.undated, groups)
    weekdays = tuple(WeekdayView(name, short) for name, short in pieces.language.weekdays)
    return replace(view, weekdays=weekdays, weeks=month_weeks(subject, pieces.language))


def year(pieces: Pieces, subject: Year) -> SpanView:
    """The page of a year: its days and its largest topics, and its entries if they are few."""
    listed = subject.months if subject.count <= FEW else ()
    groups = tuple(pieces.group(subject.section, month.date, month.entries) for month in listed)
    view = _span(pieces, subject, subject.undated, groups)
    return replace(view, days=year_map(subject, pieces.language), topics=of_year(pieces, subject))


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
    view = SpanView(head, link, None, (), count, items=(), groups=years, previous=None, next=None)
    return replace(view, picture=picture(subject, pieces.language))


def year_day(pieces: Pieces, subject: DayOfYear) -> YearDayView:
    """The page of a day of the year, in all years and sections."""
    date, dates = subject.date, [None, *pieces.site.year_days, None]
    place = dates.index(date)
    before, after = dates[place - 1], dates[place + 1]
    day, years = pieces.language.year_day(date), len({day.date.year for day in subject.days})
    description = pieces.language.ngettext(
        "%(num)s entry of %(date)s.", "%(num)s entries of %(date)s.", subject.count, date=day
    )
    return YearDayView(
        head=HeadView(beginning(day), description, year_day_address(date)),
        day=day,
        calendar=year_day_address(),
        count=subject.count,
        years=years,
        groups=tuple(pieces.group(day.section, day.date, day.entries) for day in subject.days),
        previous=pieces.year_day_link(before) if before else None,
        next=pieces.year_day_link(after) if after else None,
    )


def calendar(pieces: Pieces, _: Calendar) -> CalendarView:
    """The calendar of the days of all years."""
    days, language = pieces.site.year_days, pieces.language
    description = language.gettext("What happened on each day of the year, in all years.")
    head = HeadView(language.gettext("On this day"), description, year_day_address())
    return CalendarView(head, len(days), calendar_map(days, language))


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
