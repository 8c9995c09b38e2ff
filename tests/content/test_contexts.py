"""Contexts as files name them."""

import pytest

from builder.content.contexts import contexts_in
from builder.core.model import context_of


@pytest.mark.parametrize(
    ("lists", "known", "names"),
    [
        (["b, a"], set(), ["a", "b"]),
        (["a, b", "b, C"], set(), ["C", "a", "b"]),
        (["Los Angeles, California, a"], {"Los Angeles, California"}, ["Los Angeles, California", "a"]),
        (["a, ?!"], set(), ["a"]),
        ([" a \u00a0 b , c"], set(), ["a b", "c"]),
        ([], set(), []),
    ],
)
def test_lists_of_contexts_are_cut_at_commas_that_no_known_name_has(
    lists: list[str], known: set[str], names: list[str]
) -> None:
    assert [context.name for context in contexts_in(lists, known)] == names


def test_one_name_and_kind_is_one_context_for_all_entries() -> None:
    assert context_of("Iran", "place") is context_of("Iran", "place")
    assert context_of("Iran", "place") != context_of("Iran", None)
