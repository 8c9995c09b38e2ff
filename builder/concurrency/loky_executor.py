"""Processes of this machine by loky, which makes new ones where some are lost.

https://loky.readthedocs.io/en/stable/
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path
from threading import Thread
from typing import Any

from builder.concurrency.shared_map import Pending, SharingExecutor
from builder.core.extras import LOKY, needed

_PAUSE = 0.5
"""Seconds after which a process looks again whether the one that started it is there."""


class LokyExecutor(SharingExecutor):
    """Processes that are started for the build and end with it."""

    lost = (BrokenExecutor,)

    def __init__(self, processes: int, check: Callable[[], object]) -> None:
        super().__init__(check)
        self._processes = processes
        self._pool: Any = None

    def share(self, file: Path) -> Any:
        """The path of the file, which each process reads once."""
        return str(file)

    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Pending:
        """Submit it to processes that are started with the first batch. Raises ExtraMissing."""
        if self._pool is None:
            with needed(LOKY):
                from loky import ProcessPoolExecutor  # noqa: PLC0415  # an extra
            self._pool = ProcessPoolExecutor(self._processes, initializer=_end_with, initargs=(os.getpid(),))
        pending: Pending = self._pool.submit(function, handle, batch)
        return pending

    def sees(self, folder: Path) -> bool:
        """They see what this process sees."""
        return folder.is_dir()

    def renew(self) -> None:
        """The next batch goes to new processes."""
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(kill_workers=True)
            self._pool = None


def _end_with(parent: int) -> None:
    """End this process with the one that started it, which may be killed: loky's would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PAUSE)
        os._exit(1)

    Thread(target=watch, daemon=True).start()
