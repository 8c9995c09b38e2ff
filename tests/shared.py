"""What is made once for all tests of a run, whichever of its workers needs it first."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def made_once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of that name, which the first who asks for it makes, and which is only read from then on.

    `worker` is the fixture `worker_id`: "master" where the tests run in one process.
    """
    own = factory.getbasetemp()
    folder = (own if worker == "master" else own.parent) / name
    done = folder.with_name(f"{name}.done")
    with open(folder.with_name(f"{name}.lock"), "w", encoding="utf-8") as lock:
        _wait_for(lock)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one who failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def _wait_for(lock: IO[str]) -> None:
    """Wait until no other process holds the lock of a file, and hold it until the file is closed."""
    if sys.platform == "win32":
        while True:
            try:
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:  # which comes after ten seconds
                continue
            return
    fcntl.flock(lock, fcntl.LOCK_EX)
