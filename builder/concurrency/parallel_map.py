"""A parallel map over batches of items: the same results in the same order, whatever does the work."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

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


def batches(count: int) -> list[slice]:
    """The batches of so many items, such as `[slice(0, 25), slice(25, 50)]` for 30."""
    size = min(BATCH_SIZE, max(_LEAST, count // _BATCHES))
    return [slice(start, start + size) for start in range(0, count, size)]
