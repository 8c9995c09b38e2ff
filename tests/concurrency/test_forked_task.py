"""Something worked out in another process meanwhile."""

import os
import subprocess
import sys

import msgspec
import pytest

from builder.concurrency.forked_task import aside

unpack = msgspec.msgpack.Decoder(int).decode


def test_the_result_comes_from_another_process() -> None:
    assert aside(os.getpid, unpack)() not in (os.getpid(), 0)


def test_work_that_fails_elsewhere_is_done_here_and_says_why() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() == here:
            raise LookupError("here")
        raise SystemExit

    waiting = aside(work, unpack)
    with pytest.raises(LookupError, match="here"):
        waiting()


def test_where_processes_cannot_be_forked_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("builder.concurrency.forked_task.os.fork")
    assert aside(os.getpid, unpack)() == os.getpid()


def test_the_other_process_ends_with_the_one_that_does_not_wait_for_it() -> None:
    code = "from builder.concurrency.forked_task import aside; aside(lambda: b'x' * 10_000_000, bytes)"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)
