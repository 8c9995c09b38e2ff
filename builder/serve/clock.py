"""The time that waiting for changes goes by: the system's, or one that a test moves on by hand."""

import time
from queue import SimpleQueue
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> float:
        """Seconds that only ever grow, from any start."""

    def sleep(self, seconds: float) -> None:
        """Return when that many seconds have passed."""

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """The next item of a queue. Raises queue.Empty if none has come after that many seconds; without, waits on."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        """Seconds since some moment, whatever becomes of the time of day."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let this thread wait."""
        time.sleep(seconds)

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """What comes next to the queue within so many seconds."""
        return queue.get(timeout=timeout)


SYSTEM_CLOCK: Clock = SystemClock()
