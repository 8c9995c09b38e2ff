"""A pool of processes: how they start, how they end, and what Ctrl-C does to them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from builder.concurrency.parallel_map import MIN_PARALLEL
from builder.concurrency.process_pool import pool_map, process_pool
from builder.core.problems import ProcessLost
from builder.output.inspect import STAGING
from builder.pages.kind import PlannedPage
from builder.rendering.render import Rendered, Renderer, render
from tests.sites import ROOT, SiteFolder

ITEMS = range(100)


def summing(shared: int) -> Callable[[Sequence[int]], int]:
    """A worker that adds up the items of a batch, and the shared number."""
    return lambda items: sum(items) + shared


def sigint_handler(_: None) -> Callable[[Sequence[int]], object]:
    """A worker that gives how its process handles Ctrl-C."""
    return lambda _: signal.getsignal(signal.SIGINT)


def sleeping(_: None) -> Callable[[Sequence[int]], int]:
    """A worker that gives its process, after a while."""

    def work(_: Sequence[int]) -> int:
        time.sleep(0.2)
        return os.getpid()

    return work


def first_and_process(_: None) -> Callable[[Sequence[int]], tuple[int, int]]:
    """A worker that gives the first item of a batch and its process, after a moment."""

    def work(items: Sequence[int]) -> tuple[int, int]:
        time.sleep(0.01)
        return items[0], os.getpid()

    return work


def ending_itself(shared: int) -> Callable[[Sequence[int]], int]:
    """A worker that ends its process at one item."""
    return lambda items: os.kill(os.getpid(), signal.SIGKILL) if shared in items else len(items)  # type: ignore[return-value]


def is_running(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_submitted_batch_gives_its_result() -> None:
    with process_pool(partial(summing, 1_000), ITEMS, 2) as submit:
        assert submit(slice(0, 4)).result() == 1_006
        assert submit(slice(98, 100)).result() == 1_197


def test_the_pool_has_as_many_processes_as_were_asked_for() -> None:
    for jobs in (1, 2):
        with process_pool(partial(sleeping, None), ITEMS, jobs) as submit:
            futures = [submit(slice(0, 1)) for _ in range(4)]
            assert len({future.result() for future in futures}) == jobs


def test_ctrl_c_is_left_to_the_parent() -> None:
    with process_pool(partial(sigint_handler, None), ITEMS, 1) as submit:
        assert submit(slice(0, 1)).result() is signal.SIG_IGN


def test_a_process_that_is_ended_from_outside_is_reported_as_lost() -> None:
    with pytest.raises(ProcessLost), process_pool(partial(ending_itself, 7), ITEMS, 2) as submit:  # noqa: PT012
        assert submit(slice(0, 5)).result() == 5
        submit(slice(5, 10)).result()


def test_no_process_is_left_behind() -> None:
    with process_pool(partial(sleeping, None), ITEMS, 2) as submit:
        process = submit(slice(0, 1)).result()
        assert is_running(process)
        pending = [submit(slice(0, 1)) for _ in range(100)]
    assert not is_running(process)
    assert any(future.cancelled() for future in pending)


def test_no_process_is_left_behind_by_an_error() -> None:
    processes = []

    def failing() -> None:
        with process_pool(partial(sleeping, None), ITEMS, 1) as submit:
            processes.append(submit(slice(0, 1)).result())
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert not is_running(processes[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_while_processes_start_is_deferred_and_not_lost() -> None:
    with pytest.raises(KeyboardInterrupt), process_pool(partial(sleeping, None), ITEMS, 2) as submit:  # noqa: PT012
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        for _ in range(20):
            submit(slice(0, 1)).result()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_killed_takes_its_pool_with_it(site: SiteFolder, number: signal.Signals) -> None:
    site.write({f"content/news/2011/05/15/e{n}.md": f"---\ntitle: E{n}\n---\n" for n in range(2 * MIN_PARALLEL)})
    command = [sys.executable, "-m", "builder", "build", "--site", str(site.path), "--jobs", "3"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True) as building:
        while not any((site.output / STAGING).rglob("*.html")):
            assert building.poll() is None
            time.sleep(0.01)
        building.send_signal(number)
        try:
            building.communicate(timeout=10)  # ends when no process is left that holds the pipe
        except subprocess.TimeoutExpired:
            os.killpg(building.pid, signal.SIGKILL)
            pytest.fail("a process was left behind")
    assert building.returncode == -number


def test_this_process_works_too_and_the_results_are_in_the_order_of_the_batches() -> None:
    batches = [slice(start, start + 2) for start in range(0, 100, 2)]
    results = [*pool_map(first_and_process, None, ITEMS, batches, 2)]
    assert [first for first, _ in results] == [*range(0, 100, 2)]
    processes = {process for _, process in results}
    assert os.getpid() in processes
    assert len(processes) == 2


def test_a_build_reports_a_lost_process_and_leaves_the_output(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({f"content/news/2011/05/15/e{n}.md": f"---\ntitle: E{n}\n---\n" for n in range(MIN_PARALLEL)})
    parent = os.getpid()

    def ending(pages: Sequence[PlannedPage], renderer: Renderer) -> Rendered:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return render(pages, renderer)

    monkeypatch.setattr("builder.build.rendered_batches.render", ending)
    assert site.run("--jobs", "2") == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("A process was ended from outside, perhaps for want of memory; try --jobs 1.\n")
    assert printed.out == ""
    assert not site.output.exists()
    monkeypatch.undo()
    assert site.run("--jobs", "1") == 0
