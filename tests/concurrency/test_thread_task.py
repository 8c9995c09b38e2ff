"""What is worked out in another thread meanwhile."""

import threading

import pytest

from builder.concurrency.thread_task import beside


def test_work_begins_at_once_in_another_thread_and_its_result_is_waited_for() -> None:
    begun, wanted = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        wanted.wait(10)
        return threading.current_thread().name

    result = beside(work)
    assert begun.wait(10)
    wanted.set()
    assert result() == result() != threading.current_thread().name


def test_what_the_work_raises_comes_to_whoever_waits() -> None:
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 // 0)()
