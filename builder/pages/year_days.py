"""The pages of the days of the year, each in all years, and their calendar."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from builder.config.config import Config
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import CALENDAR, YEAR_DAY, year_day_address
from builder.core.dates import YearDay
from builder.pages.date_charts import calendar_map
from builder.pages.dates import MAX_WHOLE
from builder.pages.entries_by_year import CHIEF
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.timeline import DayOfYear
from builder.theme.language import capitalize
from builder.views.contract import CalendarView, HeadView, YearDayView


def year_day(pieces: Pieces, subject: DayOfYear) -> YearDayView:
    """The page of a day of the year, in all years and sections."""
    date, dates = subject.date, [None, *pieces.site.year_days, None]
    place = dates.index(date)
    before, after = dates[place - 1], dates[place + 1]
    day, years = pieces.language.year_day(date), len({day.date.year for day in subject.days})
    limit = CHIEF if subject.count > MAX_WHOLE else None
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


def _is_enabled(config: Config) -> bool:
    return config.on_this_day


def _year_day_parameters(day: DayOfYear) -> dict[str, Any]:
    return {"date": day.date}


def _year_day_origin(day: DayOfYear) -> str:
    return f"the list of {day.date.folder} in all years"


def _year_days(site: Site) -> Iterable[DayOfYear]:
    return site.year_days.values()


def _if_it_has_days(site: Site) -> Iterable[Site]:
    return (site,) if site.has_days else ()


def _find_year_day(site: Site, values: Mapping[str, Any]) -> DayOfYear | None:
    return site.year_days.get(values["date"])


def _altered_year_days(changes: Changes) -> Collection[YearDay]:
    """The days of the calendar with changed entries; all of them if one has entries now and had none."""
    before, after = changes.before.year_days, changes.after.year_days
    if changes.addresses and before.keys() != after.keys():
        return before.keys() | after.keys()
    dates = (date for _, entry in changes.entries for date in (entry.date, *entry.later_dates))
    return {YearDay(date.month, date.day) for date in dates if date.day}


def _affected_year_days(changes: Changes, site: Site) -> Iterable[DayOfYear]:
    return (site.year_days[date] for date in changes.once(_altered_year_days) if date in site.year_days)


def _affected_calendar(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_days(site) if changes.lists else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="on-this-day",
        pattern=YEAR_DAY,
        subjects=_year_days,
        parameters=_year_day_parameters,
        find=_find_year_day,
        origin=_year_day_origin,
        view=year_day,
        template="on-this-day.html",
        enabled=_is_enabled,
        setting="on_this_day",
        affected=_affected_year_days,
        shows_texts=False,
        description="A day of the calendar in all years.",
    ),
    PageKind(
        name="calendar",
        pattern=AddressPattern(CALENDAR),
        subjects=_if_it_has_days,
        origin="the calendar of all years",
        view=calendar,
        template="calendar.html",
        enabled=_is_enabled,
        setting="on_this_day",
        affected=_affected_calendar,
        shows_texts=False,
        description="All days of the calendar that have entries.",
    ),
)
