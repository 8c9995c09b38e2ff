"""The setting `fields`: other names for the keys of front matter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from builder.config import checks
from builder.frontmatter.key import Key
from builder.frontmatter.keys import CONTEXTS, ENTRY_KEYS, key_mapping
from builder.frontmatter.mapping import SEPARATORS, KeyMapping, Names


def check_fields(value: Any, keys: Sequence[Key[Any]] = ENTRY_KEYS) -> KeyMapping:
    """Check the setting: names for each of our keys; by kinds for `contexts`, and by parts for keys that have parts."""
    table = dict(checks.table(value))
    extra = frozenset(checks.names(table.pop("extra", [])))
    separator = checks.one_of(*SEPARATORS)(table.pop("separator")) if "separator" in table else ""
    contexts = _context_names(table.pop(CONTEXTS.name, []))
    parts = {key.name: _part_names(key, table) for key in keys if key.parts}
    checks.refuse_unknown(table, (*(key.name for key in keys), "extra", "separator"))
    names = {key: checks.names(others) for key, others in table.items()}
    return replace(key_mapping(keys, names, contexts=contexts, parts=parts, extra=extra), separator=separator)


def _context_names(value: Any) -> tuple[tuple[str, str | None], ...]:
    if isinstance(value, dict):
        return tuple((name, kind) for kind, names in value.items() for name in checks.names(names))
    return tuple((name, None) for name in checks.names(value))


def _part_names(key: Key[Any], table: dict[str, Any]) -> Names:
    """Take the names of a key's parts out of the table; a plain list there gives names to the key itself."""
    if not isinstance(table.get(key.name), dict):
        return {}
    parts = table.pop(key.name)
    checks.refuse_unknown(parts, tuple(part.name for part in key.parts))
    return {part: checks.names(names) for part, names in parts.items()}
