"""Which files lie in the output folder, and when a build may not write there."""

import os
from pathlib import Path

import pytest

from builder.core.problems import Code, ProblemsFound
from tests.sites import SiteFolder, tree

DAY = "content/news/2011/05/15"


@pytest.mark.parametrize("name", ["notes.txt", "news/notes.txt", "news/2011/05/15/first.html.bak"])
def test_a_file_that_no_build_made_stops_the_build(two_entries: SiteFolder, name: str) -> None:
    two_entries.build()
    two_entries.write({f"output/{name}": "Mine.", f"{DAY}/third.md": "---\ntitle: Third\n---\n"})
    before = two_entries.tree()
    with pytest.raises(ProblemsFound, match="no build made") as raised:
        two_entries.build()
    assert name in str(raised.value)
    assert two_entries.tree() == before


@pytest.mark.parametrize("name", [".git/config", ".well-known/x", "news/.keep", ".dateline-new/x"])
def test_a_hidden_file_that_no_build_made_stops_the_build_and_is_left_alone(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"output/{name}": "Mine."})
    assert [problem.code for problem in two_entries.problems()] == [Code.OUTPUT_REFUSED]
    assert two_entries.tree() == {name: b"Mine."}


def test_what_the_system_leaves_in_the_output_is_left_alone(two_entries: SiteFolder) -> None:
    two_entries.write({"output/.DS_Store": "Mine.", "output/news/Thumbs.db": "Mine."})
    two_entries.build()
    two_entries.build(clean=True)
    assert two_entries.page(".DS_Store") == two_entries.page("news/Thumbs.db") == "Mine."


def test_empty_folders_and_an_empty_output_are_no_obstacle(two_entries: SiteFolder) -> None:
    (two_entries.output / "empty").mkdir(parents=True)
    assert two_entries.build().written.outputs
    assert (two_entries.output / "empty").is_dir()


@pytest.mark.parametrize(
    "output", [".", "..", "content", "content/news", "content/new", "templates", "templates/new", "output/../content"]
)
def test_an_output_in_or_around_the_sources_of_the_site_is_refused(two_entries: SiteFolder, output: str) -> None:
    two_entries.write({"templates/page.html": "{{ view.title }}"})
    before = tree(two_entries.path.parent)
    assert two_entries.refuses((two_entries.path / output).resolve())
    assert tree(two_entries.path.parent) == before


def test_an_output_that_leads_to_content_by_a_symbolic_link_is_refused(two_entries: SiteFolder) -> None:
    two_entries.output.symlink_to("content")
    before = tree(two_entries.path / "content")
    assert [problem.code for problem in two_entries.problems()] == [Code.OUTPUT_REFUSED]
    assert tree(two_entries.path / "content") == before


def test_an_output_beside_content_whose_name_only_starts_alike_is_fine(two_entries: SiteFolder) -> None:
    assert two_entries.build(output=two_entries.path / "content-public").written.outputs


def test_the_whole_disk_is_refused_without_a_look_at_it(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.output.inspect.list_files", lambda _: pytest.fail("it was looked at"))
    monkeypatch.delattr("os.fork")
    assert two_entries.refuses(Path(two_entries.path.anchor))


@pytest.mark.parametrize("below", ["", "folder/deep"])
def test_an_output_at_or_below_what_is_no_folder_is_refused(two_entries: SiteFolder, below: str) -> None:
    os.mkfifo(two_entries.path / "pipe")
    two_entries.write({"file": "Mine."})
    before = tree(two_entries.path)
    for name in ("pipe", "file", "content/news/2011/05/15/first.md"):
        assert two_entries.refuses(two_entries.path / name / below)
    assert tree(two_entries.path) == before
    assert (two_entries.path / "pipe").is_fifo()


def test_an_output_that_is_a_file_is_refused(two_entries: SiteFolder) -> None:
    two_entries.write({"output": "Mine."})
    assert two_entries.refuses(two_entries.output)
    assert two_entries.output.read_text() == "Mine."


def test_an_output_folder_that_would_destroy_the_site_is_told_how_it_lies(two_entries: SiteFolder) -> None:
    for output, how in (("../..", "holds content"), ("content/x", "lies in content"), ("content", "is content itself")):
        two_entries.write({"dateline.toml": f'output = "{output}"\n'})
        (problem,) = two_entries.problems()
        assert problem.code is Code.OUTPUT_REFUSED
        assert problem.what.startswith(f"the output folder {how}, which is the site's own")


def test_the_output_may_lie_in_a_site_whose_folder_is_its_content(site: SiteFolder) -> None:
    site.write({"2011-05-15 a.md": "# A\n", "dateline.toml": 'content = "."\n'})
    assert not site.refuses(site.path / "output")
    before = site.tree()
    assert "news/2011/05/15/a.html" in before
    site.build(clean=True)
    assert site.tree() == before, "the output is not read as content"
