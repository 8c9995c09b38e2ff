"""Related: exactly what comparing every pair finds, in the order of the rule."""

import datetime
import json
import lzma
import math
import random
from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import islice
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.config.config import RANKINGS
from builder.core.dates import Date, parse_date
from builder.core.model import Context, Entry
from builder.relations.related import points, rank
from tests.sites import SHARED, entry_of, index_of


def entry(slug: str, date: Date, *contexts: str, section: str = "news") -> Entry:
    """An entry with contexts and little else."""
    named = tuple(map(Context, contexts))
    return entry_of(slug, date, *named, section=section)


class EveryPair:
    """The rules followed word by word, on entries compared one by one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.counts = Counter(topic for entry in entries for topic in entry.topics)

    def rank(self, one: Entry, limit: int, ranking: str) -> list[Entry]:
        """What `rank` must give."""
        score = self.newest if ranking == "newest" else self.closest
        mine = set(one.topics)
        others = [other for other in self.entries if other.id != one.id and not mine.isdisjoint(other.topics)]
        order = {other.id: (score(one, other), other.date, other.address) for other in others}
        return sorted(others, key=lambda other: order[other.id], reverse=True)[:limit]

    def newest(self, one: Entry, other: Entry) -> Fraction:
        """The number of shared topics."""
        return Fraction(len(set(one.topics) & set(other.topics)))

    def closest(self, one: Entry, other: Entry) -> Fraction:
        """The formula of the manual."""
        shared = set(one.topics) & set(other.topics)
        worth = sum(max(1, 17 - math.floor(math.log2(self.counts[topic]))) for topic in shared)
        days = abs(first_day(one) - first_day(other)).days
        return Fraction(worth, (60 + days) * (10 + len(other.topics)))


def first_day(entry: Entry) -> datetime.date:
    """The first day of the span that an entry's date is."""
    return datetime.date(entry.date.year, entry.date.month or 1, entry.date.day or 1)


DATES = st.sampled_from(
    [Date(2010), Date(2011), Date(2011, 5), Date(2011, 5, 1), Date(2011, 5, 15), Date(2011, 5, 2), Date(2011, 12)]
)
CONTEXTS = st.lists(st.sampled_from(["Iran", "IRAN", "iran", "Geneva", "IAEA", "talks", "Talks", "U.S."]), max_size=5)
SITES = st.lists(
    st.builds(
        lambda slug, date, contexts, section: entry(slug, date, *contexts, section=section),
        st.text("abc", min_size=1, max_size=2),
        DATES,
        CONTEXTS,
        st.sampled_from(["news", "opinion"]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda entry: entry.id,
)


@pytest.mark.parametrize("ranking", RANKINGS)
@given(SITES, st.integers(0, 6), st.integers(0, 4))
def test_related_is_what_comparing_every_pair_finds(
    ranking: str, entries: list[Entry], limit: int, common: int
) -> None:
    every_pair = EveryPair(entries)
    with patch("builder.relations.related._COMMON", common):
        index = index_of(entries)
        for one in entries:
            assert list(rank(index, one, limit, ranking)) == every_pair.rank(one, limit, ranking)


@pytest.mark.parametrize("ranking", RANKINGS)
@given(st.integers(0), st.integers(1, 2000), st.integers(1, 12))
@settings(max_examples=20)
def test_it_is_so_for_hundreds_of_entries_near_and_far_in_time(ranking: str, seed: int, span: int, limit: int) -> None:
    entries = crowd(random.Random(seed), span)
    index, every_pair = index_of(entries), EveryPair(entries)
    for one in entries[::20]:
        assert list(rank(index, one, limit, ranking)) == every_pair.rank(one, limit, ranking)


def crowd(draw: random.Random, span: int) -> list[Entry]:
    """Entries on some days of a span, with topics of which a few are very common."""
    return [
        entry(
            f"e{number}",
            some_date(datetime.date(2011, 1, 1) + datetime.timedelta(draw.randrange(span)), draw),
            *(f"topic {int(draw.paretovariate(0.6))}" for _ in range(draw.randrange(6))),
        )
        for number in range(300)
    ]


def some_date(day: datetime.date, draw: random.Random) -> Date:
    """A day, or now and then only its month or year."""
    return Date(*(day.year, day.month, day.day)[: draw.choice((1, 2, 3, 3, 3, 3, 3))])


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
@pytest.mark.parametrize("ranking", RANKINGS)
def test_it_is_so_for_real_entries(ranking: str) -> None:
    entries = corpus(20_000)
    index, every_pair = index_of(entries), EveryPair(entries)
    for one in random.Random(1).sample(entries, 100):
        assert list(rank(index, one, 10, ranking)) == every_pair.rank(one, 10, ranking)


def corpus(count: int) -> list[Entry]:
    """The first entries of ../shared/corpus."""
    with lzma.open(SHARED / "corpus/current-events-2002-2020.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [entry(f"e{number}", parse_date(row["date"]), *row["contexts"]) for number, row in enumerate(rows)]


ONE = entry("one", Date(2011, 5, 15), "Iran", "Geneva")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("old", Date(2001), "Iran", "Geneva"), entry("new", Date(2012, 1, 1), "Iran")),
        (entry("a", Date(2012), "Iran"), entry("b", Date(2011, 12, 31), "Iran")),
        (entry("a", Date(2011, 5, 10), "Iran"), entry("b", Date(2011, 5, 9), "Iran")),
        (entry("a", Date(2011, 5, 1), "Iran"), entry("b", Date(2011, 5), "Iran")),
        (entry("b", Date(2011, 5, 15), "Iran"), entry("a", Date(2011, 5, 15), "Geneva")),
        (entry("a", Date(2011, 5, 15), "Iran", section="opinion"), entry("b", Date(2011, 5, 15), "Iran")),
    ],
)
def test_more_shared_topics_come_first_then_the_newer_then_the_later_address(first: Entry, second: Entry) -> None:
    assert rank(index_of([second, ONE, first]), ONE, 10, "newest") == (first, second)


