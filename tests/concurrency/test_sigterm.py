"""SIGTERM as Ctrl-C."""

import signal

import pytest

from builder.concurrency.sigterm import sigterm_interrupts


def test_sigterm_interrupts_what_runs_and_means_afterwards_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), sigterm_interrupts():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
