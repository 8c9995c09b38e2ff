"""The change feed gives changed paths when they are complete, and only those that are relevant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer

import pytest

from builder.serve.change_feed import GIT_QUIET_PERIOD, GIT_TIMEOUT, ChangeFeed
from builder.serve.clock import SYSTEM_CLOCK, Clock
from builder.serve.debounce import QUIET_PERIOD, WriteState
from builder.serve.file_watcher import WatchedFolder
from tests.serve.fake_clock import FakeClock

LONG = 10.0
"""Seconds that are never waited for, as something changes before."""


@contextmanager
def change_feed(folder: Path, irrelevant: str = "nothing", clock: Clock = SYSTEM_CLOCK) -> Iterator[ChangeFeed]:
    """The changes of the files of a folder, but for those of one name."""
    feed = ChangeFeed(lambda path: Path(path).parent == folder and Path(path).name != irrelevant, clock)
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


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """The file that git holds while it changes a working tree."""
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()
    return lock


@contextmanager
def read_while_git_works(folder: Path, clock: FakeClock) -> Iterator[tuple[ChangeFeed, list[frozenset[str]]]]:
    """The feed of a folder in which a.md was saved while git holds its lock, and the batches that come of it."""
    batches: list[frozenset[str]] = []

    def read() -> None:
        while (batch := feed.next_batch(None, folder)) is not None:
            batches.append(batch)
        clock.end()

    with change_feed(folder, "irrelevant.md", clock) as feed:
        reader = Thread(target=read)
        reader.start()
        try:
            (folder / "a.md").write_text("Words.")
            clock.wait_until_consumed([(str(folder / "a.md"), WriteState.COMPLETE)])
            clock.advance(GIT_TIMEOUT / 2)
            yield feed, batches
        finally:
            feed.stop()
            clock.advance(GIT_TIMEOUT)
            reader.join()


def test_all_that_git_changes_while_it_is_at_work_is_one_batch(tmp_path: Path, lock: Path) -> None:
    clock, later = FakeClock(), tmp_path / "b.md"
    with read_while_git_works(tmp_path, clock) as (_, batches):
        (tmp_path / "irrelevant.md").write_text("Words.")
        later.write_text("Words.")
        lock.unlink()
        clock.advance(GIT_QUIET_PERIOD / 2)
        clock.wait_until_consumed([(str(later), WriteState.COMPLETE), (str(lock), WriteState.UNSURE)])
        clock.advance(GIT_QUIET_PERIOD / 2)
        assert batches == []
        clock.advance(GIT_QUIET_PERIOD)
        assert batches == [frozenset({str(tmp_path / "a.md"), str(later)})]


def test_git_that_never_ends_is_not_waited_for_for_ever(tmp_path: Path, lock: Path) -> None:
    clock = FakeClock()
    with read_while_git_works(tmp_path, clock) as (_, batches):
        assert batches == []
        clock.advance(GIT_TIMEOUT)
        assert batches == [frozenset({str(tmp_path / "a.md")})]
    assert lock.exists()


def test_a_feed_that_is_stopped_while_git_is_waited_for_ends_after_that_batch(tmp_path: Path, lock: Path) -> None:
    clock = FakeClock()
    with read_while_git_works(tmp_path, clock) as (feed, batches):
        feed.stop()
        lock.unlink()
        clock.advance(QUIET_PERIOD)
    assert batches == [frozenset({str(tmp_path / "a.md")})]
