"""Work spread over processes: the same results in the same order."""

import os
from collections.abc import Callable, Sequence

import pytest

from builder.workers import WORTHWHILE, cores, spread

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


def test_much_work_runs_in_other_processes() -> None:
    assert os.getpid() not in set(spread(process_id, None, MANY, 2))


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


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
