"""TOML is read or refused, and nothing else comes of it."""

import tomllib

import pytest

from builder.core import toml


def test_a_table_is_read() -> None:
    assert toml.loads("a = 1.5\n[b.c]\nd = '..'") == {"a": 1.5, "b": {"c": {"d": ".."}}}
    assert toml.loads("a = 1.5", parse_float=str) == {"a": "1.5"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("b = 1\n" + "a." * 200 + "a = 1", r"over a hundred parts between dots \(at line 2"),
        ("a = " + "[" * 100_000, "hundreds of levels deep"),
        ("a = " + "9" * 5_000, "a number is too long"),
        ("a = ", "invalid value"),
    ],
)
def test_what_cannot_be_read_is_one_kind_of_error(text: str, why: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=f"(?i){why}"):
        toml.loads(text)
