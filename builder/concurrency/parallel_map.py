"""A parallel map over batches of items: the same results in the same order, whatever does the work."""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

MIN_PARALLEL = 1_000
"""Fewer items than this are not worth starting processes for."""

BATCH_SIZE = 250
"""Items that a process gets at once, at most."""

_BATCHES = 32
_LEAST = 25
"""Of few items there are about so many batches, of at least so many each, so that processes end at about one time."""

_EXECUTOR_BACKLOG = 64  # batches submitted ahead to an executor, whose size is not known


def parallel_map(
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
    jobs: int,
    least: int = MIN_PARALLEL,
) -> Iterator[Result]:
    """Map batches of the items to results, in the order of the items, with `jobs` processes, this one among them.

    `prepare(shared)` is called once in each process and returns the function that maps a batch. Where processes can be
    forked, `shared` and the items reach them without being copied. Fewer items than `least` are mapped by this process
    alone. Raises ProcessLost if a process is ended from outside.
    """
    if jobs == 1 or len(items) < least:
        work = prepare(shared)
        yield from (work(items[batch]) for batch in batches(len(items)))
        return
    from builder.concurrency.process_pool import pool_map  # noqa: PLC0415  # what starts processes takes long to load, and is seldom needed

    yield from pool_map(prepare, shared, items, batches(len(items)), jobs)


def executor_map(
    executor: "Executor",
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
) -> Iterator[Result]:
    """The same map by any executor, such as that of a cluster; all that is needed is sent to it pickled."""
    pickled = pickle.dumps((prepare, shared, items))
    futures = (executor.submit(_run_pickled, pickled, batch) for batch in batches(len(items)))
    yield from _in_order(futures, _EXECUTOR_BACKLOG)


def batches(count: int) -> list[slice]:
    """The batches of so many items, such as `[slice(0, 25), slice(25, 50)]` for 30."""
    size = min(BATCH_SIZE, max(_LEAST, count // _BATCHES))
    return [slice(start, start + size) for start in range(0, count, size)]


def _in_order(futures: "Iterable[Future[Result]]", backlog: int) -> Iterator[Result]:
    """The results in the order of the futures, of which at most `backlog` are submitted and not yet waited for."""
    remaining = iter(futures)
    pending = deque(islice(remaining, backlog))
    while pending:
        yield pending.popleft().result()
        pending.extend(islice(remaining, 1))


def _run_pickled(pickled: bytes, batch: slice) -> Any:
    work, items = _unpickled(pickled)
    return work(items[batch])


@lru_cache(maxsize=1)
def _unpickled(pickled: bytes) -> tuple[Callable[[Sequence[Any]], Any], Sequence[Any]]:
    """The function that maps a batch, and the items; prepared once in each process."""
    prepare, shared, items = pickle.loads(pickled)  # noqa: S301  # this program pickled it
    return prepare(shared), items
