"""A parallel map by an executor: what all batches need is shared once, and what is lost is mapped again."""

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from builder.concurrency.local_executor import LocalExecutor, UnknownExecutor, sharing
from builder.concurrency.parallel_map import BATCH_SIZE, parallel_map
from builder.concurrency.shared_map import SharingExecutor, shared_map
from builder.core.problems import ExecutorFailed
from tests.concurrency.test_parallel_map import ITEMS, adding, failing_at
from tests.counted_executor import CountedExecutor


def nothing() -> None:
    """A check that finds nothing wrong."""


def mapped(executor: Executor | SharingExecutor) -> list[list[int]]:
    """The items, each with a thousand added."""
    return list(shared_map(sharing(executor, nothing), adding, 1_000, ITEMS))


def test_an_executor_does_the_same_work_in_the_same_order() -> None:
    with ThreadPoolExecutor(3) as executor:
        assert mapped(executor) == list(parallel_map(adding, 1_000, ITEMS, 1))


def test_an_executor_of_which_nothing_is_known_does_too() -> None:
    with ThreadPoolExecutor(3) as executor:
        assert mapped(UnknownExecutor(executor, nothing)) == list(parallel_map(adding, 1_000, ITEMS, 1))


def test_no_items_give_no_results() -> None:
    with ThreadPoolExecutor(1) as executor:
        assert list(shared_map(LocalExecutor(executor, nothing), adding, 0, ())) == []


class Recording(ThreadPoolExecutor):
    """An executor that notes what it was given."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.given: list[tuple[Any, ...]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.given.append(args)
        return super().submit(fn, *args, **kwargs)


def test_only_a_few_batches_are_submitted_ahead() -> None:
    with Recording(1) as executor:
        next(shared_map(LocalExecutor(executor, nothing), adding, 0, range(BATCH_SIZE * 1_000)))
        assert len(executor.given) < 100


def test_with_a_batch_goes_where_the_rest_lies_and_no_more() -> None:
    with Recording(1) as executor:
        mapped(LocalExecutor(executor, nothing))
        assert {type(shared) for shared, _ in executor.given} == {str}
        mapped(UnknownExecutor(executor, nothing))
        assert type(executor.given[-1][0]) is bytes


def test_an_executor_of_concurrent_futures_that_is_not_pythons_own_may_run_anywhere() -> None:
    with Recording(1) as executor, ThreadPoolExecutor(1) as own:
        assert sharing(own, nothing).sees(Path())

        class Other(Executor):
            pass

        assert not sharing(Other(), nothing).sees(Path())
        assert sharing(executor, nothing).sees(Path())


_prepared: list[int] = []


def noting(shared: int) -> Callable[[Sequence[int]], int]:
    """A worker that notes when it is made."""
    _prepared.append(shared)
    return len


def test_each_process_gets_what_is_shared_once_whatever_its_threads() -> None:
    _prepared.clear()
    with ThreadPoolExecutor(4) as executor:
        for shared in (1, 2):
            assert sum(shared_map(LocalExecutor(executor, nothing), noting, shared, ITEMS)) == len(ITEMS)
    assert _prepared == [1, 2]


def test_an_exception_of_the_work_reaches_the_caller() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(LookupError, match="item "):
        list(shared_map(LocalExecutor(executor, nothing), failing_at, 600, ITEMS))


def refusing() -> None:
    """A check that finds something."""
    raise ExecutorFailed("here: Jinja is another one")


class Strange:
    """What another version cannot load."""

    def __setstate__(self, state: object) -> None:
        raise AssertionError("it was loaded")

    def __getstate__(self) -> object:
        return 1


def test_a_process_is_asked_what_it_is_before_it_loads_anything() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(ExecutorFailed, match="Jinja is another one"):
        list(shared_map(LocalExecutor(executor, refusing), noting, Strange(), ITEMS))  # type: ignore[arg-type]  # so


class Losing(LocalExecutor):
    """An executor that loses so many batches before it has none to lose."""

    def __init__(self, executor: Executor, losses: int) -> None:
        super().__init__(executor, nothing)
        self.losses = losses
        self.renewals = 0

    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Any:
        if self.losses and batch.start:
            self.losses -= 1
            lost: Future[Any] = Future()
            lost.set_exception(BrokenExecutor("a process has ended"))
            return lost
        return super().submit(function, handle, batch)

    def renew(self) -> None:
        self.renewals += 1


def test_what_was_lost_is_mapped_again() -> None:
    with ThreadPoolExecutor(2) as executor:
        losing = Losing(executor, 1)
        assert mapped(losing) == list(parallel_map(adding, 1_000, ITEMS, 1))
        assert losing.renewals == 1


def test_processes_that_end_again_and_again_end_it() -> None:
    with ThreadPoolExecutor(2) as executor, pytest.raises(ExecutorFailed, match="again and again"):
        mapped(Losing(executor, 1_000_000))


def test_processes_of_an_executor_that_was_given_are_not_started_anew() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(ExecutorFailed):
        LocalExecutor(executor, nothing).renew()


def test_what_there_is_to_do_meanwhile_is_done_once_when_work_is_handed_over() -> None:
    done: list[int] = []
    with Recording(1) as executor:
        results = shared_map(
            LocalExecutor(executor, nothing), adding, 0, ITEMS, lambda: done.append(len(executor.given))
        )
        assert len(list(results)) > 10
    assert len(done) == 1
    assert done[0] > 0


def test_it_can_be_counted() -> None:
    with ThreadPoolExecutor(1) as executor:
        counted = CountedExecutor(LocalExecutor(executor, nothing))
        mapped(counted)
        assert [len(results) for results in counted.results] == [len(mapped(executor))]
        assert counted.shared[0] < 1_000
