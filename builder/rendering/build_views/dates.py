"""The pages of days, months, years, of all years of a section or of the site, and of a day in all years."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import groupby

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import ALL_YEARS, date_address, year_day_address, year_heading
from builder.planning.pages import AllYears, Calendar
from builder.relations.timeline import Day, DayOfYear, Month, Section, Year
from builder.rendering.build_views.date_charts import Listed, calendar_map, month_weeks, picture, year_map
from builder.rendering.build_views.shared import FEED, Pieces
from builder.rendering.build_views.topics import of_year
from builder.rendering.views import CalendarView, GroupView, HeadView, LinkView, SpanView, WeekdayView, YearDayView
from builder.theme.language import capitalize

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
    """The page of all years of a section."""
    link = pieces.section_link(subject.slug)
    groups = tuple(_year_group(pieces, year) for year in reversed(subject.years))
    view = _all_years(pieces, link, pieces.language.gettext("%(section)s: all years", section=link.text), groups)
    up = (_of_all_sections(pieces),) if len(pieces.site.by_section) > 1 else ()
    listed = Listed(partial(date_address, subject.slug), partial(year_heading, link.address))
    return replace(view, up=up, picture=picture(subject.years, pieces.language, listed))


def all_years(pieces: Pieces, _: AllYears) -> SpanView:
    """The page of all years of all sections."""
    link = _of_all_sections(pieces)
    years = sorted((year for section in pieces.site.sections for year in section.years), key=lambda year: year.date)
    by_date = [(date, [*its]) for date, its in groupby(years, lambda year: year.date)]
    groups = tuple(_year_of_all_sections(pieces, date, its) for date, its in reversed(by_date))
    view = _all_years(pieces, link, link.text, groups)
    heading = partial(year_heading, link.address)
    return replace(view, picture=picture(years, pieces.language, Listed(lambda date: heading(date.year), heading)))


def _of_all_sections(pieces: Pieces) -> LinkView:
    return LinkView(ALL_YEARS, pieces.language.gettext("All years"))


def _all_years(pieces: Pieces, link: LinkView, title: str, groups: tuple[GroupView, ...]) -> SpanView:
    """A page of years, without their picture."""
    count, ngettext = sum(year.count for year in groups), pieces.language.ngettext
    entries = ngettext("%(num)s entry", "%(num)s entries", count)
    span = ngettext("%(entries)s in %(num)s year", "%(entries)s in %(num)s years", len(groups), entries=entries)
    head = HeadView(title, span, link.address, (FEED,))
    return SpanView(head, link, None, (), count, items=(), groups=groups, previous=None, next=None)


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
        head=HeadView(capitalize(day), description, year_day_address(date)),
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
        title=day if date.weekday else capitalize(date.text),
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


def _year_of_all_sections(pieces: Pieces, date: Date, years: Iterable[Year]) -> GroupView:
    parts = tuple(
        LinkView(date_address(year.section, date), pieces.site.name_of(year.section), year.count) for year in years
    )
    address = year_heading(ALL_YEARS, date.year)
    return GroupView(None, pieces.date(date), address, sum(part.count for part in parts), parts=parts)
