"""Hears which files of a site changed, and tells of them when they are complete: a save, a burst, a branch switch."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from builder.serve.debounce import LATER, Patience, State
from builder.serve.file_watcher import Folder, Watch
from builder.serve.git import lock_of

GIT = 10.0
"""Seconds that git may take to change files."""

QUIET = 2 * LATER
"""Seconds without a change after which all that git changed is known: a busy system tells of it late."""

Heard = tuple[str, State] | None


class Hearing:
    """What one thread hears of the files of a site. The system, and whoever ends it, speak from other threads."""

    def __init__(self, concerns: Callable[[str], bool]) -> None:
        """`concerns` says of each path that changed whether it matters, on the thread that hears."""
        self._concerns = concerns
        self._heard: SimpleQueue[Heard] = SimpleQueue()
        self._patience = Patience()
        self._watch = Watch(lambda path, state: self._heard.put((path, state)))
        self.folders: tuple[Folder, ...] = ()
        """Those that are watched."""

    @property
    def looks_every(self) -> float | None:
        """Seconds after which all files are looked at, where the system cannot tell of all."""
        return self._watch.every

    def over(self, folders: Sequence[Folder], every: float) -> None:
        """Hear of these folders from now on, or look at them every so many seconds where the system cannot tell."""
        self.folders = tuple(folders)
        self._watch.over(self.folders, every)

    def is_at_limit(self) -> bool:
        """Whether the system could not watch another folder, so that one that came may not be heard of."""
        return not self._watch.every and self._watch.is_at_limit()

    def end(self) -> None:
        """Have `next` tell that it is over; from any thread."""
        self._heard.put(None)

    def close(self) -> None:
        """Hear no more."""
        self._watch.stop()

    def doubt(self, paths: Iterable[str]) -> None:
        """Tell of files again in a moment: they may not have been complete."""
        for path in paths:
            self._patience.add(path, time.monotonic(), State.UNSURE)

    def next(self, rest: float | None, root: Path) -> frozenset[str] | None:
        """What changed, once it is complete; nothing after so many seconds of `rest`; None when it is over.

        While git is at work on the working tree that the folder `root` lies in, its changes are one.
        """
        while not (paths := self._patience.take(time.monotonic())):
            wait = self._patience.wait(time.monotonic())
            try:
                heard = self._heard.get(timeout=rest if wait is None else wait)
            except Empty:
                if wait is None:
                    return frozenset()
                continue
            if heard is None:
                return None
            path, state = heard
            if self._concerns(path):
                self._patience.add(path, time.monotonic(), state)
        return self._with_all_of_git(paths, lock_of(root))

    def _with_all_of_git(self, paths: frozenset[str], lock: Path | None) -> frozenset[str]:
        """The paths, and while git is at work all others that it changes too."""
        until = time.monotonic() + GIT
        if not (lock and lock.exists()):
            return paths
        while lock.exists() and time.monotonic() < until:
            time.sleep(LATER / 10)
        while (heard := self._told_within(QUIET)) is not None:
            paths |= {heard[0]} if self._concerns(heard[0]) else set()
        return paths

    def _told_within(self, seconds: float) -> Heard:
        """The next file that changed; None if none does in this time, or it is over."""
        try:
            heard = self._heard.get(timeout=seconds)
        except Empty:
            return None
        if heard is None:
            self.end()
        return heard
