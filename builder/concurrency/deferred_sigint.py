"""Ctrl-C that comes while another process is started: it waits until that is done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def held_back() -> Iterator[None]:
    """Hold Ctrl-C back: what it raises in the middle of a fork, where other modules have functions run, is lost.

    To block the signal would not do, as any other thread of the process may take it.
    """
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is None:
        yield  # a handler that is not Python's raises nothing, and only the main thread hears of one that is
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)
