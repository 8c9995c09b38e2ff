"""A task in a forked child process."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from builder.concurrency.forked_task import forked, start_in_fork
from tests.sites import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows forks no processes")

decode = msgspec.msgpack.Decoder(int).decode

PATIENCE = 30.0
"""Seconds that a test waits for a process to end."""

ORPHANED = """
import os, signal, time
from builder.concurrency.forked_task import start_in_fork

def work():
    print(os.getpid(), flush=True)
    time.sleep(600)

start_in_fork(work, bytes)
time.sleep(0.2)
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A program that is killed while its child works."""


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Whether a process is there that has not ended, and is not only still to be waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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
    with pytest.raises(LookupError, match="in the parent"), forked(work, decode) as result:
        result()


def test_where_processes_cannot_be_forked_the_work_is_done_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("builder.concurrency.forked_task.os.fork")
    assert start_in_fork(os.getpid, decode)() == os.getpid()


def test_where_no_process_is_to_be_had_the_work_is_done_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fail)
    assert start_in_fork(os.getpid, decode)() == os.getpid()


def test_where_no_file_can_be_made_for_the_result_the_work_is_done_in_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(tempfile, "mkstemp", fail)
    assert start_in_fork(os.getpid, decode)() == os.getpid()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of processes in /proc")
def test_the_child_ends_before_anybody_asks_for_its_result_however_large_that_is(tmp_path: Path) -> None:
    told = tmp_path / "process"

    def work() -> str:
        told.write_text(str(os.getpid()))
        return "x" * 10_000_000

    with forked(work, msgspec.msgpack.Decoder(str).decode) as result:
        wait_until(lambda: told.exists() and told.read_text() != "" and not is_running(int(told.read_text())))
        assert len(result()) == 10_000_000


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of processes in /proc")
def test_the_child_ends_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANED], stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert parent.wait(PATIENCE) == -signal.SIGKILL
        wait_until(lambda: not is_running(child))


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
