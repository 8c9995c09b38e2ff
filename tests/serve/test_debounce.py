"""A save is looked at almost at once, a burst when it is over, and what may be on its way a moment later."""

import pytest

from builder.serve.debounce import LATER, LONGEST, SEVERAL, SOON, Patience, State


def test_where_nothing_changed_there_is_nothing_to_wait_for() -> None:
    assert Patience().wait(0.0) is None
    assert Patience().take(0.0) == frozenset()


@pytest.mark.parametrize(("state", "after"), [(State.COMPLETE, SOON), (State.UNSURE, LATER), (State.OPEN, LONGEST)])
def test_a_change_waits_as_long_as_more_of_it_may_come(state: State, after: float) -> None:
    patience = Patience()
    patience.add("a", 10.0, state)
    assert patience.wait(10.0) == pytest.approx(after)
    assert patience.take(10.0) == frozenset()
    assert patience.take(10.0 + 2 * after) == {"a"}
    assert patience.wait(20.0) is None


def test_what_follows_a_save_does_not_put_it_off() -> None:
    patience = Patience()
    patience.add("a", 0.0, State.COMPLETE)
    patience.add("a", 0.001, State.UNSURE)
    assert patience.wait(0.001) == pytest.approx(SOON - 0.001)


def test_a_save_ends_the_wait_for_one() -> None:
    patience = Patience()
    patience.add("a", 0.0, State.UNSURE)
    patience.add("a", 0.01, State.COMPLETE)
    assert patience.take(0.011 + SOON) == {"a"}


def test_a_file_that_is_written_again_is_waited_for_again() -> None:
    patience = Patience()
    patience.add("a", 0.0, State.COMPLETE)
    patience.add("a", 0.001, State.OPEN)
    patience.add("a", 0.002, State.UNSURE)
    assert patience.take(LATER * 5) == frozenset()
    patience.add("a", LATER * 5, State.COMPLETE)
    assert patience.take(LATER * 5 + SOON) == {"a"}
    assert patience.wait(LATER * 5 + SOON) is None


def test_a_file_that_stays_open_is_not_waited_for_for_ever() -> None:
    patience = Patience()
    for tenth in range(10):
        patience.add("a", tenth * LONGEST / 10, State.OPEN)
    assert patience.take(LONGEST) == {"a"}
    assert patience.wait(LONGEST) is None


def test_a_burst_does_not_take_a_file_that_is_being_written_with_it() -> None:
    patience = Patience()
    patience.add("open", 0.0, State.OPEN)
    for number in range(SEVERAL):
        patience.add(f"{number}", 0.0, State.COMPLETE)
    assert patience.take(LATER) == {f"{number}" for number in range(SEVERAL)}


def test_one_file_does_not_wait_for_another() -> None:
    patience = Patience()
    patience.add("a", 0.0, State.COMPLETE)
    patience.add("b", 0.0, State.UNSURE)
    assert patience.take(SOON) == {"a"}
    assert patience.take(LATER) == {"b"}


def test_a_burst_is_taken_together_when_it_is_over() -> None:
    patience = Patience()
    names = [f"{n}" for n in range(SEVERAL + 5)]
    for number, name in enumerate(names):
        patience.add(name, number * SOON / 2, State.COMPLETE)
    last = (len(names) - 1) * SOON / 2
    assert patience.wait(last) == pytest.approx(LATER)
    assert patience.take(last + LATER / 2) == frozenset()
    assert patience.take(last + LATER) == {*names}


def test_a_burst_that_goes_on_is_not_waited_for_for_ever() -> None:
    patience = Patience()
    for number in range(1000):
        patience.add(f"{number}", number * LONGEST / 999, State.COMPLETE)
    assert patience.wait(LONGEST) == 0.0
    assert len(patience.take(LONGEST)) == 1000
