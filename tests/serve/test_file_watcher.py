"""The file watcher reports changes in folders, and polls where the system's limit of watches is reached."""

import errno
from pathlib import Path
from queue import SimpleQueue

import pytest

from builder.serve.debounce import WriteState
from builder.serve.file_watcher import LIMIT_REACHED, FileWatcher, WatchedFolder


def is_complete(events: SimpleQueue[tuple[str, WriteState]], path: Path) -> bool:
    """Whether the next event of a path says that it is complete."""
    while True:
        changed, state = events.get(timeout=10)
        if changed == str(path):
            return state is WriteState.COMPLETE


def test_a_file_that_was_closed_or_moved_is_complete_and_one_that_was_deleted_is_not(tmp_path: Path) -> None:
    events: SimpleQueue[tuple[str, WriteState]] = SimpleQueue()
    watcher = FileWatcher(lambda path, state: events.put((path, state)))
    (tmp_path / "deep/er").mkdir(parents=True)
    watcher.watch([WatchedFolder(tmp_path, recursive=True), WatchedFolder(tmp_path / "missing", recursive=True)], 1.0)
    try:
        file, other = tmp_path / "deep/er/a.md", tmp_path / "deep/b.md"
        file.write_text("Words.")
        while not is_complete(events, file):
            pass
        file.rename(other)
        assert is_complete(events, other)
        other.unlink()
        assert not is_complete(events, other)
        assert watcher.poll_reason == ""
        assert not watcher.is_at_watch_limit()
    finally:
        watcher.stop()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_at_the_limit_all_files_are_polled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(number, "limit reached")

    events: SimpleQueue[tuple[str, WriteState]] = SimpleQueue()
    watcher = FileWatcher(lambda path, state: events.put((path, state)))
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", full)
    (tmp_path / "a.md").write_text("Old.")
    watcher.watch([WatchedFolder(tmp_path, recursive=True)], 0.1)
    try:
        assert watcher.poll_reason == LIMIT_REACHED
        assert not watcher.is_at_watch_limit()
        (tmp_path / "a.md").write_text("New words.")
        assert is_complete(events, tmp_path / "a.md")
    finally:
        watcher.stop()


def test_another_error_is_not_taken_for_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "broken")

    watcher = FileWatcher(lambda *_: None)
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", broken)
    with pytest.raises(OSError, match="broken"):
        watcher.watch([WatchedFolder(tmp_path, recursive=True)], 1.0)
    watcher.stop()


@pytest.mark.parametrize("poll", [True, False])
def test_all_files_are_polled_where_the_system_reports_no_changes_or_somebody_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poll: bool
) -> None:
    reason = "--poll is given" if poll else f"{tmp_path} lies on 9p, which reports no changes"
    monkeypatch.setattr("builder.serve.file_watcher.silent_mount", lambda _: reason)
    events: SimpleQueue[tuple[str, WriteState]] = SimpleQueue()
    watcher = FileWatcher(lambda path, state: events.put((path, state)), poll=poll)
    (tmp_path / "a.md").write_text("Old.")
    watcher.watch([WatchedFolder(tmp_path, recursive=True)], 0.1)
    try:
        assert watcher.poll_reason == reason
        (tmp_path / "a.md").write_text("New words.")
        assert is_complete(events, tmp_path / "a.md")
    finally:
        watcher.stop()
