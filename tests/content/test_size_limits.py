"""Texts that would take too long, or too much memory, to read are refused by name, whatever machine reads them."""

import re
from collections.abc import Mapping
from string import punctuation

import pytest
from markdown_it import MarkdownIt

from builder.content.size_limits import LARGEST_FILE, MOST_COST, refused_file, refused_text
from builder.core.problems import Code
from tests.sites import SiteFolder


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\n" * 20_000, "20,000 lines"),
        ("[[a]] " * 10_000, "20,000 opening brackets"),
        ("*" * 150_000, r"150,000 times the sign \*"),
        ("https://a.example " * 20_000, "20,000 addresses"),
        ("|a" * 250 + "\n" + "|-" * 250 + "\n" + "|b\n" * 250, "cells of tables"),
        ("*a " * 30_000, r"too much memory to read, as it has 30,000 times the sign \*"),
        ("[a] " * 10_000, "too much memory to read, as it has 10,000 links or footnotes"),
        ("- a\n" * 9_000, "too much memory to read, as it has 9,000 items of lists"),
        ("> |a" + "|a" * 250 + "\n> |-" + "|-" * 250 + "\n" + "> b\n" * 250, "cells of tables"),
    ],
)
def test_a_text_is_refused_by_what_it_has_most_of(text: str, why: str) -> None:
    problem = refused_text(text, "a.md")
    assert problem
    assert re.search(why, problem.what)


@pytest.mark.parametrize(
    "text",
    [
        "A ship is at sea. " * 5_000,
        "A [ship](https://a.example) is at *sea*.\n\n" * 2_500,
        "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 3_000,
        "---\n" * 5_000,
    ],
)
def test_a_long_text_that_somebody_may_have_written_is_read(text: str) -> None:
    assert refused_text(text, "a.md") is None


@pytest.mark.parametrize("sign", [sign for sign in punctuation if MarkdownIt().inline.terminator_re.match(sign)])
def test_each_sign_at_which_the_parser_stops_has_a_cost(sign: str) -> None:
    problem = refused_text(sign * 900_000, "a.md")
    assert problem
    assert "900,000" in problem.what


def test_a_file_is_refused_by_its_bytes() -> None:
    assert refused_file(LARGEST_FILE, "a.md") is None
    problem = refused_file(LARGEST_FILE + 1, "a.md")
    assert problem
    assert problem.what == "the file has more than 1,000,000 bytes"
    assert LARGEST_FILE <= MOST_COST, "plain words alone never cost too much before the file is too large"


def test_what_many_pages_repeat_is_refused_above_its_limit(site: SiteFolder) -> None:
    fewest = {"title": "a" * 2_000, "summary": "a" * 10_000, "contexts": str([*map(str, range(100))])}
    site.write({"content/news/2011/05/15/a.md": _front(fewest)})
    assert not [problem for problem in site.problems() if problem.code is Code.VALUE_TOO_LARGE]
    more = {"title": "a" * 2_001, "summary": "a" * 10_001, "contexts": str([*map(str, range(101))])}
    site.write({"content/news/2011/05/15/a.md": _front(more)})
    told = [problem for problem in site.problems() if problem.code is Code.VALUE_TOO_LARGE]
    assert [problem.place.line for problem in told] == [2, 3, 4]


def _front(values: Mapping[str, str]) -> str:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in values.items()), "---", "Text."])
