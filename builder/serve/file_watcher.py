"""The file watcher: file-system events by watchdog, or polling where the system reports none, or not all of them."""

import errno
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from builder.core.record import Frozen
from builder.serve.debounce import WriteState
from builder.serve.mounts import silent_mount

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

EVENTS: list[type[FileSystemEvent]] = [
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileAttribEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]

LIMIT_REACHED = (
    "The system cannot watch more folders (on Linux, `sysctl fs.inotify.max_user_watches=524288` raises the limit)"
)

OnChange = Callable[[str, WriteState], None]
"""The callback for an event, on a thread of the watcher: the path that changed, and how far its writing has come."""


class WatchedFolder(Frozen, frozen=True):
    """A folder to watch."""

    path: Path
    recursive: bool
    """Whether everything below it is watched too."""


class FileWatcher:
    """Watches folders until it is stopped. One thread uses it; the callback runs on others."""

    def __init__(self, on_change: OnChange, *, poll: bool = False) -> None:
        self._on_change = on_change
        self._poll = poll
        """Whether to poll anyway."""
        self._observer: BaseObserver | None = None
        self._folders: tuple[WatchedFolder, ...] = ()
        self.poll_reason = ""
        """Why all files are polled, such as `--poll is given`; empty where the system reports every change."""

    def watch(self, folders: Iterable[WatchedFolder], poll_interval: float) -> None:
        """Watch these folders instead of those before, by polling where the system does not report every change."""
        # A folder that is moved away and back is watched again, as it should be, and the library warns that it was.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self.stop()
        self._folders = tuple(folder for folder in folders if folder.path.is_dir())
        reason = "--poll is given" if self._poll else silent_mount([folder.path for folder in self._folders])
        try:
            if not reason:
                self._start(Observer(), reports_close=sys.platform == "linux")
                self._watch_one_more()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EMFILE):
                raise
            self.stop()
            reason = LIMIT_REACHED
        if reason:
            self.poll_reason = reason
            self._start(PollingObserver(timeout=poll_interval), reports_close=False)

    def is_at_watch_limit(self) -> bool:
        """Whether the system cannot watch another folder."""
        try:
            self._watch_one_more()
        except OSError:
            return True
        return False

    def stop(self) -> None:
        """Stop watching."""
        if self._observer and self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        self._observer = None
        self.poll_reason = ""

    def _start(self, observer: "BaseObserver", *, reports_close: bool) -> None:
        self._observer = observer
        handler = _Handler(self._on_change, reports_close=reports_close)
        observer.start()
        for folder in self._folders:
            observer.schedule(handler, str(folder.path), recursive=folder.recursive, event_filter=EVENTS)

    def _watch_one_more(self) -> None:
        """Raise OSError at the limit: watchdog raises it for a folder of its own, but not for those below a folder."""
        if self._observer and not self.poll_reason:
            with TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as folder:
                probe = self._observer.schedule(FileSystemEventHandler(), folder)
                self._observer.unschedule(probe)


class _Handler(FileSystemEventHandler):
    """Turns events of watchdog into calls of the callback."""

    def __init__(self, on_change: OnChange, *, reports_close: bool) -> None:
        self._on_change = on_change
        self._reports_close = reports_close
        """Whether the system reports that a file was closed after writing."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Handle an event: a file that was closed, or moved to its place, is complete."""
        source, target = str(event.src_path), str(event.dest_path)
        if target:
            self._on_change(target, WriteState.COMPLETE)
            self._on_change(source, WriteState.UNSURE)
        elif isinstance(event, FileModifiedEvent):
            self._on_change(source, WriteState.OPEN if self._reports_close else WriteState.COMPLETE)
        else:
            is_closed = isinstance(event, FileClosedEvent)
            self._on_change(source, WriteState.COMPLETE if is_closed else WriteState.UNSURE)
