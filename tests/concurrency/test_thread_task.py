"""A task in a thread."""

import threading

import pytest

from builder.concurrency.thread_task import start_in_thread


def test_work_starts_at_once_in_another_thread_and_its_result_is_waited_for() -> None:
    started, wanted = threading.Event(), threading.Event()

    def work() -> str:
        started.set()
        wanted.wait(10)
        return threading.current_thread().name

    result = start_in_thread(work)
    assert started.wait(10)
    wanted.set()
    assert result() == result() != threading.current_thread().name


def test_an_exception_of_the_work_is_raised_where_its_result_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        start_in_thread(lambda: 1 // 0)()
