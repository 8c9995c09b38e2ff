"""Checks of settings: what they give, and what they say of another value."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.config import checks

Check = Callable[[Any], Any]


@pytest.mark.parametrize(
    ("check", "value", "checked"),
    [
        (checks.text, " a\n b ", "a b"),
        (checks.filled_text, "a", "a"),
        (checks.flag, False, False),
        (checks.folder, "docs/site", Path("docs/site")),
        (checks.one_of("a", "b"), "b", "b"),
        (checks.some_of("a", "b", "c"), ["c", "a"], ("a", "c")),
        (checks.whole_number(0, 7), 7, 7),
        (checks.whole_number(1), 10**9, 10**9),
        (checks.names, ["a", "b"], ("a", "b")),
        *(
            (checks.language, tag, tag)
            for tag in ("pt-BR", "zh-hant-tw", "de-1996", "es-419", "zh-yue", "EN", "en-1-x")
        ),
        (checks.date_forms, ["%B %d, %Y", "%Y"], ("%B %d, %Y", "%Y")),
    ],
)
def test_a_value_that_can_be_is_given_in_one_form(check: Check, value: Any, checked: Any) -> None:
    assert check(value) == checked


@pytest.mark.parametrize(
    ("check", "value", "words"),
    [
        (checks.folder, 7, "must be a text in quotes"),
        (checks.one_of("a", "b"), "c", "must be one of a, b"),
        (checks.one_of("a", "b"), ["a"], "must be one of a, b"),
        (checks.some_of("a", "b", "c"), ["b"], "must be a list with a and any of b, c"),
        (checks.whole_number(0, 7), 8, "must be a whole number from 0 to 7"),
        (checks.whole_number(1), 0, "must be a whole number from 1 up"),
        (checks.date_forms, ["%d %B"], 'has "%d %B", by which no date can be read: it has no year'),
        (checks.whole_number(1, of="days"), True, "must be a whole number of days from 1 up"),
    ],
)
def test_another_value_is_refused_with_what_it_must_be(check: Check, value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        check(value)


def test_what_is_wrong_inside_a_table_says_where() -> None:
    with (
        pytest.raises(checks.PartInvalid, match=r"^must be true or false$") as error,
        checks.inside("a"),
        checks.inside("b", "c"),
    ):
        checks.flag(1)
    assert error.value.path == ("a", "b", "c")


def test_an_unknown_key_of_a_table_is_told_with_the_nearest_or_with_all() -> None:
    with pytest.raises(ValueError, match=r'^does not exist: did you mean "name"\?$'):
        checks.refuse_unknown({"name": 1, "nam": 1}, ("name", "url"))
    with pytest.raises(ValueError, match=r"^does not exist: there are name, url$"):
        checks.refuse_unknown({"zzz": 1}, ("name", "url"))


def test_of_what_there_may_be_less_a_number_is_taken_and_a_flag_too() -> None:
    assert [checks.flag_or_number(value) for value in (True, False, 1, 10)] == [1, 0, 1, 10]
    for value in (0, -1, 1.5, "10"):
        with pytest.raises(ValueError, match="must be true, false, or a whole number from 1 up"):
            checks.flag_or_number(value)
