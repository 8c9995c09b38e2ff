"""Dateline extended from outside of builder/: a setting, a page by weekday, and an iCalendar file for each topic.

Each is declared in one place below. That it is planned, linked, served, listed and rebuilt follows from that.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.build.pipeline import Built, build
from builder.config.checks import one_of
from builder.config.config import Config
from builder.config.formats import Format
from builder.config.load import load_config
from builder.config.setting import setting
from builder.core.address_pattern import AddressPattern
from builder.core.model import Entry
from builder.core.urls import Address
from builder.incremental.inputs import find_inputs
from builder.pages.kind import PageKind
from builder.pages.listings import Listing, listing_parameters
from builder.pages.registry import KINDS, reserved_folders
from builder.pages.shared import Pieces
from builder.pages.topics import TOPIC_PAGES
from builder.planning.plan import samples
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.serve.site_state import load_state
from builder.serve.snapshot import Made, Snapshot
from builder.views.contract import HeadView, ItemView, LinkView
from tests.sites import BASE_URL, SiteFolder
from tests.test_law import PARTS, Law, assert_law

# A setting.

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class OwnConfig(Config, frozen=True, kw_only=True):
    """The settings of Dateline and one more."""

    week_start: str = setting("monday", check=one_of(*DAYS), words="the day that a week starts with")


def week_start(config: Config) -> str:
    """The setting of a site that has it."""
    assert isinstance(config, OwnConfig)
    return config.week_start


# A page by weekday.


@dataclass(frozen=True)
class Weekday:
    """A day of the week, and the entries of all such days."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class WeekdayView:
    """What its template sees."""

    head: HeadView
    items: tuple[ItemView, ...]


def weekdays(site: Site) -> Iterable[Weekday]:
    dated = [(date(*entry.date).weekday(), entry) for entry in site.entries if entry.date.day]
    first = DAYS.index(week_start(site.config))
    for number in sorted({number for number, _ in dated}, key=lambda number: (number - first) % 7):
        yield Weekday(DAYS[number], tuple(entry for day, entry in dated if day == number))


def weekday_parameters(day: Weekday) -> dict[str, Any]:
    return {"name": day.name}


def weekday_view(pieces: Pieces, day: Weekday) -> WeekdayView:
    return WeekdayView(HeadView(day.name.title(), "", WEEKDAY.address(day)), pieces.items(day.entries))


def weekday_menu(pieces: Pieces) -> Iterable[LinkView]:
    return (LinkView(WEEKDAY.address(day), day.name.title()) for day in weekdays(pieces.site))


WEEKDAY = PageKind(
    name="by-weekday",
    pattern=AddressPattern("by-weekday/{name}.html"),
    subjects=weekdays,
    parameters=weekday_parameters,
    origin="the list of weekdays",
    view=weekday_view,
    template="by-weekday.html",
    menu=weekday_menu,
    description="The entries of a day of the week.",
)

# An iCalendar file for each topic: https://www.rfc-editor.org/rfc/rfc5545


