"""The keys that there are, and that one declaration is all that a key needs beside a field of the model."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.config.fields import check_fields
from builder.core.model import Entry, Image, Page, Source, TopicFile
from builder.core.record import Record
from builder.frontmatter import parsers
from builder.frontmatter.key import Key
from builder.frontmatter.keys import (
    ENTRY_KEYS,
    IMAGE_KEYS,
    PAGE_KEYS,
    SOURCE_KEYS,
    TEXT_KEYS,
    TOPIC_KEYS,
    key_mapping,
    topic_mapping,
)
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split

MOOD: Key[str] = Key("mood", parse=parsers.text, fills="mood", words="how it felt")
KEYS = (*TEXT_KEYS, MOOD)
BUILDER = Path(__file__).resolve().parents[2] / "builder"


class MoodyPage(Page, frozen=True):
    mood: str | None = None


def reader(yaml: str) -> FrontMatterReader:
    """A reader that knows one key more, under another name too."""
    return FrontMatterReader(
        split(f"---\n{yaml}\n---\n", "x.md").front, check_fields({"mood": ["air"]}, KEYS), "x.md", KEYS
    )


def test_a_key_that_is_declared_fills_its_field_under_each_of_its_names() -> None:
    for name in ("mood", "air"):
        front = reader(f"title: T\n{name}: calm")
        assert front.fill(MoodyPage) == {"mood": "calm"}
        assert front.take_extra() == {}
        assert front.problems == []


def test_a_key_that_is_declared_is_suggested_and_its_value_is_checked() -> None:
    front = reader("moood: calm\nair: [a]")
    assert front.fill(MoodyPage) == {}
    front.take_extra()
    assert [problem.cure for problem in front.problems][1:] == ['did you mean "mood"?']
    assert front.problems[0].what == "the air is not a text"


@pytest.mark.parametrize(
    ("keys", "model"),
    [(ENTRY_KEYS, Entry), (PAGE_KEYS, Page), (TOPIC_KEYS, TopicFile)],
    ids=["entries", "pages", "topics"],
)
def test_every_key_that_fills_a_field_fills_one_that_there_is(keys: tuple[Key[Any], ...], model: type[Record]) -> None:
    assert {key.fills for key in keys if key.fills} <= {*model.__struct_fields__}


@pytest.mark.parametrize(("keys", "model"), [(SOURCE_KEYS, Source), (IMAGE_KEYS, Image)], ids=["sources", "image"])
def test_every_part_goes_by_the_name_of_a_field(keys: tuple[Key[Any], ...], model: type[Record]) -> None:
    assert {key.name for key in keys} <= {*model.__struct_fields__}


def listed_in(file: Path) -> Iterator[set[object]]:
    """The names in each tuple, list, set and mapping that a module writes out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield {each.value for each in node.elts if isinstance(each, ast.Constant)}
        elif isinstance(node, ast.Dict):
            yield {each.value for each in node.keys if isinstance(each, ast.Constant)}


_OF_DATA = ("export", "importing", "linkcheck", "pages")
_OF_FORMS = ("editing/read_form.py", "serve/form_page.py", "scaffold/new_site.py")
"""Modules of the forms in which an entry is written, which have a field for each key."""

_OF_ADDRESSES = ("config/old_addresses.py",)
"""The module of the parts of addresses, some of which are called as keys are."""


def test_no_other_module_lists_the_keys() -> None:
    """But for those that publish, export or write data, and those that read others' data: they say what is in it."""
    names = {key.name for key in (*TEXT_KEYS, *TOPIC_KEYS, *SOURCE_KEYS, *IMAGE_KEYS)}
    for file in BUILDER.rglob("*.py"):
        module = file.relative_to(BUILDER)
        is_listing = module.parts[0] in _OF_DATA or module.as_posix() in (*_OF_FORMS, *_OF_ADDRESSES)
        if file.name != "keys.py" and not is_listing:
            assert not [found for found in listed_in(file) if len(found & names) >= 3], file


def test_our_own_names_come_first_and_without_settings_there_are_no_others() -> None:
    mapping = key_mapping()
    assert mapping.contexts == (("contexts", None),)
    assert all(names == (key,) for key, names in mapping.keys.items())
    assert mapping.keys.keys() == {key.name for key in TEXT_KEYS} - {"contexts"}
    assert (mapping.parts["sources"]["archive_url"], mapping.extra) == (("archive_url",), frozenset())


def test_a_key_of_entries_that_fills_a_field_of_pages_is_a_key_of_pages_too() -> None:
    both = {key.fills for key in (*ENTRY_KEYS, *PAGE_KEYS) if key.fills} & {*Page.__struct_fields__}
    assert both == {key.fills for key in PAGE_KEYS if key.fills}


def test_in_a_topics_own_file_its_description_is_its_summary() -> None:
    mapping = topic_mapping(key_mapping())
    assert mapping.by_name["description"] == ("summary", 1)
    assert "contexts" not in mapping.known


def test_in_a_topics_own_file_keys_have_the_other_names_of_those_of_entries() -> None:
    mapping = topic_mapping(check_fields({"title": ["name"], "extra": ["colour"]}))
    assert mapping.by_name["name"] == ("title", 1)
    assert mapping.extra == {"colour"}
