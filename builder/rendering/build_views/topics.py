"""The pages of topics and their index."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from builder.config.repository_links import CORRECTION
from builder.core.dates import Date
from builder.core.urls import Address, Slug, pair_address, topic_address, year_heading
from builder.planning.pages import Index, Listing, TopicIndex, TopicsInOrder
from builder.planning.plan import MANY_TOPICS, has_years, list_address, years_of
from builder.relations.cooccurrence import NEAR, Shared, TopicPair
from builder.relations.grouping import Group
from builder.relations.timeline import Year
from builder.relations.topics import Topic
from builder.rendering.build_views.entries_by_year import MANY, by_year, drawn
from builder.rendering.build_views.shared import Pieces, links_to
from builder.rendering.network_chart import Network, network
from builder.rendering.views import (
    AlternateView,
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

MANY_OF_A_KIND = 100
"""Topics of one kind that the index by kind names at most."""

OF_YEAR = 15
"""Topics on the page of a year."""

_FEW = 3
"""Topics that share more than one entry with another one, from which a drawing of them says something."""


def topic(pieces: Pieces, subject: Listing[Topic]) -> TopicView:
    """The page of a topic, or of one year of a large one."""
    topic, year, span = subject.group, subject.year, subject.span
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    about = ngettext("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", count, topic=topic.name)
    near = () if year else pieces.site.near.of(topic.slug)[:NEAR]
    file = None if year else pieces.site.file_of(topic.slug)
    where = where_listed(topic)
    return TopicView(
        head=HeadView(
            title=gettext("%(topic)s, %(year)s", topic=topic.name, year=year) if year else topic.name,
            description=topic.description or about,
            address=list_address(topic, year),
            alternates=_alternates(pieces, topic),
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
        chart=drawn(pieces, span, where) if not year or count > MANY else None,
        groups=by_year(pieces, subject.entries, where),
        years=years(pieces, topic),
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


def topics(pieces: Pieces, subject: TopicIndex) -> TopicsView:
    """The index of topics, or those under one letter."""
    letter, everything = subject.letter, pieces.site.topics
    slugs = letter.slugs if letter else () if subject.letters else tuple(everything)
    count = len(letter.slugs if letter else everything)
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    return TopicsView(
        head=HeadView(
            title=gettext("Topics: %(letter)s", letter=letter.name) if letter else gettext("Topics"),
            description=ngettext("%(num)s topic", "%(num)s topics", count),
            address=letter.address if letter else Address("topics/index.html"),
        ),
        count=count,
        largest=() if letter else pieces.largest(),
        topics=tuple(pieces.counted_link(topic.slug, len(topic.entries)) for topic in everything.by_name(slugs)),
        letters=letters(subject),
        letter=letter.name if letter else None,
        has_kinds=pieces.site.has_kinds,
    )


def by_size(pieces: Pieces, _: TopicsInOrder) -> TopicOrderView:
    """The topics with most entries."""
    head = _head_of_all(pieces, pieces.language.gettext("Topics by size"), Address("topics/by-size.html"))
    count = len(pieces.site.topics)
    return TopicOrderView(head, count, (KindView("", count, pieces.largest(MANY_TOPICS)),), pieces.site.has_kinds)


def by_kind(pieces: Pieces, _: TopicsInOrder) -> TopicOrderView:
    """The topics with most entries of each kind, the kinds by name; those without a kind come last."""
    by_kind: dict[str, dict[Slug, int]] = defaultdict(dict)
    for topic in pieces.site.topics.values():
        by_kind[topic.kind or ""][topic.slug] = len(topic.entries)
    kinds = sorted(by_kind.items(), key=lambda item: (not item[0], item[0].casefold(), item[0]))
    return TopicOrderView(
        head=_head_of_all(pieces, pieces.language.gettext("Topics by kind"), Address("topics/by-kind.html")),
        count=len(pieces.site.topics),
        kinds=tuple(KindView(kind, len(its), pieces.counted(its, MANY_OF_A_KIND)) for kind, its in kinds),
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


def _alternates(pieces: Pieces, subject: Topic) -> tuple[AlternateView, ...]:
    feed = AlternateView(topic_address(subject.slug, "feed.xml"), "application/atom+xml", "Atom")
    data = [("json", topic_address(subject.slug, "index.json"))] if "json" in pieces.data_formats else []
    return (*([feed] if pieces.site.config.topic_feeds else []), *pieces.alternates(data))


def where_listed(group: Group) -> Callable[[int], Address]:
    """Where the entries of each year of a topic or an outlet are listed."""
    return partial(list_address, group) if has_years(group) else partial(year_heading, list_address(group))


def _near(pieces: Pieces, topic: Topic, other: Slug, shared: int) -> NearView:
    is_pair = pieces.site.near.are_pair(topic.slug, other)
    return NearView(pieces.counted_link(other, shared), pair_address(topic.slug, other) if is_pair else None)


def _network(pieces: Pieces, topic: Slug, near: Sequence[Shared]) -> Network | None:
    """The lines between a topic and those nearest to it; none where hardly any shares more than one entry with it."""
    if sum(shared > 1 for _, shared in near) < _FEW:
        return None
    places = {slug: place for place, (slug, _) in enumerate(near)}
    both = pieces.site.near.between(topic).items()
    between = {
        (min(places[one], places[other]), max(places[one], places[other])): count for (one, other), count in both
    }
    return network([shared for _, shared in near], between)


def years(pieces: Pieces, subject: Group) -> tuple[LinkView, ...]:
    """The pages of the years of a large topic or outlet, latest first."""
    found = ((part.year, len(part.entries)) for part in reversed(years_of(subject)) if part.year)
    dated = ((list_address(subject, year), pieces.date(Date(year)), count) for year, count in found)
    return tuple(LinkView(address, date.text, count) for address, date, count in dated)


def _mentions(pieces: Pieces, subject: Topic) -> tuple[LinkView, ...]:
    """What links to a topic without having it as a context."""
    having = {entry.path for entry in subject.entries}
    mentions = pieces.site.mentions.get(topic_address(subject.slug), ())
    return links_to(item for item in mentions if item.path not in having)


def letters(subject: Index) -> tuple[LinkView, ...]:
    """The pages of the letters of an index."""
    return tuple(LinkView(part.address, part.name, len(part.slugs)) for part in subject.letters)
