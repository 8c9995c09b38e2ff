"""When to look at files that changed: at once after a save, and after a moment where more may follow."""

from dataclasses import dataclass, field

SOON = 0.004
"""Seconds after which a file that was saved is looked at, unless others change too."""

LATER = 0.1
"""Seconds without a change after which is looked at what may not be complete: several files, or one that is going."""

LONGEST = 2.0
"""Seconds after which is looked at what goes on changing."""

SEVERAL = 3
"""Files that make up a burst."""


@dataclass(slots=True)
class Patience:
    """The files that changed and were not looked at yet. Times are in seconds of any clock that goes forward."""

    _due: dict[str, float] = field(default_factory=dict)
    _complete: set[str] = field(default_factory=set)
    _first: float = 0.0
    _last: float = 0.0

    def add(self, path: str, now: float, *, complete: bool) -> None:
        """A file changed; it is `complete` if whoever wrote it is done with it."""
        if not self._due:
            self._first = now
        self._last = now
        if complete:
            self._complete.add(path)
            self._due[path] = now + SOON
        elif path not in self._complete:
            self._due[path] = now + LATER

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to look at; None if nothing changed."""
        if not self._due:
            return None
        return max(0.0, self._burst_ends() - now if self._is_burst() else min(self._due.values()) - now)

    def take(self, now: float) -> frozenset[str]:
        """The files to look at now, which are then no longer waiting."""
        if self._is_burst():
            taken = frozenset(self._due if self._burst_ends() <= now else ())
        else:
            taken = frozenset(path for path, due in self._due.items() if due <= now)
        for path in taken:
            del self._due[path]
        self._complete -= taken
        return taken

    def _is_burst(self) -> bool:
        return len(self._due) >= SEVERAL

    def _burst_ends(self) -> float:
        return min(self._last + LATER, self._first + LONGEST)
