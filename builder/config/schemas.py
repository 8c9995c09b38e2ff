"""JSON Schemas of the settings and of front matter, from where settings and keys are declared.

Editors complete and explain by them: settings by Taplo, with the first line of a new site's settings file; front matter
by what reads it in Markdown, such as remark-lint-frontmatter-schema.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

import msgspec

from builder.config.config import Config
from builder.config.reference import plain_words
from builder.config.setting import Declared, settings_of, tables_of
from builder.core.json_schema import DIALECT, TABLE, Schema, any_of, list_of, or_nothing, schema_of
from builder.frontmatter.key import Key
from builder.frontmatter.keys import CONTEXTS, TEXT_KEYS, TOPIC_KEYS, topic_mapping
from builder.frontmatter.mapping import KeyMapping


def settings_schema(kind: type[Config] = Config) -> Schema:
    """The schema of a settings file."""
    tables: dict[str, dict[str, Any]] = {
        name: {"type": "object", "description": _sentence(table.words), "properties": {}, "additionalProperties": False}
        for name, table in tables_of(kind).items()
    }
    properties: dict[str, Any] = {}
    words = ""
    for declared in settings_of(kind):
        words = declared.setting.words or words
        of = tables[declared.table]["properties"] if declared.table else properties
        of[declared.name.rpartition(".")[2]] = _setting(declared, words)
    return {
        "$schema": DIALECT,
        "title": "Settings of a Dateline site",
        "type": "object",
        "properties": properties | tables,
        "additionalProperties": False,
    }


def _setting(declared: Declared, words: str) -> Schema:
    """The schema of a setting, with its default where that is a value that a file can have."""
    default = declared.default
    plain = [*default] if isinstance(default, tuple) else str(default) if isinstance(default, PurePath) else default
    is_plain = isinstance(plain, str | bool | int) or (
        isinstance(plain, list) and all(isinstance(x, str) for x in plain)
    )
    has_default = is_plain and not declared.setting.default_words
    return {
        "description": _sentence(words),
        **schema_of(declared.setting.check),
        **({"default": plain} if has_default else {}),
    }


def entry_schema(mapping: KeyMapping) -> Schema:
    """The schema of the front matter of entries and pages, with the names that a site gives to keys."""
    return _front_matter("Front matter of a Dateline entry or page", TEXT_KEYS, mapping)


def topic_schema(mapping: KeyMapping) -> Schema:
    """The schema of the front matter of topics' own files."""
    return _front_matter("Front matter of a topic's file", TOPIC_KEYS, topic_mapping(mapping))


def _front_matter(title: str, keys: Sequence[Key[Any]], mapping: KeyMapping) -> Schema:
    """Other keys than ours are not refused: templates may read them, and other tools."""
    properties: dict[str, Any] = {}
    for key in keys:
        is_contexts = key is CONTEXTS
        names = [name for name, _ in mapping.contexts] if is_contexts else mapping.keys.get(key.name, ())
        for name in names:
            properties[name] = _key(key, mapping)
    return {"$schema": DIALECT, "title": title, "type": "object", "properties": properties}


def _key(key: Key[Any], mapping: KeyMapping) -> Schema:
    parts = [f'"{part.name}"' for part in key.parts]
    words = key.words.replace("{parts}", f"{', '.join(parts[:-1])} and {parts[-1]}") if parts else key.words
    schema = schema_of(key.parse)
    if key.parts:
        of_parts = _parts(key, mapping)
        has_list = any(each.get("type") == "array" for each in schema["anyOf"])
        one = any_of({"type": ["string", "number"]}, of_parts)
        schema = any_of(one, list_of(one)) if has_list else any_of({"type": "string"}, of_parts)
    return {"description": _sentence(words), **or_nothing(schema)}


def _parts(key: Key[Any], mapping: KeyMapping) -> Schema:
    """The schema of the mappings that a key's value is made of."""
    names: Mapping[str, Sequence[str]] = mapping.parts.get(key.name, {})
    parts = {
        name: or_nothing(schema_of(part.parse)) for part in key.parts for name in names.get(part.name, (part.name,))
    }
    return {**TABLE, "properties": parts}


def _sentence(words: str) -> str:
    plain = plain_words(words)
    return f"{plain[:1].upper()}{plain[1:]}."


def schema_file(schema: Schema) -> str:
    """A schema as a file holds it."""
    return f"{msgspec.json.format(msgspec.json.encode(schema)).decode()}\n"
