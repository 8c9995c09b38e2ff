"""The change feed gives changed paths when they are complete, and only those that are relevant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from builder.serve.change_feed import ChangeFeed
from builder.serve.file_watcher import WatchedFolder

LONG = 10.0
"""Seconds that are never waited for, as something changes before."""


@contextmanager
def change_feed(folder: Path, irrelevant: str = "nothing") -> Iterator[ChangeFeed]:
    """The changes of the files of a folder, but for those of one name."""
    feed = ChangeFeed(lambda path: Path(path).parent == folder and Path(path).name != irrelevant)
    feed.watch([WatchedFolder(folder, recursive=True)], 1.0)
    try:
        yield feed
    finally:
        feed.close()


def test_a_file_that_was_saved_comes_by_its_path(tmp_path: Path) -> None:
    with change_feed(tmp_path) as feed:
        (tmp_path / "a.md").write_text("Words.")
        assert feed.next_batch(LONG, tmp_path) == frozenset({str(tmp_path / "a.md")})


def test_irrelevant_files_are_left_out(tmp_path: Path) -> None:
    with change_feed(tmp_path, irrelevant="a.md") as feed:
        (tmp_path / "a.md").write_text("Words.")
        (tmp_path / "b.md").write_text("Words.")
        assert feed.next_batch(LONG, tmp_path) == frozenset({str(tmp_path / "b.md")})


def test_without_a_change_an_empty_batch_comes_at_the_timeout(tmp_path: Path) -> None:
    with change_feed(tmp_path) as feed:
        assert feed.next_batch(0.01, tmp_path) == frozenset()


def test_a_feed_that_is_stopped_wakes_its_reader(tmp_path: Path) -> None:
    with change_feed(tmp_path) as feed:
        Timer(0.05, feed.stop).start()
        assert feed.next_batch(None, tmp_path) is None


def test_paths_that_are_requeued_come_again(tmp_path: Path) -> None:
    with change_feed(tmp_path) as feed:
        feed.requeue(["a.md"])
        assert feed.next_batch(LONG, tmp_path) == frozenset({"a.md"})


def test_all_that_git_changes_while_it_is_at_work_is_one_batch(tmp_path: Path) -> None:
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()

    def switch() -> None:
        (tmp_path / "b.md").write_text("Words.")
        (tmp_path / "irrelevant.md").write_text("Words.")
        lock.unlink()

    with change_feed(tmp_path, irrelevant="irrelevant.md") as feed:
        (tmp_path / "a.md").write_text("Words.")
        Timer(0.3, switch).start()
        assert feed.next_batch(LONG, tmp_path) == frozenset({str(tmp_path / "a.md"), str(tmp_path / "b.md")})


def test_a_feed_that_is_stopped_while_git_is_waited_for_ends_after_that_batch(tmp_path: Path) -> None:
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()

    def stop() -> None:
        feed.stop()
        lock.unlink()

    with change_feed(tmp_path) as feed:
        (tmp_path / "a.md").write_text("Words.")
        Timer(0.3, stop).start()
        assert feed.next_batch(LONG, tmp_path) == frozenset({str(tmp_path / "a.md")})
        assert feed.next_batch(LONG, tmp_path) is None
