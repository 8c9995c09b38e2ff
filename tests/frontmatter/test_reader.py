"""Front-matter values: read as typed values under the names that the settings give them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.config.load import load_config
from builder.core.dates import Date
from builder.core.model import Context, Image, Source
from builder.core.problems import Code
from builder.core.text import clean, one_line
from builder.frontmatter.key import Key
from builder.frontmatter.keys import DATE, DRAFT, ENTRY_KEYS, LANG, SOURCES, TITLE, key_mapping, topic_mapping
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split

Mapped = Callable[[str], KeyMapping]


def reader(yaml: str, mapping: KeyMapping | None = None) -> FrontMatterReader:
    """A reader of a front matter whose first key stands on line 2."""
    return FrontMatterReader(split(f"---\n{yaml}\n---\n", "x.md").front, mapping or key_mapping(), "x.md")


def key(name: str) -> Key[Any]:
    """A key of entries."""
    return next(key for key in ENTRY_KEYS if key.name == name)


def noted(front: FrontMatterReader) -> list[tuple[Code, int]]:
    """The codes and lines of the problems so far."""
    return [(problem.code, problem.place.line) for problem in front.problems]


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    """The fields that the setting `fields` gives."""

    def read(toml: str) -> KeyMapping:
        (tmp_path / "dateline.toml").write_text(f"[fields]\n{toml}\n", encoding="utf-8")
        return load_config(tmp_path).fields

    return read


def test_characters_that_no_reader_can_show_are_taken_out() -> None:
    assert clean("a\x00b\x07c\x7fd\ufffe\te\n") == "abcd\te\n"


def test_white_space_on_one_line_is_one_blank() -> None:
    assert one_line("  a\n\tb\u00a0 c\x07 ") == "a b c"


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("Iran", "Iran"),
        ("2011", "2011"),
        ("1.5", "1.5"),
        ("no", "no"),
        ("|\n  a\n  b", "a b"),
        ("''", None),
        ("", None),
    ],
)
def test_a_text_is_on_one_line(yaml: str, text: str | None) -> None:
    front = reader(f"summary: {yaml}")
    assert (front.take(key("summary")), front.problems) == (text, [])


@pytest.mark.parametrize("yaml", ["true", "[a]", "{a: b}"])
def test_what_is_not_a_text_is_told(yaml: str) -> None:
    front = reader(f"a: 1\nsummary: {yaml}")
    assert front.take(key("summary")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_a_title_keeps_the_blanks_around_it() -> None:
    assert reader("title: ' Iran talks '").take(TITLE) == " Iran talks "


@pytest.mark.parametrize("yaml", ["title: ' '", "title:", "a: 1"])
def test_an_empty_title_is_none(yaml: str) -> None:
    assert reader(yaml).take(TITLE) is None


@pytest.mark.parametrize(
    ("yaml", "date"), [("2011-05-15", Date(2011, 5, 15)), ("2011-05", Date(2011, 5)), ("2011", Date(2011))]
)
def test_a_date_may_be_partial(yaml: str, date: Date) -> None:
    assert reader(f"date: {yaml}").take(DATE) == date


def test_an_impossible_date_is_told_on_its_line() -> None:
    front = reader("a: 1\ndate: 2011-02-30")
    assert front.take(DATE) is None
    (problem,) = front.problems
    assert str(problem).startswith("x.md:3: February 2011 has 28 days, not 30; ")


def test_a_date_that_is_a_list_is_told_once() -> None:
    front = reader("date: [2011]")
    assert front.take(DATE) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize(("yaml", "flag"), [("draft: true", True), ("draft: false", False), ("a: 1", None)])
def test_a_flag_is_true_or_false_or_missing(yaml: str, flag: bool | None) -> None:
    assert reader(yaml).take(DRAFT) is flag


@pytest.mark.parametrize("value", ["yes", "1", "[true]"])
def test_a_flag_that_is_neither_is_told(value: str) -> None:
    front = reader(f"draft: {value}")
    assert front.take(DRAFT) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize(("yaml", "importance"), [("importance: 1", 1), ("importance: 10", 10), ("a: 1", None)])
def test_importance_goes_from_1_to_10(yaml: str, importance: int | None) -> None:
    front = reader(yaml)
    assert (front.take(key("importance")), front.problems) == (importance, [])


@pytest.mark.parametrize("value", ["0", "11", "true", "5.0", "high", "'5'"])
def test_another_importance_is_told(value: str) -> None:
    front = reader(f"importance: {value}")
    assert front.take(key("importance")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "no"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert reader(f"lang: {tag}").take(LANG) == tag


def test_a_language_that_is_no_tag_is_told_on_its_line() -> None:
    front = reader("a: 1\nlang: pt_BR")
    assert front.take(LANG) is None
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_a_language_under_another_name_is_told_on_its_line(mapped: Mapped) -> None:
    front = reader("a: 1\nlocale: pt_BR", mapped('lang = ["locale"]'))
    front.take(LANG)
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_references_are_a_list_with_the_line_of_each() -> None:
    found = reader("aliases:\n  - /a.html\n  - /b.html").take(key("aliases")) or ()
    assert [(each.target, each.place.line) for each in found] == [("/a.html", 3), ("/b.html", 4)]


def test_one_reference_may_be_a_text() -> None:
    found = reader("aliases: /a.html").take(key("aliases")) or ()
    assert [(each.target, str(each.place)) for each in found] == [("/a.html", "x.md:2")]


def test_an_empty_item_of_a_list_is_told() -> None:
    front = reader("aliases:\n  - /a.html\n  -")
    assert [each.target for each in front.take(key("aliases")) or ()] == ["/a.html"]
    assert [(problem.what, problem.place.line) for problem in front.problems] == [("an item of aliases is empty", 4)]


def test_references_that_are_missing_are_none() -> None:
    assert reader("a: 1").take(key("aliases")) is None


def test_contexts_are_a_list_of_names_each_once() -> None:
    front = reader("contexts: [Iran, North Korea, 2012, Iran]")
    assert front.take_contexts() == (Context("Iran"), Context("North Korea"), Context("2012"))
    assert front.problems == []


def test_contexts_in_one_text_are_told() -> None:
    front = reader("contexts: Iran, North Korea")
    assert front.take_contexts() == ()
    assert [problem.cure for problem in front.problems] == ["write a list: contexts: [Iran, North Korea]"]


def test_a_context_without_letter_or_digit_is_told_on_its_line() -> None:
    front = reader("contexts:\n  - Iran\n  - '?!'")
    assert front.take_contexts() == (Context("Iran"),)
    assert noted(front) == [(Code.CONTEXT_EMPTY, 4)]


def test_an_empty_context_in_a_list_is_told_as_one_without_letter_or_digit() -> None:
    front = reader("contexts:\n  - ''\n  - Iran\n  - ' '")
    assert front.take_contexts() == (Context("Iran"),)
    assert noted(front) == [(Code.CONTEXT_EMPTY, 3), (Code.CONTEXT_EMPTY, 5)]


def test_another_key_of_contexts_with_nothing_in_it_is_nothing(mapped: Mapped) -> None:
    front = reader("tag: ''", mapped('contexts = ["tag"]'))
    assert front.take_contexts() == ()
    assert front.problems == []


def test_a_context_that_is_a_mapping_is_told() -> None:
    front = reader("contexts:\n  - {name: Iran}")
    assert front.take_contexts() == ()
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


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


def test_a_source_has_all_its_parts() -> None:
    front = reader(
        "sources:\n  - name: Post\n    url: http://a.example/\n    date: 2011-05\n    author: Kim\n"
        "    archive_url: https://web.example/1"
    )
    assert front.take(SOURCES) == (Source("Post", "http://a.example/", Date(2011, 5), "https://web.example/1", "Kim"),)
    assert front.problems == []


@pytest.mark.parametrize(
    ("yaml", "source"),
    [
        ("[https://www.a.example/b]", Source("a.example", "https://www.a.example/b")),
        ("[The Post]", Source("The Post")),
        ("The Post", Source("The Post")),
        ("{url: 'http://a.example'}", Source("a.example", "http://a.example")),
        ("[2011]", Source("2011")),
    ],
)
def test_a_source_may_be_written_short(yaml: str, source: Source) -> None:
    front = reader(f"sources: {yaml}")
    assert (front.take(SOURCES), front.problems) == ((source,), [])


def test_a_name_with_a_colon_is_no_address() -> None:
    front = reader("sources: ['Reuters: the wire']")
    assert (front.take(SOURCES), front.problems) == ((Source("Reuters: the wire"),), [])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/b", "http://", "a.example/b"])
def test_an_address_of_another_kind_becomes_a_note(address: str) -> None:
    front = reader(f"sources:\n  - name: Post\n    url: {address}")
    assert front.take(SOURCES) == (Source("Post", note=address),)
    assert noted(front) == [(Code.SOURCE_ADDRESS, 4)]


def test_an_address_of_another_kind_without_a_name_is_the_name() -> None:
    assert reader("sources: [{url: 'ftp://a.example'}]").take(SOURCES) == (
        Source("ftp://a.example", note="ftp://a.example"),
    )


def test_an_archive_address_of_another_kind_is_left_out() -> None:
    front = reader("sources:\n  - name: Post\n    archive_url: below the stairs")
    assert front.take(SOURCES) == (Source("Post"),)
    assert noted(front) == [(Code.SOURCE_ADDRESS, 4)]


@pytest.mark.parametrize("yaml", ["{author: Kim}", "{name: '', url: ''}"])
def test_a_source_without_name_and_address_is_told(yaml: str) -> None:
    front = reader(f"sources:\n  - {yaml}")
    assert front.take(SOURCES) == ()
    assert noted(front) == [(Code.SOURCE_EMPTY, 3)]


@pytest.mark.parametrize("item", ["[a, b]", ""])
def test_a_source_that_is_neither_mapping_nor_text_is_told(item: str) -> None:
    front = reader(f"sources:\n  - Post\n  - {item}")
    assert front.take(SOURCES) == (Source("Post"),)
    assert noted(front) == [(Code.VALUE_INVALID, 4)]


def test_sources_that_are_missing_are_none() -> None:
    assert reader("a: 1").take(SOURCES) is None


def test_the_parts_of_a_source_may_have_other_names(mapped: Mapped) -> None:
    fields = mapped('sources.name = ["publisher", "outlet"]\nsources.url = ["link"]')
    front = reader("sources:\n  - {outlet: Post, link: 'http://a.example'}\n  - {publisher: Crier}", fields)
    assert front.take(SOURCES) == (Source("Post", "http://a.example"), Source("Crier"))
    assert front.problems == []


def test_the_list_of_sources_itself_may_have_another_name(mapped: Mapped) -> None:
    front = reader("refs: [Post]", mapped('sources = ["refs"]'))
    assert front.take(SOURCES) == (Source("Post"),)


def test_an_unknown_part_of_a_source_is_told_with_the_nearest() -> None:
    front = reader("sources:\n  - name: Post\n    auther: Kim")
    front.take(SOURCES)
    assert [(p.code, p.place.line, p.cure) for p in front.problems] == [(Code.UNKNOWN_KEY, 4, 'did you mean "author"?')]


@pytest.mark.parametrize(
    ("yaml", "image"),
    [
        ("image: lake.jpg", Image("lake.jpg")),
        ("image: https://a.example/b.jpg", Image("https://a.example/b.jpg")),
        ("image: {url: lake.jpg, alt: A lake, credit: Kim}", Image("lake.jpg", "A lake", "Kim")),
        ("a: 1", None),
    ],
)
def test_an_image_is_an_address_or_a_mapping(yaml: str, image: Image | None) -> None:
    front = reader(yaml)
    assert (front.take(key("image")), front.problems) == (image, [])


@pytest.mark.parametrize(
    "value", ["[lake.jpg]", "{alt: A lake}", "'data:image/png;base64,AA'", "{url: 'JavaScript:x'}"]
)
def test_an_image_that_cannot_be_shown_is_told(value: str) -> None:
    front = reader(f"image: {value}")
    assert front.take(key("image")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


def test_the_parts_of_an_image_may_have_other_names(mapped: Mapped) -> None:
    front = reader("image: {src: lake.jpg, caption: A lake}", mapped('image = {url = ["src"], alt = ["caption"]}'))
    assert (front.take(key("image")), front.problems) == (Image("lake.jpg", "A lake"), [])


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


def test_a_key_that_the_settings_name_for_templates_is_kept_in_silence(mapped: Mapped) -> None:
    front = reader("weather: {wind: 3}", mapped('extra = ["weather"]'))
    assert (front.take_extra(), front.problems) == ({"weather": {"wind": 3}}, [])


def test_keys_with_a_meaning_are_not_extra(mapped: Mapped) -> None:
    fields = mapped('contexts.actor = ["actors"]\ntitle = ["headline"]')
    assert reader("headline: T\nactors: [a]\ncontexts: [b]\nsources: []\nimage: a", fields).take_extra() == {}


def test_a_place_is_that_of_the_nearest_key() -> None:
    front: Any = reader("a: 1\nsources:\n  - Post")
    assert str(front.place("sources", 0, "url")) == "x.md:4"


def test_mapped_contexts_that_are_one_text_with_commas_are_told() -> None:
    fields = KeyMapping({}, (("contexts", None), ("tags", "theme")))
    front = reader("tags: Iran, China", fields)
    assert front.take_contexts() == ()
    assert [problem.cure for problem in front.problems] == ["write a list: tags: [Iran, China]"]


def test_a_key_that_holds_contexts_elsewhere_is_told_of_the_setting_that_makes_them_some() -> None:
    for key in ("tags", "tag", "categories"):
        front = reader(f"{key}: [Iran]")
        front.take_extra()
        assert f'fields.contexts, as in contexts = ["{key}"]' in front.problems[0].cure


def test_the_file_of_a_topic_has_no_contexts_and_is_not_told_of_their_setting() -> None:
    front = reader("tags: [Iran]", topic_mapping(key_mapping()))
    front.take_extra()
    assert "fields.contexts" not in front.problems[0].cure
