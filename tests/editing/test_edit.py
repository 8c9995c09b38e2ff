"""Changed fields become edits of the file, and every other byte of it stays."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builder.editing.edit import FieldsNotEditable, changed_names, edited
from builder.editing.form import CorrectionFields, Fields, ImageFields, SourceFields
from builder.editing.header import find_header
from builder.editing.read_form import read_form
from builder.frontmatter.keys import key_mapping
from tests.editing.files import FIELDS, WrittenFile, files

KEYS = key_mapping()
HARBOUR = """---
# on top
title: 'A harbour'   # why
contexts: [shipping, "Los Angeles, California"]  # two
weather: rain # keep
sources:
  # the first
  - name: Gazette
    url: https://a.example/1
    tier: 2
  - "Crier, https://b.example/2"
summary: >
  A long
  text.

# end
---

Words.
"""


def changed(text: str, **changes: Any) -> list[str]:
    """The lines that go and come where some fields change: `-title: A`, `+title: B`."""
    fields = replace(read_form(text, KEYS).fields, **changes)
    old, new = text.split("\n"), edited(text, fields, KEYS).split("\n")
    gone, come = [line for line in old if line not in new], [line for line in new if line not in old]
    return [*(f"-{line}" for line in gone), *(f"+{line}" for line in come)]


@given(files(), FIELDS, st.sets(st.sampled_from(Fields.__struct_fields__)), st.randoms(use_true_random=False))
def test_a_changed_file_says_what_the_form_says_and_all_else_is_as_it_was(
    file: WrittenFile, new: Fields, names: set[str], random: Any
) -> None:
    form = read_form(file.text, KEYS)
    assert not form.is_whole
    assert not form.locked
    fields = replace(form.fields, **{name: getattr(new, name) for name in names})
    if "sources" in names:  # some of those that were there, changed or not, among new ones
        kept = [random.choice([source, replace(source, author="B", name="")]) for source in form.fields.sources]
        mixed = [*random.sample(kept, random.randint(0, len(kept))), *new.sources]
        random.shuffle(mixed)
        fields = replace(fields, sources=tuple(mixed))
    changes = changed_names(form, fields)
    text, refused = edited_or_refused(file.text, fields)
    assert all("#" in lines for name, lines in file.keys if name in refused)  # a comment would be lost
    if refused:
        return
    again = read_form(text, KEYS)
    assert {name: again.fields.value(name) for name in form.names} == {name: fields.value(name) for name in form.names}
    assert_same_outside(file, text, changes)


def edited_or_refused(text: str, fields: Fields) -> tuple[str, tuple[str, ...]]:
    """The text after an edit; or, of one that is refused, the text as it is, and the fields that cannot be changed."""
    try:
        return edited(text, fields, KEYS), ()
    except FieldsNotEditable as refused:
        return text, refused.names


def assert_same_outside(file: WrittenFile, text: str, changes: tuple[str, ...]) -> None:
    """Of the lines of each key that did not change, each byte is there, in its order; what is left are changed keys."""
    left, at = "", 0
    for lines in ("---\n", *(lines for name, lines in file.keys if name not in changes), "---\n"):
        found = text.index(lines, at)
        left, at = left + text[at:found], found + len(lines)
    header = find_header(f"---\n{left}---\n")
    assert header is not None
    assert {*header.values} <= {*changes}
    if "body" not in changes:
        assert text[at:] == file.text[len(file.text) - len(text[at:]) :]
        assert text[at:].strip("\n") == file.body


@given(files(), st.sampled_from(["\r\n", "\r"]), FIELDS)
def test_line_ends_and_a_byte_order_mark_stay(file: WrittenFile, end: str, new: Fields) -> None:
    text = "\ufeff" + file.text.replace("\n", end)
    fields = replace(read_form(text, KEYS).fields, title="B", body=new.body)
    assert edited(text, fields, KEYS) == "\ufeff" + edited(file.text, fields, KEYS).replace("\n", end)


@given(files())
def test_a_form_that_was_not_touched_changes_nothing(file: WrittenFile) -> None:
    fields = read_form(file.text, KEYS).fields
    assert edited(file.text, fields, KEYS) is file.text
    typed = replace(fields, body=fields.body.replace("\n", "\r\n") + "\r\n")  # as a browser sends it
    assert edited(file.text, typed, KEYS) is file.text


def test_a_scalar_keeps_its_quotes_and_the_comment_behind_it() -> None:
    assert changed(HARBOUR, title="B: it's") == ["-title: 'A harbour'   # why", "+title: 'B: it''s'   # why"]


def test_a_new_key_stands_where_a_form_has_its_field() -> None:
    assert changed(HARBOUR, date="2011-05-15") == ["+date: 2011-05-15"]
    text = edited(HARBOUR, replace(read_form(HARBOUR, KEYS).fields, date="2011-05-15"), KEYS)
    assert "# why\ndate: 2011-05-15\ncontexts: [" in text


def test_a_key_without_a_value_goes() -> None:
    assert changed(HARBOUR, summary="") == ["-summary: >", "-  A long", "-  text."]


def test_a_key_that_has_no_value_yet_gets_one_in_its_place() -> None:
    text = "---\ntitle: A\nsummary:\ncontexts: # none yet\nimage:\n---\n"
    said = {"summary": "B", "contexts": ("oil",), "image": ImageFields("a.jpg")}
    assert edited(text, replace(read_form(text, KEYS).fields, **said), KEYS) == (
        "---\ntitle: A\nsummary: B\ncontexts: [oil] # none yet\nimage:\n  url: a.jpg\n---\n"
    )


def test_items_of_a_list_keep_their_quotes_wherever_they_go() -> None:
    new = ("Los Angeles, California", "oil, gas", "shipping")
    assert changed(HARBOUR, contexts=new)[1] == ('+contexts: ["Los Angeles, California", "oil, gas", shipping]  # two')


def test_of_a_source_only_the_part_that_changed_is_written() -> None:
    first, second = read_form(HARBOUR, KEYS).fields.sources
    assert changed(HARBOUR, sources=(replace(first, url="https://c.example/3"), second)) == [
        "-    url: https://a.example/1",
        "+    url: https://c.example/3",
    ]


def test_sources_move_with_the_keys_that_no_form_shows() -> None:
    first, second = read_form(HARBOUR, KEYS).fields.sources
    text = edited(HARBOUR, replace(read_form(HARBOUR, KEYS).fields, sources=(second, first)), KEYS)
    assert '  # the first\n  - "Crier, https://b.example/2"\n  - name: Gazette\n' in text
    assert "    tier: 2\nsummary: >" in text


def test_a_source_that_was_one_text_gets_lines_for_its_parts() -> None:
    first, second = read_form(HARBOUR, KEYS).fields.sources
    assert changed(HARBOUR, sources=(first, replace(second, author="A. Crier"), SourceFields(name="New"))) == [
        '-  - "Crier, https://b.example/2"',
        "+  - name: Crier",
        "+    url: https://b.example/2",
        "+    author: A. Crier",
        "+  - name: New",
    ]


def test_keys_with_the_names_that_a_site_gives_them_keep_these() -> None:
    keys = key_mapping(
        names={"title": ("headline",)}, contexts=(("tags", None),), parts={"sources": {"url": ("link",)}}
    )
    text = "---\nheadline: A\ntags: [oil]\nsources:\n- link: https://a.example/\n---\n"
    form = read_form(text, keys)
    assert (form.fields.title, form.fields.contexts, form.other_keys) == ("A", ("oil",), ())
    (source,) = form.fields.sources
    new = Fields(title="B", contexts=("gas",), sources=(replace(source, url="https://b.example/"),))
    assert edited(text, new, keys) == text.replace("A", "B").replace("oil", "gas").replace("a.example", "b.example")


def test_a_comment_inside_a_list_stays_or_nothing_is_written() -> None:
    text = "---\ntitle: A\ncontexts: [\n  oil, # the first\n  gas,\n  coal ]\n---\n"
    fields = read_form(text, KEYS).fields
    assert edited(text, replace(fields, contexts=("oil", "coal")), KEYS) == text.replace("  gas,\n", "")
    with pytest.raises(FieldsNotEditable) as refused:
        edited(text, replace(fields, contexts=("gas", "oil", "coal")), KEYS)
    assert refused.value.names == ("contexts",)


def test_a_body_that_begins_as_front_matter_is_refused() -> None:
    with pytest.raises(FieldsNotEditable):
        edited(HARBOUR, replace(read_form(HARBOUR, KEYS).fields, body="---\ntitle: B\n---\n"), KEYS)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\r\nb\nc\r\n", "a\nb\nx\nc\n", "a\r\nb\nx\r\nc\r\n"),
        ("a\nb", "b", "b"),
        ("a\r\nb", "x\ny\n", "x\r\ny\r\n"),
        ("", "x\n", "x\n"),
    ],
)
def test_a_file_that_is_edited_as_one_text_keeps_its_line_ends(before: str, after: str, expected: str) -> None:
    assert edited(before, Fields(body=after), KEYS, is_whole=True) == expected


def test_new_keys_and_parts_have_the_names_that_the_settings_give_them() -> None:
    parts = {"sources": {"name": ("publisher",), "author": ("byline",)}, "image": {"alt": ("words",)}}
    mapping = key_mapping(names={"title": ("headline",), "summary": ("deck",)}, parts=parts)
    text = "---\nheadline: A\nsources:\n- publisher: Gazette\n---\n"
    fields = read_form(text, mapping).fields
    (source,) = fields.sources
    changed_sources = (replace(source, author="B"), SourceFields("Crier"))
    new = replace(fields, title="C", summary="S", sources=changed_sources, image=ImageFields("a.png", "A ship"))
    assert edited(text, new, mapping) == (
        "---\nheadline: C\nsources:\n- publisher: Gazette\n  byline: B\n- publisher: Crier\ndeck: S\n"
        "image:\n  url: a.png\n  words: A ship\n---\n"
    )


BY_DAY = "correction:\n  2011-06-01: It sank.\n  2011-07: Twice.\n"
ONE_MAPPING = "correction: {date: 2011-06-01, note: It sank.}\n"
ITEMS = "correction:\n- note: It sank. # so it is\n  date: 2011-06-01\n"
ONE_IN_LINES = "correction:\n  - date: 2011-06-01\n    note: "


@pytest.mark.parametrize(
    ("keys", "note", "after"),
    [
        ("", "It sank.", f"{ONE_IN_LINES}It sank.\n"),
        (BY_DAY, "It sank.", f"{ONE_IN_LINES}It sank.\n  - date: 2011-07\n    note: Twice.\n"),
        (BY_DAY, "No.", f"{ONE_IN_LINES}No.\n  - date: 2011-07\n    note: Twice.\n"),
        (ONE_MAPPING, "No.", f"{ONE_IN_LINES}No.\n"),
        (ITEMS, "No.", ITEMS.replace("It sank.", "No.")),
    ],
)
def test_corrections_stay_as_they_are_written_or_become_a_list(keys: str, note: str, after: str) -> None:
    text = f"---\ntitle: A\n{keys}---\n"
    fields = read_form(text, KEYS).fields
    known = fields.correction
    first = replace(known[0], note=note) if known else CorrectionFields("2011-06-01", note)
    new = replace(fields, correction=(first, *known[1:]))
    expected = text if new == fields else f"---\ntitle: A\n{after}---\n"
    assert edited(text, new, KEYS) == expected
    if known:
        assert "correction" not in edited(text, replace(fields, correction=()), KEYS)


@pytest.mark.parametrize("keys", [BY_DAY.replace("sank.", "sank. # why"), ONE_MAPPING.replace("\n", " # why\n")])
def test_corrections_whose_comment_would_be_lost_are_changed_in_the_file_only(keys: str) -> None:
    text = f"---\ntitle: A\n{keys}---\n"
    fields = read_form(text, KEYS).fields
    first = replace(fields.correction[0], note="No.")
    with pytest.raises(FieldsNotEditable) as refused:
        edited(text, replace(fields, correction=(first,)), KEYS)
    assert refused.value.names == ("correction",)


def test_contexts_of_each_kind_are_edited_in_its_key() -> None:
    kinds = (("tags", None), ("actors", "person"), ("places", "place"), ("towns", "place"))
    mapping = key_mapping(contexts=kinds)
    text = "---\ntitle: A\ncontexts: [oil]\ntowns: [Bonn, Linz] # two\n---\n"
    form = read_form(text, mapping)
    assert form.fields.kinds == {"person": (), "place": ("Bonn", "Linz")}
    assert form.other_keys == ()
    new = replace(form.fields, contexts=("oil", "gas"), kinds={"person": ("A. B",), "place": ("Linz",)})
    assert edited(text, new, mapping) == (
        "---\ntitle: A\ncontexts: [oil, gas]\nactors: [A. B]\ntowns: [Linz] # two\n---\n"
    )
    assert edited(text, form.fields, mapping) == text
