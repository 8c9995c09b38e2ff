"""Settings as text, from their declarations: a new site's settings file, and what the manual says of each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from builder.config.config import Config
from builder.config.setting import Declared, settings_of, tables_of
from builder.config.settings_text import toml_value
from builder.core.text import toml_key, wrap

_WIDTH = 118
_HEAD = """\
# The settings of this site. All are optional. Down to "Examples", those behind a # have the value that holds without
# them. A setting that does not exist is an error that names the nearest one.
"""
_EXAMPLES = "# Examples, each with a value that a site may have.\n"

_HOW = re.compile(r" \(\[how\]\([^)]*\)\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CODE = re.compile("`([^`]*)`")


def settings_file(
    given: Mapping[str, Any], kind: type[Config] = Config, reasons: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A settings file in TOML that explains each setting in place: the `given` ones are set, the others are comments.

    Reasons why stand beside those that are set, by dotted names that may go into tables: `fields.contexts`.
    Tables stand behind all that is in none, for in TOML what follows the name of a table belongs to it.
    """
    values: list[str] = []
    tables: list[str] = []
    examples: list[str] = []
    for table, declared in groupby(settings_of(kind), attrgetter("table")):
        groups = [*setting_groups(declared)]
        if table:
            shows_example = groups[0][0].setting.example is not None
            text = _table(table, tables_of(kind)[table].words, groups, given, reasons)
            (examples if shows_example else tables).append(text)
            continue
        for group in groups:
            words, example = _sentence(group[0].setting.words), group[0].setting.example
            name = group[0].name
            if isinstance(example, Mapping) and name in given:
                tables.append(_comment(words) + _given_table(name, given[name], reasons))
            elif isinstance(example, Mapping):
                examples.append(_comment(words) + _commented(_toml_table(name, example)))
            else:
                why = _comment(reasons[name]) if name in reasons else ""
                values.append(_comment(words) + why + "".join(_line(each, given) for each in group))
    return "\n".join((_HEAD, *values, *tables, _EXAMPLES, *examples))


def setting_groups(declared: Iterable[Declared]) -> Iterator[list[Declared]]:
    """Settings, each with those after it that share its words."""
    group: list[Declared] = []
    for each in declared:
        if each.setting.words and group:
            yield group
            group = []
        group.append(each)
    yield group


def setting_default(declared: Declared) -> str:
    """The default of a setting, in Markdown: `10`, none."""
    value = declared.default
    if declared.setting.default_words:
        return declared.setting.default_words
    if isinstance(declared.setting.example, Mapping) or value in (None, "", ()):
        return "none"
    return " and ".join(f"`{each}`" for each in value) if isinstance(value, tuple) else f"`{toml_value(value)}`"


def setting_example(group: Sequence[Declared]) -> str:
    r"""Some settings that belong together in TOML, each with a value that a site may have: `[related]\nlimit = 10`."""
    values = {each.name.rpartition(".")[2]: _example_value(each) for each in group}
    table = group[0].table
    if table:
        return "\n".join(_toml_table(table, values))
    (name, value), *_ = values.items()
    return "\n".join(_toml_table(name, value) if isinstance(value, Mapping) else _toml_lines("", values))


def _example_value(declared: Declared) -> Any:
    """The example that is declared; else the other value of a switch, which has to be said, or the default."""
    if declared.setting.example is not None:
        return declared.setting.example
    return not declared.default if isinstance(declared.default, bool) else declared.default


def _line(declared: Declared, given: Mapping[str, Any]) -> str:
    if declared.name in given:
        return f"{declared.name} = {toml_value(given[declared.name])}\n"
    return f"# {declared.name} = {toml_value(declared.default)}\n"


def _given_table(name: str, values: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    """A table that is set, the reason for each of its keys above the key."""
    text = f"[{name}]\n"
    for key, value in values.items():
        text += _comment(reasons[f"{name}.{key}"]) if f"{name}.{key}" in reasons else ""
        inner = value.items() if isinstance(value, Mapping) else [("", value)]
        text += "".join(f"{toml_key(key)}{part and f'.{toml_key(part)}'} = {toml_value(of)}\n" for part, of in inner)
    return text


def _table(
    name: str, words: str, groups: list[list[Declared]], given: Mapping[str, Any], reasons: Mapping[str, str]
) -> str:
    """A table of settings: what each of them is, and below that all of them, to be uncommented together.

    If any of them is given, the table is set with these.
    """
    values: dict[str, Any] = {}
    text = _comment(_sentence(words))
    for group in groups:
        keys = [each.name.rpartition(".")[2] for each in group]
        text += _comment(f"{', '.join(keys)}: {plain_words(group[0].setting.words)}.")
        shown = (each.default if each.setting.example is None else each.setting.example for each in group)
        values |= zip(keys, shown, strict=True)
    set_here = {key: given[f"{name}.{key}"] for key in values if f"{name}.{key}" in given}
    if not set_here:
        return text + _commented(_toml_table(name, values))
    rest = {key: value for key, value in values.items() if key not in set_here}
    return text + _given_table(name, set_here, reasons) + _commented(_toml_lines(name, rest))


def _sentence(words: str) -> str:
    plain = plain_words(words)
    return f"{plain[:1].upper()}{plain[1:]}."


def plain_words(words: str) -> str:
    """Words without Markdown, for a comment or an editor: what is code stands in quotes, and links lead nowhere."""
    return _CODE.sub(r'"\1"', _LINK.sub(r"\1", _HOW.sub("", words)))


def _comment(text: str) -> str:
    return _commented(wrap(text, _WIDTH))


def _commented(lines: Iterable[str]) -> str:
    return "".join(f"# {line}\n" for line in lines)


def _toml_table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a table, and of the tables in it."""
    if not all(isinstance(value, Mapping) for value in values.values()):
        yield f"[{name}]"
    yield from _toml_lines(name, values)


def _toml_lines(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The lines below the name of a table, with the tables in it behind what is in none."""
    inner = {key: value for key, value in values.items() if isinstance(value, Mapping)}
    yield from (f"{toml_key(key)} = {toml_value(value)}" for key, value in values.items() if key not in inner)
    for key, table in inner.items():
        yield from _toml_table(f"{name}.{toml_key(key)}", table)
