"""Comments in front matter."""

import pytest

from builder.content.header_comments import cut_comments
from builder.core.problems import Code
from builder.frontmatter.front_matter import FrontMatter
from builder.frontmatter.split import split


def cut(header: str, *, percent: bool = True) -> tuple[FrontMatter, list[tuple[Code, int]]]:
    front, problems = cut_comments(split(f"---\n{header}---\n", "a.md"), "a.md", percent=percent)
    return front, [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a <!-- b --> c", "a  c"),
        ("<!-- b --> c", "c"),
        ("a %%b%%", "a"),
        ("a {% comment %}b{% endcomment %}", "a"),
        ("a {{/* b */}}", "a"),
        ("'`<!-- b -->` c'", "`<!-- b -->` c"),
        (r'"a \u003c!-- b --\u003e"', "a"),
        (r'"a \x25%b%%"', "a"),
        ("<!-- b -->", None),
        ("[a, <!-- b -->, c]", ["a", "c"]),
        ("[a, <!-- b, c -->, d]", ["a", "d"]),
        ("'A pier {::comment}when?{:/comment} opens{% # who? %}'", "A pier  opens"),
        ("{a: <!-- b -->, c: d %%e%%, '%%f%%': g}", {"a": None, "c": "d"}),
    ],
)
def test_comments_are_cut_out_of_values_of_every_kind(written: str, left: object) -> None:
    front, _ = cut(f"key: {written}\n")
    assert front.values == {"key": left}


def test_the_lines_of_what_is_left_stay() -> None:
    front, _ = cut("a:\n  - <!-- b -->\n  - c\n  - d: <!-- e -->\n    f: g\n")
    assert front.values == {"a": ["c", {"d": None, "f": "g"}]}
    assert (front.line("a", 0), front.line("a", 1), front.line("a", 1, "f")) == (4, 5, 6)


def test_a_comment_without_an_end_hides_the_rest_of_its_key_and_is_told() -> None:
    front, told = cut("a: b <!-- c\nd: [e, <!-- f, g]\nh: i\n")
    assert front.values == {"a": "b", "d": ["e"], "h": "i"}
    assert told == [(Code.COMMENT_UNCLOSED, 2), (Code.COMMENT_UNCLOSED, 3)]
    assert cut("a: b {::comment}c\n")[1] == [(Code.COMMENT_UNCLOSED, 2)]


def test_text_between_percent_signs_is_told_and_stays_where_it_is_no_comment() -> None:
    assert cut("a: b %%c%%\n")[1] == [(Code.PERCENT_COMMENT, 2)]
    assert cut("a: b %%c%%\n", percent=False)[0].values == {"a": "b %%c%%"}


def test_values_that_hold_themselves_are_read_once() -> None:
    front, _ = cut("a: &b [<!-- c -->, *b]\n")
    assert front.values["a"][0] is front.values["a"]


def test_front_matter_without_comments_is_left_as_it_is() -> None:
    parts = split('---\na: "b \\" c"\n---\n', "a.md")
    assert cut_comments(parts, "a.md", percent=True) == (parts.front, ())
