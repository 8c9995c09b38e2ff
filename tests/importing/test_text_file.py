"""The file of an imported text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importing.text_file import fields_of, updated

TEXTS = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


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
        "---\n# about this file\ntitle:  'New'   # a note\ncontexts:\n- a\n\nsources: [\n  {name: X}\n]\nodd: |\n"
        '  title: not this\nsummary: "Added: yes"\n---\nText.\n'
    )


def test_a_key_can_go_and_a_body_come() -> None:
    new = updated(FILE, {"sources": None}, "Other.")
    assert new == FILE.replace("sources: [\n  {name: X}\n]\n", "").replace("Text.", "Other.")


@pytest.mark.parametrize(
    "text", ["title: A\ndate: 2011-05-15\n\nText", "+++\ntitle = 'A'\n+++\n", "---\ntitle: &x A\nodd: *x\n---\n"]
)
def test_a_header_in_another_form_is_not_changed(text: str) -> None:
    assert updated(text, {"title": "New"}, None) is None


SOURCES = """---
sources:
  # in the order of their days
  - name: "Gazette" # the first
    url: https://gazette.example/1
  - {name: Post}
  - name: Times
---
"""


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("contexts: [\"a\", 'b', c] # ours\n", ["a", "c", "d e"], 'contexts: ["a", c, d e] # ours\n'),
        ('contexts: ["a", b] # ours\n', ["b", "a"], 'contexts: [b, "a"] # ours\n'),
        ("contexts: [a] # ours\n", ["b"], "contexts: [b] # ours\n"),
        ("contexts: # ours\n  - 'a' # one\n  - b # two\n", ["a", "c"], "contexts: # ours\n  - 'a' # one\n  - c\n"),
        ("contexts:\n- b\n", ["a", "b"], "contexts:\n- a\n- b\n"),
        ("contexts: a # ours\n", ["a", "b"], "contexts: [a, b]\n"),
        ("contexts: [\n  a, # one\n  b, # two\n]\n", ["b", "c"], "contexts: [\n  b, c, # two\n]\n"),
        ("contexts: &x [a, b]\nodd: *x\n", ["a"], None),
    ],
)
def test_in_a_list_only_the_items_change_that_differ(before: str, value: list[str], after: str | None) -> None:
    new = updated(f"---\n{before}---\n", {"contexts": value}, None)
    assert new == (f"---\n{after}---\n" if after else None)


def test_a_source_that_comes_or_goes_leaves_the_others_as_they_are_written() -> None:
    gazette = {"name": "Gazette", "url": "https://gazette.example/1"}
    new = updated(
        SOURCES, {"sources": [gazette, {"name": "Times"}, {"name": "Star", "url": "https://star.example/"}]}, None
    )
    assert new == SOURCES.replace("  - {name: Post}\n", "").replace(
        "Times\n", "Times\n  - name: Star\n    url: https://star.example/\n"
    )


ITEMS = st.lists(st.sampled_from(["a", "b c", "d, e", "'", "f: g", "2011", "yes"]), min_size=1, unique=True)


@given(ITEMS, ITEMS, st.sampled_from(["flow", "lines", "block"]))
def test_a_list_becomes_whatever_it_is_to_be_and_what_stays_keeps_its_comment(
    before: list[str], after: list[str], form: str
) -> None:
    items = [json.dumps(item) for item in before]
    written = {
        "flow": f" [{', '.join(items)}]\n",
        "lines": "".join([" [\n", *(f"  {item}, # of {item}\n" for item in items), "]\n"]),
        "block": "".join(["\n", *(f"- {item} # of {item}\n" for item in items)]),
    }
    new = updated(f"---\ncontexts:{written[form]}odd: 1 # kept\n---\n", {"contexts": after}, None)
    assert new is not None
    fields = fields_of(new)
    assert fields is not None
    assert fields[0]["contexts"] == after
    assert "odd: 1 # kept\n" in new
    stay = [item for item in before if item in after]
    if form == "block" and stay == [item for item in after if item in before]:
        assert all(f"# of {json.dumps(item)}\n" in new for item in stay)
