"""Deferred SIGINT: Ctrl-C waits while it would be lost, and is not forgotten."""

import os
import signal
import threading
import time

import pytest

from builder.concurrency.deferred_sigint import deferred_sigint


def test_ctrl_c_is_raised_at_the_end_of_the_block() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), deferred_sigint():  # noqa: PT012
        signal.raise_signal(signal.SIGINT)
        done.append("work")
    assert done == ["work"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_is_deferred_also_where_another_thread_takes_the_signal() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), deferred_sigint():  # noqa: PT012
        other = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
        other.start()
        other.join()
        time.sleep(0.01)
        done.append("work")
    assert done == ["work"]


def test_where_ctrl_c_is_ignored_it_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with deferred_sigint():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_without_ctrl_c_the_handler_stays_the_same_in_every_thread() -> None:
    seen = []

    def work() -> None:
        with deferred_sigint():
            seen.append(signal.getsignal(signal.SIGINT))

    other = threading.Thread(target=work)
    other.start()
    other.join()
    with deferred_sigint():
        pass
    assert seen == [signal.getsignal(signal.SIGINT)] == [signal.default_int_handler]
