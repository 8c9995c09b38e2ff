"""What a browser sends becomes the fields of a form, and nothing else does."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.editing.form import CorrectionFields, Fields, ImageFields, SourceFields
from builder.editing.submission import NotAForm, Submission, read_submission, with_step

A, B, C = (SourceFields(name=name) for name in "ABC")


def submitted(**values: str) -> Submission:
    return read_submission(urlencode(values).encode())


def test_fields_are_as_a_file_can_hold_them() -> None:
    values = {
        "title": "  A\tharbour\n reopens ",
        "contexts": "shipping\r\n\r\n Los Angeles, California ",
        "sources.1.name": "Second",
        "sources.0.url": "https://example.org/",
        "sources.0.place": "3",
        "image.url": "a.jpg",
        "body": "One.\r\n\r\nTwo.",
        "do": "save",
        "file": "news/a.md",
    }
    found = read_submission(urlencode(values).encode())
    assert found.fields == Fields(
        title="A harbour reopens",
        contexts=("shipping", "Los Angeles, California"),
        sources=(SourceFields(url="https://example.org/", place=3), SourceFields(name="Second")),
        image=ImageFields("a.jpg"),
        body="One.\n\nTwo.",
    )
    assert (found.do, found.file, found.is_whole, found.base) == ("save", "news/a.md", False, None)


def test_the_fields_of_before_come_back_as_they_were() -> None:
    fields = Fields(title="A", sources=(SourceFields(name="B", place=0),))
    base = '{"title":"A","sources":[{"name":"B","place":0}]}'
    assert submitted(base=base).base == fields


@given(st.binary(max_size=200))
def test_any_bytes_are_a_form_or_refused(content: bytes) -> None:
    try:
        found = read_submission(content)
    except NotAForm:
        return
    assert isinstance(found, Submission)


@pytest.mark.parametrize(
    "content",
    [b"title=%ff", b"\xff", b"base=%7B", b"base=[]", b"base=" + b'{"a":' * 10_000, b"&".join([b"a=b"] * 3_000)],
)
def test_what_is_no_form_is_refused(content: bytes) -> None:
    with pytest.raises(NotAForm):
        read_submission(content)


@pytest.mark.parametrize(
    ("do", "sources"),
    [
        ("sources-add", (A, B, C, SourceFields())),
        ("sources-remove-1", (A, C)),
        ("sources-up-1", (B, A, C)),
        ("sources-up-0", (A, B, C)),
        ("sources-down-1", (A, C, B)),
        ("sources-down-2", (A, B, C)),
        ("sources-remove-9", (A, B, C)),
        ("show", (A, B, C)),
    ],
)
def test_buttons_add_remove_and_move_sources(do: str, sources: tuple[SourceFields, ...]) -> None:
    assert with_step(Fields(sources=(A, B, C)), do).sources == sources


def test_corrections_are_read_added_and_removed_as_sources_are() -> None:
    sent = b"correction.0.date=2011-06-01&correction.0.note=It+sank.&correction.0.place=1&correction.2.note=B"
    fields = read_submission(sent).fields
    first, second = CorrectionFields("2011-06-01", "It sank.", place=1), CorrectionFields(note="B")
    assert fields.correction == (first, second)
    assert with_step(fields, "correction-add").correction == (first, second, CorrectionFields())
    assert with_step(fields, "correction-remove-0") == Fields(correction=(second,))


def test_contexts_of_a_kind_are_lines_of_a_field_of_their_own() -> None:
    fields = read_submission(b"contexts=oil&contexts.place=Bonn%0D%0A+Linz+&contexts.person=").fields
    assert (fields.contexts, fields.kinds) == (("oil",), {"place": ("Bonn", "Linz"), "person": ()})
