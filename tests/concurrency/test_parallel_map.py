"""A parallel map gives the same results in the same order with any number of processes."""

import os
from collections.abc import Callable, Sequence

import pytest

from builder.concurrency.parallel_map import BATCH_SIZE, MIN_PARALLEL, batches, parallel_map
from builder.core.problems import ProcessLost

ITEMS = range(MIN_PARALLEL * 2 + 7)


def adding(shared: int) -> Callable[[Sequence[int]], list[int]]:
    """A worker that adds the shared number to each item."""
    return lambda items: [item + shared for item in items]


def process_id(_: None) -> Callable[[Sequence[int]], int]:
    """A worker that gives the process that it runs in."""
    return lambda _: os.getpid()


def failing_at(failing_item: int) -> Callable[[Sequence[int]], int]:
    """A worker that fails at one item."""

    def work(items: Sequence[int]) -> int:
        if failing_item in items:
            raise LookupError(f"item {failing_item}")
        return len(items)

    return work


@pytest.mark.parametrize("count", [0, 1, MIN_PARALLEL - 1, MIN_PARALLEL, len(ITEMS)])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_are_the_same_in_the_same_order_for_every_number_of_processes(jobs: int, count: int) -> None:
    results = parallel_map(adding, 1_000, ITEMS[:count], jobs)
    assert [result for batch in results for result in batch] == [item + 1_000 for item in ITEMS[:count]]


def test_the_batches_are_the_same_for_every_number_of_processes() -> None:
    assert list(parallel_map(adding, 0, ITEMS, 1)) == list(parallel_map(adding, 0, ITEMS, 2))


def test_much_work_runs_in_this_process_and_others() -> None:
    processes = set(parallel_map(process_id, None, ITEMS, 2))
    assert os.getpid() in processes
    assert len(processes) == 2


def test_little_work_stays_in_this_process() -> None:
    assert set(parallel_map(process_id, None, ITEMS[: MIN_PARALLEL - 1], 2)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_of_a_worker_reaches_the_caller_behind_the_results_before_it(jobs: int) -> None:
    size = len(ITEMS[batches(len(ITEMS))[0]])
    results = parallel_map(failing_at, 2 * size + 1, ITEMS, jobs)
    assert [next(results), next(results)] == [size, size]
    with pytest.raises(LookupError, match="item "):
        next(results)


def test_a_caller_may_stop_before_the_end() -> None:
    results = parallel_map(adding, 0, ITEMS, 2)
    assert next(results)[0] == 0
    results.close()  # type: ignore[attr-defined]  # it is a generator, whose end ends the processes
    assert list(results) == []


@pytest.mark.parametrize("count", [0, 1, BATCH_SIZE, BATCH_SIZE + 1])
def test_batches_hold_every_item_once(count: int) -> None:
    items = range(count)
    assert [item for batch in batches(count) for item in items[batch]] == list(items)


def ending_other_processes(own: int) -> Callable[[Sequence[int]], int]:
    """A worker that ends its process, if it is another one."""
    return lambda items: len(items) if os.getpid() == own else os._exit(9)


def test_a_process_that_is_ended_from_outside_is_reported_as_lost() -> None:
    with pytest.raises(ProcessLost):
        list(parallel_map(ending_other_processes, os.getpid(), ITEMS, 2))
