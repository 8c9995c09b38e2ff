"""Work spread over the machine's cores: the same results in the same order for every number of processes."""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

WORTHWHILE = 1_000
"""Fewer items than this are not worth starting processes for."""

_BATCH = 250
_AHEAD = 3  # batches in work or waiting for each process; more would only fill the memory

_work: Callable[[slice], Any]


def cores() -> int:
    """How many processes can run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
    jobs: int,
) -> Iterator[Result]:
    """Work through the items in batches and give each batch's result, in the order of the items.

    `prepare(shared)` is called once in each process and returns the function that does the work. Where processes
    can be forked, `shared` and the items reach them without being copied.
    """
    batches = (slice(start, start + _BATCH) for start in range(0, len(items), _BATCH))
    if jobs == 1 or len(items) < WORTHWHILE:
        work = prepare(shared)
        yield from (work(items[batch]) for batch in batches)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with ProcessPoolExecutor(jobs, context, _start, (prepare, shared, items)) as pool:
        with _ctrl_c_waiting():
            waiting: deque[Future[Result]] = deque(pool.submit(_run, batch) for batch in islice(batches, jobs * _AHEAD))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_run, batch) for batch in islice(batches, 1))
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _ctrl_c_waiting() -> Iterator[None]:
    """Hold Ctrl-C back while processes start: an interrupt in the middle of a fork would be lost."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(prepare: Callable[[Any], Callable[[Sequence[Any]], Any]], shared: Any, items: Sequence[Any]) -> None:
    """Make a process ready. Ctrl-C is for the process that started it, which then ends it."""
    global _work  # noqa: PLW0603  # a process of the pool has no other place to keep what it was started with
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was handed over is not garbage, and need not be looked through
    work = prepare(shared)
    _work = partial(_on, work, items)


def _on(work: Callable[[Sequence[Item]], Result], items: Sequence[Item], batch: slice) -> Result:
    return work(items[batch])


def _run(batch: slice) -> Any:
    return _work(batch)
