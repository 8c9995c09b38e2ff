"""Schemas of what functions take."""

from typing import Any

from builder.core.json_schema import TEXT, any_of, list_of, or_nothing, schema_of, table_of, takes


@takes(list_of(TEXT))
def names(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(value)


def anything(value: Any) -> Any:
    """What does not say what it takes."""
    return value


def test_a_function_says_what_it_takes_and_stays_itself() -> None:
    assert schema_of(names) == {"type": "array", "items": {"type": "string"}}
    assert names(["a"]) == ("a",)


def test_a_function_that_does_not_say_takes_everything() -> None:
    assert schema_of(anything) == {}


def test_schemas_are_made_of_schemas() -> None:
    made = any_of(TEXT, table_of(list_of(TEXT)))
    table = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    assert made == {"anyOf": [{"type": "string"}, table]}
    assert or_nothing(made) == {"anyOf": [{"type": "null"}, {"type": "string"}, table]}
    assert or_nothing(TEXT) == {"anyOf": [{"type": "null"}, {"type": "string"}]}
