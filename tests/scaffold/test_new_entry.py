"""A new entry as a file: what is written is what a build reads."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.core.dates import Date
from builder.core.urls import slugify
from builder.frontmatter.keys import key_mapping
from builder.scaffold.new_entry import (
    EntryRefused,
    NewEntry,
    conflict,
    entry_file,
    entry_text,
    parse_source,
    write_entry,
)
from tests.sites import SiteFolder

DAY = Date(2011, 5, 15)


def read(site: SiteFolder, entry: NewEntry) -> dict[str, Any]:
    """What a build reads of an entry that was written."""
    write_entry(entry, site.config())
    assert site.problems() == ()
    (found,) = site.assemble().site.entries
    data: dict[str, Any] = site.data(f"{found.id}.json")
    return data


def test_an_entry_lies_in_the_folder_of_its_day_and_reads_as_the_readme_shows_one(site: SiteFolder) -> None:
    entry = NewEntry(
        "A harbour reopens: the first ship leaves at noon.",
        DAY,
        ("shipping", "Los Angeles, California"),
        ("Port Gazette=https://example.org/reopening",),
    )
    file = write_entry(entry, site.config())
    assert file == site.path / "content/news/2011/05/15/a-harbour-reopens-the-first-ship-leaves-at-noon.md"
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


def test_the_first_words_of_a_long_title_are_the_name_of_its_file(site: SiteFolder) -> None:
    entry = NewEntry("The agency reports that its inspectors have found no trace of what they looked for.", DAY)
    assert entry_file(entry, site.config()).name == "the-agency-reports-that-its-inspectors-have-found-no-trace.md"
    write_entry(entry, site.config())
    assert "is there already" in conflict(entry, site.config())


def test_what_was_not_given_is_left_out() -> None:
    assert entry_text(NewEntry("A", Date(2011)), key_mapping()) == "---\ntitle: A\ndate: 2011\n---\n\n"


OWN_NAMES = """[fields]
title = ["headline", "name"]
date = ["day"]
contexts = ["tags"]
summary = ["deck"]
sources = {name = ["publisher"], url = ["link"]}
image = {alt = ["words"]}
"""


def test_keys_have_the_names_that_the_settings_give_them(site: SiteFolder) -> None:
    site.write({"dateline.toml": OWN_NAMES})
    image = {"url": "https://example.org/ship.png", "alt": "A ship"}
    entry = NewEntry("A", DAY, ("Iran",), ("Gazette=https://example.org/a",), summary="S.", image=image)
    assert write_entry(entry, site.config()).read_text(encoding="utf-8") == (
        "---\nheadline: A\nday: 2011-05-15\ntags: [Iran]\nsources:\n- publisher: Gazette\n  link: https://example.org/a\n"
        "deck: S.\nimage:\n  url: https://example.org/ship.png\n  words: A ship\n---\n\n"
    )
    assert site.problems() == ()
    (found,) = site.assemble().site.entries
    assert (found.title, found.summary, found.topics) == ("A", "S.", ("iran",))


def test_kinds_of_contexts_leave_contexts_without_one_their_name(site: SiteFolder) -> None:
    site.write({"dateline.toml": '[fields.contexts]\nplace = ["places"]\n'})
    file = write_entry(NewEntry("A", DAY, ("Iran",), kinds={"place": ("Bonn",)}), site.config())
    assert "contexts: [Iran]\nplaces: [Bonn]\n" in file.read_text(encoding="utf-8")


def test_a_topic_that_is_named_twice_is_written_once_as_it_is_named_first() -> None:
    written = entry_text(NewEntry("A", Date(2011), ("North Korea", "a", "north-korea", "A")), key_mapping())
    assert "contexts: [North Korea, a]\n" in written


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


# A site is made of each.
@settings(max_examples=settings().max_examples // 4)
@given(_WRITTEN, st.lists(_WRITTEN, max_size=3, unique_by=str.casefold))
def test_any_title_and_contexts_are_read_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, title: str, contexts: list[str]
) -> None:
    site = SiteFolder(tmp_path_factory.mktemp("new"))
    try:
        write_entry(NewEntry(title, DAY, (*contexts,)), site.config())
    except EntryRefused as error:
        assume("is a comment" not in str(error))
        raise
    (entry,) = site.assemble().site.entries
    assert entry.title == " ".join(title.split())
    assert {context.name for context in entry.contexts} <= {" ".join(name.split()) for name in contexts}
    assert len(entry.contexts) == len({context.slug for context in entry.contexts})


def test_a_source_is_read_whatever_stands_between_its_name_and_its_address() -> None:
    both = {"name": "Port Gazette", "url": "https://example.org/a?b=c"}
    for text in ("Port Gazette, {}", "Port Gazette: {}", "Port Gazette {}", "{}, Port Gazette", "Port Gazette={}"):
        assert parse_source(text.format(both["url"])) == both
    assert parse_source("Port Gazette=example.org") == {"name": "Port Gazette", "url": "example.org"}
    assert parse_source("Smith, Jones & Co.") == {"name": "Smith, Jones & Co."}


@pytest.mark.parametrize("title", ["2010-01-02 A ship", "2010-01-02", "2011-05-15 A ship", "Readme"])
def test_a_title_that_a_files_name_would_mean_something_else_by_just_works(site: SiteFolder, title: str) -> None:
    assert read(site, NewEntry(title, DAY))["title"] == title
    (found,) = site.assemble().site.entries
    assert found.id == f"news/2011/05/15/{slugify(title)}"


def test_an_entry_that_is_there_is_not_written_over(site: SiteFolder) -> None:
    config = site.config()
    assert conflict(NewEntry("A", DAY), config) == ""
    file = write_entry(NewEntry("A", DAY), config)
    file.write_text("Mine.", encoding="utf-8")
    said = "content/news/2011/05/15/a.md is there already"
    with pytest.raises(EntryRefused, match=said):
        write_entry(NewEntry("a!", DAY), config)
    assert conflict(NewEntry("a!", DAY), config).startswith(said)
    assert file.read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize("name", ["news/2011-05-15-a.md", "2011/05/15/A.md", "news/notes/a.markdown"])
def test_an_entry_whose_address_another_file_has_is_there_already(site: SiteFolder, name: str) -> None:
    site.write({f"content/{name}": "---\ntitle: Other\ndate: 2011-05-15\n---\n"})
    with pytest.raises(EntryRefused, match=f"content/{name} is there already"):
        write_entry(NewEntry("A", DAY), site.config())


def test_an_entry_of_the_same_name_on_another_day_or_in_another_section_is_not_in_the_way(site: SiteFolder) -> None:
    write_entry(NewEntry("A", DAY), site.config())
    write_entry(NewEntry("A", Date(2011, 5, 16)), site.config())
    write_entry(NewEntry("A", DAY, section="opinion"), site.config())
    assert site.problems() == ()


def test_a_link_that_leads_nowhere_is_there_too(site: SiteFolder) -> None:
    file = entry_file(NewEntry("A", DAY), site.config())
    file.parent.mkdir(parents=True)
    file.symlink_to("nowhere")
    with pytest.raises(EntryRefused, match="is there already"):
        write_entry(NewEntry("A", DAY), site.config())


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (NewEntry("?!", DAY), "a letter or a digit"),
        (NewEntry("Index", DAY), "the page of the day has the address"),
        (NewEntry("A", DAY, section=".."), "cannot be a section"),
        (NewEntry("A", DAY, section="../x"), "cannot be a section"),
        (NewEntry("A", DAY, section="topics"), "cannot be a section"),
        (NewEntry("A", DAY, section="On this day"), "cannot be a section"),
        (NewEntry("A", DAY, section="Sources"), "cannot be a section"),
        (NewEntry("A", DAY, section="2011"), "would be read as a year"),
        (NewEntry("A", DAY, contexts=("Iran", "!!")), 'the context "!!" has no letter or digit'),
        (NewEntry("A", DAY, sources=("",)), "neither a name nor an address"),
        (NewEntry("2010-01-02", Date(2011)), "says 2010-01-02"),
        (NewEntry("A%%%%", DAY), '"%%%%" is a comment, which a build leaves out'),
        (NewEntry("A <!-- not yet", DAY), '"<!--" is a comment'),
        (NewEntry("A", DAY, contexts=("Iran", "B %%x%%")), '"%%x%%" is a comment'),
        (NewEntry("A", DAY, sources=("Gazette <!-- ? -->",)), '"<!-- [?] -->" is a comment'),
    ],
)
def test_what_a_build_would_not_take_is_refused(site: SiteFolder, entry: NewEntry, why: str) -> None:
    with pytest.raises(EntryRefused, match=why):
        write_entry(entry, site.config())
    assert [*site.path.iterdir()] == []