def calendar_of_topic(pieces: Pieces, subject: Listing[Topic]) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dateline//EN",
        f"X-WEEK-START:{week_start(pieces.site.config)}",
    ]
    for entry in subject.group.entries:
        lines += ["BEGIN:VEVENT", f"UID:{entry.id}", f"DTSTART;VALUE=DATE:{entry.date.first_day.replace('-', '')}"]
        lines += [f"SUMMARY:{entry.title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


CALENDAR = PageKind(
    name="topic-calendar",
    pattern=AddressPattern("topics/{slug}/calendar.ics"),
    subjects=TOPIC_PAGES.listings,
    find=TOPIC_PAGES.find,
    parameters=listing_parameters,
    origin="the calendars of topics",
    text=calendar_of_topic,
    format=Format("ics", "text/calendar", "iCalendar", is_setting=False),
    alternate_of=("topic",),
    description="The entries of a topic as dates for a calendar.",
)

# What follows.

OWN_KINDS = (*KINDS, WEEKDAY, CALENDAR)
TEMPLATE = """{% extends "base.html" %}
{% block main %}<h1>{{ view.head.title }}</h1>{{ view.items|parts("title") }}{% endblock %}
"""


@pytest.fixture
def extended(two_entries: SiteFolder) -> SiteFolder:
    """A site with the extension: an entry of a Sunday, and one of a Monday."""
    two_entries.write({"templates/by-weekday.html": TEMPLATE, "dateline.toml": f'base_url = "{BASE_URL}"\n'})
    return two_entries


def build_extended(site: SiteFolder) -> Built:
    """Build it, as the command does."""
    return build(find_inputs(load_config(site.path, OwnConfig)), kinds=OWN_KINDS)


def test_each_declaration_has_at_most_40_lines() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    parts = re.split(r"^# (A setting|A page by weekday|An iCalendar file|What follows).*$", text, flags=re.MULTILINE)
    lines = {name: sum(map(bool, part.split("\n"))) for name, part in zip(parts[1::2], parts[2::2], strict=True)}
    assert max(lines[name] for name in ("A setting", "A page by weekday", "An iCalendar file")) <= 40, lines


def test_the_pages_are_planned_and_say_nothing_is_wrong(extended: SiteFolder) -> None:
    assert build_extended(extended).report.problems == ()
    assert {"by-weekday/sunday.html", "by-weekday/monday.html", "topics/iran/calendar.ics"} <= extended.tree().keys()
    assert "<h1>Sunday</h1>" in extended.page("by-weekday/sunday.html")


def test_they_are_linked_from_the_menu_and_from_the_head_of_the_topic(extended: SiteFolder) -> None:
    build_extended(extended)
    assert '<a href="by-weekday/monday.html">Monday</a>' in extended.page("index.html")
    link = '<link rel="alternate" type="text/calendar" href="calendar.ics" title="iCalendar">'
    assert link in extended.page("topics/iran/index.html")


def test_the_sitemap_lists_the_pages_and_not_the_data(extended: SiteFolder) -> None:
    build_extended(extended)
    assert f"<loc>{BASE_URL}by-weekday/sunday.html</loc>" in extended.page("sitemap.xml")
    assert ".ics" not in extended.page("sitemap.xml")


def test_they_are_served_as_they_are_built(extended: SiteFolder) -> None:
    build_extended(extended)
    served = Snapshot(load_state(load_config(extended.path, OwnConfig), OWN_KINDS))
    for name in ("by-weekday/sunday.html", "topics/iran/calendar.ics"):
        made = served.file(Address(name))
        assert isinstance(made, Made)
        assert made.content == extended.tree()[name]
    assert served.file(Address("by-weekday/friday.html")) is None


def test_a_sample_of_each_checks_their_templates(extended: SiteFolder) -> None:
    state = load_state(load_config(extended.path, OwnConfig), OWN_KINDS)
    assert {"by-weekday", "topic-calendar"} <= {page.kind.name for page in samples(state.site, OWN_KINDS)}
    assert "by-weekday" in reserved_folders(OWN_KINDS) - reserved_folders(KINDS)


def test_the_setting_is_read_checked_and_makes_the_pages_that_read_it_anew(extended: SiteFolder) -> None:
    build_extended(extended)
    extended.write({"dateline.toml": f'base_url = "{BASE_URL}"\nweek_start = "sunday"\n'})
    build_extended(extended)
    assert "X-WEEK-START:sunday" in extended.page("topics/iran/calendar.ics")
    menu = extended.page("index.html")
    assert menu.index("by-weekday/sunday.html") < menu.index("by-weekday/monday.html")
    extended.write({"dateline.toml": 'week_start = "someday"\n'})
    (problem,) = load_config(extended.path, OwnConfig).setting_problems
    assert "week_start must be one of monday, tuesday" in problem.what


def test_they_are_rebuilt_after_an_edit(extended: SiteFolder) -> None:
    build_extended(extended)
    extended.write({"content/news/2011/05/16/second.md": "---\ntitle: Mended\ncontexts: [Iran]\n---\nTwo.\n"})
    build_extended(extended)
    assert "Mended" in extended.page("by-weekday/monday.html")
    assert "SUMMARY:Mended" in extended.page("topics/iran/calendar.ics")
    (extended.path / "content/news/2011/05/16/second.md").unlink()
    build_extended(extended)
    assert "by-weekday/monday.html" not in extended.tree()


class ExtendedLaw(Law):
    """A site with the extension that things happen to."""

    settings = OwnConfig
    kinds = OWN_KINDS
    templates: Mapping[str, str] = {"templates/by-weekday.html": TEMPLATE}


@pytest.mark.parametrize("part", PARTS)
def test_the_law_of_incremental_builds_holds_for_them(
    part: int, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    assert_law(ExtendedLaw, pytestconfig, monkeypatch)
