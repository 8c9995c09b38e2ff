"""Front matter in JSON: where it ends, its values, the line of each key, and what is said of what cannot be read."""

import sys

import pytest

from builder.core.problems import Code, ProblemsFound
from builder.frontmatter.json_form import parse_json
from builder.frontmatter.split import split

TEXT = r"""{
  "title": "A \"}\" in a title: \u00e9",
  "sources": [
    {"name": "Post", "url": "https://a.example"},
    "Crier"
  ], "size": 1.50,
  "draft": false
}"""


def test_every_key_and_item_has_its_line_and_its_value() -> None:
    front = parse_json(TEXT, "x.md", 0)
    assert front.values == {
        "title": 'A "}" in a title: é',
        "sources": [{"name": "Post", "url": "https://a.example"}, "Crier"],
        "size": "1.50",
        "draft": False,
    }
    assert front.lines == {
        ("title",): 2,
        ("sources",): 3,
        ("sources", 0): 4,
        ("sources", 0, "name"): 4,
        ("sources", 0, "url"): 4,
        ("sources", 1): 5,
        ("size",): 6,
        ("draft",): 7,
    }


def test_the_body_begins_behind_the_last_brace() -> None:
    parts = split(f"{TEXT}\n\nBody {{}}.\n", "x.md")
    assert (parts.body.strip(), parts.body_line) == ("Body {}.", 8)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{\n"a": 1\n"b": 2\n}', 3, 1),
        ('{\n"a": x\n}', 2, 6),
        (
            '{\n"a": 1,\n}',
            *((2, 7) if sys.version_info >= (3, 13) else (3, 1)),
        ),  # the comma itself
        ('{"a": "b\nc"}', 1, 9),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_json(text, "x.md", 0)
    (problem,) = found.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == (Code.FRONT_MATTER_INVALID, line, column)


def test_a_key_that_stands_twice_is_told_on_its_line() -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_json('{\n"a": 1,\n"b": 2,\n"a": 3\n}', "x.md", 0)
    assert [(problem.code, problem.place.line) for problem in found.value.problems] == [(Code.DUPLICATE_KEY, 4)]


def test_front_matter_that_nests_thousands_of_levels_deep_ends_in_a_problem() -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_json(f'{{"a": {"[" * 5000}{"]" * 5000}}}', "x.md", 0)
    assert "deep" in found.value.problems[0].what
