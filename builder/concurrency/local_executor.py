"""Executors of concurrent.futures: the bytes that they share lie in a file on this machine, or go with each batch."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from builder.concurrency.shared_map import Pending, SharingExecutor
from builder.core.real_files import read_trusted


class LocalExecutor(SharingExecutor):
    """Any executor whose processes run on this machine and read its files. Whoever made it ends it."""

    lost = (BrokenExecutor,)

    def __init__(self, executor: Executor, check: Callable[[], object]) -> None:
        super().__init__(check)
        self._executor = executor

    def share(self, file: Path) -> Any:
        """The path of the file, which each process reads once."""
        return str(file)

    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Pending:
        """Submit it as it is."""
        return self._executor.submit(function, handle, batch)

    def sees(self, folder: Path) -> bool:
        """They see what this process sees."""
        return folder.is_dir()

    def close(self) -> None:
        """Nothing was opened."""


class UnknownExecutor(LocalExecutor):
    """An executor of which nothing is known: its processes may run anywhere, so that all goes with each batch."""

    def share(self, file: Path) -> Any:
        """The bytes themselves."""
        return read_trusted(file)

    def sees(self, folder: Path) -> bool:
        """Nobody knows."""
        return False


def sharing(executor: SharingExecutor | Executor, check: Callable[[], object]) -> SharingExecutor:
    """Any executor as one that shares."""
    if isinstance(executor, SharingExecutor):
        return executor
    kind = LocalExecutor if isinstance(executor, ProcessPoolExecutor | ThreadPoolExecutor) else UnknownExecutor
    return kind(executor, check)
