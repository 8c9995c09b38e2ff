"""Entries by what they have in common, shown with topics, which are one kind of it."""

from typing import Any

import pytest

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Slug
from builder.relations.topics import Topic, Topics
from tests.sites import changed, entry_of


def entry(slug: str, *names: str) -> Entry:
    """An entry with contexts and little else."""
    return entry_of(slug, Date(2011), *map(Context, names))


def counted(**counts: int) -> list[Entry]:
    """So many entries with each context."""
    return [entry(f"{name}-{n}", name) for name, count in counts.items() for n in range(count)]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the topics that are made from now on."""
    slugs: list[str] = []

    def noted(**fields: Any) -> Topic:
        slugs.append(fields["slug"])
        return Topic(**fields)

    monkeypatch.setattr("builder.relations.topics.Topic", noted)
    return slugs


def test_a_group_is_made_when_it_is_first_asked_for_and_only_then(made: list[str]) -> None:
    topics = Topics(counted(Chad=1, Iran=2), {})
    assert ([*topics], len(topics), "iran" in topics, "peru" in topics) == (["chad", "iran"], 2, True, False)
    assert topics.get(Slug("peru")) is None
    assert made == []
    assert topics[Slug("iran")] is topics[Slug("iran")]
    assert made == ["iran"]
    assert [topic.slug for topic in topics.values()] == ["chad", "iran"]
    assert made == ["iran", "chad"]


def test_what_no_entry_names_is_no_group() -> None:
    with pytest.raises(KeyError):
        Topics(counted(Chad=1), {})[Slug("peru")]


def test_entries_have_numbers_by_group_from_the_first_on() -> None:
    entries = [entry("one", "Iran", "IRAN"), entry("two", "Oil", "iran")]
    assert Topics(entries, {}).numbers == {"iran": [0, 1], "oil": [1]}


@pytest.mark.parametrize(
    ("limit", "largest"),
    [
        (1, ["Iran"]),
        (2, ["Iran", "Chad"]),
        (3, ["Iran", "Chad", "Oil"]),
        (4, ["Iran", "Chad", "Oil", "arms"]),
        (5, ["Iran", "Chad", "Oil", "arms", "Peru"]),
        (6, ["Iran", "Chad", "Oil", "arms", "Peru"]),
    ],
)
def test_the_largest_groups_have_most_entries_and_of_as_many_come_in_the_order_of_names(
    limit: int, largest: list[str]
) -> None:
    topics = Topics(counted(Peru=1, Oil=2, Iran=3, Chad=2, arms=2), {})
    assert [topic.name for topic, _ in topics.largest(topics.counts, limit)] == largest


def test_of_two_largest_groups_with_one_name_the_first_slug_comes_first() -> None:
    entries = [
        *(entry(f"{name}{n}", name) for n, name in enumerate(["U S", "U.S.", "us"])),
        *counted(Oil=1),
    ]
    topics = Topics(entries, {})
    assert [topic.slug for topic, _ in topics.largest(topics.counts, 3)] == ["u-s", "oil", "us"]


def test_to_find_the_largest_groups_the_smaller_ones_are_not_made(made: list[str]) -> None:
    topics = Topics(counted(Peru=1, Oil=2, Iran=3, Chad=2), {})
    assert [count for _, count in topics.largest(topics.counts, 2)] == [3, 2]
    assert {*made} == {"iran", "chad", "oil"}


def test_without_entries_there_is_no_largest_group() -> None:
    assert Topics([], {}).largest({}, 5) == []


def test_the_largest_groups_are_those_of_the_entries_that_were_counted() -> None:
    topics = Topics(counted(Peru=1, Oil=2, Iran=3), {})
    found = topics.largest({Slug("peru"): 1, Slug("oil"): 1, Slug("iran"): 0}, 2)
    assert [(topic.name, count) for topic, count in found] == [("Oil", 1), ("Peru", 1)]


def test_groups_come_by_name_with_upper_and_lower_case_alike() -> None:
    topics = Topics(counted(Peru=1, oil=1, Iran=1), {})
    assert [topic.name for topic in topics.by_name(topics)] == ["Iran", "oil", "Peru"]
    assert [topic.name for topic in topics.by_name([Slug("peru"), Slug("iran")])] == ["Iran", "Peru"]


def edited(entries: list[Entry], number: int, **changes: Any) -> tuple[Topics, Topics, Topics]:
    """Topics that were all made, the same with one entry changed, and those of the changed entries made anew."""
    topics = Topics(entries, {})
    assert len([*topics.values()]) == len(topics)
    after = [changed(each, **changes) if n == number else each for n, each in enumerate(entries)]
    return topics, topics.edited(after, {number: entries[number]}), Topics(after, {})


@pytest.mark.parametrize(
    "changes", [{"title": "Other"}, {"contexts": (Context("Oil"), Context("Malta"))}, {"contexts": ()}]
)
def test_edited_groups_are_those_that_the_entries_make_now(changes: dict[str, Any]) -> None:
    _, found, anew = edited([entry("a", "Iran", "Oil"), entry("b", "Oil"), entry("c", "Chad")], 0, **changes)
    assert [*found] == [*anew]
    for slug, topic in anew.items():
        assert (found[slug].name, found[slug].entries) == (topic.name, topic.entries)


def test_edited_groups_take_over_those_that_no_changed_entry_names() -> None:
    before, found, _ = edited([entry("a", "Iran"), entry("b", "Oil")], 0, title="Other")
    assert found[Slug("oil")] is before[Slug("oil")]
    assert before[Slug("iran")].entries[0].title == "a"


@pytest.mark.parametrize("most", [0, 1, 1_000])
@pytest.mark.parametrize("is_asked_for", [False, True])
def test_groups_follow_one_edit_after_another(
    monkeypatch: pytest.MonkeyPatch, most: int, *, is_asked_for: bool
) -> None:
    monkeypatch.setattr("builder.relations.grouping.MAX_CHANGES", most)
    entries = [entry("a", "Iran", "Oil"), entry("b", "Oil"), entry("c", "Chad"), entry("d", "Peru", "Iran")]
    topics = Topics(entries, {})
    topics.materialize()
    edits: tuple[tuple[int, dict[str, Any]], ...] = (
        (0, {"title": "One"}),
        (3, {"contexts": (Context("Chad"),)}),
        (1, {"title": "Two"}),
        (0, {"contexts": (Context("Peru"), Context("Oil"))}),
        (2, {"title": "Three"}),
    )
    for number, changes in edits:
        after = [changed(each, **changes) if n == number else each for n, each in enumerate(entries)]
        topics, entries = topics.edited(after, {number: entries[number]}), after
        if is_asked_for:
            topics.materialize()
    anew = Topics(entries, {})
    assert [(topic.slug, topic.name, topic.entries) for topic in topics.values()] == [
        (topic.slug, topic.name, topic.entries) for topic in anew.values()
    ]


def test_what_is_made_late_before_an_edit_is_not_taken_for_what_was_edited() -> None:
    entries = [entry("a", "Iran"), entry("b", "Iran")]
    before = Topics(entries, {})
    after = [changed(entries[0], title="Other"), entries[1]]
    found = before.edited(after, {0: entries[0]})
    assert before[Slug("iran")].entries == tuple(entries)
    assert found[Slug("iran")].entries == tuple(after)


def test_a_name_with_marks_stands_beside_the_one_without() -> None:
    names = ("Zambia", "Île", "Eire", "Éire", "Ireland", "Łódź", "Lodge")
    topics = Topics([entry_of("a", Date(2011), *map(Context, names))], {})
    by_name = [topic.name for topic in topics.by_name(topics)]
    assert by_name == ["Eire", "Éire", "Île", "Ireland", "Lodge", "Łódź", "Zambia"]
