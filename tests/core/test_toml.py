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
        ("a = " + "9" * 5_000, r"a number is too long \(at line 1, column 5\)"),
        ("a = 1\n# 9\nb = [1, 0x" + "f" * 5_000 + "]", r"a number is too long \(at line 3, column 9\)"),
        ('a = "' + "9" * 5_000, "unterminated string"),
        ("a = ", "invalid value"),
    ],
)
def test_what_cannot_be_read_is_one_kind_of_error(text: str, why: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=f"(?i){why}"):
        toml.loads(text)


@pytest.mark.parametrize(
    "written",
    ['"{}"', '"\\"{}"', "'{}'", '"""\n""{}"""', "'''\n\\{}'''", '"""{}\\""""', "1 # {}", '["a", "{}"]'],
)
@pytest.mark.parametrize("long", ["9" * 6_000, "1." * 200 + "1"])
def test_digits_and_dots_in_a_text_or_a_comment_are_no_number_and_no_key(written: str, long: str) -> None:
    text = f"a = {written.format(long)}\nb = 2"
    assert toml.loads(text) == tomllib.loads(text)


def test_a_key_of_many_parts_in_quotes_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="over a hundred parts"):
        toml.loads('"a" . ' * 200 + '"a" = 1')
