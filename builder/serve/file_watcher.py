"""Hears from the system which files change, or looks for changes where the system cannot tell."""

import errno
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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

from builder.serve.debounce import State

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

EVENTS: list[type[FileSystemEvent]] = [
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileAttribEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]

Hear = Callable[[str, State], None]
"""Is told of a path that changed, and what is known of it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to be watched."""

    path: Path
    deep: bool
    """With everything below it."""


class Watch:
    """Watches folders until it is stopped. It is for one thread; what changed is heard in others."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._observer: BaseObserver | None = None
        self._folders: tuple[Folder, ...] = ()
        self.every: float | None = None
        """Where the system's limit of watched folders is reached: the seconds between two looks at all files."""

    def over(self, folders: Iterable[Folder], every: float) -> None:
        """Watch these folders instead of those before. If the system cannot, look at all files `every` so often."""
        # A folder that is moved away and back is watched again, as it should be, and the library warns that it was.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self.stop()
        self._folders = tuple(folder for folder in folders if folder.path.is_dir())
        try:
            self._start(Observer(), telling_ends=sys.platform == "linux")
            self._make_sure()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EMFILE):
                raise
            self.stop()
            self.every = every
            self._start(PollingObserver(timeout=every), telling_ends=False)

    def is_at_limit(self) -> bool:
        """Whether folders that are new may not be watched."""
        try:
            self._make_sure()
        except OSError:
            return True
        return False

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._observer and self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        self._observer = self.every = None

    def _start(self, observer: "BaseObserver", *, telling_ends: bool) -> None:
        self._observer = observer
        handler = _Handler(self._hear, telling_ends=telling_ends)
        observer.start()
        for folder in self._folders:
            observer.schedule(handler, str(folder.path), recursive=folder.deep, event_filter=EVENTS)

    def _make_sure(self) -> None:
        """Watch one folder more. The library says nothing if folders below one exceed the limit, but of this one."""
        if self._observer and not self.every:
            with TemporaryDirectory(prefix="dateline-") as folder:
                one_more = self._observer.schedule(FileSystemEventHandler(), folder)
                self._observer.unschedule(one_more)


class _Handler(FileSystemEventHandler):
    """Tells of events as paths."""

    def __init__(self, hear: Hear, *, telling_ends: bool) -> None:
        self._hear = hear
        self._telling_ends = telling_ends
        """Whether the system tells when whoever wrote a file has closed it."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """An event came: a file that was closed, or moved to its place, is complete."""
        source, target = str(event.src_path), str(event.dest_path)
        if target:
            self._hear(target, State.COMPLETE)
            self._hear(source, State.UNSURE)
        elif isinstance(event, FileModifiedEvent):
            self._hear(source, State.OPEN if self._telling_ends else State.COMPLETE)
        else:
            self._hear(source, State.COMPLETE if isinstance(event, FileClosedEvent) else State.UNSURE)
