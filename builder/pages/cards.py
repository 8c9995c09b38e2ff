"""Cards: the pictures that shared links show of topics and turning points, where the settings name a font for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from builder.config.config import Config
from builder.config.formats import PNG
from builder.core.addresses import ENTRY, ENTRY_CARD, TOPIC_CARD
from builder.core.extras import ExtraMissing
from builder.core.model import Entry
from builder.core.problems import ProblemsFound
from builder.pages.entries import entry_parameters
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.pages.strips import STRIP
from builder.relations.changes import Changes
from builder.relations.files_of_settings import card_problem, font_problem, read_font
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.card import Card, card_png


def _topic_card(pieces: Pieces, subject: Topic) -> bytes:
    language, entries = pieces.language, subject.entries
    first, last = (language.date(entry.date) for entry in (entries[0], entries[-1]))
    count = language.ngettext("%(num)s entry", "%(num)s entries", len(entries))
    above = language.gettext("%(entries)s, %(first)s to %(last)s", entries=count, first=first, last=last)
    return _drawn(pieces, Card(above, subject.name, pieces.site.config.title, pieces.strip(subject.slug)))


def _entry_card(pieces: Pieces, subject: Entry) -> bytes:
    config = pieces.site.config
    return _drawn(pieces, Card(pieces.language.date(subject.date), subject.title, config.title))


def _drawn(pieces: Pieces, card: Card) -> bytes:
    """A card as PNG. Raises ProblemsFound where it cannot be drawn."""
    config = pieces.site.config
    try:
        content = read_font(config)
        return card_png(card, content, pieces.colours, is_right_to_left=pieces.language.direction == "rtl")
    except ExtraMissing as missing:
        problem = card_problem(config, missing.extra.what, missing.extra.cure)
    except OSError as error:
        problem = font_problem(config, (error.strerror or "it is no font").lower())
    raise ProblemsFound((problem,))


def _has_cards(config: Config) -> bool:
    return config.card_font is not None


def _turning_points(site: Site) -> Iterable[Entry]:
    return filter(site.is_turning_point, site.entries)


def _find_turning_point(site: Site, values: Mapping[str, Any]) -> Entry | None:
    entry = site.entry_at.get(ENTRY.make(**values))
    return entry if entry and site.is_turning_point(entry) else None


def _affected_turning_points(changes: Changes, site: Site) -> Iterable[Entry]:
    entries = (site.entry_at[address] for address in changes.shown if address in site.entry_at)
    return filter(site.is_turning_point, entries)


KINDS: tuple[PageKind[Any], ...] = (
    replace(
        STRIP,
        name="topic-card",
        pattern=TOPIC_CARD,
        origin="the setting card_font",
        text=None,
        binary=_topic_card,
        enabled=_has_cards,
        setting="card_font",
        format=PNG,
        description="The card of a topic that has a strip, where the setting `card_font` asks for cards.",
    ),
    PageKind(
        name="entry-card",
        pattern=ENTRY_CARD,
        subjects=_turning_points,
        parameters=entry_parameters,
        find=_find_turning_point,
        origin="the setting card_font",
        binary=_entry_card,
        enabled=_has_cards,
        setting="card_font",
        format=PNG,
        in_sitemap=False,
        affected=_affected_turning_points,
        description="The card of an entry that is a turning point, likewise.",
    ),
)
