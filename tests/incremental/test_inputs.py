"""What there is before a build, and when there is nothing to do."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builder.build.pipeline import build
from builder.cache.report import Report
from builder.cache.store import FOLDER
from builder.concurrency.forked_task import start_in_fork
from builder.content import read as reading
from builder.core.digest import digest
from builder.core.problems import Code, ProblemsFound
from builder.core.urls import MANIFEST
from builder.incremental import inputs
from builder.incremental.assemble import assemble_before
from builder.incremental.inputs import Inputs, find_inputs
from tests.repository import committed
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"
WARNED = "---\ntitle: C\nweather: rain\n---\n"


@pytest.fixture(params=[-1, 3600], ids=["settled", "fresh"])
def built(request: pytest.FixtureRequest, two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site that was published with a warning, its files changed long ago or just now."""
    monkeypatch.setattr("builder.content.scan.SETTLED", request.param)
    two_entries.write({"content/map.txt": "A map.", "content/news/2011-05-17-c.md": WARNED})
    two_entries.write({"templates/static/own.css": "body {}", "templates/404.html": "Not here."})
    two_entries.build()
    return two_entries


def look(site: SiteFolder, **settings: object) -> Inputs:
    """The state of things."""
    return find_inputs(site.config(**settings))


def test_a_site_that_was_never_built_has_something_to_do(two_entries: SiteFolder) -> None:
    found = look(two_entries)
    assert found.report_if_unchanged() is None
    assert assemble_before(found) is None
    assert (found.texts_before.stamps, found.texts_before.parsed, found.standing) == ({}, {}, {})


def test_an_empty_site_that_was_never_built_has_something_to_do(site: SiteFolder) -> None:
    (site.path / "content").mkdir()
    assert look(site).report_if_unchanged() is None


def test_a_site_that_did_not_change_says_what_it_said_when_it_was_built(built: SiteFolder) -> None:
    report = look(built).report_if_unchanged()
    assert report
    assert [problem.code for problem in report.problems] == [Code.UNKNOWN_KEY]
    assert (report.entries, report.days, report.topics) == (3, 3, 2)
    files = {name: data for name, data in built.tree().items() if name != MANIFEST}
    assert (report.files, report.size) == (len(files), sum(map(len, files.values())))
    assert report.pages == sum(name.endswith(".html") for name in files)


