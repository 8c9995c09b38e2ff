"""Staged writes: all of an import is in its place, or nothing is, or the next import completes it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.importing.items import Batch, TextItem
from builder.importing.merge import Summary
from builder.importing.run import ImportOptions, run_import
from builder.importing.staging import JOURNAL, NAME, MovesLeft
from tests.sites import SiteFolder, tree

DAY = "2011-05-15"
FOLDER = "content/news/2011/05/15"
LEDGER = ".imports/test/2011-05.jsonl"


class Killed(BaseException):
    """Stands for the end of the process: nothing behind it is done."""


def batch(**titles: str) -> Batch:
    """The entries of a day, by the names of their files."""
    items = (
        TextItem("day", f"news/2011/05/15/{name}.md", {"title": title, "date": DAY}, key=f"{DAY} {name}")
        for name, title in titles.items()
    )
    return Batch((*items,))


def imported(site: SiteFolder, **titles: str) -> Summary:
    return run_import([batch(**titles)], site.config(), ImportOptions("test"))


def killed_at(move: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process end at the move of this number, from 0 on."""
    moves = iter(range(10_000))
    replace = Path.replace

    def stop(file: Path, target: Path) -> Path:
        if JOURNAL not in file.name and next(moves) == move:
            raise Killed
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", stop)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process does not clean up
    monkeypatch.setattr(Path, "rmdir", lambda _: None)


@pytest.fixture
def before(site: SiteFolder) -> SiteFolder:
    """A site with an import that changes two entries and adds one still to come."""
    imported(site, a="A", b="B")
    return site


NOW = {"a": "A changed", "b": "B changed", "c": "C"}


@pytest.mark.parametrize("move", range(4))
def test_an_import_killed_between_two_moves_is_completed_by_the_next(
    move: int, before: SiteFolder, tmp_path: Path
) -> None:
    whole = SiteFolder(tmp_path / "whole")
    imported(whole, a="A", b="B")
    imported(whole, **NOW)
    with pytest.MonkeyPatch.context() as patched:
        killed_at(move, patched)
        with pytest.raises(Killed):
            imported(before, **NOW)
    assert imported(before, **NOW) == Summary(same=3)
    assert tree(before.path) == tree(whole.path)
    assert not before.problems()


def test_the_next_import_completes_a_killed_one_whatever_it_imports_itself(before: SiteFolder) -> None:
    with pytest.MonkeyPatch.context() as patched:
        killed_at(1, patched)
        with pytest.raises(Killed):
            imported(before, **NOW)
    run_import([Batch()], before.config(), ImportOptions("other"))
    assert not (before.path / "content" / NAME).exists()
    assert imported(before, **NOW) == Summary(same=3)


def test_what_is_edited_after_a_killed_import_stays_and_the_source_is_merged_into_it(before: SiteFolder) -> None:
    with pytest.MonkeyPatch.context() as patched:
        killed_at(0, patched)
        with pytest.raises(Killed):
            imported(before, **NOW)
    before.write({f"{FOLDER}/a.md": f"---\ntitle: A\ndate: {DAY}\nlocation: Vienna\n---\n"})
    assert imported(before, **NOW) == Summary(changed=1, same=2)
    assert (before.path / FOLDER / "a.md").read_text() == (
        f"---\ntitle: A changed\ndate: {DAY}\nlocation: Vienna\n---\n"
    )


def test_what_is_edited_during_an_import_stays_and_the_next_merges_the_source_into_it(before: SiteFolder) -> None:
    def batches() -> Iterator[Batch]:
        yield batch(**NOW)
        before.write({f"{FOLDER}/a.md": f"---\ntitle: A\ndate: {DAY}\nlocation: Vienna\n---\n"})

    summary = run_import(batches(), before.config(), ImportOptions("test"))
    assert [each.place for each in summary.refused] == [f"{FOLDER}/a.md"]
    assert imported(before, **NOW) == Summary(changed=1, same=2)
    assert "title: A changed\n" in (before.path / FOLDER / "a.md").read_text()


@pytest.mark.parametrize("in_the_way", [".imports", ".imports/test", f"{FOLDER}/c.md/x"])
def test_where_a_file_cannot_be_written_nothing_is(in_the_way: str, site: SiteFolder) -> None:
    site.write({in_the_way: "", f"{FOLDER}/old.md": "---\ntitle: Old\n---\n"})
    found = tree(site.path)
    with pytest.raises(OSError, match=r"test|c[.]md|[.]imports"):
        imported(site, z="Z", **NOW)
    assert tree(site.path) == found
    assert not (site.path / "content" / NAME).exists()


def test_in_a_folder_that_may_not_be_written_to_nothing_is(before: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tree(before.path)
    ledgers = before.path / ".imports/test"
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != ledgers and may(path, mode))
    with pytest.raises(PermissionError):
        imported(before, **NOW)
    assert tree(before.path) == found


def test_with_a_full_disk_nothing_is_written(before: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tree(before.path)
    write = Path.write_bytes

    def full(file: Path, content: bytes) -> int:
        if file.name == ".2011-05.jsonl.new":
            write(file, content[:5])
            raise OSError(28, "No space left on device")
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        imported(before, **NOW)
    assert tree(before.path) == found


def test_a_move_that_fails_is_made_by_the_next_import(before: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def fail(file: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise OSError(5, "Input/output error", str(file), None, str(target))
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", fail)
    for _ in range(2):
        with pytest.raises(MovesLeft):
            imported(before, **NOW)
    monkeypatch.undo()
    assert imported(before, **NOW) == Summary(same=3)


@pytest.mark.parametrize(("path", "is_taken"), [("in.md", True), ("../../out.md", False), ("away/out.md", False)])
def test_a_journal_that_leads_out_of_the_site_is_not_carried_out(
    path: str, is_taken: bool, site: SiteFolder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site.write({f"content/{NAME}/0": "Text", LEDGER: ""})
    (site.path / "content/away").symlink_to(outside)
    journal = f'{{"staged": [{{"name": "0", "path": "{path}", "before": ""}}], "others": []}}'
    site.write({f"content/{NAME}/{JOURNAL}": journal})
    imported(site, a="A")
    assert (site.path / "content" / path).exists() is is_taken
