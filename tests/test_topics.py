"""Topics: contexts with one slug are one topic, in the spelling that is used most."""

from typing import Any

import pytest

from builder.config import TopicSettings
from builder.dates import Date
from builder.model import Context, Entry
from builder.topics import Topic, Topics, numbers_of
from builder.urls import Slug
from tests.sites import entry_of


def entry(slug: str, date: Date, *contexts: Context) -> Entry:
    """An entry with contexts and little else."""
    return entry_of(slug, date, *contexts)


def named(*names: str) -> tuple[Context, ...]:
    """Contexts without a kind."""
    return tuple(map(Context, names))


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["Iran", "IRAN", "IRAN"], "IRAN"),
        (["iran", "Iran", "IRAN"], "IRAN"),
        (["U S", "U.S.", "U.S."], "U.S."),
    ],
)
def test_a_topic_has_the_spelling_used_most_then_the_first_in_order(spellings: list[str], name: str) -> None:
    entries = [entry(f"e{n}", Date(2011), Context(spelling)) for n, spelling in enumerate(spellings)]
    (topic,) = Topics(entries, {}).values()
    assert topic.name == name
    assert topic.entries == tuple(entries)


def test_a_topic_has_the_kind_used_most() -> None:
    kinds = ["actor", None, "place", "place", None, None]
    entries = [entry(f"e{n}", Date(2011), Context("Iran", kind)) for n, kind in enumerate(kinds)]
    assert Topics(entries, {})[Slug("iran")].kind == "place"
    assert Topics(entries[1:2], {})[Slug("iran")].kind is None


def test_an_entry_with_two_spellings_of_a_topic_is_listed_once() -> None:
    one = entry("one", Date(2011), *named("Iran", "IRAN"))
    assert Topics([one], {})[Slug("iran")].entries == (one,)


def test_topics_come_in_the_order_of_slugs_with_the_descriptions_of_the_settings() -> None:
    entries = [entry("one", Date(2011), *named("b", "C", "a"))]
    found = Topics(entries, {"c": TopicSettings("See"), "unused": TopicSettings("Never")})
    assert [(slug, topic.description) for slug, topic in found.items()] == [("a", None), ("b", None), ("c", "See")]


def counted(**counts: int) -> list[Entry]:
    """So many entries with each context."""
    return [entry(f"{name}-{n}", Date(2011), Context(name)) for name, count in counts.items() for n in range(count)]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the topics that are made from now on."""
    slugs: list[str] = []

    def noted(**fields: Any) -> Topic:
        slugs.append(fields["slug"])
        return Topic(**fields)

    monkeypatch.setattr("builder.topics.Topic", noted)
    return slugs


def test_a_topic_is_made_when_it_is_first_asked_for_and_only_then(made: list[str]) -> None:
    topics = Topics(counted(Chad=1, Iran=2), {})
    assert ([*topics], len(topics), "iran" in topics, "peru" in topics) == (["chad", "iran"], 2, True, False)
    assert topics.get(Slug("peru")) is None
    assert made == []
    assert topics[Slug("iran")] is topics[Slug("iran")]
    assert made == ["iran"]
    assert [topic.slug for topic in topics.values()] == ["chad", "iran"]
    assert made == ["iran", "chad"]


def test_what_no_entry_has_is_no_topic() -> None:
    with pytest.raises(KeyError):
        Topics(counted(Chad=1), {})[Slug("peru")]


def test_entries_have_numbers_by_topic_from_the_first_on() -> None:
    entries = [entry("one", Date(2010), *named("Iran", "IRAN")), entry("two", Date(2011), *named("Oil", "iran"))]
    assert numbers_of(entries) == {"iran": [0, 1], "oil": [1]}


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
def test_the_largest_topics_have_most_entries_and_of_as_many_come_in_the_order_of_names(
    limit: int, largest: list[str]
) -> None:
    topics = Topics(counted(Peru=1, Oil=2, Iran=3, Chad=2, arms=2), {})
    assert [topic.name for topic in topics.largest(limit)] == largest


def test_of_two_largest_topics_with_one_name_the_first_slug_comes_first() -> None:
    entries = [
        *(entry(f"{name}{n}", Date(2011), Context(name)) for n, name in enumerate(["U S", "U.S.", "us"])),
        *counted(Oil=1),
    ]
    assert [topic.slug for topic in Topics(entries, {}).largest(3)] == ["u-s", "oil", "us"]


def test_to_find_the_largest_topics_the_smaller_ones_are_not_made(made: list[str]) -> None:
    assert len(Topics(counted(Peru=1, Oil=2, Iran=3, Chad=2), {}).largest(2)) == 2
    assert {*made} == {"iran", "chad", "oil"}


def test_without_entries_there_is_no_largest_topic() -> None:
    assert Topics([], {}).largest(5) == []
