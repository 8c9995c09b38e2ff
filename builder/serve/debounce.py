"""Debounce file changes: a single save is due almost at once, a burst when it is over, a half-written file later."""

from enum import Enum

from msgspec import Struct, field

SAVE_DELAY = 0.004
"""Seconds from a save until its file is due, unless other files change too."""

QUIET_PERIOD = 0.1
"""Seconds without a change after which what may be incomplete is due: a burst, or a file that may be on its way out."""

MAX_WAIT = 2.0
"""Seconds after which a burst that goes on, or a file that stays open for writing, is due all the same."""

BURST_SIZE = 3
"""Pending files that make up a burst."""


class WriteState(Enum):
    """How far the writing of a file has come, as far as an event of the file system tells."""

    OPEN = "a program is writing it"
    COMPLETE = "it was closed, or moved to its place"
    UNSURE = "either may be so, or it was deleted"


class Debouncer(Struct):
    """The changed paths that are not due yet. Times are in seconds of any monotonic clock.

    Example: paths `a` and `b` saved at 10.0 are both due at 10.004. With `c` at 10.003 they are a burst, which is due
    as a whole at 10.103.
    """

    _due: dict[str, float] = field(default_factory=dict)
    _complete: set[str] = field(default_factory=set)
    _open: dict[str, float] = field(default_factory=dict)
    """The files that are being written, each with the time until which its end is waited for."""
    _burst_start: float = 0.0
    _last_change: float = 0.0

    def add(self, path: str, now: float, state: WriteState) -> None:
        """Record a change. What follows a save at once does not put the save off."""
        if state is WriteState.OPEN:
            self._due.pop(path, None)
            self._complete.discard(path)
            self._open.setdefault(path, now + MAX_WAIT)
            return
        if state is WriteState.COMPLETE:
            self._open.pop(path, None)
        elif path in self._open:
            return
        if not self._due:
            self._burst_start = now
        self._last_change = now
        if state is WriteState.COMPLETE:
            self._complete.add(path)
            self._due[path] = now + SAVE_DELAY
        elif path not in self._complete:
            self._due[path] = now + QUIET_PERIOD

    def delay(self, now: float) -> float | None:
        """Seconds until the next path is due; None if none is pending."""
        deadlines = [*self._open.values()]
        if self._due:
            deadlines.append(self._burst_deadline() if self._is_burst() else min(self._due.values()))
        return max(0.0, min(deadlines) - now) if deadlines else None

    def take_due(self, now: float) -> frozenset[str]:
        """Remove the paths that are due, and return them."""
        if self._is_burst():
            due = frozenset(self._due if self._burst_deadline() <= now else ())
        else:
            due = frozenset(path for path, deadline in self._due.items() if deadline <= now)
        for path in due:
            del self._due[path]
        self._complete -= due
        overdue = frozenset(path for path, deadline in self._open.items() if deadline <= now)
        for path in overdue:
            del self._open[path]
        return due | overdue

    def _is_burst(self) -> bool:
        return len(self._due) >= BURST_SIZE

    def _burst_deadline(self) -> float:
        return min(self._last_change + QUIET_PERIOD, self._burst_start + MAX_WAIT)