def test_a_site_that_did_not_change_says_the_same_as_often_as_it_is_asked(
    built: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    said = set()
    for _ in range(3):
        assert built.run("--jobs", "1") == 0
        printed = capsys.readouterr()
        said.add((printed.out.rpartition(",")[0], printed.err))
    assert len(said) == 1


def test_a_second_build_of_a_site_that_did_not_change_reports_the_same(built: SiteFolder) -> None:
    report = look(built).report_if_unchanged()
    assert built.build().report == report == look(built).report_if_unchanged()


@pytest.mark.parametrize("name", ["notes.rst", "page.html", "a.sync-conflict-20110515-1.md", "a\nb.md"])
def test_what_is_wrong_with_a_file_that_is_no_text_is_told_as_long_as_it_is_there(built: SiteFolder, name: str) -> None:
    settings = {"keep_going": True}
    file = built.path / "content/news" / name
    file.write_text("---\ntitle: A\n---\n", encoding="utf-8")
    report = built.build(**settings).report
    assert len(report.problems) == 2
    assert look(built, **settings).report_if_unchanged() == report
    file.unlink()
    assert look(built, **settings).report_if_unchanged() is None
    assert [problem.code for problem in built.build(**settings).report.problems] == [Code.UNKNOWN_KEY]


def test_an_empty_site_that_was_built_has_nothing_to_do(site: SiteFolder) -> None:
    (site.path / "content").mkdir()
    site.build()
    assert look(site).report_if_unchanged()


def test_a_site_with_errors_is_not_taken_for_one_that_was_built(built: SiteFolder) -> None:
    built.write({"content/bad.md": ""})
    for _ in range(2):
        with pytest.raises(ProblemsFound):
            built.build()
        assert look(built).report_if_unchanged() is None
    (built.path / "content/bad.md").unlink()
    assert look(built).report_if_unchanged()


def _mended(site: SiteFolder) -> None:
    site.write({FIRST: "---\ntitle: Other\ncontexts: [Iran, United Nations]\n---\nOne.\n"})


def _mended_to_the_same_length_and_time(site: SiteFolder) -> None:
    file = site.path / FIRST
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"First", b"Other"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _copied_over(site: SiteFolder) -> None:
    shutil.copy2(site.path / "content/news/2011/05/16/second.md", site.path / FIRST)


CHANGES: dict[str, Callable[[SiteFolder], object]] = {
    "an entry was mended": _mended,
    "an entry was mended behind its old time": _mended_to_the_same_length_and_time,
    "an entry is a copy of another": _copied_over,
    "an entry is new": lambda site: site.write({"content/news/2011-05-18-d.md": "---\ntitle: D\n---\n"}),
    "an entry went": lambda site: (site.path / FIRST).unlink(),
    "an entry moved": lambda site: (site.path / FIRST).rename(site.path / "content/news/2011-05-18-first.md"),
    "a page is new": lambda site: site.write({"content/about.md": "# About\n"}),
    "a file is new": lambda site: site.write({"content/new.txt": "New."}),
    "a file went": lambda site: (site.path / "content/map.txt").unlink(),
    "a file changed": lambda site: site.write({"content/map.txt": "B map."}),
    "a file of the output went": lambda site: (site.output / "index.html").unlink(),
    "a file of the output changed": lambda site: site.write({"output/index.html": "Mine."}),
    "a copy in the output changed": lambda site: site.write({"output/map.txt": "C map."}),
    "a file of the output is new": lambda site: site.write({"output/mine.txt": "Mine."}),
    "the output went": lambda site: shutil.rmtree(site.output),
    "the list of files went": lambda site: (site.output / MANIFEST).unlink(),
    "a template changed": lambda site: site.write({"templates/404.html": "Gone."}),
    "a template is new": lambda site: site.write({"templates/page.html": "Mine."}),
    "a template went": lambda site: (site.path / "templates/404.html").unlink(),
    "a static file changed": lambda site: site.write({"templates/static/own.css": "html {}"}),
    "a static file is new": lambda site: site.write({"templates/static/new.css": "html {}"}),
    "a static file went": lambda site: (site.path / "templates/static/own.css").unlink(),
    "a setting changed": lambda site: site.write({"dateline.toml": 'title = "Other"\n'}),
    "a wrong setting is new": lambda site: site.write({"dateline.toml": 'titel = "Other"\n'}),
    "everything was committed": lambda site: committed(site.path),
    "the memory went": lambda site: shutil.rmtree(site.path / FOLDER),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_there_is_something_to_do_if(built: SiteFolder, change: Callable[[SiteFolder], object]) -> None:
    change(built)
    assert look(built).report_if_unchanged() is None


@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "https://example.org/"},
        {"drafts": True},
        {"title": "Other"},
        {"formats": ("html",)},
        {"output": Path("/nowhere/output")},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_there_is_something_to_do_with_another_setting(built: SiteFolder, settings: dict[str, object]) -> None:
    assert look(built, **settings).report_if_unchanged() is None
    assert look(built).report_if_unchanged()


def test_the_number_of_jobs_makes_nothing_to_do(built: SiteFolder) -> None:
    assert look(built, jobs=3).report_if_unchanged()


def test_a_clean_build_always_has_something_to_do(built: SiteFolder) -> None:
    found = find_inputs(built.config(), clean=True)
    assert found.report_if_unchanged() is None
    assert (found.texts_before.stamps, found.texts_before.parsed, found.standing, found.reusable) == (
        {},
        {},
        {},
        frozenset(),
    )
    assert assemble_before(found) is None


def test_a_file_that_went_after_it_was_seen_is_a_problem_like_one_that_cannot_be_opened(built: SiteFolder) -> None:
    os.utime(built.path / FIRST)
    found = look(built)
    (built.path / FIRST).unlink()
    assert found.report_if_unchanged() is None
    with pytest.raises(ProblemsFound, match="the file cannot be opened"):
        build(found)


TOUCHES: dict[str, Callable[[SiteFolder], object]] = {
    "an entry has a new time": lambda site: os.utime(site.path / FIRST),
    "an entry was written again": lambda site: site.write({FIRST: (site.path / FIRST).read_bytes()}),
    "a file was written again": lambda site: site.write({"content/map.txt": "A map."}),
    "what an editor left is new": lambda site: site.write({"content/news/c.md~": "x"}),
    "a file of the system is new": lambda site: site.write({"output/.DS_Store": "x"}),
    "the site has a note beside content": lambda site: site.write({"notes.txt": "x"}),
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_nothing_is_written_if(built: SiteFolder, touch: Callable[[SiteFolder], object]) -> None:
    before = built.tree()
    touch(built)
    assert built.build().written.changed == 0
    assert {name: data for name, data in built.tree().items() if name != ".DS_Store"} == before
    assert look(built).report_if_unchanged()


def test_after_a_commit_git_is_asked_once(built: SiteFolder) -> None:
    built.write({".gitignore": "/output/\n/.dateline/\n"})
    committed(built.path)
    report = built.build().report
    assert look(built).report_if_unchanged() == report
    committed(built.path, "Again")
    assert look(built).report_if_unchanged() is None
    assert built.build().written.changed == 0
    assert look(built).report_if_unchanged() == report


def test_a_clone_without_its_past_says_so_as_often_as_it_is_asked(built: SiteFolder) -> None:
    built.write({".git/shallow": committed(built.path)})
    for _ in range(2):
        report = built.build().report
        assert Code.HISTORY_MISSING in {problem.code for problem in report.problems}
        assert look(built).report_if_unchanged() == report


def test_a_git_that_says_nothing_is_asked_again(built: SiteFolder) -> None:
    committed(built.path)
    shutil.rmtree(built.path / ".git/objects")
    (built.path / ".git/objects").mkdir()
    report = built.build().report
    assert Code.HISTORY_MISSING in {problem.code for problem in report.problems}
    assert look(built).report_if_unchanged() is None


def test_a_file_of_the_output_that_only_has_another_time_still_stands(built: SiteFolder) -> None:
    os.utime(built.output / "index.html", ns=(1, 1))
    found = look(built)
    assert found.standing.keys() == found.cache.outputs.values.keys()
    assert built.build().written.changed == 0
    assert look(built).report_if_unchanged()


def test_a_byte_of_the_output_that_changed_behind_an_old_time_is_put_right(built: SiteFolder) -> None:
    file, before = built.output / "index.html", built.tree()
    status = file.stat()
    time.sleep(0.02)  # the clock of files goes in steps
    file.write_bytes(before["index.html"].replace(b"First", b"Worst"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look(built).differences.modified == {"index.html"}
    built.build()
    assert built.tree() == before


@pytest.mark.parametrize("copied", [False, True])
def test_an_output_with_other_marks_and_the_same_bytes_is_looked_at_once(built: SiteFolder, copied: bool) -> None:
    time.sleep(0.02)
    if copied:
        shutil.copytree(built.output, built.path / "copy")
        shutil.rmtree(built.output)
        (built.path / "copy").rename(built.output)
    else:
        (built.output / "index.html").chmod(0o600)
    assert look(built).report_if_unchanged() is None
    assert built.build().written.changed == 0
    assert look(built).report_if_unchanged()


@pytest.mark.parametrize(("few", "forks"), [(500, 0), (0, 1)])
def test_an_output_is_compared_in_a_process_of_its_own_if_it_is_large(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch, few: int, forks: int
) -> None:
    (built.output / "index.html").write_text("Mine.")
    forked: list[object] = []

    def noted(*work: Any) -> Any:
        forked.append(work)
        return start_in_fork(*work)

    monkeypatch.setattr(inputs, "FEW", few)
    monkeypatch.setattr(inputs, "start_in_fork", noted)
    assert look(built).differences.modified == {"index.html"}
    assert len(forked) == forks


def test_a_file_of_the_output_that_changed_or_went_does_not_stand(built: SiteFolder) -> None:
    built.write({"output/index.html": "x" * (built.output / "index.html").stat().st_size, "output/404.html": "x"})
    (built.output / "feed.xml").unlink()
    found = look(built)
    assert found.cache.outputs.values.keys() - found.standing.keys() == {"index.html", "404.html", "feed.xml"}


def test_a_link_to_the_same_bytes_does_not_stand_for_a_file(built: SiteFolder) -> None:
    page = built.output / "404.html"
    name = "x" * (page.stat().st_size - len("../"))
    (built.path / name).write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(f"../{name}")
    assert page.lstat().st_size == len("Not here.")
    assert "404.html" not in look(built).standing


def test_a_broken_link_in_the_place_of_a_file_is_no_error(built: SiteFolder) -> None:
    page = built.output / "404.html"
    page.unlink()
    page.symlink_to("x" * len("Not here."))
    before = look(built)
    assert "404.html" not in before.standing
    built.build()
    assert built.page("404.html") == "Not here."
    assert not page.is_symlink()


def test_a_file_of_the_output_that_the_list_of_files_does_not_vouch_for_is_not_written_over(built: SiteFolder) -> None:
    shutil.rmtree(built.output)
    built.write({"output/index.html": "Mine."})
    assert [problem.code for problem in look(built).problems] == [Code.OUTPUT_REFUSED]
    assert built.run("--jobs", "1") == 1
    assert built.tree() == {"index.html": b"Mine."}


def test_an_output_that_went_is_made_again(built: SiteFolder) -> None:
    before = built.tree()
    shutil.rmtree(built.output)
    written = built.build().written
    assert written.changed == len(written.outputs)
    assert built.tree() == before


def test_a_site_whose_folder_was_moved_is_as_it_was_left(built: SiteFolder) -> None:
    moved = SiteFolder(built.path.rename(built.path.with_name("moved")))
    assert look(moved).report_if_unchanged()
    moved.write({"output/index.html": "x"})
    assert look(moved).differences.modified == {"index.html"}


def test_a_copy_of_a_site_is_looked_at_once_and_what_was_not_copied_is_made_again(built: SiteFolder) -> None:
    before = built.tree()
    shutil.copytree(built.path, built.path.with_name("copy"), copy_function=shutil.copyfile)
    copy = SiteFolder(built.path.with_name("copy"))
    (copy.output / "feed.xml").unlink()
    assert copy.build().written.changed == 1
    assert copy.tree() == before
    assert look(copy).report_if_unchanged()


def test_another_output_folder_knows_what_files_hold_but_of_no_page(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(built, output=built.path / "other")
    assert len(found.texts_before.stamps) == len(found.texts_before.parsed) == 3
    assert (found.standing, found.is_continued, assemble_before(found)) == ({}, False, None)
    monkeypatch.setattr(reading.FileParser, "parse", lambda *_: pytest.fail("a file was read again"))
    assert built.assemble(output=built.path / "other").site.entries


def test_a_template_changes_nothing_of_what_files_hold(built: SiteFolder) -> None:
    built.write({"templates/page.html": "Mine."})
    found = look(built)
    assert len(found.texts_before.stamps) == len(found.texts_before.parsed) == 3
    assert assemble_before(found) is None


def test_another_meaning_of_files_forgets_what_they_hold(built: SiteFolder) -> None:
    built.write({"dateline.toml": '[fields]\nextra = ["weather"]\n'})
    found = look(built)
    assert (found.texts_before.stamps, found.texts_before.parsed) == ({}, {})
    assert built.build().report.problems == ()


def test_the_content_before_is_that_of_the_last_build(built: SiteFolder) -> None:
    built.write({FIRST: "---\ntitle: Other\n---\n"})
    before = assemble_before(look(built))
    assert before
    assert sorted(entry.title for entry in before.site.entries) == ["C", "First", "Second"]
    assert [asset.address for asset in before.site.assets] == ["map.txt"]


def test_a_report_of_nothing_is_not_taken_for_none(site: SiteFolder) -> None:
    (site.path / "content").mkdir()
    site.build(formats=("html",))
    report = look(site, formats=("html",)).report_if_unchanged()
    assert isinstance(report, Report)
    assert report.entries == 0


@pytest.mark.parametrize("table", ["stamps", "parsed", "outputs"])
def test_a_table_of_the_memory_whose_files_hold_other_values_is_as_if_it_were_lost(
    built: SiteFolder, table: str
) -> None:
    folder = built.path / FOLDER
    index = msgspec.msgpack.decode((folder / "index").read_bytes()[16:])
    content = msgspec.msgpack.encode({"a.md": 5})
    name = digest(content).hex()
    (folder / name).write_bytes(digest(content) + content)
    packed = msgspec.msgpack.encode(index | {table: [name, *[""] * 63]})
    (folder / "index").write_bytes(digest(packed) + packed)
    found = look(built)
    values = {"stamps": found.stamps_before, "parsed": found.texts_before.parsed, "outputs": found.standing}
    lost = {"stamps", "parsed"} if table == "stamps" else {table}  # what files gave says nothing without their stamps
    assert {name for name, its in values.items() if not its} == lost
    assert assemble_before(found) is None
    before = built.tree()
    assert built.build().written.changed == 0
    assert built.tree() == before


def test_an_output_that_was_emptied_is_made_again_though_nobody_knows_what_it_held(built: SiteFolder) -> None:
    before = built.tree()
    built.forget("outputs")
    for name in before.keys() - {MANIFEST}:
        (built.output / name).unlink()
    assert look(built).report_if_unchanged() is None
    built.build()
    assert built.tree() == before


def test_a_memory_that_goes_while_another_process_looks_at_the_output_is_no_error(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "FEW", 0)
    before = built.tree()
    built.write({"output/index.html": "x"})
    (built.output / "404.html").unlink()
    os.utime(built.output / "feed.xml", ns=(1, 1))
    found = look(built)
    assert found.differences.modified
    built.forget("outputs")
    build(found)
    assert built.tree() == before


def test_a_build_has_work_while_static_files_of_an_earlier_one_lie_there(built: SiteFolder) -> None:
    built.write({"templates/static/own.css": "html {}"})
    built.build()
    assert look(built).report_if_unchanged() is None
    assert look(built).earlier_static == {}
    built.build()
    assert look(built).report_if_unchanged()


def test_the_earlier_static_files_are_those_of_the_last_build_alone(built: SiteFolder) -> None:
    before = {address for address in built.tree() if address.startswith("static/") and "/schema/" not in address}
    assert look(built).earlier_static == {}
    built.write({"templates/static/own.css": "html {}", "content/static/map.txt": "A map."})
    assert look(built).earlier_static.keys() == before
    assert find_inputs(built.config(), clean=True).earlier_static == {}
