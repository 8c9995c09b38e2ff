"""The pages of topics and their index."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, combinations
from typing import Any

from msgspec.structs import replace

from builder.config.config import Config
from builder.config.formats import ATOM, JSON
from builder.config.repository_links import CORRECTION
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import (
    TOPIC,
    TOPIC_FEED,
    TOPIC_MONTH,
    TOPIC_OLDEST_FIRST,
    TOPIC_PAIR,
    TOPIC_TURNING_POINTS,
    TOPIC_YEAR,
    TOPICS,
    pair_address,
    topic_address,
    year_heading,
)
from builder.core.dates import Date
from builder.core.model import Entry, TopicFile
from builder.core.urls import Address, Slug
from builder.pages.data_formats import json_text, topic_data
from builder.pages.entries_by_year import MANY as MANY_OF_A_YEAR
from builder.pages.entries_by_year import amounts, by_year, drawn, listed
from builder.pages.feeds import Feed, feed, topic_feed
from builder.pages.kind import Links, PageKind, in_format
from builder.pages.listings import (
    LATEST,
    MANY,
    GroupPages,
    Index,
    Listing,
    groups_in,
    has_years,
    latest_of,
    letter_links,
    letter_parameters,
    list_address,
    listing_address,
    listing_parameters,
    shows_any,
    where_listed,
    year_link,
    year_links,
)
from builder.pages.shared import Pieces, kind_order, links_to
from builder.pages.strips import has_strip, strip_view
from builder.pages.wanted import came_or_went, wanted_address
from builder.relations.changes import Changes
from builder.relations.cooccurrence import NEAR, TopicPair
from builder.relations.grouping import LARGE
from builder.relations.site import Site
from builder.relations.timeline import Year
from builder.relations.topics import Topic, Topics
from builder.theme.language import capitalize
from builder.views.contract import (
    GroupView,
    HeadView,
    KindView,
    LinkView,
    NearView,
    PairView,
    TopicLinkView,
    TopicOrderView,
    TopicsView,
    TopicView,
)
from builder.views.strip import FEWEST, path_among

MANY_OF_A_KIND = 100
"""Topics of one kind that the index by kind names at most."""

OF_YEAR = 15
"""Topics on the page of a year."""

_BY_SIZE = Address("topics/by-size.html")
_BY_KIND = Address("topics/by-kind.html")
_LETTERS = AddressPattern("topics/{letter}.html")

OFTEN_ENOUGH = 2
"""Entries that a topic shares with another one at least for the strip of the two to say something."""


def topic(pieces: Pieces, subject: Listing[Topic]) -> TopicView:
    """The page of a topic, or of one year of a large one."""
    topic, year = subject.group, subject.year
    gettext = pieces.language.gettext
    period = capitalize(pieces.date(subject.date).text) if subject.date else ""
    near = () if year else pieces.site.cooccurrence.of(topic.slug)[:NEAR]
    file = None if year else pieces.site.file_of(topic.slug)
    where = where_listed(topic)
    shared = _topic_view(
        pieces,
        subject,
        gettext("%(topic)s, %(year)s", topic=topic.name, year=period) if year else topic.name,
        listing_address(subject),
        groups_in(pieces, subject, where),
    )
    return replace(
        shared,
        head=replace(shared.head, alternates=pieces.alternates("topic", listing_parameters(subject))),
        body=pieces.body(file) if file else None,
        language=file.lang if file else None,
        period=period,
        of_year=year_link(pieces, subject),
        chart=drawn(pieces, subject.span, where) if year and shared.count > MANY_OF_A_YEAR else None,
        near=tuple([_near(pieces, topic, other, count) for other, count in near]),
        mentions=() if year else _mentions(pieces, topic),
        edit=pieces.edit(file.path) if file else None,
        correct=pieces.form(CORRECTION, file.path, file.address) if file else None,
    )


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
    has_line = not year and has_strip(pieces.site, topic.slug)
    return TopicView(
        head=HeadView(title=title, description=topic.description or about, address=address),
        name=topic.name,
        address=list_address(topic),
        kind=topic.kind,
        aliases=topic.aliases,
        description=topic.description,
        body=None,
        language=None,
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        period="",
        of_year=None,
        strip=strip_view(pieces, topic, partial(_where_listed, topic)) if has_line else None,
        chart=None,
        amounts=amounts(pieces, span, where_listed(topic)) if has_line or count > MANY_OF_A_YEAR else (),
        tabs=() if year else _tabs(pieces, topic),
        orders=() if year else _orders(pieces, topic),
        groups=groups,
        years=year_links(pieces, topic),
        near=(),
        mentions=(),
        edit=None,
        correct=None,
    )


def _where_listed(topic: Topic, date: Date) -> Address:
    """Where the entries of a year or a month of a topic are listed."""
    of_year = sum(entry.date.year == date.year for entry in topic.entries) if date.month else 0
    return listed(date, where_listed(topic)(date.year), of_year)


def turning_points_of(site: Site, topic: Topic) -> tuple[Entry, ...]:
    """The turning points of a topic that have a page of their own: some of many entries; else none."""
    turning = tuple([entry for entry in topic.entries if entry.importance and site.is_turning_point(entry)])
    return turning if len(topic.entries) >= MANY_OF_A_YEAR and FEWEST <= len(turning) < len(topic.entries) else ()


def is_long(topic: Topic) -> bool:
    """Whether a topic has so many entries that it has a page that is read from its start."""
    return len(topic.entries) >= MANY_OF_A_YEAR


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


def pair(pieces: Pieces, subject: TopicPair) -> PairView:
    """The page of two topics that often occur together."""
    one, other, entries = subject.first, subject.second, subject.entries
    address = pair_address(one.slug, other.slug)
    title = pieces.language.gettext("%(topic)s and %(other)s", topic=one.name, other=other.name)
    about = pieces.language.ngettext(
        "%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", len(entries), topic=title
    )
    return PairView(
        head=HeadView(title, about, address),
        topics=(pieces.topic_link(one.slug), pieces.topic_link(other.slug)),
        count=len(entries),
        first=pieces.date(entries[0].date),
        last=pieces.date(entries[-1].date),
        chart=drawn(pieces, entries, partial(year_heading, address)),
        amounts=amounts(pieces, entries, partial(year_heading, address)),
        groups=by_year(pieces, entries, partial(year_heading, address)),
    )


def topics(pieces: Pieces, subject: Index) -> TopicsView:
    """The index of topics, or those under one letter."""
    letter, everything = subject.letter, pieces.site.topics
    slugs = letter.slugs if letter else () if subject.letters else tuple(everything)
    count = len(letter.slugs if letter else everything)
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    return TopicsView(
        head=HeadView(
            title=gettext("Topics: %(letter)s", letter=letter.name) if letter else gettext("Topics"),
            description=ngettext("%(num)s topic", "%(num)s topics", count),
            address=_LETTERS.make(letter=letter.letter) if letter else TOPICS,
        ),
        count=count,
        largest=() if letter else pieces.largest(),
        topics=tuple(pieces.counted_link(topic.slug, len(topic.entries)) for topic in everything.by_name(slugs)),
        letters=letter_links(_LETTERS, subject.letters),
        letter=letter.name if letter else None,
        has_kinds=pieces.site.has_kinds,
        wanted=None if letter else wanted_address(pieces.site),
    )


def by_size(pieces: Pieces, _: Site) -> TopicOrderView:
    """The topics with most entries."""
    head = _head_of_all(pieces, pieces.language.gettext("Topics by size"), _BY_SIZE)
    count = len(pieces.site.topics)
    return TopicOrderView(head, count, (KindView("", count, pieces.largest(MANY)),), pieces.site.has_kinds)


def by_kind(pieces: Pieces, _: Site) -> TopicOrderView:
    """The topics with most entries of each kind, the kinds by name; those without a kind come last."""
    by_kind: dict[str, dict[Slug, int]] = defaultdict(dict)
    for topic in pieces.site.topics.values():
        by_kind[topic.kind or ""][topic.slug] = len(topic.entries)
    kinds = sorted(by_kind.items(), key=kind_order)
    return TopicOrderView(
        head=_head_of_all(pieces, pieces.language.gettext("Topics by kind"), _BY_KIND),
        count=len(pieces.site.topics),
        kinds=tuple(KindView(kind, len(its), pieces.largest_of(its, MANY_OF_A_KIND)) for kind, its in kinds),
        has_kinds=True,
    )


def _head_of_all(pieces: Pieces, title: str, address: Address) -> HeadView:
    count = len(pieces.site.topics)
    return HeadView(title, pieces.language.ngettext("%(num)s topic", "%(num)s topics", count), address)


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
    are_pair = pieces.site.cooccurrence.are_pair(topic.slug, other)
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
    return links_to(item for item in mentions if item.path not in having)


def _topic_json(pieces: Pieces, subject: Listing[Topic]) -> str:
    return json_text(topic_data(subject.group, pieces.site))


def _origin(subject: Listing[Topic]) -> str:
    return f'the topic "{subject.group.name}"'


def _file(site: Site, subject: Listing[Topic]) -> TopicFile | None:
    return site.file_of(subject.group.slug)


def _topics(site: Site) -> Topics:
    return site.topics


def _changed(changes: Changes) -> Collection[Slug]:
    return changes.topics


def _relisted(changes: Changes) -> Collection[Slug]:
    return changes.topics if changes.lists else changes.linked_topics


def _turning_topics(site: Site) -> Iterable[Topic]:
    return (topic for topic in _long_topics(site) if turning_points_of(site, topic))


def _long_topics(site: Site) -> Iterable[Topic]:
    return (site.topics[slug] for slug, its in site.topics.numbers.items() if len(its) >= MANY_OF_A_YEAR)


def _topic_parameters(subject: Topic) -> dict[str, Any]:
    return {"slug": subject.slug}


def _topic_origin(subject: Topic) -> str:
    return f'the topic "{subject.name}"'


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


TOPIC_PAGES: GroupPages[Topic] = GroupPages(_topics, _changed, _relisted)


def _affected_data(changes: Changes, site: Site) -> Iterable[Listing[Topic]]:
    return map(latest_of, TOPIC_PAGES.changed_groups(changes, site))


def _feeds(site: Site) -> Iterable[Feed]:
    return map(topic_feed, site.topics.values())


def _find_feed(site: Site, values: Mapping[str, Any]) -> Feed | None:
    topic = site.topics.get(values["slug"])
    return topic_feed(topic) if topic else None


def _affected_feeds(changes: Changes, site: Site) -> Iterable[Feed]:
    feeds = map(topic_feed, TOPIC_PAGES.changed_groups(changes, site))
    return (each for each in feeds if changes.lists or shows_any(changes, each.entries))


def _feed_parameters(subject: Feed) -> dict[str, Any]:
    return {"slug": subject.topic.slug if subject.topic else ""}


def _feed_origin(subject: Feed) -> str:
    return f'the topic "{subject.topic.name if subject.topic else ""}"'


def _has_topic_feeds(config: Config) -> bool:
    return config.topic_feeds


def _pairs(site: Site) -> Iterable[TopicPair]:
    return site.cooccurrence.pairs()


def _pair_parameters(subject: TopicPair) -> dict[str, Any]:
    return {"slug": subject.first.slug, "other": subject.second.slug}


def _pair_origin(subject: TopicPair) -> str:
    return f'the topics "{subject.first.name}" and "{subject.second.name}"'


def _find_pair(site: Site, values: Mapping[str, Any]) -> TopicPair | None:
    one, other = values["slug"], values["other"]
    is_pair = one in site.topics and other in site.topics and site.cooccurrence.are_pair(one, other)
    return site.cooccurrence.pair(one, other) if is_pair else None


def _affected_pairs(changes: Changes, site: Site) -> Iterable[TopicPair]:
    """The pairs of two changed topics: an entry that differs on the page of a pair has both of its topics."""
    for one, other in combinations(sorted(slug for slug in changes.topics if slug in site.topics), 2):
        if site.cooccurrence.are_pair(one, other):
            subject = site.cooccurrence.pair(one, other)
            if changes.lists or shows_any(changes, subject.entries):
                yield subject


def _affected_index(changes: Changes, site: Site) -> Iterable[Index]:
    return TOPIC_PAGES.index(site) if changes.lists or came_or_went(changes) else ()


def _affected_letters(changes: Changes, site: Site) -> Iterable[Index]:
    if changes.topics_came_or_went:
        return TOPIC_PAGES.letters(site)
    pages = TOPIC_PAGES.letters(site) if changes.lists else ()
    return (page for page in pages if page.letter and not changes.topics.isdisjoint(page.letter.slugs))


def _if_it_has_kinds(site: Site) -> Iterable[Site]:
    return (site,) if site.has_kinds else ()


def _affected_order(changes: Changes, site: Site) -> Iterable[Site]:
    return (site,) if changes.lists else ()


def _affected_kinds(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_it_has_kinds(site) if changes.lists or changes.kinds_differ else ()


_TOPIC: PageKind[Listing[Topic]] = PageKind(
    name="topic",
    pattern=TOPIC,
    subjects=TOPIC_PAGES.listings,
    parameters=listing_parameters,
    find=TOPIC_PAGES.find,
    origin=_origin,
    source=_file,
    view=topic,
    template="topic.html",
    affected=_affected_topics,
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
        origin=_topic_origin,
        source=_topic_file,
        view=turning_points,
        template="topic-turning-points.html",
        affected=_affected_turning_topics,
        description="The turning points of a topic that has some among many entries.",
    ),
    PageKind(
        name="topic-oldest-first",
        pattern=TOPIC_OLDEST_FIRST,
        subjects=_long_topics,
        parameters=_topic_parameters,
        find=_find_long_topic,
        origin=_topic_origin,
        source=_topic_file,
        view=oldest_first,
        template="topic-oldest-first.html",
        affected=_affected_long_topics,
        description="A topic read from its start, where it has many entries.",
    ),
    PageKind(
        name="topic-year",
        pattern=TOPIC_YEAR,
        subjects=TOPIC_PAGES.years,
        parameters=listing_parameters,
        find=TOPIC_PAGES.find_year,
        origin=_origin,
        source=_file,
        view=topic,
        template="topic-year.html",
        affected=TOPIC_PAGES.affected_years,
        description="A year of a topic that has many entries.",
    ),
    PageKind(
        name="topic-month",
        pattern=TOPIC_MONTH,
        subjects=TOPIC_PAGES.months,
        parameters=listing_parameters,
        find=TOPIC_PAGES.find_month,
        origin=_origin,
        source=_file,
        view=topic,
        template="topic-month.html",
        affected=TOPIC_PAGES.affected_months,
        description="A month of a topic that has many entries in its year.",
    ),
    PageKind(
        name="topic-feed",
        pattern=TOPIC_FEED,
        subjects=_feeds,
        parameters=_feed_parameters,
        find=_find_feed,
        origin=_feed_origin,
        view=feed,
        template="feed.xml",
        links=Links.FULL,
        enabled=_has_topic_feeds,
        setting="topic_feeds",
        format=ATOM,
        alternate_of=("topic",),
        affected=_affected_feeds,
        description="The newest entries of a topic, as an Atom feed.",
    ),
    in_format(_TOPIC, JSON, _topic_json, affected=_affected_data),
    PageKind(
        name="pair",
        pattern=TOPIC_PAIR,
        subjects=_pairs,
        parameters=_pair_parameters,
        find=_find_pair,
        origin=_pair_origin,
        view=pair,
        template="pair.html",
        affected=_affected_pairs,
        description="Two topics that often occur together.",
    ),
    PageKind(
        name="topics",
        pattern=AddressPattern(TOPICS),
        subjects=TOPIC_PAGES.index,
        origin="the index of topics",
        view=topics,
        template="topics.html",
        affected=_affected_index,
        description="All topics by name, the largest first.",
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
        description="The topics under one letter, where there are many.",
    ),
    PageKind(
        name="topics-by-size",
        pattern=AddressPattern(_BY_SIZE),
        origin="the index of topics",
        view=by_size,
        template="topics-by-size.html",
        affected=_affected_order,
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
        description="The topics of each kind, where kinds are told apart.",
    ),
)
