"""The pages of days, months, years, of all years of a section or of the site, and of a day in all years."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from builder.config.formats import JSON, MARKDOWN, XML
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import (
    ALL_YEARS,
    CALENDAR,
    SECTION,
    YEAR_DAY,
    date_address,
    span_at,
    year_day_address,
    year_heading,
)
from builder.core.dates import Date, YearDay
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.pages.data_formats import day_json, day_page_form, day_xml
from builder.pages.date_charts import Listed, calendar_map, month_weeks, picture, year_map
from builder.pages.kind import PageKind, in_format
from builder.pages.listings import has_years
from builder.pages.shared import Pieces, heading_of
from builder.pages.topics import of_year
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.timeline import Day, DayOfYear, Month, Section, Year
from builder.theme.language import capitalize
from builder.views.contract import CalendarView, GroupView, HeadView, LinkView, SpanView, WeekdayView, YearDayView

FEW = 150
"""A year with more entries than this does not list them."""


def day(pieces: Pieces, subject: Day) -> SpanView:
    """The page of a day."""
    view = _introduced(pieces, _span(pieces, subject, subject.entries, subject.lasting))
    return replace(view, year_day=pieces.year_day_link(subject.year_day))


def month(pieces: Pieces, subject: Month) -> SpanView:
    """The page of a month."""
    groups = tuple(pieces.group(subject.section, day.date, day.entries, day.lasting) for day in subject.days)
    view = _introduced(pieces, _span(pieces, subject, subject.undated, subject.lasting, groups))
    weekdays = tuple(WeekdayView(name, short) for name, short in pieces.language.weekdays)
    return replace(view, weekdays=weekdays, weeks=month_weeks(subject, pieces.language))


def year(pieces: Pieces, subject: Year) -> SpanView:
    """The page of a year: its days and its largest topics, and its entries if they are few."""
    listed = subject.months if subject.count <= FEW else ()
    groups = tuple(pieces.group(subject.section, month.date, month.entries, month.earlier) for month in listed)
    view = _introduced(pieces, _span(pieces, subject, subject.undated, subject.lasting, groups))
    return replace(view, days=year_map(subject, pieces.language), topics=of_year(pieces, subject))


def section(pieces: Pieces, subject: Section) -> SpanView:
    """The page of all years of a section."""
    link = pieces.section_link(subject.slug)
    groups = tuple(_year_group(pieces, year) for year in reversed(subject.years))
    view = _all_years(pieces, "section", link, groups, len(subject.entries))
    up = (_all_sections_link(pieces),) if len(pieces.site.by_section) > 1 else ()
    listed = Listed(partial(date_address, subject.slug), partial(year_heading, link.address))
    return replace(_introduced(pieces, view), up=up, picture=picture(subject.years, pieces.language, listed))


def _introduced(pieces: Pieces, view: SpanView) -> SpanView:
    """The page with the text that introduces it, if there is one."""
    introduction = pieces.site.introduction_at(view.head.address)
    if introduction is None:
        return view
    return replace(
        view,
        title=heading_of(introduction),
        body=pieces.body(introduction),
        language=introduction.lang,
    )


def all_years(pieces: Pieces, _: Site) -> SpanView:
    """The page of all years of all sections."""
    link = _all_sections_link(pieces)
    years = sorted((year for section in pieces.site.sections for year in section.years), key=lambda year: year.date)
    by_date = [(date, [*its]) for date, its in groupby(years, lambda year: year.date)]
    groups = tuple(_year_of_all_sections(pieces, date, its) for date, its in reversed(by_date))
    view = _all_years(pieces, "all-years", link, groups, len(pieces.site.entries))
    heading = partial(year_heading, link.address)
    return replace(view, picture=picture(years, pieces.language, Listed(lambda date: heading(date.year), heading)))


def _all_sections_link(pieces: Pieces) -> LinkView:
    return LinkView(ALL_YEARS, pieces.language.gettext("All years"))


def _all_years(pieces: Pieces, kind: str, link: LinkView, groups: tuple[GroupView, ...], count: int) -> SpanView:
    """A page of years and how many entries they have in all, without their picture."""
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    title = gettext("%(section)s: all years", section=link.text) if kind == "section" else link.text
    entries = ngettext("%(num)s entry", "%(num)s entries", count)
    span = ngettext("%(entries)s in %(num)s year", "%(entries)s in %(num)s years", len(groups), entries=entries)
    head = HeadView(title, span, link.address, pieces.alternates(kind, {}))
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
        calendar=CALENDAR,
        count=subject.count,
        years=years,
        groups=tuple(pieces.group(day.section, day.date, day.entries, day.lasting) for day in subject.days),
        previous=pieces.year_day_link(before) if before else None,
        next=pieces.year_day_link(after) if after else None,
    )


def calendar(pieces: Pieces, _: Site) -> CalendarView:
    """The calendar of the days of all years."""
    days, language = pieces.site.year_days, pieces.language
    description = language.gettext("What happened on each day of the year, in all years.")
    head = HeadView(language.gettext("On this day"), description, CALENDAR)
    return CalendarView(head, len(days), calendar_map(days, language))


def _span(
    pieces: Pieces,
    span: Day | Month | Year,
    items: Iterable[Entry],
    lasting: Iterable[Entry],
    groups: tuple[GroupView, ...] = (),
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
        lasting=pieces.items(lasting),
        groups=groups,
        previous=pieces.date_link(slug, beside.previous) if beside.previous else None,
        next=pieces.date_link(slug, beside.next) if beside.next else None,
    )


def _head(pieces: Pieces, span: Day | Month | Year, section: str) -> HeadView:
    slug, date, language = span.section, pieces.date(span.date), pieces.language
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
        alternates=pieces.alternates(type(span).__name__.lower(), _span_parameters(span)),
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


Span = Year | Month | Day


def _span_parameters(span: Span) -> dict[str, Any]:
    return {"section": span.section, "date": span.date}


def _span_origin(span: Span) -> str:
    return f"the list of {span.date.iso}"


def _section_parameters(section: Section) -> dict[str, Any]:
    return {"section": section.slug}


def _section_origin(section: Section) -> str:
    return f"the list of all years of {section.slug}"


def _year_day_parameters(day: DayOfYear) -> dict[str, Any]:
    return {"date": day.date}


def _year_day_origin(day: DayOfYear) -> str:
    return f"the list of {day.date.folder} in all years"


def _years(site: Site) -> Iterable[Year]:
    return (year for section in site.sections for year in section.years)


def _months(site: Site) -> Iterable[Month]:
    return (month for year in _years(site) for month in year.months)


def _year_days(site: Site) -> Iterable[DayOfYear]:
    return site.year_days.values()


def _if_several_sections(site: Site) -> Iterable[Site]:
    return (site,) if len(site.by_section) > 1 else ()


def _if_it_has_days(site: Site) -> Iterable[Site]:
    return (site,) if site.has_days else ()


def _find_section(site: Site, values: Mapping[str, Any]) -> Section | None:
    return next((section for section in site.sections if section.slug == values["section"]), None)


def _find_span(site: Site, values: Mapping[str, Any]) -> Any:
    return site.spans.get((values["section"], values["date"]))


def _find_year_day(site: Site, values: Mapping[str, Any]) -> DayOfYear | None:
    return site.year_days.get(values["date"])


def _altered_spans(changes: Changes) -> frozenset[tuple[Slug, Date]]:
    """The spans that the changed entries lie in, and those before and after them if these may be others than before."""
    altered: set[tuple[Slug, Date]] = set()
    for site, entry in changes.entries:
        section = entry.section
        dates = (entry.date, *entry.later_dates)
        for span in {Date(*date[:length]) for date in dates for length in range(1, 4)}:
            beside = site.neighbours.get((section, span)) if changes.lists else None
            altered.update((section, other) for other in (span, *(beside or ())) if other)
    introductions = (address for address in changes.shown if address.endswith("/index.html"))
    altered |= {introduced for address in introductions if (introduced := span_at(address))}
    return frozenset(altered | {*_leading_elsewhere(changes)})


def _leading_elsewhere(changes: Changes) -> Iterator[tuple[Slug, Date]]:
    """The years that may name a topic which has got pages of its years, or has lost them, and so lead to these."""
    for slug in changes.listed_topics if changes.lists else ():
        topics = [site.topics[slug] for site in (changes.before, changes.after) if slug in site.topics]
        if len({has_years(topic) for topic in topics}) > 1:
            yield from ((entry.section, Date(entry.date.year)) for topic in topics for entry in topic.entries)


def _affected_spans(changes: Changes, site: Site) -> Iterable[Any]:
    return (site.spans[span] for span in changes.once(_altered_spans) if span in site.spans)


def _affected_years(changes: Changes, site: Site) -> Iterable[Year]:
    return (span for span in _affected_spans(changes, site) if isinstance(span, Year))


def _affected_months(changes: Changes, site: Site) -> Iterable[Month]:
    return (span for span in _affected_spans(changes, site) if isinstance(span, Month))


def _affected_days(changes: Changes, site: Site) -> Iterable[Day]:
    return (span for span in _affected_spans(changes, site) if isinstance(span, Day))


def _altered_year_days(changes: Changes) -> Collection[YearDay]:
    """The days of the calendar with changed entries; all of them if one has entries now and had none."""
    before, after = changes.before.year_days, changes.after.year_days
    if changes.addresses and before.keys() != after.keys():
        return before.keys() | after.keys()
    dates = (date for _, entry in changes.entries for date in (entry.date, *entry.later_dates))
    return {YearDay(date.month, date.day) for date in dates if date.day}


def _affected_year_days(changes: Changes, site: Site) -> Iterable[DayOfYear]:
    return (site.year_days[date] for date in changes.once(_altered_year_days) if date in site.year_days)


def _affected_sections(changes: Changes, site: Site) -> Iterable[Section]:
    return site.sections if changes.lists or changes.introductions else ()


def _affected_all_years(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_several_sections(site) if changes.lists else ()


def _affected_calendar(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_days(site) if changes.lists else ()


_DAY: PageKind[Day] = PageKind(
    name="day",
    pattern=AddressPattern("{section}/{date:day}/index.html"),
    subjects=attrgetter("days"),
    parameters=_span_parameters,
    find=_find_span,
    origin=_span_origin,
    view=day,
    template="day.html",
    affected=_affected_days,
    description="The entries of a day in a section.",
)

KINDS: tuple[PageKind[Any], ...] = (
    _DAY,
    in_format(_DAY, JSON, day_json),
    in_format(_DAY, MARKDOWN, day_page_form),
    in_format(_DAY, XML, day_xml),
    PageKind(
        name="month",
        pattern=AddressPattern("{section}/{date:month}/index.html"),
        subjects=_months,
        parameters=_span_parameters,
        find=_find_span,
        origin=_span_origin,
        view=month,
        template="month.html",
        affected=_affected_months,
        description="The entries of a month in a section, with the month as a calendar.",
    ),
    PageKind(
        name="year",
        pattern=AddressPattern("{section}/{date:only_year}/index.html"),
        subjects=_years,
        parameters=_span_parameters,
        find=_find_span,
        origin=_span_origin,
        view=year,
        template="year.html",
        affected=_affected_years,
        description="A year of a section: its days, its largest topics, and its entries if they are few.",
    ),
    PageKind(
        name="section",
        pattern=SECTION,
        subjects=attrgetter("sections"),
        parameters=_section_parameters,
        find=_find_section,
        origin=_section_origin,
        view=section,
        template="section.html",
        affected=_affected_sections,
        description="All years of a section.",
    ),
    PageKind(
        name="all-years",
        pattern=AddressPattern(ALL_YEARS),
        subjects=_if_several_sections,
        origin="the list of all years",
        view=all_years,
        template="all-years.html",
        affected=_affected_all_years,
        description="All years of all sections, if there are several.",
    ),
    PageKind(
        name="on-this-day",
        pattern=YEAR_DAY,
        subjects=_year_days,
        parameters=_year_day_parameters,
        find=_find_year_day,
        origin=_year_day_origin,
        view=year_day,
        template="on-this-day.html",
        affected=_affected_year_days,
        description="A day of the calendar in all years.",
    ),
    PageKind(
        name="calendar",
        pattern=AddressPattern(CALENDAR),
        subjects=_if_it_has_days,
        origin="the calendar of all years",
        view=calendar,
        template="calendar.html",
        affected=_affected_calendar,
        description="All days of the calendar that have entries.",
    ),
)
