"""When to look at files that changed: at once after a save, and after a moment where more may follow."""

from dataclasses import dataclass, field
from enum import Enum

SOON = 0.004
"""Seconds after which a file that was saved is looked at, unless others change too."""

LATER = 0.1
"""Seconds without a change after which is looked at what may not be complete: several files, or one that is going."""

LONGEST = 2.0
"""Seconds after which is looked at what goes on changing, or stays open in the program that writes it."""

SEVERAL = 3
"""Files that make up a burst."""


class State(Enum):
    """What is known of a file when it changed."""

    OPEN = "a program is writing it"
    COMPLETE = "whoever wrote it is done with it"
    UNSURE = "either may be so, or it is going"


@dataclass(slots=True)
class Patience:
    """The files that changed and were not looked at yet. Times are in seconds of any clock that goes forward."""

    _due: dict[str, float] = field(default_factory=dict)
    _complete: set[str] = field(default_factory=set)
    _open: dict[str, float] = field(default_factory=dict)
    """Files that are being written, with the times until which is waited for their ends."""
    _first: float = 0.0
    _last: float = 0.0

    def add(self, path: str, now: float, state: State) -> None:
        """A file changed."""
        if state is State.OPEN:
            self._due.pop(path, None)
            self._complete.discard(path)
            self._open.setdefault(path, now + LONGEST)
            return
        if state is State.COMPLETE:
            self._open.pop(path, None)
        elif path in self._open:
            return
        if not self._due:
            self._first = now
        self._last = now
        if state is State.COMPLETE:
            self._complete.add(path)
            self._due[path] = now + SOON
        elif path not in self._complete:
            self._due[path] = now + LATER

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to look at; None if nothing changed."""
        ends = [*self._open.values()]
        if self._due:
            ends.append(self._burst_ends() if self._is_burst() else min(self._due.values()))
        return max(0.0, min(ends) - now) if ends else None

    def take(self, now: float) -> frozenset[str]:
        """The files to look at now, which are then no longer waiting."""
        if self._is_burst():
            taken = frozenset(self._due if self._burst_ends() <= now else ())
        else:
            taken = frozenset(path for path, due in self._due.items() if due <= now)
        for path in taken:
            del self._due[path]
        self._complete -= taken
        late = frozenset(path for path, until in self._open.items() if until <= now)
        for path in late:
            del self._open[path]
        return taken | late

    def _is_burst(self) -> bool:
        return len(self._due) >= SEVERAL

    def _burst_ends(self) -> float:
        return min(self._last + LATER, self._first + LONGEST)
