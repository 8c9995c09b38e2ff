"""A task in a forked child process."""

import os
import subprocess
import sys
import tempfile
import time

import msgspec
import pytest

from builder.concurrency.forked_task import forked, start_in_fork

decode = msgspec.msgpack.Decoder(int).decode


def test_the_result_comes_from_another_process() -> None:
    assert start_in_fork(os.getpid, decode)() not in (os.getpid(), 0)


def test_work_that_fails_in_the_child_is_done_in_the_parent_and_raises_there() -> None:
    parent = os.getpid()

    def work() -> int:
        if os.getpid() == parent:
            raise LookupError("in the parent")
        raise SystemExit

    result = start_in_fork(work, decode)
    with pytest.raises(LookupError, match="in the parent"):
        result()


def test_where_processes_cannot_be_forked_the_work_is_done_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("builder.concurrency.forked_task.os.fork")
    assert start_in_fork(os.getpid, decode)() == os.getpid()


def test_where_no_file_can_be_made_for_the_result_the_work_is_done_in_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(tempfile, "mkstemp", fail)
    assert start_in_fork(os.getpid, decode)() == os.getpid()


def test_the_child_ends_before_anybody_asks_for_its_result_however_large_that_is() -> None:
    with forked(lambda: "x" * 10_000_000, msgspec.msgpack.Decoder(str).decode) as result:
        end = time.monotonic() + 30
        while not os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            assert time.monotonic() < end
            time.sleep(0.01)
        assert len(result()) == 10_000_000


def test_the_child_ends_with_a_parent_that_does_not_wait_for_it() -> None:
    code = "from builder.concurrency.forked_task import start_in_fork; start_in_fork(lambda: b'x' * 10_000_000, bytes)"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)


def test_a_result_may_be_asked_for_several_times() -> None:
    with forked(os.getpid, decode) as process:
        assert process() == process() not in (os.getpid(), 0)


def test_a_child_whose_result_nobody_asks_for_is_ended() -> None:
    def sleep() -> int:
        time.sleep(60)
        return 0

    started = time.monotonic()
    with pytest.raises(LookupError), forked(sleep, decode):
        raise LookupError
    assert time.monotonic() - started < 30
