"""Names that other systems cannot have are warned of, and no others."""

import pytest

from builder.content.portable_names import unportable_names


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("con", "device"),
        ("AUX.tar.gz", "device"),
        ("lpt1 .md", "device"),
        ("a.", "dot or a blank"),
        ("a ", "dot or a blank"),
        ("what?.md", "a sign"),
        ("a\\b.md", "a sign"),
        ("a" * 245, "259 characters"),
    ],
)
def test_a_name_that_windows_cannot_have_is_told_with_why(name: str, why: str) -> None:
    (problem,) = unportable_names("content/news/2011/", ["ferry.md", name])
    assert why in problem.what
    assert problem.place.path == f"content/news/2011/{name}"


@pytest.mark.parametrize("name", ["contact.md", "console.md", "com.md", "lpt.md", "Ferry (2).md", "a" * 240])
def test_other_names_are_not_told(name: str) -> None:
    assert not [*unportable_names("content/news/2011/", ["ferry.md", name])]


@pytest.mark.parametrize(("one", "other"), [("A.md", "a.md"), ("cafe\u0301.md", "caf\u00e9.md"), ("\u00c9", "e\u0301")])
def test_names_that_differ_in_case_or_form_alone_are_told_once(one: str, other: str) -> None:
    assert len([*unportable_names("content/", [one, other, "b.md"])]) == 1
