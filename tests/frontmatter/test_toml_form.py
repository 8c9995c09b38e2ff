"""Front matter in TOML: its values, the line of each key and item, and what is said of what cannot be read."""

import pytest

from builder.core.problems import Code, Problem, ProblemsFound
from builder.frontmatter.front_matter import FrontMatter
from builder.frontmatter.toml_form import parse_toml

TEXT = '''title = """A # harbour
reopens""""  # as told
"quoted key" = 'C:\\'
a.b = 1.50  # dotted
contexts = [  # a comment, with [ and "
  "Iran", "Los Angeles, California",

  'oil',
]
seen = 2011-05-15 10:00:00
image = { url = "a.jpg", alt = "An = sign", size = { wide = 3 } }

[extra]
link = "x"
[extra.deep]
er = [[1, 2],
  [3]]

[[sources]]
name = "Post"
url = "https://a.example"
[[sources]]
  name = "Crier"
  [sources.more]
  page = 3
  [[sources.editors]]
  name = "E"
'''


def parse(text: str) -> FrontMatter:
    """The front matter of a text that stands below one line."""
    return parse_toml(text, "x.md", 1)


def test_every_key_and_item_has_its_line() -> None:
    lines = parse(TEXT).lines
    assert {path: line - 1 for path, line in lines.items()} == {
        ("title",): 1,
        ("quoted key",): 3,
        ("a",): 4,
        ("a", "b"): 4,
        ("contexts",): 5,
        ("contexts", 0): 6,
        ("contexts", 1): 6,
        ("contexts", 2): 8,
        ("seen",): 10,
        ("image",): 11,
        ("image", "url"): 11,
        ("image", "alt"): 11,
        ("image", "size"): 11,
        ("image", "size", "wide"): 11,
        ("extra",): 13,
        ("extra", "link"): 14,
        ("extra", "deep"): 15,
        ("extra", "deep", "er"): 16,
        ("extra", "deep", "er", 0): 16,
        ("extra", "deep", "er", 0, 0): 16,
        ("extra", "deep", "er", 0, 1): 16,
        ("extra", "deep", "er", 1): 17,
        ("extra", "deep", "er", 1, 0): 17,
        ("sources",): 19,
        ("sources", 0): 19,
        ("sources", 0, "name"): 20,
        ("sources", 0, "url"): 21,
        ("sources", 1): 22,
        ("sources", 1, "name"): 23,
        ("sources", 1, "more"): 24,
        ("sources", 1, "more", "page"): 25,
        ("sources", 1, "editors"): 26,
        ("sources", 1, "editors", 0): 26,
        ("sources", 1, "editors", 0, "name"): 27,
    }


def test_dates_are_texts_and_fractions_stay_as_they_are_written() -> None:
    text = "a = 2011-05-15\nb = 2011-05-15T10:00:00Z\nc = 10:30:00\nd = 1.50\ne = 3\nf = true\n"
    assert parse(text).values == {
        "a": "2011-05-15",
        "b": "2011-05-15T10:00:00+00:00",
        "c": "10:30:00",
        "d": "1.50",
        "e": 3,
        "f": True,
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title = A harbour\n", 2, "invalid value"),
        ("a = 1\ntitle: T\n", 3, "expected '=' after a key"),
        ("a = 1\na = 2\n", 3, "cannot overwrite a value"),
        ('a = 1\ntitle = "no end\n', 3, "illegal character"),
        ("a = [1,\n", 2, "invalid value"),
        ("a = " + "[" * 2_000, 2, "nested"),
    ],
)
def test_what_cannot_be_read_is_told_on_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse(text)
    problem: Problem = found.value.problems[0]
    assert (problem.code, problem.place.line) == (Code.FRONT_MATTER_INVALID, line)
    assert words in problem.what
