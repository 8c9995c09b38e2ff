"""Which entry of a source is which of those that it gave before."""

from typing import Any

from builder.importing import likeness
from builder.importing.likeness import matches


def front(title: str, *urls: str) -> dict[str, Any]:
    return {"title": title, "sources": [{"name": "X", "url": url} for url in urls]}


def test_titles_that_are_the_same_are_found_in_their_order() -> None:
    assert matches([front("B"), front("A"), front("A")], [front("A"), front("B"), front("A")]) == {0: 1, 1: 0, 2: 2}


def test_a_title_in_other_words_is_known_by_its_source() -> None:
    before = [front("Five people die in a fire", "https://a.example/1"), front("A ship sinks off the coast")]
    now = [front("A ferry sinks off the coast"), front("Blaze kills six", "https://a.example/1"), front("Rain falls")]
    assert matches(now, before) == {0: 1, 1: 0}


def test_the_most_alike_are_the_same_where_several_fit() -> None:
    before = [front("Iran tests a missile near Tehran"), front("Iran tests a missile near Qom")]
    now = [front("Iran tests a new missile near Qom"), front("Iran tests a new missile near Tehran")]
    assert matches(now, before) == {0: 1, 1: 0}


def test_very_many_are_compared_by_their_titles_alone() -> None:
    likeness_of_all = [front(f"Ship number {number} sinks") for number in range(600)]
    now = [*likeness_of_all[:300], *(front(f"Ship number {number} sinks today") for number in range(600, 1_300))]
    assert len(now[300:]) * 300 <= likeness.MAX_PAIRS
    now += [front(f"Ship number {number} sinks now") for number in range(1_300, 2_000)]
    assert matches(now, likeness_of_all) == {place: place for place in range(300)}
