"""Names and addresses that other systems cannot have are warned of, and no others."""

import pytest

from builder.content.portable_names import unportable_names, unportable_slugs
from builder.core.dates import Date
from builder.core.model import Context
from builder.core.problems import Code
from tests.sites import SiteFolder, entry_of


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("con", "device"),
        ("AUX.tar.gz", "device"),
        ("lpt1 .md", "device"),
        ("COM\u00b9.md", "device"),
        ("lpt\u00b2", "device"),
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


def test_a_context_whose_page_windows_cannot_have_is_told_with_its_key() -> None:
    entry = entry_of("ferry", Date(2011, 5, 15), Context("Nul"), Context("Contact"), Context("COM1"))
    assert [(key, what.split('"')[1]) for key, what, _ in unportable_slugs(entry, "ferry.md")] == [
        ("contexts", "Nul"),
        ("contexts", "COM1"),
    ]


def test_a_slug_is_told_where_the_files_own_name_is_not() -> None:
    entry = entry_of("aux", Date(2011, 5, 15))
    assert [key for key, *_ in unportable_slugs(entry, "ferry.md")] == ["slug"]
    assert [*unportable_slugs(entry, "aux.md")] == []


@pytest.mark.parametrize("more", ["", "importance: 3\n"])
def test_an_entry_is_told_of_at_its_line_whether_it_is_plain_or_not(site: SiteFolder, more: str) -> None:
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\ncontexts: [Con]\nsources: [B]\n{more}---\nText.\n"})
    told = [problem for problem in site.problems() if problem.code is Code.NAME_UNPORTABLE]
    assert [(problem.place.path, problem.place.line) for problem in told] == [("content/news/2011/05/15/a.md", 3)]
    assert told == [problem for problem in site.problems() if problem.code is Code.NAME_UNPORTABLE]


def test_a_context_of_the_page_form_is_told_at_its_line(site: SiteFolder) -> None:
    text = "### [2011-05-15](/news/2011/05/15/index.md)\n\n# A\n\nText.\n\n### Source:\n\n1. [B](https://b.example/)\n"
    site.write({"content/news/2011/05/15/a.md": f"{text}\n_Context: Con_\n"})
    told = [problem.place.line for problem in site.problems() if problem.code is Code.NAME_UNPORTABLE]
    assert told == [11]


def test_a_slug_is_told_at_its_line(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\nslug: nul\n---\nText.\n"})
    told = [problem.place.line for problem in site.problems() if problem.code is Code.NAME_UNPORTABLE]
    assert told == [3]
