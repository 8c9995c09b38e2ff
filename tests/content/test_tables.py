"""Tables with more cells than their head has."""

import pytest

from tests.content.test_markdown import shown


@pytest.mark.parametrize(
    ("markdown", "last"),
    [
        ("| a |\n|---|\n| b | c | d |", "b | c | d"),
        ("a | b\n--|--\nc | `d|e`", "<code>d | e</code>"),
        ("> | a |\n> |---|\n> | b | c |", "b | c"),
        ("- | a |\n  |---|\n  | b | c\\|d |", "b | c|d"),
        ("| a | b |\n|---|---|\n| c |", ""),
    ],
)
def test_cells_beyond_those_of_the_head_stay_in_the_last_one(markdown: str, last: str) -> None:
    assert f"<td>{last}</td>\n</tr>" in shown(markdown)
