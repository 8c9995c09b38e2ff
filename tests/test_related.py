"""Related: exactly what comparing every pair finds, in the order of the rule."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.dates import Date
from builder.model import Context, Entry
from builder.related import index_entries, rank
from builder.urls import Slug


def entry(slug: str, date: Date, *contexts: str, section: str = "news") -> Entry:
    """An entry with contexts and little else."""
    named = tuple(map(Context, contexts))
    return Entry(f"content/{slug}.md", Slug(section), date, Slug(slug), slug, slug, named)


def every_pair(entries: Sequence[Entry], one: Entry, limit: int) -> list[Entry]:
    """The rule `newest`, followed word by word."""

    def shared(other: Entry) -> int:
        return len({c.slug for c in one.contexts} & {c.slug for c in other.contexts})

    others = [other for other in entries if other.id != one.id and shared(other)]
    return sorted(others, key=lambda other: (shared(other), other.date, other.address), reverse=True)[:limit]


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


@given(SITES, st.integers(0, 6))
def test_related_is_what_comparing_every_pair_finds(entries: list[Entry], limit: int) -> None:
    index = index_entries(entries)
    for one in entries:
        assert list(rank(index, one, limit)) == every_pair(entries, one, limit)


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
    assert rank(index_entries([second, ONE, first]), ONE, 10) == (first, second)


def test_spellings_of_one_topic_count_once() -> None:
    twice = entry("twice", Date(2011), "iran", "IRAN")
    newer = entry("newer", Date(2012), "Iran")
    assert rank(index_entries([twice, newer, ONE]), ONE, 10) == (newer, twice)


def test_an_entry_without_contexts_has_no_related() -> None:
    alone = entry("alone", Date(2011))
    assert rank(index_entries([alone, ONE]), alone, 10) == ()


def test_an_entry_that_shares_nothing_is_not_related() -> None:
    assert rank(index_entries([ONE, entry("other", Date(2011), "Lake")]), ONE, 10) == ()


def test_there_are_no_more_than_the_limit_even_of_a_topic_that_everybody_has() -> None:
    everybody = [entry(f"e{number:03}", Date(2011, 5, 1 + number % 28), "U.S.") for number in range(300)]
    index = index_entries(everybody)
    for one in everybody[::37]:
        assert list(rank(index, one, 10)) == every_pair(everybody, one, 10)
        assert len(rank(index, one, 10)) == 10
        assert len(rank(index, one, 1000)) == 299


def test_entries_are_numbered_from_the_newest() -> None:
    old, new = entry("old", Date(2010), "Iran"), entry("new", Date(2012), "Iran", "Geneva")
    index = index_entries([old, ONE, new])
    assert index.newest == (new, ONE, old)
    assert index.having == {"iran": 0b111, "geneva": 0b011}
