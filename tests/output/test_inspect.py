"""Which files lie in the output folder, and when a build may not write there."""

import os
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import pytest

from builder.core.digest import digest
from builder.core.problems import Code, ProblemsFound
from builder.core.urls import Address
from builder.output import inspect
from builder.output.inspect import Differences, compare_output
from builder.output.manifest import OutputFile, manifest_site
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


FILES = ("index.html", "news/2011/a.html", "news/2011/b.html", "news/2012/c.html", "topics/iran/index.html")


class Left(NamedTuple):
    """An output folder as a build left it."""

    output: Path
    outputs: dict[Address, OutputFile]
    ended: int

    def compare(self, earlier: Collection[Address] = ()) -> Differences:
        return compare_output(self.outputs, self.output, self.ended, earlier)


@pytest.fixture
def left(tmp_path: Path) -> Left:
    output = tmp_path / "output"
    outputs: dict[Address, OutputFile] = {}
    for name in FILES:
        file = output / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
        outputs[Address(name)] = OutputFile(len(name), file.stat().st_mtime_ns, digest(name.encode()))
    ended = max(path.lstat().st_ctime_ns for path in (output, *output.rglob("*")))
    time.sleep(0.02)  # the clocks of disks go by steps
    return Left(output, outputs, ended)


def test_a_folder_in_which_nothing_came_or_went_is_not_listed(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.scandir", lambda path: pytest.fail(f"{path} was listed"))
    (left.output / "news/2011/a.html").write_text("Other.")
    assert left.compare() == Differences(modified=frozenset({Address("news/2011/a.html")}), compared=5)


def test_what_came_anywhere_is_found(left: Left) -> None:
    came = ["a.txt", "news/2011/new.txt", "news/new/deep/x.txt", "topics/iran/.hidden", "zebra/y.txt"]
    for name in came:
        (left.output / name).parent.mkdir(parents=True, exist_ok=True)
        (left.output / name).write_text("Mine.")
    assert left.compare() == Differences(unknown_files=tuple(map(Address, came)), compared=5)


def test_what_went_is_found_be_it_a_file_or_a_folder(left: Left) -> None:
    (left.output / "news/2011/b.html").unlink()
    shutil.rmtree(left.output / "topics")
    assert left.compare().missing == {"news/2011/b.html", "topics/iran/index.html"}


def test_a_folder_that_was_moved_is_missing_in_one_place_and_unknown_in_the_other(left: Left) -> None:
    (left.output / "news").rename(left.output / "moved")
    found = left.compare()
    assert found.missing == {"news/2011/a.html", "news/2011/b.html", "news/2012/c.html"}
    assert found.unknown_files == ("moved/2011/a.html", "moved/2011/b.html", "moved/2012/c.html")


def test_what_a_link_in_the_place_of_a_folder_leads_to_is_not_the_outputs(left: Left) -> None:
    (left.output / "news").rename(left.output.parent / "elsewhere")
    (left.output / "news").symlink_to(left.output.parent / "elsewhere")
    found = left.compare()
    assert found.missing == {"news/2011/a.html", "news/2011/b.html", "news/2012/c.html"}
    assert found.unknown_files == ("news",)


def test_files_of_an_earlier_build_are_told_though_nothing_came(left: Left) -> None:
    earlier = Address("news/2012/c.html")
    del left.outputs[earlier]
    assert left.compare().unknown_files == ()
    assert left.compare([earlier]).unknown_files == (earlier,)


def test_a_folder_that_was_copied_is_compared_by_bytes(left: Left) -> None:
    copy = left.output.parent / "copy"
    shutil.copytree(left.output, copy)
    (copy / "index.html").write_text("INDEX.html")
    found = left._replace(output=copy).compare()
    assert found.modified == {"index.html"}
    assert not found.unknown_files
    assert not found.missing


def test_where_folders_do_not_know_of_changes_all_are_listed(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "_KNOWS_CHANGES", False)
    (left.output / "news/new.txt").write_text("Mine.")
    found = left._replace(ended=time.time_ns()).compare()
    assert found == Differences(unknown_files=(Address("news/new.txt"),), compared=5)


def test_many_files_are_read_by_several_processes(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "MIN_PARALLEL_DIGESTS", 1)
    (left.output / "news/2011/a.html").write_text("NEWS/2011/a.html")
    os.utime(left.output / "news/2011/b.html", ns=(1, 1))
    alone, together = (compare_output(left.outputs, left.output, left.ended, jobs=jobs) for jobs in (1, 3))
    assert alone == together
    assert together.modified == {"news/2011/a.html"}
    assert together.touched == {"news/2011/b.html": 1}


def test_an_output_of_another_site_is_refused_by_its_name_until_told_to_take_over(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = str(tmp_path / "shared")
    other = SiteFolder(tmp_path / "other")
    other.write({"dateline.toml": 'title = "Peru"\n', "content/about.md": "---\ntitle: About\n---\n"})
    two_entries.write({"dateline.toml": 'title = "Iran"\n'})
    assert other.run("--output", shared) == 0
    before = tree(tmp_path / "shared")
    assert two_entries.run("--output", shared) == 1
    assert 'the output folder holds another site, "Peru"' in capsys.readouterr().err
    assert tree(tmp_path / "shared") == before
    assert two_entries.run("--output", shared, "--take-over") == 0
    assert other.run("--output", shared) == 1
    assert 'another site, "Iran"' in capsys.readouterr().err


def test_a_site_with_a_new_title_publishes_where_it_did(two_entries: SiteFolder) -> None:
    for title in ("Iran", "Iran and Peru"):
        two_entries.write({"dateline.toml": f'title = "{title}"\n'})
        two_entries.build()
        assert manifest_site(two_entries.output) == title
