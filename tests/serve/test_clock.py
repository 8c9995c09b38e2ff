"""The system's clock runs by itself, and the fake one of tests only when it is advanced."""

from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from builder.serve.clock import SYSTEM_CLOCK
from tests.serve.fake_clock import FakeClock


def test_the_systems_clock_runs_while_a_thread_sleeps() -> None:
    start = SYSTEM_CLOCK.now()
    SYSTEM_CLOCK.sleep(0.01)
    assert SYSTEM_CLOCK.now() - start >= 0.01


def test_an_item_of_a_queue_is_given_at_once_and_an_empty_queue_is_waited_for() -> None:
    queue: SimpleQueue[str] = SimpleQueue()
    queue.put("a")
    assert SYSTEM_CLOCK.get(queue, None) == "a"
    start = SYSTEM_CLOCK.now()
    with pytest.raises(Empty):
        SYSTEM_CLOCK.get(queue, 0.01)
    assert SYSTEM_CLOCK.now() - start >= 0.01


def test_a_fake_clock_wakes_the_thread_that_waits_by_it_at_its_deadlines() -> None:
    clock, woken = FakeClock(), list[float]()

    def wait() -> None:
        for seconds in (1.0, 2.0, 4.0):
            clock.sleep(seconds)
            woken.append(clock.now())
        with pytest.raises(Empty):
            clock.get(SimpleQueue[str](), 8.0)
        woken.append(clock.now())
        clock.end()

    thread = Thread(target=wait)
    thread.start()
    clock.advance(5.0)
    assert woken == [1.0, 3.0]
    clock.advance(10.0)
    assert woken == [1.0, 3.0, 7.0, 15.0]
    assert clock.now() == 15.0
    thread.join()
