"""Topics: contexts with one slug are one topic, in the spelling that is used most."""

import pytest

from builder.config.topics import TopicSettings
from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Slug
from builder.relations.topics import Topics
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
    said = {Slug("c"): TopicSettings("See"), Slug("unused"): TopicSettings("Never")}
    found = Topics(entries, said)
    assert [(slug, topic.description) for slug, topic in found.items()] == [("a", None), ("b", None), ("c", "See")]
