"""Changes in folders are heard, and where the system's limit is reached they are looked for."""

import errno
from pathlib import Path
from queue import SimpleQueue

import pytest

from builder.serve.debounce import State
from builder.serve.file_watcher import Folder, Watch


def heard(queue: SimpleQueue[tuple[str, State]], path: Path) -> bool:
    """Whether the next thing that is heard of a path says that it is complete."""
    while True:
        at, state = queue.get(timeout=10)
        if at == str(path):
            return state is State.COMPLETE


def test_a_file_that_was_closed_or_moved_is_complete_and_one_that_went_is_not(tmp_path: Path) -> None:
    queue: SimpleQueue[tuple[str, State]] = SimpleQueue()
    watch = Watch(lambda path, state: queue.put((path, state)))
    (tmp_path / "deep/er").mkdir(parents=True)
    watch.over([Folder(tmp_path, deep=True), Folder(tmp_path / "not there", deep=True)], 1.0)
    try:
        file, other = tmp_path / "deep/er/a.md", tmp_path / "deep/b.md"
        file.write_text("Words.")
        while not heard(queue, file):
            pass
        file.rename(other)
        assert heard(queue, other)
        other.unlink()
        assert not heard(queue, other)
        assert watch.every is None
        assert not watch.is_at_limit()
    finally:
        watch.stop()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_at_the_limit_all_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(number, "limit reached")

    queue: SimpleQueue[tuple[str, State]] = SimpleQueue()
    watch = Watch(lambda path, state: queue.put((path, state)))
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", full)
    (tmp_path / "a.md").write_text("Old.")
    watch.over([Folder(tmp_path, deep=True)], 0.1)
    try:
        assert watch.every == 0.1
        assert not watch.is_at_limit()
        (tmp_path / "a.md").write_text("New words.")
        assert heard(queue, tmp_path / "a.md")
    finally:
        watch.stop()


def test_another_error_is_not_taken_for_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "broken")

    watch = Watch(lambda *_: None)
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", broken)
    with pytest.raises(OSError, match="broken"):
        watch.over([Folder(tmp_path, deep=True)], 1.0)
    watch.stop()
