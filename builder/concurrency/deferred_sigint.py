"""Deferred SIGINT: Ctrl-C that comes while a process is started takes effect once that is done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def deferred_sigint() -> Iterator[None]:
    """Defer SIGINT: a KeyboardInterrupt in the middle of a fork, where modules have hooks that run, would be lost.

    Blocking the signal would not do, as any other thread of the process may take it.
    """
    handler = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or handler is None:
        yield  # a handler that is not Python's raises nothing, and only the main thread runs one that is
        return
    received: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: received.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if received:
            signal.raise_signal(signal.SIGINT)
