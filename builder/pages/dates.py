"""The pages of days, months and years."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from builder.config.formats import JSON, MARKDOWN, XML
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import date_address, span_at
from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.pages.data_formats import day_json, day_page_form, day_xml
from builder.pages.date_charts import month_weeks, year_map
from builder.pages.entries_by_year import CHIEF, FIRST
from builder.pages.kind import PageKind, in_format
from builder.pages.listings import has_years
from builder.pages.shared import Pieces
from builder.pages.texts import heading_of, own_body_of
from builder.pages.topics import of_year
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.stories import Story, by_story
from builder.relations.timeline import Day, Month, Year
from builder.relations.turning_points import chief
from builder.theme.language import capitalize
from builder.views.contract import GroupView, HeadView, ItemView, LinkView, NameView, SpanView, StoryView

ELSEWHERE = "elsewhere"
"""The id of the heading above the entries of no story."""

MAX_WHOLE = 100
"""What has more entries than this shows the chief ones of each of its parts: a day those of each story."""

IN_FULL = 12
"""A day with more entries than this shows them without summaries and topics."""

FEW = 5
"""A year with fewer entries than this has no map of its days, which would be an empty one."""


def day(pieces: Pieces, subject: Day) -> SpanView:
    """The page of a day."""
    entries = subject.entries
    shown = chief(entries, FIRST) if len(entries) > MAX_WHOLE else entries
    view = introduced(pieces, _span(pieces, subject, shown, subject.lasting))
    return replace(
        view,
        year_day=pieces.year_day_link(subject.year_day),
        stories=_stories(pieces, entries),
        in_full=subject.count <= IN_FULL,
        rest=_others(pieces, entries, shown),
        suggest=pieces.suggest(date=subject.date.iso, section=subject.section),
    )


def month(pieces: Pieces, subject: Month) -> SpanView:
    """The page of a month: its days if it has several, and its entries by story; of many the chief ones of each day."""
    stories = _stories(pieces, subject.entries) if subject.count <= MAX_WHOLE else ()
    lasting = subject.earlier if stories else subject.lasting
    view = introduced(pieces, _span(pieces, subject, subject.undated, lasting, _parts(pieces, subject, subject.days)))
    names = tuple(NameView(name, short) for name, short in pieces.language.weekdays)
    weeks = month_weeks(subject, pieces.language) if len(subject.days) > 1 else ()
    return replace(view, names=names, weeks=weeks, stories=stories)


def year(pieces: Pieces, subject: Year) -> SpanView:
    """The page of a year: its days and its largest topics, and its entries; of many the chief ones of each month."""
    groups = _parts(pieces, subject, subject.months)
    view = introduced(pieces, _span(pieces, subject, subject.undated, subject.lasting, groups))
    days = year_map(subject, pieces.language) if subject.count >= FEW else None
    return replace(view, days=days, topics=of_year(pieces, subject))


def _parts(pieces: Pieces, whole: Month | Year, parts: Iterable[Day | Month]) -> tuple[GroupView, ...]:
    limit = CHIEF if whole.count > MAX_WHOLE else None
    return tuple(pieces.group(whole.section, part.date, part.entries, _going_on(part), limit) for part in parts)


def _going_on(part: Day | Month) -> tuple[Entry, ...]:
    """What began before a day or a month and is listed there too."""
    return part.lasting if isinstance(part, Day) else part.earlier


def _stories(pieces: Pieces, entries: Sequence[Entry]) -> tuple[StoryView, ...]:
    """Some entries by what they tell of; of very many, the chief ones of each story, with the others folded."""
    is_long = len(entries) > MAX_WHOLE
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


def introduced(pieces: Pieces, view: SpanView) -> SpanView:
    """The page with the text that introduces it, if there is one."""
    introduction = pieces.site.introduction_at(view.head.address)
    if introduction is None:
        return view
    return replace(
        view,
        title=heading_of(introduction),
        body=own_body_of(pieces, introduction),
        language=introduction.lang,
    )


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


def _years(site: Site) -> Iterable[Year]:
    return (year for section in site.sections for year in section.years)


def _months(site: Site) -> Iterable[Month]:
    return (month for year in _years(site) for month in year.months)


def _find_span(site: Site, values: Mapping[str, Any]) -> Any:
    return site.spans.get((values["section"], values["date"]))


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
        shows_texts=False,
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
        shows_texts=False,
        description="A year of a section: its days, its largest topics, and its entries if they are few.",
    ),
)
