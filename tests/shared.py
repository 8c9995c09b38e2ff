"""What is made once for all tests of a run, whichever of its workers needs it first."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of that name, which the first who asks for it makes, and which is only read from then on.

    `worker` is the fixture `worker_id`: "master" where the tests run in one process.
    """
    own = factory.getbasetemp()
    folder = (own if worker == "master" else own.parent) / name
    done = folder.with_name(f"{name}.done")
    with open(folder.with_name(f"{name}.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one who failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
