"""The pages of topics and their index."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from builder.dates import Date
from builder.model import Entry
from builder.plan import TopicLetter, TopicYear, Whole, letters_of, years_of
from builder.present.pieces import Pieces, links_to
from builder.text import counted
from builder.topics import Topic
from builder.urls import Address, topic_address
from builder.views import AlternateView, GroupView, HeadView, LinkView, TopicLinkView, TopicsView, TopicView

_LATEST = 50
_NEAR = 12


def topic(pieces: Pieces, subject: Topic) -> TopicView:
    """The page of a topic: its whole timeline, or of a large one the latest entries and the way to its years."""
    return _topic_view(pieces, subject, subject.entries[-_LATEST:] if years_of(subject) else subject.entries)


def topic_year(pieces: Pieces, subject: TopicYear) -> TopicView:
    """The page of one year of a large topic."""
    return _topic_view(pieces, subject.topic, subject.entries, subject.year)


def topics(pieces: Pieces, _: Whole) -> TopicsView:
    """The index of topics."""
    everything = tuple(pieces.site.topics.values())
    letters = _letters(pieces)
    return TopicsView(
        head=HeadView("Topics", f"{counted(len(everything), 'topic')}.", Address("topics/index.html")),
        count=len(everything),
        largest=pieces.largest(),
        topics=() if letters else _by_name(pieces, everything),
        letters=letters,
    )


def topic_letter(pieces: Pieces, subject: TopicLetter) -> TopicsView:
    """The topics under one letter."""
    return TopicsView(
        head=HeadView(f"Topics: {subject.letter}", f"{counted(len(subject.topics), 'topic')}.", subject.address),
        count=len(subject.topics),
        largest=(),
        topics=_by_name(pieces, subject.topics),
        letters=_letters(pieces),
        letter=subject.letter,
    )


def _topic_view(pieces: Pieces, subject: Topic, entries: Sequence[Entry], year: int | None = None) -> TopicView:
    address = topic_address(subject.slug)
    here = _year_address(subject, year) if year else address
    span = entries if year else subject.entries
    count = len(span)
    near = () if year else pieces.site.near(subject, _NEAR)
    return TopicView(
        head=HeadView(
            title=f"{subject.name}, {year}" if year else subject.name,
            description=subject.description or f"{counted(count, 'entry')} about {subject.name}.",
            address=here,
            alternates=_alternates(pieces, subject),
        ),
        name=subject.name,
        address=address,
        kind=subject.kind,
        description=subject.description,
        count=count,
        first=span[0].date,
        last=span[-1].date,
        year=year,
        groups=_groups(pieces, subject, entries),
        years=tuple(
            LinkView(_year_address(subject, part.year), f"{part.year}", len(part.entries))
            for part in reversed(years_of(subject))
        ),
        near=tuple(pieces.counted_link(other.slug, shared) for other, shared in near),
        mentions=() if year else _mentions(pieces, subject),
    )


def _alternates(pieces: Pieces, subject: Topic) -> tuple[AlternateView, ...]:
    feed = AlternateView(topic_address(subject.slug, "feed.xml"), "application/atom+xml", "Atom")
    data = [("json", topic_address(subject.slug, "index.json"))] if "json" in pieces.data_formats else []
    return (feed, *pieces.alternates(data))


def _groups(pieces: Pieces, subject: Topic, entries: Sequence[Entry]) -> tuple[GroupView, ...]:
    """The entries by year, latest first."""
    by_year = groupby(reversed(entries), lambda entry: entry.date.year)
    listed = ((year, pieces.items(its)) for year, its in by_year)
    return tuple(GroupView(None, Date(year), _year_address(subject, year), len(items), items) for year, items in listed)


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


def _letters(pieces: Pieces) -> tuple[LinkView, ...]:
    parts = letters_of(tuple(pieces.site.topics.values()))
    return tuple(LinkView(part.address, part.letter, len(part.topics)) for part in parts)
