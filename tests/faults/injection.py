"""Faults at calls of this process that touch the files of one folder: at the n-th, it is killed or gets an OSError.

Python tells an audit hook of each call that opens, renames, lists, makes or removes something, and lets it raise an
error in the call's place. It does not tell of reading and writing, for which there is a file of another class, nor of
asking for a status and going on in a listing, for which other functions take the place of those of `os`. A hook cannot
be taken away again, so this is for processes that end with the trial.
"""

import builtins
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.core.record import Frozen

NAMES = {
    "open": "open",
    "os.rename": "rename",
    "os.mkdir": "make a folder",
    "os.remove": "remove",
    "os.rmdir": "remove a folder",
    "os.scandir": "list",
    "os.listdir": "list",
}
"""The events of Python's audit hooks that are calls of a build, and what they do."""


NAMELESS = ("read", "write")
"""What is done with what is open already, so that the system's errors name no file."""


class Call(Frozen, frozen=True):
    """A call that touches a file."""

    does: str
    """What it does: one of NAMES, `read`, `write`, `status` or `list on`."""
    path: str
    is_writing: bool


Fault = Callable[[Call, int], None]
"""Told each call with its number, before it happens; raises an error or ends the process where it is to fail."""


class _Teller:
    """Numbers the calls of this process that touch files below a folder, and tells each to a fault."""

    def __init__(self, fault: Fault, folder: Path) -> None:
        self._fault = fault
        self._prefix = str(folder)
        self._count = 0

    def tell(self, does: str, path: str, *, is_writing: bool) -> None:
        """Tell a call, if it is one below the folder."""
        if path.startswith(self._prefix):
            self._count += 1
            self._fault(Call(does, path, is_writing), self._count)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Tell a call of which Python tells its audit hooks."""
        does = NAMES.get(event)
        if not does or not isinstance(arguments[0], str | os.PathLike):
            return
        path = os.fspath(arguments[0])
        if does == "make a folder" and Path(path).is_dir():  # the system refuses that before all else
            return
        flags = arguments[2] if event == "open" else 0 if does == "list" else os.O_WRONLY
        self.tell(does, path, is_writing=bool(flags & (os.O_WRONLY | os.O_RDWR)))


def inject(fault: Fault, folder: Path) -> None:
    """From now on tell a fault of each call of this process, and of those that it forks, below a folder."""
    teller = _Teller(fault, folder)
    sys.addaudithook(teller.hear)
    builtins.open = io.open = _opener(_telling_file(teller.tell), str(folder), builtins.open)
    os.stat, os.lstat = _asker(os.stat, teller.tell), _asker(os.lstat, teller.tell)
    os.scandir = _lister(os.scandir, teller.tell)


def _asker(usual: Callable[..., Any], tell: Callable[..., None]) -> Any:
    """What takes the place of a function that asks for the status of a file."""

    def asked(path: Any, *rest: Any, **named: Any) -> Any:
        if not isinstance(path, int) and named.get("dir_fd") is None:
            tell("status", os.fspath(path), is_writing=False)
        return usual(path, *rest, **named)

    return asked


def _lister(usual: Callable[..., Any], tell: Callable[..., None]) -> Any:
    """What takes the place of `os.scandir`."""
    return lambda path=".": usual(path) if isinstance(path, int) else _Listing(usual(path), os.fspath(path), tell)


class _Listing:
    """A listing that tells of each step to the next name."""

    def __init__(self, items: Any, path: str, tell: Callable[..., None]) -> None:
        self._items = items
        self._path = path
        self._tell = tell

    def __iter__(self) -> "_Listing":
        return self

    def __next__(self) -> "_Item":
        self._tell("list on", self._path, is_writing=False)
        return _Item(next(self._items), self._tell)

    def __enter__(self) -> "_Listing":
        return self

    def __exit__(self, *_: object) -> None:
        self._items.close()


class _Item(os.PathLike[str]):
    """An item of a listing that tells of asking for its status."""

    def __init__(self, item: "os.DirEntry[str]", tell: Callable[..., None]) -> None:
        self._item = item
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._item, name)

    def __fspath__(self) -> str:
        return self._item.path

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        self._tell("status", self._item.path, is_writing=False)
        return self._item.stat(follow_symlinks=follow_symlinks)


def _telling_file(tell: Callable[..., None]) -> type[io.FileIO]:
    """A class of unbuffered files that tell what is read from them and written into them."""

    class Raw(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            tell("read", _path_of(self), is_writing=False)
            return super().read(-1 if size is None else size)

        def readall(self) -> bytes:
            tell("read", _path_of(self), is_writing=False)
            return super().readall()

        def readinto(self, buffer: Any) -> int:
            tell("read", _path_of(self), is_writing=False)
            return super().readinto(buffer)

        def write(self, content: Any) -> int:
            try:
                tell("write", _path_of(self), is_writing=True)
            except (OSError, Killed):  # a disk writes what it can before it fails
                super().write(memoryview(content)[: len(content) // 2])
                end_if_killed()
                raise
            return super().write(content)

    return Raw


def _opener(raw_file: type[io.FileIO], prefix: str, usual: Any) -> Any:
    """What takes the place of `open`: files below the folder are of the class that tells."""

    def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:
        if not isinstance(file, int) and not str(file).startswith(prefix):
            return usual(file, mode, buffering, *rest, **named)
        raw = raw_file(file, mode.replace("b", "").replace("t", ""), opener=named.get("opener"))
        if "b" in mode and buffering == 0:
            return raw
        buffered: Any = io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        return io.TextIOWrapper(buffered, named.get("encoding"), named.get("errors"), named.get("newline"))

    return opened


def _path_of(file: io.FileIO) -> str:
    """Where an open file lies; Linux tells it of a number too."""
    return file.name if isinstance(file.name, str) else os.readlink(f"/proc/self/fd/{file.fileno()}")


class Killed(BaseException):
    """Raised where the process is about to be killed, so that a write can first do half of its work."""


def end_if_killed() -> None:
    """Kill this process if that is what is being raised."""
    if isinstance(sys.exc_info()[1], Killed):
        os.kill(os.getpid(), signal.SIGKILL)


def record(file: Path) -> Fault:
    """A fault that does nothing but write down the calls of this process, one a line."""
    main, written = os.getpid(), os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def fault(call: Call, _: int) -> None:
        if os.getpid() == main:
            os.write(written, f"{call.does}\t{int(call.is_writing)}\t{call.path}\n".encode())

    return fault


def kill_at(number: int, *, workers: bool = False) -> Fault:
    """A fault that kills this process at a call, in the midst of it if it writes; or else each that it has forked."""
    main = os.getpid()

    def fault(call: Call, count: int) -> None:
        if count == number and (os.getpid() != main) == workers:
            if call.does == "write":
                raise Killed
            os.kill(os.getpid(), signal.SIGKILL)

    return fault


def error_at(number: int, code: int, later: int = 0) -> Fault:
    """A fault that raises an error at a call of this process; with `later`, that one at all calls behind that write."""
    main = os.getpid()

    def fault(call: Call, count: int) -> None:
        if os.getpid() != main:
            return
        if count == number:
            raise OSError(code, os.strerror(code), *([] if call.does in NAMELESS else [call.path]))
        if later and count > number and call.is_writing:
            raise OSError(later, os.strerror(later), call.path)

    return fault


def no_room_after(size: int) -> Callable[[], None]:
    """Let files of this process be no larger than so many bytes, as a full disk does: what fits is written."""

    def limit() -> None:
        import resource  # noqa: PLC0415  # not on Windows

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS, errno.EINTR)
"""What a disk or a system may answer to any call."""
