"""A clock that stands still until a test lets time pass: no test of waiting depends on how fast a machine is."""

from collections.abc import Iterable
from math import inf
from queue import SimpleQueue
from threading import Condition
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Real seconds after which a thread that should come to rest is taken to hang."""

GLANCE = 0.002
"""Real seconds between two looks at a queue."""

AT_WORK = -inf


class StoppedClock:
    """The time of one thread, which waits by it. What is in the queue when time passes is taken out before."""

    def __init__(self) -> None:
        self._now = 0.0
        self._rests_until = AT_WORK
        """The time that the thread waits for at most."""
        self._moved = Condition()
        self._taken: set[object] = set()

    def now(self) -> float:
        """Seconds that the test has let pass."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Wait until the test has let that much time pass."""
        with self._moved:
            until = self._now + seconds
            while self._now < until:
                self._rest(until)
            self._rests_until = AT_WORK

    def get(self, queue: SimpleQueue[T], timeout: float | None) -> T:
        """The next item of the queue; raises queue.Empty once the test has let that much time pass."""
        with self._moved:
            until = inf if timeout is None else self._now + timeout
            while queue.empty() and self._now < until:
                self._rest(until)
            self._rests_until = AT_WORK
            item = queue.get_nowait()
            self._taken.add(item)
            return item

    def end(self) -> None:
        """The thread waits for nothing any more."""
        with self._moved:
            self._rests_until = inf
            self._moved.notify_all()

    def _rest(self, until: float) -> None:
        self._rests_until = until
        self._moved.notify_all()
        self._moved.wait(GLANCE)

    def wait_until_taken(self, items: Iterable[object]) -> None:
        """Wait until the thread has taken all of these out of its queue, and rests again."""
        wanted = {*items}
        with self._moved:
            rests = self._moved.wait_for(lambda: wanted <= self._taken and self._rests_until != AT_WORK, PATIENCE)
        assert rests, f"these were not heard of: {wanted - self._taken}"

    def let_pass(self, seconds: float) -> None:
        """Let time pass, and the thread do all that it does in that time."""
        end = self._now + seconds
        with self._moved:
            while (next_time := self._next_time()) <= end:
                self._now, self._rests_until = next_time, AT_WORK
                self._moved.notify_all()
            self._now = end

    def _next_time(self) -> float:
        assert self._moved.wait_for(lambda: self._rests_until != AT_WORK, PATIENCE), "the thread does not come to rest"
        return self._rests_until
