"""A problem stands at the field where it can be mended."""

import pytest

from builder.core.problems import Code, Place, Problem
from builder.editing.field_places import FieldPlaces
from builder.frontmatter.keys import key_mapping

TEXT = """---
title: A
weather: rain
contexts:
  - oil
sources:
  - name: Gazette
    url: ftp://a
  - Crier
image:
  url: a.jpg
---

Words.
"""


@pytest.mark.parametrize(
    ("code", "line", "field"),
    [
        (Code.VALUE_INVALID, 2, "title"),
        (Code.UNKNOWN_KEY, 3, ""),
        (Code.CONTEXT_EMPTY, 5, "contexts"),
        (Code.SOURCE_ADDRESS, 8, "sources.0.url"),
        (Code.SOURCE_EMPTY, 9, "sources.1"),
        (Code.VALUE_INVALID, 11, "image.url"),
        (Code.LINK_BROKEN, 14, "body"),
        (Code.CONTEXT_UNLISTED, 14, "contexts"),
        (Code.SOURCE_SINGLE, 0, "sources"),
        (Code.DATE_CONFLICT, 0, "date"),
        (Code.TITLE_MISSING, 1, "title"),
        (Code.ORPHAN, 0, ""),
    ],
)
def test_a_problem_has_the_field_of_its_line_or_of_its_code(code: Code, line: int, field: str) -> None:
    problem = Problem(code, Place("content/a.md", line), "it is wrong", "mend it")
    assert FieldPlaces(TEXT, key_mapping()).field(problem) == field


def test_what_is_wrong_with_a_file_that_is_edited_as_one_text_stands_above_it() -> None:
    problem = Problem(Code.DATE_INVALID, Place("content/a.md", 2), "it is wrong", "mend it")
    assert FieldPlaces("+++\ndate = 'x'\n+++\n", key_mapping()).field(problem) == ""
