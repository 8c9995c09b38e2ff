"""A task in a forked child process: work that goes on beside the caller's, on another core.

The child leaves its result in a file and ends, so that it keeps no memory until somebody asks for the result.
"""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from types import FrameType
from typing import TypeVar

import msgspec

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.core.unnamed_file import unnamed_file

T = TypeVar("T")

_LOOKS = 1.0
"""Seconds between two looks of a child at whether its parent is still there."""


def start_in_fork(work: Callable[[], T], decode: Callable[[bytes], T]) -> Callable[[], T]:
    """Run a callable in a forked child; the returned function waits for its result.

    `decode` reads the result from MessagePack. Where there can be no child, or it fails, the returned function does the
    work itself.
    """
    child = _fork(work)
    return partial(_result, child, work, decode) if child else work


@contextmanager
def forked(work: Callable[[], T], decode: Callable[[bytes], T]) -> Iterator[Callable[[], T]]:
    """The same for work that may turn out to be in vain: a child whose result nobody has asked for is ended.

    The function may be called several times.
    """
    child = _fork(work)
    if child is None:
        yield cache(work)
        return
    try:
        yield cache(partial(_result, child, work, decode))
    finally:
        child.end()


def _result(child: "_Child", work: Callable[[], T], decode: Callable[[bytes], T]) -> T:
    """The result of a child, or of the work done here if it left none."""
    content = child.wait()
    try:
        return decode(content)
    except msgspec.DecodeError:
        return work()


class _Child:
    """A child at work, and the file that it leaves its result in."""

    def __init__(self, process: int, descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor
        self._is_over = False

    def wait(self) -> bytes:
        """Wait until it has ended; what it left."""
        os.waitpid(self._process, 0)
        self._is_over = True
        with open(self._descriptor, "rb") as file:
            file.seek(0)
            return file.read()

    def end(self) -> None:
        """End it, if nobody has waited for it."""
        if self._is_over:
            return
        os.close(self._descriptor)
        with suppress(ProcessLookupError, ChildProcessError):  # Ctrl-C came when it had just ended
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


def _fork(work: Callable[[], T]) -> _Child | None:
    """Start a child; None where processes cannot be forked, or no file can be made."""
    descriptor = unnamed_file() if hasattr(os, "fork") else None
    if descriptor is None:
        return None
    parent = os.getpid()
    with warnings.catch_warnings(), deferred_sigint():
        warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar's thread holds nothing that is used here
        try:
            process = os.fork()
        except OSError:  # for want of memory, or of processes
            os.close(descriptor)
            return None
        if process == 0:
            _run(work, descriptor, parent)
    return _Child(process, descriptor)


def _run(work: Callable[[], T], descriptor: int, parent: int) -> None:
    """Do the work, leave the result, and end this process without anything that the parent will do at its end."""
    try:
        _end_with(parent)
        with open(descriptor, "wb") as file:
            file.write(msgspec.msgpack.encode(work()))
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    """End this process soon after its parent, which may be killed. A timer tells, as a thread would hinder forking."""

    def look(_number: int, _frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOKS, _LOOKS)
