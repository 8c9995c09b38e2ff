"""The index of topics: over time, by name, under each letter, by size and by kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from builder.core.address_pattern import AddressPattern
from builder.core.addresses import SITE_STRIP, TOPICS
from builder.core.model import Entry
from builder.core.urls import Address, Slug
from builder.pages.kind import PageKind
from builder.pages.listings import (
    Index,
    has_letters,
    letter_links,
    letter_parameters,
    listed_by_name,
    part_links,
)
from builder.pages.shared import Pieces, kind_order
from builder.pages.strips import line_of_time, span_address_in_all
from builder.pages.topics import TOPIC_PAGES
from builder.pages.wanted import came_or_went, wanted_address
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.contract import (
    HeadView,
    KindView,
    OverTimeView,
    TopicOrderView,
    TopicRowsView,
    TopicRowView,
    TopicsView,
)
from builder.views.small_multiples import FOOT, HEIGHT, are_bars, grid, paths, scale
from builder.views.strip import FEWEST, axis_of

ROWS = 60
"""Topics that the index shows over time at most: about eight screens of a phone, and 30 kB."""

BY_SIZE = 400
"""Topics that the index by size names at most."""

BY_KIND = 400
"""Topics that the index by kind names at most, of all kinds together."""

_BY_SIZE = Address("topics/by-size.html")
_BY_KIND = Address("topics/by-kind.html")
_LETTERS = AddressPattern("topics/{letter}.html")


def topics(pieces: Pieces, subject: Index) -> TopicsView:
    """The index of topics, or those under one letter."""
    letter, everything = subject.letter, pieces.site.topics
    count = len(letter.slugs if letter else everything)
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    return TopicsView(
        head=HeadView(
            title=gettext("Topics: %(letter)s", letter=letter.name) if letter else gettext("Topics"),
            description=ngettext("%(num)s topic", "%(num)s topics", count),
            address=_LETTERS.make(letter=letter.letter) if letter else TOPICS,
        ),
        count=count,
        over_time=None if letter else _over_time(pieces),
        topics=tuple(
            pieces.counted_link(topic.slug, len(topic.entries)) for topic in listed_by_name(everything, subject)
        ),
        letters=letter_links(_LETTERS, subject.letters),
        parts=part_links(_LETTERS, subject),
        letter=letter.name if letter else None,
        by_name=_by_name(pieces.site),
        has_kinds=pieces.site.has_kinds,
        wanted=None if letter else wanted_address(pieces.site),
    )


def _over_time(pieces: Pieces) -> OverTimeView | None:
    """The largest topics by kind, each with its marks on the line of time of all; None where all occur once."""
    site = pieces.site
    kinds = _largest_by_kind(site)
    slugs = [topic.slug for _, _, its in kinds for topic, count in its if count >= FEWEST]
    if not slugs:
        return None
    dates = [entry.date for entry in site.entries]
    axis = axis_of(dates)
    its_scale = scale(axis, dates)
    counts = {slug: its_scale.counts(site.topics.numbers[slug]) for slug in slugs}
    most = max(chain.from_iterable(its.values() for its in counts.values()))
    turning = {number for number, entry in enumerate(site.entries) if site.is_turning_point(entry)}

    def row(topic: Topic, count: int) -> TopicRowView:
        numbers, latest = site.topics.numbers[topic.slug], topic.entries[-1]
        turned = its_scale.counts(sorted(turning.intersection(numbers))) if turning else {}
        accent, plain = paths(counts[topic.slug], turned, most) if count >= FEWEST else ("", "")
        link = pieces.list_link(latest)
        return TopicRowView(pieces.counted_link(topic.slug, count), link, pieces.date(latest.date), accent, plain)

    return OverTimeView(
        line=line_of_time(pieces, axis, site.entries, SITE_STRIP, partial(span_address_in_all, site)),
        box=f"{its_scale.left:g} {FOOT - HEIGHT} {its_scale.columns} {HEIGHT}",
        grid=grid(axis),
        has_bars=are_bars(most),
        kinds=tuple(TopicRowsView(kind, size, tuple(row(*each) for each in its)) for kind, size, its in kinds),
    )


def _largest_by_kind(site: Site) -> list[tuple[str, int, list[tuple[Topic, int]]]]:
    """Of each kind its name, how many topics it has, and those with most entries; the kind of the largest first."""
    kinds = _by_kind(site) if site.has_kinds else [("", site.topics.counts)]
    often = [{slug: count for slug, count in counts.items() if count > 1} for _, counts in kinds]
    found = [
        (kind, len(counts), site.topics.largest(its, room))
        for (kind, counts), its, room in zip(kinds, often, shares([*map(len, often)], ROWS), strict=True)
        if room
    ]
    return sorted(found, key=lambda each: (not each[0], -each[2][0][1]))


def _by_kind(site: Site) -> list[tuple[str, Mapping[Slug, int]]]:
    """The counts of the topics of each kind, the kinds by name; those without a kind come last."""
    by_kind: dict[str, dict[Slug, int]] = defaultdict(dict)
    for topic in site.topics.values():
        by_kind[topic.kind or ""][topic.slug] = len(topic.entries)
    return sorted(by_kind.items(), key=kind_order)


def shares(sizes: Sequence[int], room: int) -> list[int]:
    """How many of each of several groups are shown where there is room for so many in all: as many as all others.

    What a small group leaves free goes to the larger ones: of 3, 100 and 40, with room for 60, these are 3, 29, 28.
    """
    found = [0] * len(sizes)
    for place, number in enumerate(sorted(range(len(sizes)), key=lambda number: sizes[number])):
        found[number] = min(sizes[number], room // (len(sizes) - place))
        room -= found[number]
    return found


def by_size(pieces: Pieces, _: Site) -> TopicOrderView:
    """The topics with most entries."""
    head = _head_of_all(pieces, pieces.language.gettext("Topics by size"), _BY_SIZE)
    count = len(pieces.site.topics)
    kinds = (KindView("", count, pieces.largest(BY_SIZE)),)
    return TopicOrderView(head, count, kinds, _by_name(pieces.site), pieces.site.has_kinds)


def by_kind(pieces: Pieces, _: Site) -> TopicOrderView:
    """The topics with most entries of each kind, the kinds by name; those without a kind come last."""
    kinds = _by_kind(pieces.site)
    rooms = shares([len(counts) for _, counts in kinds], BY_KIND)
    return TopicOrderView(
        head=_head_of_all(pieces, pieces.language.gettext("Topics by kind"), _BY_KIND),
        count=len(pieces.site.topics),
        kinds=tuple(
            KindView(kind, len(counts), pieces.largest_of(counts, room))
            for (kind, counts), room in zip(kinds, rooms, strict=True)
            if room
        ),
        by_name=_by_name(pieces.site),
        has_kinds=True,
    )


def _by_name(site: Site) -> Address | None:
    return None if has_letters(site.topics) else Address(f"{TOPICS}#by-name")


def _head_of_all(pieces: Pieces, title: str, address: Address) -> HeadView:
    count = len(pieces.site.topics)
    return HeadView(title, pieces.language.ngettext("%(num)s topic", "%(num)s topics", count), address)


def _affected_index(changes: Changes, site: Site) -> Iterable[Index]:
    """The index shows the title of a topic's latest entry, and which of its marks are turning points."""
    retitled = (new for old, new in changes.edits if isinstance(new, Entry) and old and old.title != new.title)
    differs = changes.lists or changes.marks or came_or_went(changes) or any(_is_latest(new, site) for new in retitled)
    return TOPIC_PAGES.index(site) if differs else ()


