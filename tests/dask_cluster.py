"""A cluster of Dask on this machine: a scheduler and two workers, each a process, as somebody starts them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sites import ROOT

A_WHILE = 60.0
"""Seconds after which a scheduler that has not come will not come."""

UNWATCHED = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""What keeps Dask's workers from looking a hundred times a second at what they do, as the manual advises."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that waits for work."""

    name: str
    """As `--executor` takes it."""
    processes: tuple[int, ...]
    """The scheduler, and what starts the workers and looks after them."""


@contextmanager
def dask_cluster(folder: Path, code: Path = ROOT) -> Iterator[Cluster]:
    """Start a cluster that keeps its files in a folder, and end it; its workers have Dateline from `code`."""
    file = folder / "scheduler.json"
    common = ("--no-dashboard", "--scheduler-file", str(file))
    alone = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--no-show")
    two = ("--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder / "workers"))
    options: dict[str, Any] = {"cwd": folder, "start_new_session": True}
    options["env"] = {**os.environ, **UNWATCHED, "PYTHONPATH": os.pathsep.join((str(code), str(ROOT)))}
    with (folder / "log").open("wb") as log:
        options |= {"stdout": log, "stderr": log}
        commands = (("scheduler", *alone, *common), ("worker", *two, *common))
        started = [subprocess.Popen((sys.executable, "-m", "dask", *command), **options) for command in commands]
        try:
            yield Cluster(_name(file, folder / "log"), tuple(each.pid for each in started))
        finally:
            for each in started:
                os.killpg(each.pid, signal.SIGKILL)
                each.wait()


def _name(file: Path, log: Path) -> str:
    """The name of the cluster whose scheduler writes a file when it is ready."""
    until = time.monotonic() + A_WHILE
    while True:
        try:
            return f"dask://{json.loads(file.read_bytes())['address'].partition('://')[2]}"
        except (OSError, ValueError):
            assert time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.05)
