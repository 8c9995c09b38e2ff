"""Strips: each topic's is a file of its own, and pages write words and links around it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from builder.config.formats import SVG
from builder.core.addresses import ALL_YEARS, TOPIC_STRIP, date_address, strip_address
from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import Address, Slug
from builder.pages.kind import PageKind
from builder.pages.listings import group_origin
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.theme.language import Language
from builder.views.contract import LinkView, PinView, StripView, TickView
from builder.views.strip import FEWEST, PIN, WIDTH, Axis, Label, labels, pinned, strip_svg

_FULL = 850
"""A label that would begin further to the right stands at the very end instead."""

_FULL_OF_MONTHS = 700
"""The same of a month, whose name is longer."""


def has_strip(site: Site, slug: Slug) -> bool:
    """Whether a topic has so many entries that a strip of them says something."""
    return len(site.topics.numbers.get(slug, ())) >= FEWEST


def strip_view(pieces: Pieces, topic: Topic, where: Callable[[Date], Address]) -> StripView:
    """The strip of a topic, given where the entries of each of its months and years are listed."""
    strip = pieces.strip(topic.slug)
    line = line_of_time(pieces, strip.axis, topic.entries, strip_address(topic.slug), where)
    return replace(line, pins=_pins(pieces, topic), bar_width=strip.width, has_lines=bool(strip.lines))


def line_of_time(
    pieces: Pieces,
    axis: Axis,
    entries: Sequence[Entry],
    picture: Address,
    where: Callable[[Date], Address],
) -> StripView:
    """The strip of some entries, oldest first, with links to where those of each of its months and years are listed."""
    marks = labels(axis)
    full = _FULL_OF_MONTHS if axis.has_months else _FULL
    having = {entry.date[: 1 + axis.has_months] for entry in entries}

    def has_entries(date: Date) -> bool:
        return date[: 1 + axis.has_months] in having

    last_before = entries[axis.before - 1].date if axis.before else None
    return StripView(
        picture=picture,
        bar_width=0,
        has_lines=False,
        ticks=tuple(
            TickView(
                LinkView(
                    where(label.date) if has_entries(label.date) else Address(""),
                    _written(label, marks[0], pieces.language),
                ),
                "" if label is marks[-1] and label.x > full else f"{label.x / 10:g}%",
                label.is_minor,
            )
            for label in marks
        ),
        pins=(),
        before=LinkView(where(Date(last_before.year)), str(marks[0].date.year), axis.before) if last_before else None,
    )


def span_address_in_all(site: Site, date: Date) -> Address:
    """Where the entries of a year or a month of all sections are listed."""
    sections = [section.slug for section in site.sections if (section.slug, date) in site.spans]
    if len(sections) == 1:
        return date_address(sections[0], date)
    return ALL_YEARS if len(site.by_section) > 1 else date_address(site.sections[0].slug)


def _written(label: Label, first: Label, language: Language) -> str:
    """The words of a label: the year stands with the first month alone."""
    return language.month(label.date.month) if label.date.month and label is not first else language.date(label.date)


def _pins(pieces: Pieces, topic: Topic) -> tuple[PinView, ...]:
    axis = pieces.strip(topic.slug).axis
    turning = [entry for entry in topic.entries[axis.before :] if pieces.site.is_turning_point(entry)]
    ranked = sorted(turning, key=lambda entry: -(entry.importance or 0))
    chosen = sorted(pinned([axis.place(entry.date) for entry in ranked]), key=lambda number: ranked[number].date)
    places = [(ranked[number], axis.place(ranked[number].date)) for number in chosen]
    return tuple(PinView(pieces.item(entry.address), f"{x / 10:g}%", x + PIN > WIDTH) for entry, x in places)


def _strips(site: Site) -> Iterable[Topic]:
    return (site.topics[slug] for slug in site.topics.numbers if has_strip(site, slug))


def _find(site: Site, values: Mapping[str, Any]) -> Topic | None:
    slug = values["slug"]
    return site.topics[slug] if has_strip(site, slug) else None


def _affected(changes: Changes, site: Site) -> Iterable[Topic]:
    slugs = changes.topics if changes.lists or changes.marks else ()
    return (site.topics[slug] for slug in slugs if has_strip(site, slug))


def _svg(pieces: Pieces, subject: Topic) -> str:
    return strip_svg(pieces.strip(subject.slug), pieces.colours)


def _parameters(subject: Topic) -> dict[str, Any]:
    return {"slug": subject.slug}


STRIP = PageKind(
    name="strip",
    pattern=TOPIC_STRIP,
    subjects=_strips,
    parameters=_parameters,
    find=_find,
    origin=group_origin,
    text=_svg,
    format=SVG,
    in_sitemap=False,
    affected=_affected,
    shows_texts=False,
    description="The strip of a topic of three entries or more: a line of time with a mark for each.",
)

KINDS: tuple[PageKind[Any], ...] = (STRIP,)
