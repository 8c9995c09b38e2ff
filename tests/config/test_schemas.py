"""JSON Schemas of settings and front matter: they take what Dateline takes, and refuse what editors underline."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft7Validator

from builder.config.config import Config
from builder.config.load import load_config
from builder.config.reference import settings_file
from builder.config.schemas import entry_schema, schema_file, settings_schema, topic_schema
from builder.config.setting import settings_of
from builder.core.json_schema import Schema, schema_of
from builder.core.problems import Code
from builder.core.text import normalize_newlines
from builder.frontmatter.front_matter import FrontMatter
from builder.frontmatter.key import Key
from builder.frontmatter.keys import TEXT_KEYS, TOPIC_KEYS, key_mapping
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split
from tests.sites import ROOT, SiteFolder

SETTINGS = settings_schema()
ENTRY = entry_schema(key_mapping())
TOPIC = topic_schema(key_mapping())
SCHEMAS = {"settings": SETTINGS, "entry": ENTRY, "topic": TOPIC}


def takes(schema: Schema, value: object) -> bool:
    """Whether a schema takes a value."""
    return bool(Draft7Validator(dict(schema)).is_valid(value))


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_a_schema_is_one_for_editors_that_know_draft_4_too(schema: Schema) -> None:
    Draft7Validator.check_schema(dict(schema))
    Draft4Validator.check_schema({name: value for name, value in schema.items() if name != "$schema"})


def test_every_setting_and_every_key_is_explained() -> None:
    for schema in SCHEMAS.values():
        assert all(of["description"].endswith(".") for of in schema["properties"].values())
        assert not any("](" in of["description"] for of in schema["properties"].values())
    assert {name.partition(".")[0] for name in (each.name for each in settings_of(Config))} == {*SETTINGS["properties"]}
    assert {key.name for key in TEXT_KEYS} <= {*ENTRY["properties"]}
    assert {key.name for key in TOPIC_KEYS} <= {*TOPIC["properties"]}


def test_every_check_and_every_parser_says_what_it_takes() -> None:
    parts = [part for key in (*TEXT_KEYS, *TOPIC_KEYS) for part in (key, *key.parts)]
    assert [each.name for each in settings_of(Config) if not schema_of(each.setting.check)] == []
    assert [part.name for part in parts if not schema_of(part.parse)] == []


def test_the_settings_of_a_new_site_and_each_example_in_them_are_taken() -> None:
    text = settings_file({"title": "Harbour"})
    assert takes(SETTINGS, tomllib.loads(text))
    for each in settings_of(Config):
        if each.setting.example is not None:
            assert takes(schema_of(each.setting.check), each.setting.example), each.name


def test_our_own_settings_and_texts_are_taken() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["dateline"]
    assert takes(SETTINGS, settings)
    config = load_config(ROOT)
    for file in (ROOT / "content").rglob("*.md"):
        schema = topic_schema(config.fields) if "topics" in file.parts else entry_schema(config.fields)
        assert takes(schema, dict(front(file).values)), file


def front(file: Path) -> FrontMatter:
    """The front matter of a file."""
    return split(normalize_newlines(file.read_text(encoding="utf-8")), "").front


@pytest.mark.parametrize(
    "settings",
    [
        {"titel": "A"},
        {"title": ""},
        {"related": {"limit": "ten"}},
        {"related": {"limits": 10}},
        {"formats": ["pdf"]},
        {"base_url": "example.org"},
        {"theme": {"ink": "dark"}},
        {"problems": {"date-conflikt": "off"}},
        {"problems": {"date-conflict": "loud"}},
        {"problems": {Code.TEMPLATE_SYNTAX.slug: "off"}},
        {"fields": {"titel": ["headline"]}},
        {"topics": {"Iran": {"colour": "red"}}},
    ],
)
def test_settings_that_are_refused_are_underlined(settings: Mapping[str, object]) -> None:
    assert not takes(SETTINGS, settings)


@pytest.mark.parametrize(
    "values",
    [
        {"importance": 11},
        {"importance": "high"},
        {"title": ["A"]},
        {"sources": [None]},
        {"sources": [{"name": ["A"]}]},
        {"ignore_findings": ["date-invalid"]},
        {"image": {"alt": []}},
    ],
)
def test_front_matter_that_is_refused_is_underlined(values: Mapping[str, object]) -> None:
    assert not takes(ENTRY, values)


def test_front_matter_has_the_names_that_a_site_gives_to_keys(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2031/05/15/a.md": "---\ntitle: A\n---\n",
            "dateline.toml": '[fields]\nsummary = ["lead"]\ncontexts.person = ["who"]\nsources.name = ["outlet"]\n',
        }
    )
    properties = entry_schema(site.config().fields)["properties"]
    assert {"summary", "lead", "contexts", "who"} <= {*properties}
    assert properties["lead"] == properties["summary"]
    assert not takes({"properties": properties}, {"sources": [{"outlet": []}]})
    assert "lead" in topic_schema(site.config().fields)["properties"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 2_100)
    | st.floats(0, 9)
    | st.sampled_from(["", "a", "true", "2031", "#fff"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "a"]), inner, max_size=2)
    ),
    max_leaves=4,
)
"""Values as files may have them."""


@given(st.sampled_from([*settings_of(Config)]), VALUES)
def test_a_setting_that_is_taken_is_never_underlined(declared: Any, value: object) -> None:
    try:
        declared.setting.check(value)
    except ValueError:
        return
    assert takes(schema_of(declared.setting.check), value)


@given(st.sampled_from(TEXT_KEYS), VALUES)
def test_a_value_of_a_key_that_is_taken_is_never_underlined(key: Key[Any], value: object) -> None:
    reader = FrontMatterReader(FrontMatter({key.name: value}), key_mapping(), "x.md")
    reader.take(key) if key.name != "contexts" else reader.take_contexts()
    if not reader.problems:
        assert takes(ENTRY, {key.name: value})


def test_a_schema_file_is_json_that_ends_in_a_line_break() -> None:
    assert schema_file({"type": "object"}) == '{\n  "type": "object"\n}\n'
