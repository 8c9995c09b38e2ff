"""The pages of two topics that often occur together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import combinations
from typing import Any

from msgspec.structs import replace

from builder.config.config import Config
from builder.core.addresses import TOPIC_PAIR, pair_address, year_heading
from builder.core.dates import Date
from builder.core.urls import Address
from builder.pages.entries_by_year import amounts, by_year, span_address
from builder.pages.kind import PageKind
from builder.pages.listings import shows_any
from builder.pages.shared import Pieces
from builder.pages.strips import line_of_time
from builder.relations.changes import Changes
from builder.relations.cooccurrence import TopicPair
from builder.relations.site import Site
from builder.views.contract import HeadView, PairView, StripView
from builder.views.strip import paths_of


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
        strip=_strip(pieces, subject, address),
        amounts=amounts(pieces, entries, partial(year_heading, address)),
        groups=by_year(pieces, entries, partial(year_heading, address)),
    )


def _strip(pieces: Pieces, subject: TopicPair, address: Address) -> StripView:
    """The line of time of a pair, which the page itself draws: no other page shows it."""
    of_year = Counter(entry.date.year for entry in subject.entries)

    def where(date: Date) -> Address:
        return span_address(date, year_heading(address, date.year), of_year[date.year])

    strip = pieces.strip_of(subject.entries)
    line = line_of_time(pieces, strip.axis, subject.entries, Address(""), where)
    return replace(line, paths=paths_of(strip), bar_width=strip.width, has_lines=bool(strip.lines))


def _pairs(site: Site) -> Iterable[TopicPair]:
    return site.cooccurrence.pairs()


def _is_enabled(config: Config) -> bool:
    return config.pairs


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


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="pair",
        pattern=TOPIC_PAIR,
        subjects=_pairs,
        parameters=_pair_parameters,
        find=_find_pair,
        origin=_pair_origin,
        view=pair,
        template="pair.html",
        enabled=_is_enabled,
        setting="pairs",
        affected=_affected_pairs,
        shows_texts=False,
        description="Two topics that often occur together.",
    ),
)
