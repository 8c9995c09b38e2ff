"""Processes by loky."""

import signal
import subprocess
import sys
import time

import pytest

from tests.concurrency.test_process_pool import is_running
from tests.sites import ROOT

KILLED = """
import os, signal
from builder.concurrency.loky_executor import LokyExecutor

executor = LokyExecutor(1, print)
print(executor.submit(lambda handle, batch: os.getpid(), None, slice(0)).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
def test_the_processes_end_with_a_build_that_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    worker, deadline = int(done.stdout), time.monotonic() + 60
    while is_running(worker):
        assert time.monotonic() < deadline, "the process goes on"
        time.sleep(0.05)
