"""A pool of processes on this machine, and a map over batches by the pool and this process together."""

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

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.core.problems import ProcessLost

_work: Callable[[Sequence[Any]], Any]
_items: Sequence[Any]

_FORKS = sys.platform == "linux"
"""Whether processes are forked: what was made before is theirs too, and nothing is pickled."""

_BATCHES_AHEAD = 3
"""Batches that each process of the pool has in work or waiting; more would only fill the memory."""


def pool_map(
    prepare: Callable[[Any], Callable[[Sequence[Any]], Any]],
    shared: Any,
    items: Sequence[Any],
    batches: Sequence[slice],
    jobs: int,
) -> Iterator[Any]:
    """Map batches of the items to results, in the order of the batches, with `jobs` processes.

    The pool gets batches as long as it has few, and this process does the next one itself when the pool has enough: so
    it is not idle, and what it handed over is copied once less. Raises ProcessLost if a process is ended from outside.
    """
    pool_size = jobs - 1
    backlog = pool_size * _BATCHES_AHEAD
    work = prepare(shared)  # before processes are forked, which then have it too
    with process_pool((lambda: work) if _FORKS else partial(prepare, shared), items, pool_size) as submit:
        pending = deque(map(submit, batches[:backlog]))
        for batch in batches[backlog:]:
            is_busy = sum(not future.done() for future in pending) >= backlog
            pending.append(_completed(work(items[batch])) if is_busy else submit(batch))
            while pending and pending[0].done():
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _completed(result: Any) -> "Future[Any]":
    future: Future[Any] = Future()
    future.set_result(result)
    return future


@contextmanager
def process_pool(
    prepare: Callable[[], Callable[[Sequence[Any]], Any]], items: Sequence[Any], size: int
) -> Iterator[Callable[[slice], "Future[Any]"]]:
    """Start a pool, each process initialized with `prepare()`; gives the function that submits a batch to it.

    Raises ProcessLost if a process is ended from outside.
    """
    context = multiprocessing.get_context("fork" if _FORKS else None)
    with ProcessPoolExecutor(size, context, _initialize, (prepare, items)) as pool:
        try:
            yield partial(_submit, pool)
        except BrokenProcessPool as error:
            raise ProcessLost from error
        finally:
            pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: slice) -> "Future[Any]":
    with deferred_sigint():  # the pool starts a process where one more can be of use
        return pool.submit(_run, batch)


def _initialize(prepare: Callable[[], Callable[[Sequence[Any]], Any]], items: Sequence[Any]) -> None:
    """Initialize a process of the pool. Ctrl-C is for its parent, which then ends it."""
    global _work, _items  # a process of the pool has no other place to keep what it was started with
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()
    gc.freeze()  # what was handed over is not garbage, and need not be looked through
    _work, _items = prepare(), items


def _exit_with_parent() -> None:
    """End this process with its parent, which may be killed: nobody takes the results then.

    Neither pipe of the pool tells, as this process and its siblings hold both ends of them.
    """
    if parent := multiprocessing.parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(batch: slice) -> Any:
    return _work(_items[batch])
