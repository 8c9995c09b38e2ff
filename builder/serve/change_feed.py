"""The change feed: batches of changed paths, each given once it is complete: a save, a burst, a branch switch."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from builder.serve.clock import SYSTEM_CLOCK, Clock
from builder.serve.debounce import QUIET_PERIOD, Debouncer, WriteState
from builder.serve.file_watcher import FileWatcher, WatchedFolder
from builder.vcs.working_tree import find_working_tree

GIT_TIMEOUT = 10.0
"""Seconds for which a git command that changes files is waited for."""

GIT_QUIET_PERIOD = 2 * QUIET_PERIOD
"""Seconds without an event after which all that git changed is known: a busy system reports it late."""

FileEvent = tuple[str, WriteState] | None
"""A path that changed, such as `("/site/content/about.md", WriteState.COMPLETE)`; None is the request to stop."""


class ChangeFeed:
    """What changed among the files of a site, batch by batch.

    One thread reads it. Events and the request to stop come from other threads, through a queue.
    """

    def __init__(self, is_relevant: Callable[[str], bool], clock: Clock = SYSTEM_CLOCK, *, poll: bool = False) -> None:
        """`is_relevant` says of each changed path whether it matters; it is called on the thread that reads."""
        self._is_relevant = is_relevant
        self._clock = clock
        self._events: SimpleQueue[FileEvent] = SimpleQueue()
        self._debouncer = Debouncer()
        self._watcher = FileWatcher(self._report, poll=poll)
        self.folders: tuple[WatchedFolder, ...] = ()
        """The folders that are watched."""

    def _report(self, path: str, state: WriteState) -> None:
        self._events.put((path, state))

    def report(self, path: str) -> None:
        """Report a path as one that changed, and is complete. May be called in any thread."""
        self._report(path, WriteState.COMPLETE)

    @property
    def poll_reason(self) -> str:
        """Why all files are looked at now and then; empty where the system reports every change."""
        return self._watcher.poll_reason

    def watch(self, folders: Sequence[WatchedFolder], poll_interval: float) -> None:
        """Watch these folders instead of those before; poll them where the system cannot report every change."""
        self.folders = tuple(folders)
        self._watcher.watch(self.folders, poll_interval)

    def is_at_watch_limit(self) -> bool:
        """Whether the system could not watch another folder, so that changes in a new one may be missed."""
        return not self._watcher.poll_reason and self._watcher.is_at_watch_limit()

    def stop(self) -> None:
        """Make `next_batch` return None. May be called in any thread."""
        self._events.put(None)

    def close(self) -> None:
        """Stop watching."""
        self._watcher.stop()

    def requeue(self, paths: Iterable[str]) -> None:
        """Report paths once more after a moment: they may have been read before they were complete."""
        for path in paths:
            self._debouncer.add(path, self._clock.now(), WriteState.UNSURE)

    def next_batch(self, idle_timeout: float | None, root: Path) -> frozenset[str] | None:
        """Wait for changed paths; empty after `idle_timeout` seconds without a change, None once the feed is stopped.

        While git is at work in the working tree that `root` lies in, all that it changes is one batch.
        """
        while not (paths := self._debouncer.take_due(self._clock.now())):
            delay = self._debouncer.delay(self._clock.now())
            try:
                event = self._clock.get(self._events, idle_timeout if delay is None else delay)
            except Empty:
                if delay is None:
                    return frozenset()
                continue
            if event is None:
                return None
            path, state = event
            if self._is_relevant(path):
                self._debouncer.add(path, self._clock.now(), state)
        tree = find_working_tree(root)
        return self._with_git_changes(paths, tree.index_lock) if tree else paths

    def _with_git_changes(self, paths: frozenset[str], lock: Path) -> frozenset[str]:
        """The paths, and while git holds its lock all others that it changes too."""
        deadline = self._clock.now() + GIT_TIMEOUT
        if not lock.exists():
            return paths
        while lock.exists() and self._clock.now() < deadline:
            self._clock.sleep(QUIET_PERIOD / 10)
        while (event := self._next_event(GIT_QUIET_PERIOD)) is not None:
            paths |= {event[0]} if self._is_relevant(event[0]) else set()
        return paths

    def _next_event(self, timeout: float) -> FileEvent:
        """The next event; None if none comes in time, or the feed is stopped, which `next_batch` then sees again."""
        try:
            event = self._clock.get(self._events, timeout)
        except Empty:
            return None
        if event is None:
            self.stop()
        return event
