"""The page of the form: what stands at which field, and two versions of one."""

import pytest

from builder.editing.form import EntryForm, Fields, ImageFields, SourceFields
from builder.serve.form_page import Line, difference, shown_field

WHOLE = EntryForm(Fields(), is_whole=True)
LOCKED = EntryForm(Fields(), locked=frozenset({"sources"}))


@pytest.mark.parametrize(
    ("field", "form", "shown"),
    [
        ("sources.0.url", EntryForm(Fields()), "sources.0.url"),
        ("sources.0.url", LOCKED, "sources"),
        ("title", LOCKED, "title"),
        ("weather", LOCKED, ""),
        ("title", WHOLE, ""),
        ("body", WHOLE, "body"),
    ],
)
def test_a_message_stands_at_a_field_that_the_form_has(field: str, form: EntryForm, shown: str) -> None:
    assert shown_field(field, form) == shown


def test_of_two_versions_the_lines_are_marked_that_only_one_has() -> None:
    found = difference("body", Fields(body="One.\nTwo.\nFour."), Fields(body="One.\nThree.\nFour."))
    assert found.theirs == (Line("One.", is_other=False), Line("Two.", is_other=True), Line("Four.", is_other=False))
    assert [line.text for line in found.mine if line.is_other] == ["Three."]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("contexts", ["oil", "a, b"]),
        ("sources", ["Gazette", "https://a.example/", "", "Crier"]),
        ("image", ["a.jpg", "A ship"]),
    ],
)
def test_lists_are_shown_by_lines(name: str, lines: list[str]) -> None:
    fields = Fields(
        contexts=("oil", "a, b"),
        sources=(SourceFields("Gazette", "https://a.example/"), SourceFields("Crier")),
        image=ImageFields("a.jpg", "A ship"),
    )
    assert [line.text for line in difference(name, fields, Fields()).theirs] == lines
