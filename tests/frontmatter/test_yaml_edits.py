"""Values and items of lists in YAML become others, and no other byte changes."""

from collections.abc import Sequence

import pytest
import yaml

from builder.frontmatter.yaml_edits import Edit, apply_edits, edited_text, list_edits, scalar_edit, value_nodes


def with_items(header: str, *wanted: int | str) -> str:
    """A header in which the list `a` has other items."""
    node = value_nodes(header)["a"]
    assert isinstance(node, yaml.SequenceNode)
    return apply_edits(header, list_edits(header, node, wanted))


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ("a: [x, 'y', z] # all\n", [1], "a: ['y'] # all\n"),
        ("a: [x, y, z]\n", [0, 2], "a: [x, z]\n"),
        ("a: [x, y, z]\n", [0], "a: [x]\n"),
        ("a: [x, y]\n", ["n", 0, "m", 1, "o"], "a: [n, x, m, y, o]\n"),
        ("a: [x, y]\n", ["n"], "a: [n]\n"),
        ("a: []\n", ["n", "m"], "a: [n, m]\n"),
        ("a: [\n  x, # 1\n  y # 2\n]\n", [0], "a: [\n  x, # 1\n]\n"),
        ("a: [\n  x, # 1\n  y # 2\n]\n", [1], "a: [\n  y # 2\n]\n"),
        ("a:\n  # first\n  - x # 1\n  - {y: 1}\n", [1], "a:\n  # first\n  - {y: 1}\n"),
        ("a:\n- x: 1 # 1\n  y: 2 # 2\n- z\n", [1], "a:\n- z\n"),
        ("a:\n- x\n- y", [0, 1, "n"], "a:\n- x\n- y\n- n"),
        ("a:\n- x\n- y", ["n: 1\nm: 2", 1], "a:\n- n: 1\n  m: 2\n- y"),
        ("a:\n- |\n  text\n- y\nb: 1\n", [1], "a:\n- y\nb: 1\n"),
    ],
)
def test_items_of_a_list_go_and_come_and_the_others_stay_as_written(
    before: str, wanted: Sequence[int | str], after: str
) -> None:
    assert with_items(before, *wanted) == after


@pytest.mark.parametrize(
    ("before", "after"), [("old", "plain"), ('"old"', '"It\'s"'), ("'old'", "'It''s'"), ("old # it", "plain # it")]
)
def test_a_value_keeps_its_quotes(before: str, after: str) -> None:
    header = f"a: {before}\n"
    node = value_nodes(header)["a"]
    assert isinstance(node, yaml.ScalarNode)
    assert apply_edits(header, [scalar_edit(node, "It's", "plain")]) == f"a: {after}\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_keeps_its_byte_order_mark_and_its_line_ends(mark: str, ending: str) -> None:
    edited = edited_text(f"{mark}a{ending}b{ending}", lambda text: [Edit(text.index("b"), text.index("b") + 1, "c\nd")])
    assert edited == f"{mark}a{ending}c{ending}d{ending}"


@pytest.mark.parametrize("text", ["a\r\nb\n", "a\rb", "a\rb\r\n"])
def test_a_file_with_line_ends_of_several_kinds_is_not_edited(text: str) -> None:
    assert edited_text(text, lambda _: [Edit(0, 1, "c")]) is None
