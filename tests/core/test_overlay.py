"""Overlays: what they hold is what a dict with the same changes would hold."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.overlay import MAX_CHANGES, Overlay, keys_of_others, overlaid

VALUES = st.dictionaries(st.text(max_size=1), st.integers())


@given(VALUES, st.lists(VALUES, min_size=1))
def test_changes_upon_changes_give_what_a_dict_holds_after_them(
    values: dict[str, int], all_changes: list[dict[str, int]]
) -> None:
    found: Mapping[str, int] = values
    as_dict = dict(values)
    for changes in all_changes:
        found, as_dict = overlaid(found, changes), {**as_dict, **changes}
    assert [*found] == [*as_dict]
    assert [*found.items()] == [*as_dict.items()]
    assert [*found.values()] == [*as_dict.values()]
    assert len(found) == len(as_dict)
    assert {**found} == found == as_dict
    assert all(key in found and found[key] == value == found.get(key) for key, value in as_dict.items())


def test_what_neither_holds_is_not_there() -> None:
    overlay = overlaid({"a": 1}, {"b": 2})
    assert "c" not in overlay
    assert overlay.get("c", 3) == 3
    with pytest.raises(KeyError):
        overlay["c"]


def test_what_it_was_made_of_stays_as_it_was() -> None:
    values, changes = {"a": 1}, {"a": 2}
    first = overlaid(values, changes)
    second = overlaid(first, {"a": 3, "b": 4})
    assert (values, changes, {**first}, {**second}) == ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 3, "b": 4})


def test_overlays_are_not_piled_up() -> None:
    values = {"a": 1}
    overlay = overlaid(overlaid(values, {"a": 2}), {"a": 3})
    assert isinstance(overlay, Overlay)
    assert overlay.below is values
    assert overlay.changes == {"a": 3}


def test_with_many_changes_it_is_a_dict() -> None:
    many = {str(number): number for number in range(MAX_CHANGES)}
    assert type(overlaid({"a": 1}, many)) is Overlay
    assert overlaid(overlaid({"a": 1}, many), {"b": 2}) == {"a": 1, **many, "b": 2}
    assert type(overlaid(overlaid({"a": 1}, many), {"b": 2})) is dict


def test_the_keys_of_other_values_are_those_of_changes_or_are_found_by_comparing() -> None:
    values = {"a": [1], "b": [2]}
    new = {"b": [2], "c": [3]}
    assert {*keys_of_others(overlaid(values, new), values)} == {"b", "c"}
    assert {*keys_of_others({**values, **new}, values)} == {"b", "c"}
    assert {*keys_of_others(overlaid({**values}, new), values)} == {"b", "c"}
    assert {*keys_of_others(values, values)} == set()