def _is_latest(entry: Entry, site: Site) -> bool:
    """Whether an entry is the latest one of some topic."""
    latest = (site.entries[site.topics.numbers[slug][-1]] for slug in entry.topics)
    return any(each.address == entry.address for each in latest)


def _affected_letters(changes: Changes, site: Site) -> Iterable[Index]:
    return TOPIC_PAGES.affected_letters(changes, site) if changes.lists or changes.topics_came_or_went else ()


def _if_it_has_topics(site: Site) -> Iterable[Site]:
    return (site,) if site.topics else ()


def _if_it_has_kinds(site: Site) -> Iterable[Site]:
    return (site,) if site.has_kinds else ()


def _affected_order(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_topics(site) if changes.lists else ()


def _affected_kinds(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_kinds(site) if changes.lists or changes.kinds_differ else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="topics",
        pattern=AddressPattern(TOPICS),
        subjects=TOPIC_PAGES.index,
        origin="the index of topics",
        view=topics,
        template="topics.html",
        affected=_affected_index,
        shows_texts=False,
        description="The largest topics over time, by kind, each with its latest entry; all topics by name.",
    ),
    PageKind(
        name="topic-letter",
        pattern=_LETTERS,
        subjects=TOPIC_PAGES.letters,
        parameters=letter_parameters,
        origin="the index of topics",
        view=topics,
        template="topic-letter.html",
        affected=_affected_letters,
        shows_texts=False,
        description="The topics under one letter, where there are many.",
    ),
    PageKind(
        name="topics-by-size",
        pattern=AddressPattern(_BY_SIZE),
        subjects=_if_it_has_topics,
        origin="the index of topics",
        view=by_size,
        template="topics-by-size.html",
        affected=_affected_order,
        shows_texts=False,
        description="The topics with most entries.",
    ),
    PageKind(
        name="topics-by-kind",
        pattern=AddressPattern(_BY_KIND),
        subjects=_if_it_has_kinds,
        origin="the index of topics",
        view=by_kind,
        template="topics-by-kind.html",
        affected=_affected_kinds,
        shows_texts=False,
        description="The topics of each kind, where kinds are told apart.",
    ),
)
