"""Work spread over processes: the same results in the same order."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from builder.concurrency.parallel_map import BATCH, WORTHWHILE, batches, spread, through
from builder.core.problems import ProcessLost

MANY = range(WORTHWHILE * 2 + 7)


def adding(shared: int) -> Callable[[Sequence[int]], list[int]]:
    """What adds the shared number to each item."""
    return lambda items: [item + shared for item in items]


def process_id(_: None) -> Callable[[Sequence[int]], int]:
    """What tells the process that it runs in."""
    return lambda _: os.getpid()


def refusing(refused: int) -> Callable[[Sequence[int]], int]:
    """What fails at one item."""

    def work(items: Sequence[int]) -> int:
        if refused in items:
            raise LookupError(f"item {refused}")
        return len(items)

    return work


def broken(_: None) -> Callable[[Sequence[int]], int]:
    """What cannot be made ready."""
    raise LookupError("not ready")


@pytest.mark.parametrize("count", [0, 1, WORTHWHILE - 1, WORTHWHILE, len(MANY)])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_are_the_same_in_the_same_order_for_every_number_of_processes(jobs: int, count: int) -> None:
    results = spread(adding, 1_000, MANY[:count], jobs)
    assert [result for batch in results for result in batch] == [item + 1_000 for item in MANY[:count]]


def test_the_batches_are_the_same_for_every_number_of_processes() -> None:
    assert list(spread(adding, 0, MANY, 1)) == list(spread(adding, 0, MANY, 2))


def test_much_work_runs_in_this_process_and_others() -> None:
    processes = set(spread(process_id, None, MANY, 2))
    assert os.getpid() in processes
    assert len(processes) == 2


def test_little_work_stays_in_this_process() -> None:
    assert set(spread(process_id, None, MANY[: WORTHWHILE - 1], 2)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_of_a_worker_reaches_the_caller_behind_the_results_before_it(jobs: int) -> None:
    results = spread(refusing, 600, MANY, jobs)
    assert [next(results), next(results)] == [250, 250]
    with pytest.raises(LookupError, match="item 600"):
        next(results)


def test_a_caller_may_stop_listening() -> None:
    results = spread(adding, 0, MANY, 2)
    assert next(results)[0] == 0
    results.close()  # type: ignore[attr-defined]  # it is a generator, whose end ends the processes
    assert list(results) == []


def test_an_executor_does_the_same_work_in_the_same_order() -> None:
    with ThreadPoolExecutor(3) as executor:
        assert list(through(executor, adding, 1_000, MANY)) == list(spread(adding, 1_000, MANY, 1))


def test_an_executor_is_given_no_more_than_it_can_soon_work_through() -> None:
    given: list[int] = []

    class Noting(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
            given.append(1)
            return super().submit(fn, *args, **kwargs)

    with Noting(1) as executor:
        next(through(executor, adding, 0, range(BATCH * 1_000)))
    assert len(given) < 100


def test_an_exception_of_an_executors_work_reaches_the_caller() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(LookupError, match="item 600"):
        list(through(executor, refusing, 600, MANY))


@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1])
def test_batches_hold_every_item_once(count: int) -> None:
    items = range(count)
    assert [item for batch in batches(count) for item in items[batch]] == list(items)


def killed(here: int) -> Callable[[Sequence[int]], int]:
    """What ends its own process, if it is another one."""
    return lambda items: len(items) if os.getpid() == here else os._exit(9)


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(ProcessLost):
        list(spread(killed, os.getpid(), MANY, 2))
