"""The file of an imported text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importing.text_file import fields_of, text_of, updated

TEXTS = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.dictionaries(st.sampled_from(["title", "a", "b"]), st.one_of(TEXTS, st.lists(TEXTS, min_size=1)), min_size=1))
def test_what_is_written_is_read_again(front: dict[str, Any]) -> None:
    fields = fields_of(text_of(front))
    assert fields is not None
    assert fields[0] == front


@pytest.mark.parametrize(
    "value", ["true", "No", "null", "2011-05-15", "a: b", "a #b", "- a", "'", '"', "5", "~", "a:", "é\x85"]
)
def test_a_text_is_read_as_a_text(value: str) -> None:
    fields = fields_of(text_of({"title": value, "contexts": [value], "sources": [{"name": value}]}))
    assert fields is not None
    assert fields[0] == {"title": value, "contexts": [value], "sources": [{"name": value}]}


FILE = """---
# about this file
title:  'Old'   # a note
contexts:
- a
- b

sources: [
  {name: X}
]
odd: |
  title: not this
---
Text.
"""


def test_only_the_keys_that_change_are_written() -> None:
    new = updated(FILE, {"title": "New", "contexts": ["a"], "summary": "Added: yes"}, None)
    assert new == (
        "---\n# about this file\ntitle: New\ncontexts: [a]\nsources: [\n  {name: X}\n]\nodd: |\n  title: not this\n"
        'summary: "Added: yes"\n---\nText.\n'
    )


def test_a_key_can_go_and_a_body_come() -> None:
    new = updated(FILE, {"sources": None}, "Other.")
    assert new == FILE.replace("sources: [\n  {name: X}\n]\n", "").replace("Text.", "Other.")


@pytest.mark.parametrize(
    "text", ["title: A\ndate: 2011-05-15\n\nText", "+++\ntitle = 'A'\n+++\n", "---\n{title: A}\n---\n"]
)
def test_a_header_in_another_form_is_not_changed(text: str) -> None:
    assert updated(text, {"title": "New"}, None) is None
