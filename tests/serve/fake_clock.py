"""A fake clock that a test advances: no test of waiting depends on how fast a machine is."""

from collections.abc import Iterable
from math import inf
from queue import SimpleQueue
from threading import Condition
from typing import TypeVar

T = TypeVar("T")

HANG_TIMEOUT = 60.0
"""Real seconds after which a thread that should wait by the clock is taken to hang."""

POLL_INTERVAL = 0.002
"""Real seconds between two looks at a queue."""

RUNNING = -inf
"""The deadline of a thread that does not wait."""


class FakeClock:
    """The clock of one thread. Before time passes, the thread takes out what is in the queue that it waits for."""

    def __init__(self) -> None:
        self._now = 0.0
        self._deadline = RUNNING
        """The time until which the thread waits at most."""
        self._changed = Condition()
        self._consumed: set[object] = set()

    def now(self) -> float:
        """Seconds by which the test has advanced the clock."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Wait until the clock was advanced by that much."""
        with self._changed:
            deadline = self._now + seconds
            while self._now < deadline:
                self._wait(deadline)
            self._deadline = RUNNING

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """The next item of the queue. Raises queue.Empty once the clock was advanced by the timeout."""
        with self._changed:
            deadline = inf if timeout is None else self._now + timeout
            while queue.empty() and self._now < deadline:
                self._wait(deadline)
            self._deadline = RUNNING
            item = queue.get_nowait()
            self._consumed.add(item)
            return item

    def end(self) -> None:
        """The thread waits by the clock no more."""
        with self._changed:
            self._deadline = inf
            self._changed.notify_all()

    def _wait(self, deadline: float) -> None:
        self._deadline = deadline
        self._changed.notify_all()
        self._changed.wait(POLL_INTERVAL)

    def wait_until_consumed(self, items: Iterable[object]) -> None:
        """Wait until the thread has taken all of these out of its queue, and waits again."""
        expected = {*items}
        with self._changed:
            is_done = self._changed.wait_for(
                lambda: expected <= self._consumed and self._deadline != RUNNING, HANG_TIMEOUT
            )
        assert is_done, f"these were not taken out of the queue: {expected - self._consumed}"

    def advance(self, seconds: float) -> None:
        """Let time pass, and the thread do all that it does in that time."""
        end = self._now + seconds
        with self._changed:
            while (deadline := self._next_deadline()) <= end:
                self._now, self._deadline = deadline, RUNNING
                self._changed.notify_all()
            self._now = end

    def _next_deadline(self) -> float:
        is_waiting = self._changed.wait_for(lambda: self._deadline != RUNNING, HANG_TIMEOUT)
        assert is_waiting, "the thread does not wait by the clock"
        return self._deadline
