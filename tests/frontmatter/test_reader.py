"""Front matter read by keys, under the names that the settings give them."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from builder.core.model import Context, Source
from builder.core.problems import Code
from builder.frontmatter.keys import DATE, LANG, SOURCES, TITLE, key_mapping, topic_mapping
from builder.frontmatter.mapping import KeyMapping
from tests.frontmatter.reading import noted, reader

Mapped = Callable[[str], KeyMapping]

TAGS = KeyMapping({}, (("contexts", None), ("tags", "theme")))


def test_a_language_under_another_name_is_told_on_its_line(mapped: Mapped) -> None:
    front = reader("a: 1\nlocale: p", mapped('lang = ["locale"]'))
    front.take(LANG)
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_another_key_of_contexts_with_nothing_in_it_is_nothing(mapped: Mapped) -> None:
    front = reader("tag: ''", mapped('contexts = ["tag"]'))
    assert front.take_contexts() == ()
    assert front.problems == []


def test_other_keys_of_the_settings_hold_contexts_too(mapped: Mapped) -> None:
    front = reader("contexts: [Iran]\ntags: [war]\nactors: IAEA", mapped('contexts = ["tags", "actors"]'))
    assert front.take_contexts() == (Context("Iran"), Context("war"), Context("IAEA"))


def test_keys_may_tell_kinds_of_context_apart(mapped: Mapped) -> None:
    front = reader("actors: [IAEA]\ntags: [war]", mapped('contexts.theme = ["tags"]\ncontexts.actor = ["actors"]'))
    assert front.take_contexts() == (Context("war", "theme"), Context("IAEA", "actor"))


@pytest.mark.parametrize(("yaml", "has"), [("contexts: []", True), ("tags: [a]", True), ("contexts:", False)])
def test_contexts_are_there_if_any_of_their_keys_is(mapped: Mapped, yaml: str, has: bool) -> None:
    assert reader(yaml, mapped('contexts = ["tags"]')).has_contexts() is has


def test_our_own_name_comes_before_the_settings_names(mapped: Mapped) -> None:
    fields = mapped('title = ["headline", "name"]')
    assert reader("name: C\nheadline: B\ntitle: A", fields).take(TITLE) == "A"
    assert reader("name: C\nheadline: B", fields).take(TITLE) == "B"
    assert reader("name: C\nheadline:", fields).take(TITLE) == "C"


def test_a_key_is_there_under_any_of_its_names(mapped: Mapped) -> None:
    front = reader("headline: B", mapped('title = ["headline"]'))
    assert (front.has(DATE, TITLE), front.has(DATE)) == (True, False)


def test_the_list_of_sources_itself_may_have_another_name(mapped: Mapped) -> None:
    front = reader("refs: [Post]", mapped('sources = ["refs"]'))
    assert front.take(SOURCES) == (Source("Post"),)


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("titel", 'did you mean "title"?'),
        ("context", 'did you mean "contexts"?'),
        ("weather", 'name "weather" in the setting fields.extra if templates use it'),
    ],
)
def test_an_unknown_key_is_kept_and_told(key: str, cure: str) -> None:
    front = reader(f"title: T\n{key}: 1")
    assert front.take_extra() == {key: 1}
    assert [(p.code, p.place.line, p.cure) for p in front.problems] == [(Code.UNKNOWN_KEY, 3, cure)]


@pytest.mark.parametrize(
    ("key", "ours"),
    [
        ("topics", "contexts"),
        ("Tags", "contexts"),
        ("weight", "order"),
        ("description", "summary"),
        ("link", "sources"),
    ],
)
def test_the_name_that_a_key_has_in_other_tools_is_told_with_the_setting_that_takes_it(key: str, ours: str) -> None:
    front = reader(f"title: T\n{key}: 1")
    assert front.take_extra() == {key: 1}
    (problem,) = front.problems
    setting = f'name it in the setting fields.{ours}, as in {ours} = ["{key}"]'
    assert problem.cure.startswith(f"if it holds the {ours}, {setting}; or else name")


def test_a_key_that_the_settings_name_for_templates_is_kept_in_silence(mapped: Mapped) -> None:
    front = reader("weather: {wind: 3}", mapped('extra = ["weather"]'))
    assert (front.take_extra(), front.problems) == ({"weather": {"wind": 3}}, [])


def test_keys_with_a_meaning_are_not_extra(mapped: Mapped) -> None:
    fields = mapped('contexts.actor = ["actors"]\ntitle = ["headline"]')
    assert reader("headline: T\nactors: [a]\ncontexts: [b]\nsources: []\nimage: a", fields).take_extra() == {}


def test_a_place_is_that_of_the_nearest_key() -> None:
    front: Any = reader("a: 1\nsources:\n  - Post")
    assert str(front.place("sources", 0, "url")) == "x.md:4"


@pytest.mark.parametrize(
    ("text", "names", "readings"),
    [
        ("Iran, North Korea", ["Iran", "North Korea"], 'read as 2 names: "Iran", "North Korea"; it may be one'),
        ("'#harbour #ships'", ["harbour", "ships"], 'read as 2 names: "harbour", "ships"; it may be one'),
        ("North Korea", ["North Korea"], 'read as one name; it may be 2 names: "North", "Korea"'),
        ("Iran", ["Iran"], ""),
        ("'#harbour'", ["harbour"], ""),
    ],
)
def test_mapped_contexts_that_are_one_text_are_told_with_both_readings(
    text: str, names: list[str], readings: str
) -> None:
    front = reader(f"tags: {text}", TAGS)
    assert [context.name for context in front.take_contexts()] == names
    assert [problem.code for problem in front.problems] == ([Code.CONTEXTS_UNCLEAR] if readings else [])
    assert all(problem.what.endswith(readings) for problem in front.problems)


@pytest.mark.parametrize(
    ("separator", "text", "names"),
    [
        ("blanks", "test one two", ["test", "one", "two"]),
        ("blanks", "piano, music", ["piano", "music"]),
        ("blanks", "'#harbour #ships'", ["harbour", "ships"]),
        ("commas", "North Korea, Iran", ["North Korea", "Iran"]),
        ("commas", "Los Angeles, California; Iran", ["Los Angeles, California", "Iran"]),
        ("hashes", "'#North Korea #Iran'", ["North Korea", "Iran"]),
        ("hashes", "C# for all", ["C# for all"]),
        ("hashes", "North Korea", ["North Korea"]),
        ("none", "Los Angeles, California", ["Los Angeles, California"]),
    ],
)
def test_the_settings_say_what_separates_the_names_in_one_text(separator: str, text: str, names: list[str]) -> None:
    for key in ("tags", "contexts"):
        front = reader(f"{key}: {text}", replace(TAGS, separator=separator))
        assert [context.name for context in front.take_contexts()] == names
        assert front.problems == []


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("[[x, y], z]", ["x", "y", "z"]),
        ("\n  - [[ships]]\n  - '[[ports|the ports]]'", ["ships", "ports"]),
        ("['#a #b', 'a b, c']", ["#a #b", "a b, c"]),
    ],
)
def test_lists_in_a_list_of_contexts_are_taken_apart_and_each_item_is_a_name(yaml: str, names: list[str]) -> None:
    front = reader(f"tags: {yaml}", TAGS)
    assert ([context.name for context in front.take_contexts()], front.problems) == (names, [])


def test_a_key_that_holds_contexts_elsewhere_is_told_of_the_setting_that_makes_them_some() -> None:
    for key in ("tags", "tag", "categories"):
        front = reader(f"{key}: [Iran]")
        front.take_extra()
        assert f'fields.contexts, as in contexts = ["{key}"]' in front.problems[0].cure


def test_the_file_of_a_topic_has_no_contexts_and_is_not_told_of_their_setting() -> None:
    front = reader("tags: [Iran]", topic_mapping(key_mapping()))
    front.take_extra()
    assert "fields.contexts" not in front.problems[0].cure
