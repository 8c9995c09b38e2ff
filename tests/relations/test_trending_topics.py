"""Which topics move, told from the content alone."""

from datetime import date, timedelta

import pytest

from builder.core.dates import Date
from builder.core.model import ORDER, Context, Entry
from builder.relations.trending_topics import moving
from tests.sites import entry_of

LAST = date(2011, 5, 15)


def entries(topic: str, *ages: int) -> list[Entry]:
    """Entries with a topic, each so many days before the last day of the content."""
    days = [LAST - timedelta(age) for age in ages]
    return [
        entry_of(f"{topic}{number}", Date(day.year, day.month, day.day), Context(topic))
        for number, day in enumerate(days)
    ]


def moves(*of_topics: list[Entry]) -> list[tuple[str, int, float]]:
    """What moves, of content that goes back more than a year."""
    together = [entry for its in (*of_topics, entries("Old", 400), entries("Last", 0)) for entry in its]
    return [(each.topic, each.count, each.usual) for each in moving(sorted(together, key=ORDER))]


def test_a_topic_with_more_entries_in_the_last_four_weeks_than_usual_moves() -> None:
    assert moves(entries("Iran", *range(10), *range(28, 52))) == [("iran", 10, 2.0)]


def test_a_topic_with_as_many_as_usual_does_not_move() -> None:
    assert moves(entries("Iran", *range(364))) == []


def test_the_one_that_rose_most_comes_first_and_of_two_the_first_by_its_slug() -> None:
    steady = entries("Iran", *range(9), *range(28, 28 + 24))
    new, equal = entries("Peru", *range(9)), entries("Chad", *range(9))
    assert [topic for topic, _, _ in moves(steady, new, equal)] == ["chad", "peru", "iran"]


def test_a_few_entries_are_nothing_that_moves() -> None:
    assert moves(entries("Iran", 1, 2)) == []
    assert moves(entries("Iran", 1, 2, 3)) == [("iran", 3, 0.0)]


@pytest.mark.parametrize(("age", "counts"), [(27, True), (28, False)])
def test_the_last_four_weeks_have_twenty_eight_days(age: int, counts: bool) -> None:
    assert bool(moves(entries("Iran", 1, 2, age))) is counts


@pytest.mark.parametrize(("age", "usual"), [(28 * 13 - 1, 1 / 12), (28 * 13, 0.0)])
def test_the_time_before_has_twelve_times_as_many(age: int, usual: float) -> None:
    assert moves(entries("Iran", 1, 2, 3, age)) == [("iran", 3, usual)]


def test_content_that_began_lately_is_measured_by_the_time_that_it_has() -> None:
    found = moving(sorted([*entries("Iran", *range(9)), *entries("Peru", *range(28, 84, 2))], key=ORDER))
    assert [(each.topic, each.usual) for each in found] == [("iran", 0.0)]
    half = moving(sorted([*entries("Iran", *range(9), 40), *entries("Peru", 83)], key=ORDER))
    assert [(each.topic, each.usual) for each in half] == [("iran", 0.5)]


def test_content_of_less_than_two_months_tells_nothing() -> None:
    assert moving(sorted(entries("Iran", *range(9), 54), key=ORDER)) == ()
    assert moving([]) == ()


def test_entries_of_which_no_day_is_known_count_nowhere() -> None:
    partial = [entry_of(f"p{n}", Date(2011, 5), Context("Iran")) for n in range(9)]
    assert moves(partial, [entry_of("year", Date(2012), Context("Peru"))]) == []


def test_the_first_year_of_all_has_no_year_before_it() -> None:
    days = [entry_of(f"e{n}", Date(1, 3, n), Context("Rome")) for n in range(1, 5)]
    first = entry_of("first", Date(1, 1, 1))
    assert [each.topic for each in moving([first, *days])] == ["rome"]
