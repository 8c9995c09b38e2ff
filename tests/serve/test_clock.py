"""The system's clock goes on by itself, and the one of tests only when it is moved."""

from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from builder.serve.clock import SYSTEM_CLOCK
from tests.serve.stopped_clock import StoppedClock


def test_the_systems_clock_goes_forward_while_it_is_slept_by() -> None:
    before = SYSTEM_CLOCK.now()
    SYSTEM_CLOCK.sleep(0.01)
    assert SYSTEM_CLOCK.now() - before >= 0.01


def test_what_is_in_a_queue_is_given_at_once_and_an_empty_one_is_waited_for() -> None:
    queue: SimpleQueue[str] = SimpleQueue()
    queue.put("a")
    assert SYSTEM_CLOCK.get(queue, None) == "a"
    before = SYSTEM_CLOCK.now()
    with pytest.raises(Empty):
        SYSTEM_CLOCK.get(queue, 0.01)
    assert SYSTEM_CLOCK.now() - before >= 0.01


def test_a_stopped_clock_wakes_whoever_waits_by_it_at_the_times_that_they_wait_for() -> None:
    clock, woken = StoppedClock(), list[float]()

    def wait() -> None:
        for seconds in (1.0, 2.0, 4.0):
            clock.sleep(seconds)
            woken.append(clock.now())
        with pytest.raises(Empty):
            clock.get(SimpleQueue[str](), 8.0)
        woken.append(clock.now())
        clock.end()

    waiting = Thread(target=wait)
    waiting.start()
    clock.let_pass(5.0)
    assert woken == [1.0, 3.0]
    clock.let_pass(10.0)
    assert woken == [1.0, 3.0, 7.0, 15.0]
    assert clock.now() == 15.0
    waiting.join()
