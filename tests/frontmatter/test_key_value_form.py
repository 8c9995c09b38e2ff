"""Front matter as `Key: value` lines: when lines are taken as such, their values, and lists in one text."""

import pytest

from builder.core.model import Context
from builder.core.problems import Code, ProblemsFound
from builder.frontmatter.keys import DATE, DRAFT, TITLE, key_mapping
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split
from tests.frontmatter.reading import key

PELICAN = """Title: A week: part 1
Date: 2011-05-15 18:46
Tags: ships, Los Angeles
Status:

# A word to end with

Text.
"""


def reader(text: str) -> FrontMatterReader:
    """A reader of a text's front matter, with tags that are contexts."""
    mapping = key_mapping(contexts=(("tags", None),))
    return FrontMatterReader(split(text, "x.md").front, mapping, "x.md")


def test_pelicans_lines_are_read_whatever_the_case_of_their_keys() -> None:
    front = reader(PELICAN)
    date = front.take(DATE)
    assert (front.take(TITLE), date and date.iso) == ("A week: part 1", "2011-05-15")
    assert front.take_contexts() == (Context("ships"), Context("Los Angeles"))
    assert (front.problems, front.place("title").line, front.place("tags").line) == ([], 1, 3)
    assert split(PELICAN, "x.md").body.strip() == "# A word to end with\n\nText."


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("a; Los Angeles, California", ["a", "Los Angeles, California"]),
        ("a, b,", ["a", "b"]),
        ("\n  a\n  b", ["a", "b"]),
        ("one two", ["one two"]),
        ("", []),
    ],
)
def test_names_in_one_text_are_separated_as_pelican_does(tags: str, names: list[str]) -> None:
    front = reader(f"Title: T\nTags: {tags}\n\nText.\n")
    assert [context.name for context in front.take_contexts()] == names


def test_an_indented_line_goes_on_with_the_value_above() -> None:
    front = reader("Title: A long\n    title\nsummary: S\n\nText.\n")
    assert (front.take(TITLE), front.take(key("summary"))) == ("A long\ntitle", "S")


def test_numbers_and_truth_values_are_such() -> None:
    values = split("Title: T\nimportance: 7\ndraft: True\n\n", "x.md").front.values
    assert values == {"Title": "T", "importance": 7, "draft": True}


def test_a_key_that_stands_twice_is_told_on_its_line() -> None:
    with pytest.raises(ProblemsFound) as found:
        split("Title: T\nTags: a\nTags: b\n\n", "x.md")
    assert [(problem.code, problem.place.line) for problem in found.value.problems] == [(Code.DUPLICATE_KEY, 3)]


@pytest.mark.parametrize(
    "text", ["title:T\ndraft:true\n\nText.\n", "title:T\ndraft:  true\n\n", "Draft:yes\ntitle: T\n\n"]
)
def test_the_blank_behind_a_colon_may_be_missing(text: str) -> None:
    front = reader(text)
    assert (front.take(TITLE), front.take(DRAFT)) == ("T", True)


def test_a_mark_of_a_draft_alone_makes_front_matter_of_lines() -> None:
    assert split("draft: true\n\n# T\n", "x.md").front.values == {"draft": True}


@pytest.mark.parametrize(
    "text", ["title: T\nhttps://a.example/b\n", "Title: at 10:30\nand at 11:30\n", "Note:x\n\nText.\n"]
)
def test_addresses_and_times_are_no_keys(text: str) -> None:
    assert split(text, "x.md").front.values == {}
