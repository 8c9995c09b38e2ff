"""Stories: entries by what they tell of."""

from collections.abc import Mapping, Sequence

from builder.config.topics import TopicSettings
from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Slug
from builder.relations.stories import by_story
from builder.relations.topics import Topics
from tests.sites import entry_of


def stories(*names: Sequence[str], kinds: Mapping[str, str] | None = None) -> list[tuple[str | None, str]]:
    """The stories of entries with these contexts: their topics, and the entries as letters."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    entries: list[Entry] = [
        entry_of(letter, Date(2011, 5, 15), *map(Context, its)) for letter, its in zip(letters, names, strict=False)
    ]
    described = {Slug(name): TopicSettings(kind=kind) for name, kind in (kinds or {}).items()}
    found = by_story(entries, Topics(entries, described))
    return [(story.topic, "".join(entry.slug for entry in story.entries)) for story in found]


def test_three_entries_of_one_topic_are_a_story_and_what_is_left_comes_last() -> None:
    assert stories(["oil"], ["iran"], ["oil"], ["peru"], ["oil", "iran"]) == [("oil", "ace"), (None, "bd")]


def test_two_are_none() -> None:
    assert stories(["oil"], ["iran"], ["oil"]) == []


def test_an_entry_is_in_the_largest_of_its_stories_alone() -> None:
    both = ["iran", "oil"]
    assert stories(both, both, ["iran"], ["iran"], ["oil"], ["peru"]) == [("iran", "abcd"), (None, "ef")]
    assert stories(both, ["iran"], ["iran"], ["iran"], *[["oil"]] * 3) == [("iran", "abcd"), ("oil", "efg")]


def test_of_two_of_one_size_the_first_by_its_slug_comes_first() -> None:
    assert [topic for topic, _ in stories(*[["oil"]] * 3, *[["iran"]] * 3)] == ["iran", "oil"]


def test_topics_of_the_kind_story_come_before_larger_ones() -> None:
    names = [["oil", "strike"], ["oil", "strike"], ["strike"], ["oil"], ["oil"], ["oil"]]
    assert stories(*names) == [("oil", "abdef"), (None, "c")]
    assert stories(*names, kinds={"strike": "story"}) == [("strike", "abc"), ("oil", "def")]


def test_a_topic_that_all_have_tells_them_not_apart() -> None:
    assert stories(*[["oil"]] * 4) == []
    assert stories(*[["oil", "iran"]] * 3, ["oil"]) == [("iran", "abc"), (None, "d")]
