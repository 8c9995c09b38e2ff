"""Processes of this machine that share the work."""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import connection
from threading import Thread
from typing import Any

from builder.concurrency.deferred_sigint import held_back
from builder.core.problems import ProcessLost

_work: Callable[[slice], Any]


_AHEAD = 3
"""Batches that each other process has in work or waiting; more would only fill the memory."""


def together(
    prepare: Callable[[Any], Callable[[Sequence[Any]], Any]],
    shared: Any,
    items: Sequence[Any],
    batches: Sequence[slice],
    jobs: int,
) -> Iterator[Any]:
    """Work through batches of the items with other processes, and give the results in the order of the batches.

    The others take batches as long as they have few, and this process does the next one itself when they have enough:
    so it is not idle, and what it handed over is copied once less. Raises ProcessLost if one is ended from outside.
    """
    others = jobs - 1
    with started(prepare, shared, items, others) as submit:
        waiting = deque(map(submit, batches[: others * _AHEAD]))
        work = prepare(shared)
        for batch in batches[others * _AHEAD :]:
            busy = sum(not future.done() for future in waiting) >= others * _AHEAD
            waiting.append(_done(work(items[batch])) if busy else submit(batch))
            while waiting and waiting[0].done():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _done(result: Any) -> "Future[Any]":
    future: Future[Any] = Future()
    future.set_result(result)
    return future


@contextmanager
def started(
    prepare: Callable[[Any], Callable[[Sequence[Any]], Any]], shared: Any, items: Sequence[Any], count: int
) -> Iterator[Callable[[slice], "Future[Any]"]]:
    """Start processes, each made ready by `prepare(shared)`; what gives them a batch of the items.

    Raises ProcessLost if one is ended from outside.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with ProcessPoolExecutor(count, context, _start, (prepare, shared, items)) as pool:
        try:
            yield partial(_submit, pool)
        except BrokenProcessPool as error:
            raise ProcessLost from error
        finally:
            pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: slice) -> "Future[Any]":
    with held_back():  # a process is started where one more can be of use
        return pool.submit(_run, batch)


def _start(prepare: Callable[[Any], Callable[[Sequence[Any]], Any]], shared: Any, items: Sequence[Any]) -> None:
    """Make a process ready. Ctrl-C is for the process that started it, which then ends it."""
    global _work  # noqa: PLW0603  # a process of the pool has no other place to keep what it was started with
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_one_that_started_this, daemon=True).start()
    gc.freeze()  # what was handed over is not garbage, and need not be looked through
    work = prepare(shared)
    _work = partial(_on, work, items)


def _end_with_the_one_that_started_this() -> None:
    """End this process with the one that started it, which may be killed: nobody takes the results then.

    Neither pipe of the pool tells, as this process and its siblings hold both ends of them.
    """
    if starter := multiprocessing.parent_process():
        connection.wait([starter.sentinel])
        os._exit(1)


def _on(work: Callable[[Sequence[Any]], Any], items: Sequence[Any], batch: slice) -> Any:
    return work(items[batch])


def _run(batch: slice) -> Any:
    return _work(batch)
