"""Which topics are near one another, and which are pairs."""

from collections.abc import Iterable

import pytest

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Slug
from builder.relations.cooccurrence import NEAR, OFTEN, Cooccurrence
from builder.relations.topics import Topics
from tests.sites import entry_of


def entries(*each: tuple[str, int]) -> list[Entry]:
    """So many entries with the contexts that are named, such as `Iran Oil`."""
    return [
        entry_of(f"e{place}-{n}", Date(2011), *map(Context, names.split()))
        for place, (names, count) in enumerate(each)
        for n in range(count)
    ]


def near_of(found: Iterable[Entry]) -> Cooccurrence:
    """What is near each topic of some entries."""
    return Cooccurrence(Topics([*found], {}))


def test_the_nearest_topics_share_most_entries_then_come_by_name() -> None:
    near = near_of(entries(("Iran b a", 1), ("Iran c", 2)))
    assert near.of(Slug("iran")) == (("c", 2), ("a", 1), ("b", 1))
    assert near.of(Slug("c")) == (("iran", 2),)


def test_what_shares_nothing_is_near_nothing() -> None:
    assert near_of(entries(("Iran", 2))).of(Slug("iran")) == ()


@pytest.mark.parametrize(
    ("each", "is_pair"),
    [
        ([("Iran Oil", OFTEN), ("Iran", 1), ("Oil", 1)], True),
        ([("Iran Oil", OFTEN - 1), ("Iran", 9), ("Oil", 9)], False),
        ([("Iran Oil", OFTEN), ("Iran", 1)], False),
        ([("Iran Oil", OFTEN), ("Iran", 1), ("Oil", 1), *((f"Iran x{n}", OFTEN + 1) for n in range(NEAR))], False),
        ([("Iran Oil", OFTEN), ("Iran", 1), ("Oil", 1), *((f"Oil x{n}", OFTEN + 1) for n in range(NEAR))], False),
        ([("Iran Oil", OFTEN), ("Iran", 1), ("Oil", 1), *((f"Oil x{n}", OFTEN + 1) for n in range(NEAR - 1))], True),
    ],
)
def test_a_pair_shares_often_is_near_from_both_sides_and_neither_is_inside_the_other(
    each: list[tuple[str, int]], is_pair: bool
) -> None:
    near = near_of(entries(*each))
    assert near.are_pair(Slug("iran"), Slug("oil")) is is_pair
    assert near.are_pair(Slug("oil"), Slug("iran")) is is_pair
    assert (Slug("oil") in near.partners(Slug("iran"))) is is_pair


def test_a_pair_has_the_entries_that_have_both_in_the_order_of_time() -> None:
    found = entries(("Oil Iran", OFTEN), ("Iran", 3), ("Oil", 1))
    (pair,) = near_of(found).pairs()
    assert (pair.first.slug, pair.second.slug) == ("iran", "oil")
    assert pair.entries == tuple(found[:OFTEN])


def test_after_a_change_what_it_did_not_touch_is_known_already() -> None:
    before, after = (Topics(entries(("Iran Oil", 2), *rest), {}) for rest in ([], [("Chad", 1)]))
    near = Cooccurrence(before)
    kept = near.of(Slug("iran"))
    assert near.following(after, {Slug("oil")}).of(Slug("iran")) is kept
    assert near.following(after, {Slug("iran")}).of(Slug("iran")) is not kept


def test_where_a_topic_came_or_is_called_otherwise_nothing_is_known() -> None:
    before, came, named = (
        Topics(entries(*each), {}) for each in ([("Iran Oil", 1)], [("Iran Oil", 1), ("Chad", 1)], [("Iran OIL", 1)])
    )
    near = Cooccurrence(before)
    kept = near.of(Slug("iran"))
    assert near.following(came, {Slug("chad")}).of(Slug("iran")) is not kept
    assert near.following(named, {Slug("oil")}).of(Slug("iran")) is not kept
