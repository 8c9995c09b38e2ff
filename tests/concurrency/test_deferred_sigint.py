"""Ctrl-C waits while it would be lost, and is not forgotten."""

import os
import signal
import threading
import time

import pytest

from builder.concurrency.deferred_sigint import held_back


def test_ctrl_c_is_raised_when_what_it_waited_for_is_done() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), held_back():  # noqa: PT012
        signal.raise_signal(signal.SIGINT)
        done.append("work")
    assert done == ["work"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_waits_also_where_another_thread_takes_it() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), held_back():  # noqa: PT012
        other = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
        other.start()
        other.join()
        time.sleep(0.01)
        done.append("work")
    assert done == ["work"]


def test_what_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with held_back():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_without_ctrl_c_all_stays_as_it_was_in_every_thread() -> None:
    seen = []

    def work() -> None:
        with held_back():
            seen.append(signal.getsignal(signal.SIGINT))

    other = threading.Thread(target=work)
    other.start()
    other.join()
    with held_back():
        pass
    assert seen == [signal.getsignal(signal.SIGINT)] == [signal.default_int_handler]
