"""The pages of days, months, years, of all years of a section or of the site, and of a day in all years."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from builder.config.formats import JSON, MARKDOWN, XML
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import ALL_YEARS, CALENDAR, SECTION, YEAR_DAY, date_address, span_at, year_day_address
from builder.core.dates import Date, YearDay
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.pages.data_formats import day_json, day_page_form, day_xml
from builder.pages.date_charts import calendar_map, month_cells, month_weeks, year_map
from builder.pages.entries_by_year import CHIEF, FIRST
from builder.pages.kind import PageKind, in_format
from builder.pages.listings import has_years
from builder.pages.shared import Pieces, heading_of
from builder.pages.topics import of_year
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.stories import Story, by_story
from builder.relations.timeline import Day, DayOfYear, Month, Section, Year
from builder.relations.turning_points import chief
from builder.theme.language import capitalize
from builder.views.contract import (
    CalendarView,
    GroupView,
    HeadView,
    ItemView,
    LinkView,
    NameView,
    SpanView,
    StoryView,
    YearDayView,
    YearRowView,
    YearTableView,
)

ELSEWHERE = "elsewhere"
"""The id of the heading above the entries of no story."""

MANY = 100
"""What has more entries than this shows the chief ones of each of its parts: a day those of each story."""

IN_FULL = 12
"""A day with more entries than this shows them without summaries and topics."""

FEW = 5
"""A year with fewer entries than this has no map of its days, which would be an empty one."""

YEARS = 40
"""Rows of a table of years at most, of all sections together."""


def day(pieces: Pieces, subject: Day) -> SpanView:
    """The page of a day."""
    entries = subject.entries
    shown = chief(entries, FIRST) if len(entries) > MANY else entries
    view = _introduced(pieces, _span(pieces, subject, shown, subject.lasting))
    return replace(
        view,
        year_day=pieces.year_day_link(subject.year_day),
        stories=_stories(pieces, entries),
        in_full=subject.count <= IN_FULL,
        rest=_others(pieces, entries, shown),
    )


def month(pieces: Pieces, subject: Month) -> SpanView:
    """The page of a month: its days if it has several, and its entries by story; of many the chief ones of each day."""
    stories = _stories(pieces, subject.entries) if subject.count <= MANY else ()
    lasting = subject.earlier if stories else subject.lasting
    view = _introduced(pieces, _span(pieces, subject, subject.undated, lasting, _parts(pieces, subject, subject.days)))
    names = tuple(NameView(name, short) for name, short in pieces.language.weekdays)
    weeks = month_weeks(subject, pieces.language) if len(subject.days) > 1 else ()
    return replace(view, names=names, weeks=weeks, stories=stories)


def year(pieces: Pieces, subject: Year) -> SpanView:
    """The page of a year: its days and its largest topics, and its entries; of many the chief ones of each month."""
    groups = _parts(pieces, subject, subject.months)
    view = _introduced(pieces, _span(pieces, subject, subject.undated, subject.lasting, groups))
    days = year_map(subject, pieces.language) if subject.count >= FEW else None
    return replace(view, days=days, topics=of_year(pieces, subject))


def _parts(pieces: Pieces, whole: Month | Year, parts: Iterable[Day | Month]) -> tuple[GroupView, ...]:
    limit = CHIEF if whole.count > MANY else None
    return tuple(pieces.group(whole.section, part.date, part.entries, _going_on(part), limit) for part in parts)


def _going_on(part: Day | Month) -> tuple[Entry, ...]:
    """What began before a day or a month and is listed there too."""
    return part.lasting if isinstance(part, Day) else part.earlier


def _stories(pieces: Pieces, entries: Sequence[Entry]) -> tuple[StoryView, ...]:
    """Some entries by what they tell of; of very many, the chief ones of each story, with the others folded."""
    is_long = len(entries) > MANY
    return tuple(_story(pieces, story, is_long) for story in by_story(entries, pieces.site.topics))


def _story(pieces: Pieces, story: Story, is_folded: bool) -> StoryView:
    shown = chief(story.entries, CHIEF if story.topic else FIRST) if is_folded else story.entries
    return StoryView(
        id=f"story-{story.topic}" if story.topic else ELSEWHERE,
        topic=pieces.topic_link(story.topic) if story.topic else None,
        items=pieces.items(shown),
        rest=_others(pieces, story.entries, shown),
    )


def _others(pieces: Pieces, entries: Sequence[Entry], shown: Sequence[Entry]) -> tuple[ItemView, ...]:
    """The entries that are not shown, in their order."""
    addresses = {entry.address for entry in shown} if len(shown) < len(entries) else ()
    return pieces.items(entry for entry in entries if entry.address not in addresses) if addresses else ()


def section(pieces: Pieces, subject: Section) -> SpanView:
    """The page of all years of a section."""
    link = pieces.section_link(subject.slug)
    title = pieces.language.gettext("%(section)s: all years", section=link.text)
    view = _introduced(pieces, _all_years(pieces, "section", link, title, (subject,)))
    return replace(view, up=(_all_sections_link(pieces),) if len(pieces.site.by_section) > 1 else ())


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


def all_years(pieces: Pieces, site: Site) -> SpanView:
    """The page of all years of all sections."""
    link = _all_sections_link(pieces)
    return _all_years(pieces, "all-years", link, link.text, site.sections)


def _all_sections_link(pieces: Pieces) -> LinkView:
    return LinkView(ALL_YEARS, pieces.language.gettext("All years"))


def _all_years(pieces: Pieces, kind: str, link: LinkView, title: str, sections: Sequence[Section]) -> SpanView:
    """A page of all years of some sections."""
    count, ngettext = sum(len(section.entries) for section in sections), pieces.language.ngettext
    years = len({year.date for section in sections for year in section.years})
    entries = ngettext("%(num)s entry", "%(num)s entries", count)
    span = ngettext("%(entries)s in %(num)s year", "%(entries)s in %(num)s years", years, entries=entries)
    return SpanView(
        head=HeadView(title, span, link.address, pieces.alternates(kind, {})),
        section=link,
        date=None,
        up=(),
        count=count,
        items=(),
        groups=(),
        previous=None,
        next=None,
        names=tuple(NameView(name, short) for name, short in pieces.language.months),
        tables=tuple(_year_table(pieces, section, max(1, YEARS // len(sections))) for section in sections),
    )


def _year_table(pieces: Pieces, section: Section, limit: int) -> YearTableView:
    """The years of a section, with no more than so many rows."""
    link, years = pieces.section_link(section.slug), section.years[::-1]
    rows, earlier = years[:limit], years[limit:]
    return YearTableView(
        section=LinkView(link.address, link.text, len(section.entries)),
        rows=tuple(
            YearRowView(_year_link(pieces, year), months, LinkView(year.chief.address, year.chief.title))
            for year, months in zip(rows, month_cells(rows, pieces.language), strict=True)
        ),
        since=pieces.date(rows[-1].date).text,
        earlier=tuple(_year_link(pieces, year) for year in earlier),
        earlier_count=sum(year.count for year in earlier),
    )


def _year_link(pieces: Pieces, year: Year) -> LinkView:
    return LinkView(date_address(year.section, year.date), pieces.date(year.date).text, year.count)


def year_day(pieces: Pieces, subject: DayOfYear) -> YearDayView:
    """The page of a day of the year, in all years and sections."""
    date, dates = subject.date, [None, *pieces.site.year_days, None]
    place = dates.index(date)
    before, after = dates[place - 1], dates[place + 1]
    day, years = pieces.language.year_day(date), len({day.date.year for day in subject.days})
    limit = CHIEF if subject.count > MANY else None
    description = pieces.language.ngettext(
        "%(num)s entry of %(date)s.", "%(num)s entries of %(date)s.", subject.count, date=day
    )
    return YearDayView(
        head=HeadView(capitalize(day), description, year_day_address(date)),
        day=day,
        calendar=CALENDAR,
        count=subject.count,
        years=years,
        groups=tuple(pieces.group(day.section, day.date, day.entries, day.lasting, limit) for day in subject.days),
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


def _with_other_chief(changes: Changes) -> Collection[Slug]:
    """The sections of years whose chief entry is shown otherwise than before, or is another one."""
    years = {
        (entry.section, Date(date.year)) for _, entry in changes.entries for date in (entry.date, *entry.later_dates)
    }
    spans = (site.spans.get(year) for site in (changes.before, changes.after) for year in years)
    return {span.section for span in spans if span and span.chief.address in changes.shown}


def _affected_sections(changes: Changes, site: Site) -> Iterable[Section]:
    if changes.lists or changes.introductions:
        return site.sections
    return (section for section in site.sections if section.slug in changes.once(_with_other_chief))


def _affected_all_years(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_several_sections(site) if changes.lists or changes.once(_with_other_chief) else ()


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
