"""What changed is told when it is complete, and only what concerns the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from builder.serve.change_feed import Hearing
from builder.serve.file_watcher import Folder

REST = 10.0
"""Seconds that are never waited for: something is heard before."""


@contextmanager
def hearing(folder: Path, besides: str = "nothing") -> Iterator[Hearing]:
    """Hears of the files of a folder, but for those of one name."""
    hears = Hearing(lambda path: Path(path).parent == folder and Path(path).name != besides)
    hears.over([Folder(folder, deep=True)], 1.0)
    try:
        yield hears
    finally:
        hears.close()


def test_a_file_that_was_saved_is_told_by_its_path(tmp_path: Path) -> None:
    with hearing(tmp_path) as hears:
        (tmp_path / "a.md").write_text("Words.")
        assert hears.next(REST, tmp_path) == frozenset({str(tmp_path / "a.md")})


def test_files_that_concern_nobody_are_not_told(tmp_path: Path) -> None:
    with hearing(tmp_path, besides="a.md") as hears:
        (tmp_path / "a.md").write_text("Words.")
        (tmp_path / "b.md").write_text("Words.")
        assert hears.next(REST, tmp_path) == frozenset({str(tmp_path / "b.md")})


def test_where_nothing_changes_there_is_time_to_rest(tmp_path: Path) -> None:
    with hearing(tmp_path) as hears:
        assert hears.next(0.01, tmp_path) == frozenset()


def test_the_end_is_heard_by_the_one_who_waits(tmp_path: Path) -> None:
    with hearing(tmp_path) as hears:
        Timer(0.05, hears.end).start()
        assert hears.next(None, tmp_path) is None


def test_what_is_doubted_is_told_again(tmp_path: Path) -> None:
    with hearing(tmp_path) as hears:
        hears.doubt(["a.md"])
        assert hears.next(REST, tmp_path) == frozenset({"a.md"})


def test_all_that_git_changes_while_it_is_at_work_is_told_at_once(tmp_path: Path) -> None:
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()

    def switch() -> None:
        (tmp_path / "b.md").write_text("Words.")
        (tmp_path / "aside.md").write_text("Words.")
        lock.unlink()

    with hearing(tmp_path, besides="aside.md") as hears:
        (tmp_path / "a.md").write_text("Words.")
        Timer(0.3, switch).start()
        assert hears.next(REST, tmp_path) == frozenset({str(tmp_path / "a.md"), str(tmp_path / "b.md")})


def test_an_end_that_comes_while_git_is_waited_for_is_heard_next(tmp_path: Path) -> None:
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()

    def stop() -> None:
        hears.end()
        lock.unlink()

    with hearing(tmp_path) as hears:
        (tmp_path / "a.md").write_text("Words.")
        Timer(0.3, stop).start()
        assert hears.next(REST, tmp_path) == frozenset({str(tmp_path / "a.md")})
        assert hears.next(REST, tmp_path) is None
