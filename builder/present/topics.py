"""The pages of topics and their index."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from builder.dates import Date
from builder.model import Entry
from builder.plan import TopicIndex, TopicList, years_of
from builder.present.pieces import Pieces, links_to
from builder.topics import Topic
from builder.urls import Address, topic_address
from builder.views import AlternateView, GroupView, HeadView, LinkView, TopicLinkView, TopicsView, TopicView

_NEAR = 12


def topic(pieces: Pieces, subject: TopicList) -> TopicView:
    """The page of a topic, or of one year of a large one."""
    topic, year = subject.topic, subject.year
    span = subject.entries if year else topic.entries
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    about = ngettext("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", count, topic=topic.name)
    near = () if year else pieces.site.near(topic, _NEAR)
    return TopicView(
        head=HeadView(
            title=gettext("%(topic)s, %(year)s", topic=topic.name, year=year) if year else topic.name,
            description=topic.description or about,
            address=_year_address(topic, year) if year else topic_address(topic.slug),
            alternates=_alternates(pieces, topic),
        ),
        name=topic.name,
        address=topic_address(topic.slug),
        kind=topic.kind,
        description=topic.description,
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        groups=_groups(pieces, topic, subject.entries),
        years=tuple(
            LinkView(_year_address(topic, part.year), pieces.date(Date(part.year)).text, len(part.entries))
            for part in reversed(years_of(topic))
            if part.year
        ),
        near=tuple(pieces.counted_link(other.slug, shared) for other, shared in near),
        mentions=() if year else _mentions(pieces, topic),
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
        topics=_by_name(pieces, [everything[slug] for slug in slugs]),
        letters=tuple(LinkView(part.address, part.name, len(part.slugs)) for part in subject.letters),
        letter=letter.name if letter else None,
    )


def _alternates(pieces: Pieces, subject: Topic) -> tuple[AlternateView, ...]:
    feed = AlternateView(topic_address(subject.slug, "feed.xml"), "application/atom+xml", "Atom")
    data = [("json", topic_address(subject.slug, "index.json"))] if "json" in pieces.data_formats else []
    return (*([feed] if pieces.site.config.topic_feeds else []), *pieces.alternates(data))


def _groups(pieces: Pieces, subject: Topic, entries: Sequence[Entry]) -> tuple[GroupView, ...]:
    """The entries by year, latest first."""
    by_year = groupby(reversed(entries), lambda entry: entry.date.year)
    listed = ((year, pieces.items(its)) for year, its in by_year)
    return tuple(
        GroupView(None, pieces.date(Date(year)), _year_address(subject, year), len(items), items)
        for year, items in listed
    )


def _year_address(subject: Topic, year: int) -> Address:
    return topic_address(subject.slug, f"{year:04}.html")


def _mentions(pieces: Pieces, subject: Topic) -> tuple[LinkView, ...]:
    """What links to a topic without having it as a context."""
    having = {entry.path for entry in subject.entries}
    mentions = pieces.site.mentions.get(topic_address(subject.slug), ())
    return links_to(item for item in mentions if item.path not in having)


def _by_name(pieces: Pieces, subjects: Iterable[Topic]) -> tuple[TopicLinkView, ...]:
    ordered = sorted(subjects, key=lambda topic: (topic.name.casefold(), topic.slug))
    return tuple(pieces.counted_link(topic.slug, len(topic.entries)) for topic in ordered)
