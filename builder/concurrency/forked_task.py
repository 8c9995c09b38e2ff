"""A task in a forked child process: work that goes on beside the caller's, on another core."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import msgspec

from builder.concurrency.deferred_sigint import deferred_sigint

T = TypeVar("T")


def start_in_fork(work: Callable[[], T], decode: Callable[[bytes], T]) -> Callable[[], T]:
    """Run a callable in a forked child; the returned function waits for its result.

    `decode` reads the result from MessagePack. Where processes cannot be forked, or the child fails, the returned
    function does the work itself.
    """
    if not hasattr(os, "fork"):
        return work
    child, read_end = _fork(work)
    return lambda: _wait_for(child, read_end, work, decode)


@contextmanager
def forked(work: Callable[[], T], decode: Callable[[bytes], T]) -> Iterator[Callable[[], T]]:
    """The same for work that may turn out to be in vain: a child whose result nobody has asked for is ended.

    The function may be called several times.
    """
    if not hasattr(os, "fork"):
        yield cache(work)
        return
    child, read_end = _fork(work)
    results: list[T] = []

    def result() -> T:
        if not results:
            results.append(_wait_for(child, read_end, work, decode))
        return results[0]

    try:
        yield result
    finally:
        if not results:
            os.close(read_end)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _fork(work: Callable[[], T]) -> tuple[int, int]:
    """Start the child; gives its process and the end of the pipe that its result comes from."""
    read_end, write_end = os.pipe()
    with warnings.catch_warnings(), deferred_sigint():
        warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar's thread holds nothing that is used here
        child = os.fork()
        if child == 0:
            os.close(read_end)  # so that writing fails once the parent, which would read, is gone
            _run_child(work, write_end)
    os.close(write_end)
    return child, read_end


def _run_child(work: Callable[[], T], write_end: int) -> None:
    """Do the work, send the result, and end this process without anything that the parent will do at its end."""
    try:
        with open(write_end, "wb") as pipe:
            pipe.write(msgspec.msgpack.encode(work()))
    finally:
        os._exit(0)


def _wait_for(child: int, read_end: int, work: Callable[[], T], decode: Callable[[bytes], T]) -> T:
    with open(read_end, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    try:
        return decode(content)
    except msgspec.DecodeError:
        return work()
