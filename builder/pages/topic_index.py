"""The index of topics: by name, under each letter, by size and by kind."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from builder.core.address_pattern import AddressPattern
from builder.core.addresses import TOPICS
from builder.core.urls import Address, Slug
from builder.pages.kind import PageKind
from builder.pages.listings import MANY, Index, letter_links, letter_parameters, parts_of
from builder.pages.shared import Pieces, kind_order
from builder.pages.topics import TOPIC_PAGES
from builder.pages.wanted import came_or_went, wanted_address
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.contract import HeadView, IndexPartView, KindView, TopicLinkView, TopicOrderView, TopicsView

MANY_OF_A_KIND = 100
"""Topics of one kind that the index by kind names at most."""

_BY_SIZE = Address("topics/by-size.html")
_BY_KIND = Address("topics/by-kind.html")
_LETTERS = AddressPattern("topics/{letter}.html")


def topics(pieces: Pieces, subject: Index) -> TopicsView:
    """The index of topics, or those under one letter."""
    letter, everything = subject.letter, pieces.site.topics
    slugs = letter.slugs if letter else () if subject.letters else tuple(everything)
    named = everything.by_name(slugs)
    parts = parts_of(named) if letter else []
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
        topics=() if parts else _links(pieces, named),
        letters=letter_links(_LETTERS, subject.letters),
        letter=letter.name if letter else None,
        parts=tuple(IndexPartView(beginning, _links(pieces, its)) for beginning, its in parts),
        has_kinds=pieces.site.has_kinds,
        wanted=None if letter else wanted_address(pieces.site),
    )


def _links(pieces: Pieces, topics: Iterable[Topic]) -> tuple[TopicLinkView, ...]:
    return tuple(pieces.counted_link(topic.slug, len(topic.entries)) for topic in topics)


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


def _affected_index(changes: Changes, site: Site) -> Iterable[Index]:
    return TOPIC_PAGES.index(site) if changes.lists or came_or_went(changes) else ()


def _affected_letters(changes: Changes, site: Site) -> Iterable[Index]:
    if changes.topics_came_or_went:
        return TOPIC_PAGES.letters(site)
    pages = TOPIC_PAGES.letters(site) if changes.lists else ()
    return (page for page in pages if page.letter and not changes.topics.isdisjoint(page.letter.slugs))


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
        subjects=_if_it_has_topics,
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
