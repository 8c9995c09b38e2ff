"""What is left to do: the pages that a change may alter, those that are not as they were left, and no others."""

import os
from dataclasses import replace

import pytest

from builder.assemble import assemble
from builder.build import build
from builder.output import MANIFEST, differences
from builder.progress import Progress
from builder.survey import Survey, survey
from builder.todo import Todo, left_to_do
from tests.sites import SiteFolder, tree

FIRST = "content/news/2011/05/15/first.md"
MENDED = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nMended.\n"


@pytest.fixture
def built(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site that was published some time ago."""
    monkeypatch.setattr("builder.scan.SETTLED", -1)
    two_entries.write({"content/map.txt": "A map.", "content/opinion/2001-01-01-alone.md": "---\ntitle: Alone\n---\n"})
    two_entries.build()
    return two_entries


def todo(site: SiteFolder, **settings: object) -> Todo:
    """What is left to do for a site."""
    look = survey(site.config(**settings))
    return left_to_do(look, assemble(look, Progress()))


def work(found: Todo) -> set[str]:
    """The addresses of all that is made or copied."""
    return {page.address for page in found.pages} | {copy.address for copy in found.copies}


def everything(site: SiteFolder) -> set[str]:
    """The addresses of all published files."""
    return site.tree().keys() - {MANIFEST}


def test_of_a_site_that_was_never_built_everything_is_left(two_entries: SiteFolder) -> None:
    found = todo(two_entries)
    two_entries.build()
    assert work(found) == everything(two_entries)
    assert found.kept == {}


def test_of_a_site_that_did_not_change_nothing_is_left(built: SiteFolder) -> None:
    found = todo(built)
    assert work(found) == set()
    assert found.kept == survey(built.config()).memory.outputs.values


def test_work_and_what_is_kept_are_all_files_each_once(built: SiteFolder) -> None:
    built.write({FIRST: MENDED})
    found = todo(built)
    assert work(found).isdisjoint(found.kept)
    assert work(found) | found.kept.keys() == everything(built)


def test_of_a_mended_entry_what_shows_it_is_left(built: SiteFolder) -> None:
    built.write({FIRST: MENDED})
    left = work(todo(built))
    assert {"news/2011/05/15/first.html", "news/2011/05/15/first.json", "topics/iran/feed.xml"} <= left
    assert not {"topics/index.html", "map.txt", "static/style.css", "opinion/2001/01/1/alone.json"} & left


def test_of_an_entry_of_the_same_bytes_nothing_is_left(built: SiteFolder) -> None:
    built.write({FIRST: (built.path / FIRST).read_bytes()})
    assert work(todo(built)) == set()


def test_of_a_changed_template_every_page_is_left_and_no_copy(built: SiteFolder) -> None:
    built.write({"templates/404.html": "Gone."})
    found = todo(built)
    assert {page.address for page in found.pages} == everything(built) - found.kept.keys()
    assert found.copies == ()
    assert {"map.txt", "static/style.css"} <= found.kept.keys()


def test_of_another_setting_every_page_is_left(built: SiteFolder) -> None:
    found = todo(built, title="Other")
    assert len(found.pages) == len(built.assemble().plan.pages)


def test_of_another_output_folder_everything_is_left(built: SiteFolder) -> None:
    assert work(todo(built, output=built.path / "other")) == everything(built)


@pytest.mark.parametrize("name", ["index.html", "opinion/2001/01/1/alone.json", "map.txt", "static/style.css"])
def test_a_published_file_that_went_is_left(built: SiteFolder, name: str) -> None:
    (built.output / name).unlink()
    assert work(todo(built)) == {name}


@pytest.mark.parametrize("name", ["index.html", "map.txt"])
def test_a_published_file_that_somebody_changed_is_left(built: SiteFolder, name: str) -> None:
    built.write({f"output/{name}": "x" * (built.output / name).stat().st_size})
    assert work(todo(built)) == {name}


def test_a_published_file_with_another_time_is_kept_with_that_time(built: SiteFolder) -> None:
    os.utime(built.output / "index.html", ns=(5, 5))
    found = todo(built)
    assert work(found) == set()
    assert {address: output.changed for address, output in found.kept.items()}["index.html"] == 5  # type: ignore[index]


def test_a_file_that_changed_is_copied_again_and_no_page_is_made(built: SiteFolder) -> None:
    built.write({"content/map.txt": "B map."})
    found = todo(built)
    assert (found.pages, [copy.address for copy in found.copies]) == ((), ["map.txt"])


def test_a_file_that_is_too_fresh_to_tell_is_copied_again(built: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.scan.SETTLED", 3600)
    found = todo(built)
    assert found.pages == ()
    assert "map.txt" in {copy.address for copy in found.copies}


def test_a_page_takes_the_place_of_a_copy_and_the_other_way_round(built: SiteFolder) -> None:
    (built.path / "content/map.txt").unlink()
    built.write({"content/news/map.md": "---\ntitle: Map\ndate: 2011\naliases: [/map.txt]\n---\n"})
    assert "map.txt" in {page.address for page in todo(built).pages}
    built.build()
    assert built.page("map.txt").startswith("<!doctype html>")
    (built.path / "content/news/map.md").unlink()
    built.write({"content/map.txt": "A map."})
    assert "map.txt" in {copy.address for copy in todo(built).copies}
    built.build()
    assert built.page("map.txt") == "A map."


def test_a_page_that_went_is_neither_made_nor_kept(built: SiteFolder) -> None:
    (built.path / FIRST).unlink()
    found = todo(built)
    gone = "news/2011/05/15/first.html"
    assert gone not in work(found) | found.kept.keys()
    built.build()
    assert gone not in everything(built)


def test_a_site_whose_memory_lags_behind_its_output_ends_as_a_clean_build_would(built: SiteFolder) -> None:
    before = survey(built.config()).memory
    built.write({FIRST: MENDED, "content/news/2012-01-01-new.md": "---\ntitle: New\ncontexts: [Iran]\n---\n"})
    built.build()
    built.write({FIRST: "---\ntitle: First\ncontexts: [Peru]\n---\nOne.\n"})
    lagging: Survey = replace(survey(built.config()), memory=before)
    build(lagging)
    built.build(output=built.path.parent / "clean")
    assert built.tree() == tree(built.path.parent / "clean")


def test_a_reverted_change_of_a_build_that_was_not_remembered_is_reverted_in_the_output(built: SiteFolder) -> None:
    published, before = built.tree(), survey(built.config()).memory
    text = (built.path / FIRST).read_bytes()
    built.write({FIRST: MENDED})
    built.build()
    assert built.tree() != published
    built.write({FIRST: text})
    found = differences(before.outputs.values, built.output)
    build(replace(survey(built.config()), memory=before, differences=found))
    assert built.tree() == published
