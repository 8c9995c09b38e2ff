"""A new entry as a file: what is written is what a build reads."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.compose import EntryExists, NewEntry, compose, text_of
from builder.dates import Date
from tests.sites import SiteFolder

DAY = Date(2011, 5, 15)


def read(site: SiteFolder, entry: NewEntry) -> dict[str, Any]:
    """What a build reads of an entry that was written."""
    compose(entry, site.path / "content")
    assert site.problems() == ()
    (found,) = site.assemble().site.entries
    data: dict[str, Any] = site.data(f"{found.id}.json")
    return data


def test_an_entry_lies_in_the_folder_of_its_day_and_reads_as_the_readme_shows_one(tmp_path: Path) -> None:
    entry = NewEntry(
        "A harbour reopens: the first ship leaves at noon.",
        DAY,
        ("shipping", "Los Angeles, California"),
        ("Port Gazette=https://example.org/reopening",),
    )
    file = compose(entry, tmp_path)
    assert file == tmp_path / "news/2011/05/15/a-harbour-reopens-the-first-ship-leaves-at-noon.md"
    assert file.read_text(encoding="utf-8") == (
        "---\n"
        "title: 'A harbour reopens: the first ship leaves at noon.'\n"
        "date: 2011-05-15\n"
        "contexts: [shipping, 'Los Angeles, California']\n"
        "sources:\n"
        "- name: Port Gazette\n"
        "  url: https://example.org/reopening\n"
        "---\n\n"
    )


def test_what_was_not_given_is_left_out() -> None:
    assert text_of(NewEntry("A", Date(2011))) == "---\ntitle: A\ndate: 2011\n---\n\n"


@pytest.mark.parametrize(
    ("source", "name", "url"),
    [
        ("Port Gazette", "Port Gazette", None),
        ("https://example.org/a?b=c", "example.org", "https://example.org/a?b=c"),
        ("Port Gazette = https://example.org/a?b=c", "Port Gazette", "https://example.org/a?b=c"),
    ],
)
def test_a_source_is_a_name_or_an_address_or_both(
    site: SiteFolder, source: str, name: str | None, url: str | None
) -> None:
    (found,) = read(site, NewEntry("A", DAY, sources=(source,)))["sources"]
    assert (found["name"], found["url"]) == (name, url)


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40)
_WRITTEN = st.tuples(st.sampled_from("aZ9é中"), _LINE).map("".join).map(str.strip)


@given(_WRITTEN, st.lists(_WRITTEN, max_size=3, unique_by=str.casefold))
def test_any_title_and_contexts_are_read_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, title: str, contexts: list[str]
) -> None:
    site = SiteFolder(tmp_path_factory.mktemp("new"))
    compose(NewEntry(title, DAY, (*contexts,)), site.path / "content")
    (entry,) = site.assemble().site.entries
    assert entry.title == " ".join(title.split())
    assert {context.name for context in entry.contexts} <= {" ".join(name.split()) for name in contexts}
    assert len(entry.contexts) == len({context.slug for context in entry.contexts})


def test_an_entry_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = compose(NewEntry("A", DAY), tmp_path)
    file.write_text("Mine.", encoding="utf-8")
    with pytest.raises(EntryExists, match="is there already"):
        compose(NewEntry("a!", DAY), tmp_path)
    assert file.read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize(
    ("title", "section"),
    [("?!", "news"), ("A", ".."), ("A", "../x"), ("A", "topics"), ("A", "On this day"), ("A", "Sources")],
)
def test_what_cannot_be_a_title_or_a_section_is_refused(tmp_path: Path, title: str, section: str) -> None:
    with pytest.raises(ValueError, match=r"a letter or a digit|cannot be a section"):
        compose(NewEntry(title, DAY, section=section), tmp_path)
    assert [*tmp_path.iterdir()] == []
