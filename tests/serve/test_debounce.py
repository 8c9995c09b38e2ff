"""Debouncing: a save is due almost at once, a burst when it is over, and a file that may be half-written later."""

import pytest

from builder.serve.debounce import BURST_SIZE, MAX_WAIT, QUIET_PERIOD, SAVE_DELAY, Debouncer, WriteState


def test_without_a_change_nothing_is_due() -> None:
    assert Debouncer().delay(0.0) is None
    assert Debouncer().take_due(0.0) == frozenset()


@pytest.mark.parametrize(
    ("state", "delay"),
    [(WriteState.COMPLETE, SAVE_DELAY), (WriteState.UNSURE, QUIET_PERIOD), (WriteState.OPEN, MAX_WAIT)],
)
def test_a_change_is_due_when_no_more_of_it_is_expected(state: WriteState, delay: float) -> None:
    debouncer = Debouncer()
    debouncer.add("a", 10.0, state)
    assert debouncer.delay(10.0) == pytest.approx(delay)
    assert debouncer.take_due(10.0) == frozenset()
    assert debouncer.take_due(10.0 + 2 * delay) == {"a"}
    assert debouncer.delay(20.0) is None


def test_an_event_right_after_a_save_does_not_put_it_off() -> None:
    debouncer = Debouncer()
    debouncer.add("a", 0.0, WriteState.COMPLETE)
    debouncer.add("a", 0.001, WriteState.UNSURE)
    assert debouncer.delay(0.001) == pytest.approx(SAVE_DELAY - 0.001)


def test_a_save_makes_a_half_written_file_due() -> None:
    debouncer = Debouncer()
    debouncer.add("a", 0.0, WriteState.UNSURE)
    debouncer.add("a", 0.01, WriteState.COMPLETE)
    assert debouncer.take_due(0.011 + SAVE_DELAY) == {"a"}


def test_a_file_that_is_written_again_is_waited_for_again() -> None:
    debouncer = Debouncer()
    debouncer.add("a", 0.0, WriteState.COMPLETE)
    debouncer.add("a", 0.001, WriteState.OPEN)
    debouncer.add("a", 0.002, WriteState.UNSURE)
    assert debouncer.take_due(QUIET_PERIOD * 5) == frozenset()
    debouncer.add("a", QUIET_PERIOD * 5, WriteState.COMPLETE)
    assert debouncer.take_due(QUIET_PERIOD * 5 + SAVE_DELAY) == {"a"}
    assert debouncer.delay(QUIET_PERIOD * 5 + SAVE_DELAY) is None


def test_a_file_that_stays_open_is_not_waited_for_for_ever() -> None:
    debouncer = Debouncer()
    for tenth in range(10):
        debouncer.add("a", tenth * MAX_WAIT / 10, WriteState.OPEN)
    assert debouncer.take_due(MAX_WAIT) == {"a"}
    assert debouncer.delay(MAX_WAIT) is None


def test_a_burst_is_due_without_a_file_that_is_being_written() -> None:
    debouncer = Debouncer()
    debouncer.add("open", 0.0, WriteState.OPEN)
    for number in range(BURST_SIZE):
        debouncer.add(f"{number}", 0.0, WriteState.COMPLETE)
    assert debouncer.take_due(QUIET_PERIOD) == {f"{number}" for number in range(BURST_SIZE)}


def test_one_file_does_not_wait_for_another() -> None:
    debouncer = Debouncer()
    debouncer.add("a", 0.0, WriteState.COMPLETE)
    debouncer.add("b", 0.0, WriteState.UNSURE)
    assert debouncer.take_due(SAVE_DELAY) == {"a"}
    assert debouncer.take_due(QUIET_PERIOD) == {"b"}


def test_a_burst_is_due_as_a_whole_when_it_is_over() -> None:
    debouncer = Debouncer()
    names = [f"{n}" for n in range(BURST_SIZE + 5)]
    for number, name in enumerate(names):
        debouncer.add(name, number * SAVE_DELAY / 2, WriteState.COMPLETE)
    last = (len(names) - 1) * SAVE_DELAY / 2
    assert debouncer.delay(last) == pytest.approx(QUIET_PERIOD)
    assert debouncer.take_due(last + QUIET_PERIOD / 2) == frozenset()
    assert debouncer.take_due(last + QUIET_PERIOD) == {*names}


def test_a_burst_that_goes_on_is_not_waited_for_for_ever() -> None:
    debouncer = Debouncer()
    for number in range(1000):
        debouncer.add(f"{number}", number * MAX_WAIT / 999, WriteState.COMPLETE)
    assert debouncer.delay(MAX_WAIT) == 0.0
    assert len(debouncer.take_due(MAX_WAIT)) == 1000
