"""The pages of topics and their index."""

from collections import Counter
from itertools import groupby
from typing import Any

from builder.dates import Date
from builder.groups import Group
from builder.plan import Index, Listing, TopicIndex, has_years, list_address, years_of
from builder.present.pieces import Pieces, links_to
from builder.timeline import Year
from builder.topics import Topic
from builder.urls import Address, topic_address
from builder.views import AlternateView, GroupView, HeadView, LinkView, TopicLinkView, TopicsView, TopicView

OF_YEAR = 15
"""Topics on the page of a year."""

_NEAR = 12


def topic(pieces: Pieces, subject: Listing[Topic]) -> TopicView:
    """The page of a topic, or of one year of a large one."""
    topic, year, span = subject.group, subject.year, subject.span
    count, gettext, ngettext = len(span), pieces.language.gettext, pieces.language.ngettext
    about = ngettext("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", count, topic=topic.name)
    near = () if year else pieces.site.near(topic, _NEAR)
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
        description=topic.description,
        count=count,
        first=pieces.date(span[0].date),
        last=pieces.date(span[-1].date),
        year=year,
        groups=by_year(pieces, subject),
        years=years(pieces, topic),
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
        topics=tuple(pieces.counted_link(topic.slug, len(topic.entries)) for topic in everything.by_name(slugs)),
        letters=letters(subject),
        letter=letter.name if letter else None,
    )


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


def by_year(pieces: Pieces, subject: Listing[Any]) -> tuple[GroupView, ...]:
    """The entries of a topic or an outlet by year, latest first."""
    found = groupby(reversed(subject.entries), lambda entry: entry.date.year)
    listed = ((year, list_address(subject.group, year), pieces.items(its)) for year, its in found)
    return tuple(
        GroupView(None, pieces.date(Date(year)), address, len(items), items) for year, address, items in listed
    )


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
