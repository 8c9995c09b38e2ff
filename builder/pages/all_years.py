"""The pages of all years, of a section and of the site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from builder.core.address_pattern import AddressPattern
from builder.core.addresses import ALL_YEARS, SECTION, date_address
from builder.core.dates import Date
from builder.core.urls import Slug
from builder.pages.date_charts import month_cells
from builder.pages.dates import introduced
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.timeline import Section, Year
from builder.views.contract import HeadView, LinkView, NameView, SpanView, YearRowView, YearTableView

YEARS = 40
"""Rows of a table of years at most, of all sections together."""


def section(pieces: Pieces, subject: Section) -> SpanView:
    """The page of all years of a section."""
    link = pieces.section_link(subject.slug)
    title = pieces.language.gettext("%(section)s: all years", section=link.text)
    view = introduced(pieces, _all_years(pieces, "section", link, title, (subject,)))
    return replace(view, up=(_all_sections_link(pieces),) if len(pieces.site.by_section) > 1 else ())


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
            YearRowView(_year_link(pieces, year), months, pieces.list_link(year.chief))
            for year, months in zip(rows, month_cells(rows, pieces.language), strict=True)
        ),
        since=pieces.date(rows[-1].date).text,
        earlier=tuple(_year_link(pieces, year) for year in earlier),
        earlier_count=sum(year.count for year in earlier),
    )


def _year_link(pieces: Pieces, year: Year) -> LinkView:
    return LinkView(date_address(year.section, year.date), pieces.date(year.date).text, year.count)


def _section_parameters(section: Section) -> dict[str, Any]:
    return {"section": section.slug}


def _section_origin(section: Section) -> str:
    return f"the list of all years of {section.slug}"


def _if_several_sections(site: Site) -> Iterable[Site]:
    return (site,) if len(site.by_section) > 1 else ()


def _find_section(site: Site, values: Mapping[str, Any]) -> Section | None:
    return next((section for section in site.sections if section.slug == values["section"]), None)


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


KINDS: tuple[PageKind[Any], ...] = (
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
        shows_texts=False,
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
        shows_texts=False,
        description="All years of all sections, if there are several.",
    ),
)
