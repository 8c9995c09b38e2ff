"""The pages of topics and their index."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from builder.config.config import Config
from builder.config.formats import ATOM, JSON, SVG
from builder.config.repository_links import CORRECTION
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import (
    TOPIC,
    TOPIC_FEED,
    TOPIC_MONTH,
    TOPIC_PAIR,
    TOPIC_STRIP,
    TOPIC_YEAR,
    TOPICS,
    pair_address,
    topic_address,
    year_heading,
)
from builder.core.model import TopicFile
from builder.core.urls import Address, Slug
from builder.pages.data_formats import json_text, topic_data
from builder.pages.entries_by_year import MANY as MANY_OF_A_YEAR
from builder.pages.entries_by_year import by_year, drawn
from builder.pages.feeds import Feed, feed, topic_feed
from builder.pages.kind import Links, PageKind, in_format
from builder.pages.listings import (
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
from builder.pages.wanted import came_or_went, wanted_address
from builder.relations.changes import Changes
from builder.relations.cooccurrence import NEAR, Shared, TopicPair
from builder.relations.site import Site
from builder.relations.timeline import Year
from builder.relations.topics import Topic, Topics
from builder.theme.language import capitalize
from builder.views.contract import (
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
from builder.views.network_chart import Network, network
from builder.views.strip import FEWEST, strip_svg

MANY_OF_A_KIND = 100
"""Topics of one kind that the index by kind names at most."""

OF_YEAR = 15
"""Topics on the page of a year."""

_BY_SIZE = Address("topics/by-size.html")
_BY_KIND = Address("topics/by-kind.html")
_LETTERS = AddressPattern("topics/{letter}.html")

_FEW = 3
"""Topics that share more than one entry with another one, from which a drawing of them says something."""


def topic(pieces: Pieces, subject: Listing[Topic]) -> TopicView:
    """The page of a topic, or of one year of a large one."""
    topic, year, span = subject.group, subject.year, subject.span
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    period = capitalize(pieces.date(subject.date).text) if subject.date else ""
    about = ngettext("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", count, topic=topic.name)
    near = () if year else pieces.site.cooccurrence.of(topic.slug)[:NEAR]
    file = None if year else pieces.site.file_of(topic.slug)
    where = where_listed(topic)
    return TopicView(
        head=HeadView(
            title=gettext("%(topic)s, %(year)s", topic=topic.name, year=period) if year else topic.name,
            description=topic.description or about,
            address=listing_address(subject),
            alternates=pieces.alternates("topic", listing_parameters(subject)),
        ),
        name=topic.name,
        address=list_address(topic),
        kind=topic.kind,
        aliases=topic.aliases,
        description=topic.description,
        body=pieces.body(file) if file else None,
        language=file.lang if file else None,
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        period=period,
        of_year=year_link(pieces, subject),
        chart=drawn(pieces, span, where) if not year or count > MANY_OF_A_YEAR else None,
        groups=groups_in(pieces, subject, where),
        years=year_links(pieces, topic),
        near=tuple([_near(pieces, topic, other, shared) for other, shared in near]),
        network=_network(pieces, topic.slug, near),
        mentions=() if year else _mentions(pieces, topic),
        edit=pieces.edit(file.path) if file else None,
        correct=pieces.form(CORRECTION, file.path, file.address) if file else None,
    )


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
    is_pair = pieces.site.cooccurrence.are_pair(topic.slug, other)
    return NearView(pieces.counted_link(other, shared), pair_address(topic.slug, other) if is_pair else None)


def _network(pieces: Pieces, topic: Slug, near: Sequence[Shared]) -> Network | None:
    """The lines between a topic and those nearest to it; none where hardly any shares more than one entry with it."""
    if sum(shared > 1 for _, shared in near) < _FEW:
        return None
    places = {slug: place for place, (slug, _) in enumerate(near)}
    both = pieces.site.cooccurrence.between(topic).items()
    between = {
        (min(places[one], places[other]), max(places[one], places[other])): count for (one, other), count in both
    }
    return network([shared for _, shared in near], between)


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


def _strips(site: Site) -> Iterable[Topic]:
    """The topics with so many entries that a strip of them says something."""
    numbers = site.topics.numbers
    return (site.topics[slug] for slug, its in numbers.items() if len(its) >= FEWEST)


def _strip(pieces: Pieces, subject: Topic) -> str:
    return strip_svg(pieces.strip(subject.slug), pieces.colours)


def _strip_parameters(subject: Topic) -> dict[str, Any]:
    return {"slug": subject.slug}


def _strip_origin(subject: Topic) -> str:
    return f'the topic "{subject.name}"'


def _find_strip(site: Site, values: Mapping[str, Any]) -> Topic | None:
    slug = values["slug"]
    return site.topics[slug] if len(site.topics.numbers.get(slug, ())) >= FEWEST else None


def _affected_strips(changes: Changes, site: Site) -> Iterable[Topic]:
    return (topic for topic in TOPIC_PAGES.changed_groups(changes, site) if len(topic.entries) >= FEWEST)


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
    affected=TOPIC_PAGES.affected,
    description="A topic: its entries, or the latest of many, and the topics nearest to it.",
)

KINDS: tuple[PageKind[Any], ...] = (
    _TOPIC,
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
        name="strip",
        pattern=TOPIC_STRIP,
        subjects=_strips,
        parameters=_strip_parameters,
        find=_find_strip,
        origin=_strip_origin,
        text=_strip,
        format=SVG,
        in_sitemap=False,
        affected=_affected_strips,
        description="The strip of a topic of three entries or more: a line of time with a mark for each.",
    ),
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
