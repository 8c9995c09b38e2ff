"""Work spread over the machine's cores, or over others': the same results in the same order whoever does it."""

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

WORTHWHILE = 1_000
"""Fewer items than this are not worth starting processes for."""

BATCH = 250
"""Items that are given to a process together."""

_ELSEWHERE = 64  # batches given at once to an executor, whose size is not known


def spread(
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
    jobs: int,
) -> Iterator[Result]:
    """Work through the items in batches and give each batch's result, in the order of the items.

    So many processes work, this one among them; `prepare(shared)` is called once in each of them and returns the
    function that does the work. Where processes can be forked, `shared` and the items reach them without being copied.
    Raises ProcessLost if a process is ended from outside.
    """
    if jobs == 1 or len(items) < WORTHWHILE:
        work = prepare(shared)
        yield from (work(items[batch]) for batch in batches(len(items)))
        return
    from builder.concurrency.process_pool import together  # noqa: PLC0415  # what starts processes takes long to load, and is seldom needed

    yield from together(prepare, shared, items, batches(len(items)), jobs)


def through(
    executor: "Executor",
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
) -> Iterator[Result]:
    """The same work done by any executor, that of a cluster for instance; all that is needed is sent there pickled."""
    parcel = pickle.dumps((prepare, shared, items))
    yield from _in_order((executor.submit(_unpacked, parcel, batch) for batch in batches(len(items))), _ELSEWHERE)


def batches(count: int) -> list[slice]:
    """The numbers of so many items, cut into batches."""
    return [slice(start, start + BATCH) for start in range(0, count, BATCH)]


def _in_order(futures: "Iterable[Future[Result]]", ahead: int) -> Iterator[Result]:
    """The results in the order of the futures, of which no more than some are made before they are waited for."""
    coming = iter(futures)
    waiting = deque(islice(coming, ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(islice(coming, 1))


def _unpacked(parcel: bytes, batch: slice) -> Any:
    work, items = _ready(parcel)
    return work(items[batch])


@lru_cache(maxsize=1)
def _ready(parcel: bytes) -> tuple[Callable[[Sequence[Any]], Any], Sequence[Any]]:
    """The work that a parcel holds, made ready once in each process."""
    prepare, shared, items = pickle.loads(parcel)  # noqa: S301  # this program packed it
    return prepare(shared), items
