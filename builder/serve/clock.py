"""The clock that waiting for changes goes by, injected so that a test can advance its own by hand."""

import time
from queue import SimpleQueue
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """A monotonic clock, and the ways to wait by it."""

    def now(self) -> float:
        """Seconds since an arbitrary start."""

    def sleep(self, seconds: float) -> None:
        """Return when that many seconds have passed."""

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """The next item of a queue, waited for without end if `timeout` is None. Raises queue.Empty at the timeout."""


class SystemClock:
    """The monotonic clock of this machine."""

    def now(self) -> float:
        """As `time.monotonic`."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """As `time.sleep`."""
        time.sleep(seconds)

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """As `queue.get`."""
        return queue.get(timeout=timeout)


SYSTEM_CLOCK: Clock = SystemClock()
