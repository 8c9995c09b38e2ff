"""A task in a forked child process: work that goes on beside the caller's, on another core.

The child leaves its result in a file and ends, so that it keeps no memory until somebody asks for the result.
"""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import TypeVar

import msgspec

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.core.unnamed_file import unnamed_file

T = TypeVar("T")


def start_in_fork(work: Callable[[], T], decode: Callable[[bytes], T]) -> Callable[[], T]:
    """Run a callable in a forked child; the returned function waits for its result.

    `decode` reads the result from MessagePack. Where there can be no child, or it fails, the returned function does the
    work itself.
    """
    started = _fork(work)
    return partial(_wait_for, *started, work, decode) if started else work


@contextmanager
def forked(work: Callable[[], T], decode: Callable[[bytes], T]) -> Iterator[Callable[[], T]]:
    """The same for work that may turn out to be in vain: a child whose result nobody has asked for is ended.

    The function may be called several times.
    """
    started = _fork(work)
    if started is None:
        yield cache(work)
        return
    child, descriptor = started
    results: list[T] = []

    def result() -> T:
        if not results:
            results.append(_wait_for(child, descriptor, work, decode))
        return results[0]

    try:
        yield result
    finally:
        if not results:
            os.close(descriptor)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _fork(work: Callable[[], T]) -> tuple[int, int] | None:
    """Start the child; gives its process, and the descriptor of the file that it leaves its result in.

    None where processes cannot be forked, or no file can be made.
    """
    descriptor = unnamed_file() if hasattr(os, "fork") else None
    if descriptor is None:
        return None
    with warnings.catch_warnings(), deferred_sigint():
        warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar's thread holds nothing that is used here
        child = os.fork()
        if child == 0:
            _run_child(work, descriptor)
    return child, descriptor


def _run_child(work: Callable[[], T], descriptor: int) -> None:
    """Do the work, leave the result, and end this process without anything that the parent will do at its end."""
    try:
        with open(descriptor, "wb") as file:
            file.write(msgspec.msgpack.encode(work()))
    finally:
        os._exit(0)


def _wait_for(child: int, descriptor: int, work: Callable[[], T], decode: Callable[[bytes], T]) -> T:
    os.waitpid(child, 0)
    with open(descriptor, "rb") as file:
        file.seek(0)
        content = file.read()
    try:
        return decode(content)
    except msgspec.DecodeError:
        return work()
