"""An executor that counts what goes through it, and hands all of it on to another one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.concurrency.shared_map import Pending, SharingExecutor


class CountedExecutor(SharingExecutor):
    """Another executor, counted."""

    def __init__(self, executor: SharingExecutor) -> None:
        super().__init__(executor.check)
        self._executor = executor
        self.lost = executor.lost
        self.shared: list[int] = []
        """The bytes of each thing that was shared."""
        self.results: list[list[int]] = []
        """For each of them the bytes of each result, if that is bytes."""

    def share(self, file: Path) -> Any:
        self.shared.append(file.stat().st_size)
        self.results.append([])
        return self._executor.share(file)

    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Pending:
        return _Counted(self._executor.submit(function, handle, batch), self.results[-1])

    def sees(self, folder: Path) -> bool:
        return self._executor.sees(folder)

    def renew(self) -> None:
        self._executor.renew()

    def close(self) -> None:
        self._executor.close()


class _Counted:
    """A future whose result is counted."""

    def __init__(self, pending: Pending, results: list[int]) -> None:
        self._pending = pending
        self._results = results

    def result(self) -> Any:
        result = self._pending.result()
        self._results.append(len(result))
        return result

    def cancel(self) -> object:
        return self._pending.cancel()
