"""Progress: the timings of steps, and the slowest pages."""

import time
from collections.abc import Iterator
from typing import NoReturn

import pytest

from builder.core.progress import SLOWEST, PageTime, Progress, slowest


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that steps are measured with."""
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", clock)
    return clock


def test_steps_are_measured_in_the_order_in_which_they_end(clock: Clock) -> None:
    progress = Progress()
    for name, seconds in (("read", 2.0), ("relate", 0.5)):
        with progress.step(name):
            clock.now += seconds
    assert list(progress.steps.items()) == [("read", 2.0), ("relate", 0.5)]


def test_a_step_that_comes_twice_is_added_up(clock: Clock) -> None:
    progress = Progress()
    for _ in range(2):
        with progress.step("survey"):
            clock.now += 0.25
    assert progress.steps == {"survey": 0.5}


def test_a_step_inside_another_is_not_counted_twice(clock: Clock) -> None:
    progress = Progress()
    with progress.step("write"):
        clock.now += 1
        with progress.step("render"):
            clock.now += 4
            with progress.step("load"):
                clock.now += 8
        clock.now += 2
    assert progress.steps == {"load": 8.0, "render": 4.0, "write": 3.0}


def test_a_step_that_fails_is_measured_all_the_same(clock: Clock) -> None:
    progress = Progress()

    def failing() -> NoReturn:
        clock.now += 1
        raise LookupError

    with pytest.raises(LookupError), progress.step("read"):
        failing()
    assert progress.steps == {"read": 1.0}


class RecordingProgress(Progress):
    """Records what it is to show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, int, int]] = []

    def show(self, name: str, done: int, count: int) -> None:
        self.shown.append((name, done, count))


def test_items_are_passed_on_and_shown_as_they_come(clock: Clock) -> None:
    progress = RecordingProgress()
    received = []
    for item in progress.track("ab", "read", 2):
        received.append((item, list(progress.shown)))
    assert received == [("a", [("read", 1, 2)]), ("b", [("read", 1, 2), ("read", 2, 2)])]
    assert progress.steps == {"read": 0.0}


def test_the_time_that_items_take_to_come_is_that_of_the_step(clock: Clock) -> None:
    def items() -> Iterator[str]:
        clock.now += 1
        yield "a"

    progress = Progress()
    with progress.step("write"):
        for _ in progress.track(items(), "render", 1):
            pass
        clock.now += 2
    assert progress.steps == {"render": 1.0, "write": 2.0}


def test_only_the_slowest_pages_are_named_the_slowest_first() -> None:
    progress = Progress()
    pages = [PageTime(float(number), f"{number}.html") for number in range(SLOWEST * 3)]
    progress.record(pages[::2], ["a.html"])
    progress.record(pages[1::2], ["a.html", "b.html"])
    assert progress.slowest == pages[: -SLOWEST - 1 : -1]


def test_fewer_pages_are_all_named() -> None:
    assert slowest([PageTime(1.0, "a"), PageTime(2.0, "b")]) == [PageTime(2.0, "b"), PageTime(1.0, "a")]
    assert slowest([]) == []