def test_spellings_of_one_topic_count_once() -> None:
    twice = entry("twice", Date(2011), "iran", "IRAN")
    newer = entry("newer", Date(2012), "Iran")
    assert rank(index_of([twice, newer, ONE]), ONE, 10, "newest") == (newer, twice)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("rare", Date(2011, 5, 10), "Geneva"), entry("common", Date(2011, 5, 10), "Iran")),
        (entry("both", Date(2011, 5, 10), "Iran", "Geneva"), entry("rare", Date(2011, 5, 10), "Geneva")),
        (entry("near", Date(2011, 5, 10), "Iran"), entry("far", Date(2012, 5, 10), "Geneva")),
        (entry("same", Date(2011, 5, 15), "Iran"), entry("next", Date(2011, 5, 16), "Iran")),
        (entry("a", Date(2011, 5), "Iran"), entry("b", Date(2011, 4, 30), "Iran")),
        (entry("later", Date(2011, 5, 18), "Iran"), entry("earlier", Date(2011, 5, 12), "Iran")),
        (entry("few", Date(2011, 5, 10), "Iran"), entry("many", Date(2011, 5, 10), "Iran", "Rome", "Lake", "Sea")),
        (entry("b", Date(2011, 5, 10), "Iran"), entry("a", Date(2011, 5, 10), "Iran")),
    ],
)
def test_rare_topics_near_in_time_on_entries_with_few_are_closest(first: Entry, second: Entry) -> None:
    others = [entry(f"e{number}", Date(2001, 1, 1), "Iran") for number in range(20)]
    assert rank(index_of([second, ONE, first, *others]), ONE, 2, "closest") == (first, second)


@pytest.mark.parametrize(("count", "worth"), [(2, 16), (3, 16), (4, 15), (1023, 8), (1024, 7), (2**16, 1), (2**30, 1)])
def test_a_topic_counts_one_point_less_each_time_that_its_entries_double(count: int, worth: int) -> None:
    assert points(count) == worth


@pytest.mark.parametrize("ranking", RANKINGS)
def test_an_entry_without_contexts_has_no_related(ranking: str) -> None:
    alone = entry("alone", Date(2011))
    assert rank(index_of([alone, ONE]), alone, 10, ranking) == ()


@pytest.mark.parametrize("ranking", RANKINGS)
def test_an_entry_that_shares_nothing_is_not_related(ranking: str) -> None:
    assert rank(index_of([ONE, entry("other", Date(2011), "Lake")]), ONE, 10, ranking) == ()


@pytest.mark.parametrize("ranking", RANKINGS)
def test_there_are_no_more_than_the_limit_even_of_a_topic_that_everybody_has(ranking: str) -> None:
    everybody = [entry(f"e{number:03}", Date(2011, 5, 1 + number % 28), "U.S.") for number in range(300)]
    index, every_pair = index_of(everybody), EveryPair(everybody)
    for one in everybody[::37]:
        assert list(rank(index, one, 10, ranking)) == every_pair.rank(one, 10, ranking)
        assert len(rank(index, one, 10, ranking)) == 10
        assert len(rank(index, one, 1000, ranking)) == 299


def test_entries_are_numbered_from_the_newest() -> None:
    old, new = entry("old", Date(2010), "Iran"), entry("new", Date(2012), "Iran", "Geneva")
    index = index_of([old, ONE, new])
    assert [index.entries[-1 - number] for number in range(3)] == [new, ONE, old]
    assert {topic: index.having[topic] for topic in new.topics} == {"iran": [0, 1, 2], "geneva": [0, 1]}
    assert [index.number_of(each) for each in (new, ONE, old)] == [0, 1, 2]
    assert index.number == {new.address: 0, ONE.address: 1, old.address: 2}
    assert [index.number_of(each) for each in (new, ONE, old)] == [0, 1, 2]


@pytest.mark.parametrize(("names", "kept"), [(("U.S.",), {}), (("U.S.", "Sea"), {"u-s", "sea"})])
def test_only_common_topics_of_which_an_entry_has_several_are_kept_as_bits(
    names: tuple[str, ...], kept: Collection[str]
) -> None:
    entries = [entry(f"e{number}", Date(2011), *names, *["Lake"] * (number == 3)) for number in range(101)]
    index = index_of(entries)
    assert len(rank(index, entries[3], 10, "newest")) == 10
    assert index.bits == dict.fromkeys(kept, (1 << 101) - 1)
