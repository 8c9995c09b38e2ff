"""JSON Schema of values that files hold: what reads a value says beside its code what it takes.

    @takes({"type": "string"})
    def text(value: Any) -> str: ...

    schema_of(text)  # {"type": "string"}

Editors complete and underline by it. A schema may take more than its function, as it cannot say everything, never less.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

Schema = Mapping[str, Any]
"""A schema, in keywords that all drafts from 4 on have: Taplo, which editors use for TOML, knows no others.

https://taplo.tamasfe.dev/configuration/developing-schemas.html
"""

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The draft that schemas name: https://json-schema.org/draft-07."""

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
TABLE: Schema = {"type": "object"}

_NAME = "json_schema"


def list_of(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def table_of(values: Schema) -> Schema:
    """The schema of a table with any keys."""
    return {"type": "object", "additionalProperties": values}


def any_of(*schemas: Schema) -> Schema:
    """The schema of what one of some schemas takes."""
    return {"anyOf": [*schemas]}


def or_nothing(schema: Schema) -> Schema:
    """The schema of what takes no value too, as a key in YAML may have none."""
    return any_of({"type": "null"}, *(schema.get("anyOf") or [schema]))


def takes(schema: Schema) -> Callable[[F], F]:
    """Decorate a function that reads a value with the schema of what it takes."""

    def mark(function: F) -> F:
        vars(function)[_NAME] = schema
        return function

    return mark


def schema_of(function: Callable[..., Any]) -> Schema:
    """The schema of what a function takes; an empty one, which takes everything, if it does not say."""
    schema: Schema = getattr(function, _NAME, {})
    return schema
