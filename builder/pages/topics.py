"""The pages of topics: all entries, a year, a month, turning points, oldest first; their data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import partial
from itertools import chain
from typing import Any

from msgspec.structs import replace

from builder.config.formats import ATOM, JSON
from builder.config.repository_links import CORRECTION
from builder.core.addresses import (
    TOPIC,
    TOPIC_MONTH,
    TOPIC_OLDEST_FIRST,
    TOPIC_TURNING_POINTS,
    TOPIC_YEAR,
    pair_address,
    topic_address,
    topic_card_address,
    year_heading,
)
from builder.core.dates import Date
from builder.core.model import Entry, TopicFile
from builder.core.urls import Address, Slug
from builder.pages.data_formats import json_text, topic_data
from builder.pages.entries_by_year import MAX_UNDIVIDED, amounts, by_year, drawn, span_address
from builder.pages.feeds import has_feed
from builder.pages.kind import PageKind, in_format
from builder.pages.listings import (
    LATEST,
    GroupPages,
    Listing,
    group_origin,
    groups_in,
    has_years,
    latest_of,
    list_address,
    listing_address,
    listing_origin,
    listing_parameters,
    year_address_of,
    year_link,
    year_links,
)
from builder.pages.shared import Pieces
from builder.pages.strips import has_strip, strip_view
from builder.pages.texts import own_body_of
from builder.relations.changes import Changes
from builder.relations.cooccurrence import NEAR
from builder.relations.grouping import LARGE
from builder.relations.site import Site
from builder.relations.timeline import Year
from builder.relations.topics import Topic, Topics
from builder.theme.language import capitalize
from builder.views.contract import AlternateView, GroupView, HeadView, LinkView, NearView, TopicLinkView, TopicView
from builder.views.strip import FEWEST, path_among

OF_YEAR = 15
"""Topics on the page of a year."""

LONG = 400
"""Characters of the HTML of a topic's own text from which it takes more than a third of a phone's screen."""

OFTEN_ENOUGH = 2
"""Entries that a topic shares with another one at least for the strip of the two to say something."""


def topic(pieces: Pieces, subject: Listing[Topic]) -> TopicView:
    """The page of a topic, or of a year or a month of a large one."""
    topic, year = subject.group, subject.year
    gettext = pieces.language.gettext
    period = capitalize(pieces.date(subject.date).text) if subject.date else ""
    near = () if year else pieces.site.cooccurrence.of(topic.slug)[:NEAR]
    file = None if year else pieces.site.file_of(topic.slug)
    body = own_body_of(pieces, file) if file else None
    where = year_address_of(topic)
    shared = _topic_view(
        pieces,
        subject,
        gettext("%(topic)s, %(year)s", topic=topic.name, year=period) if year else topic.name,
        listing_address(subject),
        groups_in(pieces, subject, where),
    )
    return replace(
        shared,
        head=replace(shared.head, alternates=_alternates(pieces, subject)),
        body=body,
        is_folded=bool(body and (topic.description or sum(map(len, body.body.pieces)) > LONG)),
        language=file.lang if file else None,
        period=period,
        of_year=year_link(pieces, subject),
        chart=drawn(pieces, subject.span, where) if year and shared.count > MAX_UNDIVIDED else None,
        near=tuple([_near(pieces, topic, other, count) for other, count in near]),
        mentions=() if year else _mentions(pieces, topic),
        edit=pieces.edit(file.path) if file else None,
        correct=pieces.form(CORRECTION, file.path, file.address) if file else None,
        suggest=None if year else pieces.suggest(context=topic.name),
    )


def _alternates(pieces: Pieces, subject: Listing[Topic]) -> tuple[AlternateView, ...]:
    """The same in other formats; a small topic may have no feed."""
    alternates = pieces.alternates("topic", listing_parameters(subject))
    if has_feed(subject.group, pieces.site.config):
        return alternates
    return tuple([each for each in alternates if each.type != ATOM.media_type])


def turning_points(pieces: Pieces, topic: Topic) -> TopicView:
    """The page of the turning points of a topic."""
    title = pieces.language.gettext("%(topic)s: turning points", topic=topic.name)
    entries = turning_points_of(pieces.site, topic)
    groups = by_year(pieces, entries, partial(year_heading, _turning_address(topic)))
    return _topic_view(pieces, latest_of(topic), title, _turning_address(topic), groups)


def oldest_first(pieces: Pieces, topic: Topic) -> TopicView:
    """The page of a topic that is read from its start; of a large one its first entries."""
    title = pieces.language.gettext("%(topic)s from the start", topic=topic.name)
    entries = topic.entries[:LATEST] if has_years(topic) else topic.entries
    groups = by_year(pieces, entries, partial(year_heading, _oldest_address(topic)), oldest_first=True)
    return _topic_view(pieces, latest_of(topic), title, _oldest_address(topic), groups)


def _topic_view(
    pieces: Pieces, subject: Listing[Topic], title: str, address: Address, groups: tuple[GroupView, ...]
) -> TopicView:
    """What all pages of a topic show."""
    topic, year, span = subject.group, subject.year, subject.span
    count, ngettext = len(span), pieces.language.ngettext
    about = ngettext("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", count, topic=topic.name)
    drawn_over_time = has_strip(pieces.site, topic.slug)
    has_line = not year and drawn_over_time
    card = pieces.card(topic_card_address(topic.slug)) if drawn_over_time else None
    return TopicView(
        head=HeadView(title, topic.description or about, address, image=card),
        name=topic.name,
        address=list_address(topic),
        kind=topic.kind,
        aliases=topic.aliases,
        description=topic.description,
        body=None,
        is_folded=False,
        language=None,
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        period="",
        of_year=None,
        strip=strip_view(pieces, topic, partial(_span_address, topic)) if has_line else None,
        chart=None,
        amounts=amounts(pieces, span, year_address_of(topic)) if has_line or count > MAX_UNDIVIDED else (),
        tabs=() if year else _tabs(pieces, topic),
        orders=() if year else _orders(pieces, topic),
        groups=groups,
        years=year_links(pieces, topic),
        near=(),
        mentions=(),
        edit=None,
        correct=None,
        suggest=None,
    )


def _span_address(topic: Topic, date: Date) -> Address:
    """Where the entries of a year or a month of a topic are listed."""
    of_year = sum(entry.date.year == date.year for entry in topic.entries) if date.month else 0
    return span_address(date, year_address_of(topic)(date.year), of_year)


def turning_points_of(site: Site, topic: Topic) -> tuple[Entry, ...]:
    """The turning points of a topic that have a page of their own: some of many entries; else none."""
    turning = tuple([entry for entry in topic.entries if site.is_turning_point(entry)])
    return turning if len(topic.entries) >= MAX_UNDIVIDED and FEWEST <= len(turning) < len(topic.entries) else ()


def is_long(topic: Topic) -> bool:
    """Whether a topic has so many entries that it has a page that is read from its start."""
    return len(topic.entries) >= MAX_UNDIVIDED


def _tabs(pieces: Pieces, topic: Topic) -> tuple[LinkView, ...]:
    turning = turning_points_of(pieces.site, topic)
    if not turning:
        return ()
    gettext = pieces.language.gettext
    return (
        LinkView(_turning_address(topic), gettext("Turning points"), len(turning)),
        LinkView(list_address(topic), gettext("All entries"), len(topic.entries)),
    )


def _orders(pieces: Pieces, topic: Topic) -> tuple[LinkView, ...]:
    if not is_long(topic):
        return ()
    gettext = pieces.language.gettext
    return (
        LinkView(list_address(topic), gettext("Newest first")),
        LinkView(_oldest_address(topic), gettext("Oldest first")),
    )


def _turning_address(topic: Topic) -> Address:
    return TOPIC_TURNING_POINTS.make(slug=topic.slug)


def _oldest_address(topic: Topic) -> Address:
    return TOPIC_OLDEST_FIRST.make(slug=topic.slug)


def of_year(pieces: Pieces, year: Year) -> tuple[TopicLinkView, ...]:
    """The topics with most entries in a year; to their pages of that year, where they have some."""
    counts = Counter(slug for entry in year.entries for slug in entry.topics)
    return tuple(
        TopicLinkView(list_address(topic, year.date.year), topic.name, topic.kind, count)
        if has_years(topic)
        else pieces.counted_link(topic.slug, count)
        for topic, count in pieces.site.topics.largest(counts, OF_YEAR)
    )


def _near(pieces: Pieces, topic: Topic, other: Slug, shared: int) -> NearView:
    are_pair = pieces.site.config.pairs and pieces.site.cooccurrence.are_pair(topic.slug, other)
    count = len(pieces.site.topics.numbers[other])
    path = ""
    if shared >= OFTEN_ENOUGH and has_strip(pieces.site, topic.slug):
        dates = [entry.date for entry in topic.entries]
        both = [number for number, entry in enumerate(topic.entries) if other in entry.topics]
        path = path_among(pieces.strip(topic.slug), dates, both)
    return NearView(
        topic=pieces.counted_link(other, shared),
        together=pair_address(topic.slug, other) if are_pair else None,
        all=count if path and count <= LARGE else 0,
        path=path,
    )


def _mentions(pieces: Pieces, subject: Topic) -> tuple[LinkView, ...]:
    """What links to a topic without having it as a context."""
    having = {entry.path for entry in subject.entries}
    mentions = pieces.site.mentions.get(topic_address(subject.slug), ())
    return pieces.list_links(item for item in mentions if item.path not in having)


def _topic_json(pieces: Pieces, subject: Listing[Topic]) -> str:
    return json_text(topic_data(subject.group, pieces.site))


def _file(site: Site, subject: Listing[Topic]) -> TopicFile | None:
    return site.file_of(subject.group.slug)


def _topics(site: Site) -> Topics:
    return site.topics


def _changed(changes: Changes) -> Set[Slug]:
    return changes.topics


def _relisted(changes: Changes) -> Set[Slug]:
    return changes.topics if changes.lists else changes.linked_topics


def _turning_topics(site: Site) -> Iterable[Topic]:
    return (topic for topic in _long_topics(site) if turning_points_of(site, topic))


def _long_topics(site: Site) -> Iterable[Topic]:
    return (site.topics[slug] for slug, its in site.topics.numbers.items() if len(its) >= MAX_UNDIVIDED)


def _topic_parameters(subject: Topic) -> dict[str, Any]:
    return {"slug": subject.slug}


def _topic_file(site: Site, subject: Topic) -> TopicFile | None:
    return site.file_of(subject.slug)


def _find_turning_topic(site: Site, values: Mapping[str, Any]) -> Topic | None:
    topic = site.topics.get(values["slug"])
    return topic if topic and turning_points_of(site, topic) else None


def _find_long_topic(site: Site, values: Mapping[str, Any]) -> Topic | None:
    topic = site.topics.get(values["slug"])
    return topic if topic and is_long(topic) else None


def _affected_topics(changes: Changes, site: Site) -> Iterable[Listing[Topic]]:
    """The pages of the topics that changed, whose strips have all their entries, and of those that count such a one."""
    slugs = {*changes.topics, *changes.once(_topics_counting)}
    return (latest_of(site.topics[slug]) for slug in slugs if slug in site.topics)


def _topics_counting(changes: Changes) -> frozenset[Slug]:
    """The topics whose pages may say how many entries a topic has that entries came to or left."""
    if not changes.lists:
        return frozenset()
    counted = (
        (site, slug)
        for site in (changes.before, changes.after)
        for slug in changes.listed_topics
        if len(site.topics.numbers.get(slug, ())) in range(1, LARGE + 2)
    )
    return frozenset(other for site, slug in counted for other in _counting(site, slug))


def _counting(site: Site, slug: Slug) -> Iterator[Slug]:
    """The topics whose pages say how many entries a topic has."""
    shared = Counter(chain.from_iterable(entry.topics for entry in site.topics[slug].entries))
    often = (other for other, count in shared.items() if count >= OFTEN_ENOUGH and other != slug)
    return (other for other in often if any(slug == near for near, _ in site.cooccurrence.of(other)[:NEAR]))


def _affected_turning_topics(changes: Changes, site: Site) -> Iterable[Topic]:
    return (topic for topic in TOPIC_PAGES.changed_groups(changes, site) if turning_points_of(site, topic))


def _affected_long_topics(changes: Changes, site: Site) -> Iterable[Topic]:
    return filter(is_long, TOPIC_PAGES.changed_groups(changes, site))


def _came_or_went(changes: Changes) -> bool:
    return changes.topics_came_or_went


TOPIC_PAGES: GroupPages[Topic] = GroupPages(_topics, _changed, _relisted, _came_or_went)


def _affected_data(changes: Changes, site: Site) -> Iterable[Listing[Topic]]:
    return map(latest_of, TOPIC_PAGES.changed_groups(changes, site))


_TOPIC: PageKind[Listing[Topic]] = PageKind(
    name="topic",
    pattern=TOPIC,
    subjects=TOPIC_PAGES.listings,
    parameters=listing_parameters,
    find=TOPIC_PAGES.find,
    origin=listing_origin,
    source=_file,
    view=topic,
    template="topic.html",
    affected=_affected_topics,
    shows_texts=False,
    description="A topic: its entries, or the latest of many, and the topics nearest to it.",
)

KINDS: tuple[PageKind[Any], ...] = (
    _TOPIC,
    PageKind(
        name="topic-turning-points",
        pattern=TOPIC_TURNING_POINTS,
        subjects=_turning_topics,
        parameters=_topic_parameters,
        find=_find_turning_topic,
        origin=group_origin,
        source=_topic_file,
        view=turning_points,
        template="topic-turning-points.html",
        affected=_affected_turning_topics,
        shows_texts=False,
        description="The turning points of a topic that has some among many entries.",
    ),
    PageKind(
        name="topic-oldest-first",
        pattern=TOPIC_OLDEST_FIRST,
        subjects=_long_topics,
        parameters=_topic_parameters,
        find=_find_long_topic,
        origin=group_origin,
        source=_topic_file,
        view=oldest_first,
        template="topic-oldest-first.html",
        affected=_affected_long_topics,
        shows_texts=False,
        description="A topic read from its start, where it has many entries.",
    ),
    PageKind(
        name="topic-year",
        pattern=TOPIC_YEAR,
        subjects=TOPIC_PAGES.years,
        parameters=listing_parameters,
        find=TOPIC_PAGES.find_year,
        origin=listing_origin,
        source=_file,
        view=topic,
        template="topic-year.html",
        affected=TOPIC_PAGES.affected_years,
        shows_texts=False,
        description="A year of a topic that has many entries.",
    ),
    PageKind(
        name="topic-month",
        pattern=TOPIC_MONTH,
        subjects=TOPIC_PAGES.months,
        parameters=listing_parameters,
        find=TOPIC_PAGES.find_month,
        origin=listing_origin,
        source=_file,
        view=topic,
        template="topic-month.html",
        affected=TOPIC_PAGES.affected_months,
        shows_texts=False,
        description="A month of a topic that has many entries in its year.",
    ),
    in_format(_TOPIC, JSON, _topic_json, affected=_affected_data),
)
