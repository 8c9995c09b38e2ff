"""The setting `fields`: other names for the keys of front matter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.core.json_schema import TEXT, any_of, list_of, table_of, takes
from builder.frontmatter.key import Key
from builder.frontmatter.keys import CONTEXTS, TEXT_KEYS, key_mapping
from builder.frontmatter.mapping import SEPARATORS, KeyMapping, Names

_NAMES = list_of(TEXT)
_FIELDS = {
    "type": "object",
    "properties": {
        **{key.name: any_of(_NAMES, table_of(_NAMES)) if key.parts or key is CONTEXTS else _NAMES for key in TEXT_KEYS},
        "extra": _NAMES,
        "separator": {"enum": [*SEPARATORS]},
    },
    "additionalProperties": False,
}


@takes(_FIELDS)
def check_fields(value: Any, keys: Sequence[Key[Any]] = TEXT_KEYS) -> KeyMapping:
    """Check the setting: names for each of our keys; by kinds for `contexts`, and by parts for keys that have parts."""
    table = dict(checks.table(value))
    checks.refuse_unknown(table, (*(key.name for key in keys), "extra", "separator"))
    with checks.inside("extra"):
        extra = frozenset(checks.names(table.pop("extra", [])))
    with checks.inside("separator"):
        separator = checks.one_of(*SEPARATORS)(table.pop("separator")) if "separator" in table else ""
    contexts = _context_names(table.pop(CONTEXTS.name, []))
    parts = {key.name: _part_names(key, table) for key in keys if key.parts}
    names = _names_by_key(table)
    gathering = {key.name for key in keys if key.gathers}
    once = [(key, name) for key in names if key not in gathering for name in names[key]]
    _refuse_twice([*once, *((CONTEXTS.name, name) for name, _ in contexts)])
    return replace(key_mapping(keys, names, contexts=contexts, parts=parts, extra=extra), separator=separator)


def _names_by_key(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, names in table.items():
        with checks.inside(key):
            found[key] = checks.names(names)
    return found


def _refuse_twice(names: Iterable[tuple[str, str]]) -> None:
    """Refuse a name that two of our keys are given: which one a file's key is would be anybody's guess."""
    taken: dict[str, str] = {}
    for key, name in names:
        if taken.setdefault(name, key) != key:
            with checks.inside(key):
                raise ValueError(f'has the name "{name}", which fields.{taken[name]} has too')


def _context_names(value: Any) -> tuple[tuple[str, str | None], ...]:
    with checks.inside(CONTEXTS.name):
        if isinstance(value, dict):
            return tuple((name, kind) for kind, names in _names_by_key(value).items() for name in names)
        return tuple((name, None) for name in checks.names(value))


def _part_names(key: Key[Any], table: dict[str, Any]) -> Names:
    """Take the names of a key's parts out of the table; a plain list there gives names to the key itself."""
    if not isinstance(table.get(key.name), dict):
        return {}
    parts = table.pop(key.name)
    with checks.inside(key.name):
        checks.refuse_unknown(parts, tuple(part.name for part in key.parts))
        return _names_by_key(parts)
