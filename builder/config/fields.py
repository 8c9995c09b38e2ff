"""The setting `fields`: other names for the keys of front matter."""

from collections.abc import Mapping
from typing import Any

from builder.config import checks
from builder.config.frontmatter_keys import ENTRY_KEYS, IMAGE_KEYS, SOURCE_KEYS, Fields, fields_of


def check_fields(value: Any) -> Fields:
    """Check the setting."""
    table = dict(checks.table(value))
    extra = frozenset(checks.names(table.pop("extra", [])))
    contexts = (("contexts", None), *_context_keys(table.pop("contexts", [])))
    source = _part_keys(SOURCE_KEYS, _only_parts(table, "sources"))
    image = _part_keys(IMAGE_KEYS, _only_parts(table, "image"))
    checks.refuse_unknown(table, (*ENTRY_KEYS, "contexts", "extra"))
    entry = {name: (name, *checks.names(table.get(name, []))) for name in ENTRY_KEYS}
    return fields_of(entry, contexts, source, image, extra)


def _context_keys(value: Any) -> tuple[tuple[str, str | None], ...]:
    if isinstance(value, dict):
        return tuple((key, kind) for kind, keys in value.items() for key in checks.names(keys))
    return tuple((key, None) for key in checks.names(value))


def _part_keys(own: tuple[str, ...], value: Any) -> Mapping[str, tuple[str, ...]]:
    checks.refuse_unknown(checks.table(value), own)
    return {name: (name, *checks.names(value.get(name, []))) for name in own}


def _only_parts(table: dict[str, Any], name: str) -> Any:
    """The mapping of the parts of `sources` or `image`; a plain list there renames the key itself."""
    return table.pop(name) if isinstance(table.get(name), dict) else {}
