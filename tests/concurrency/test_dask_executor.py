"""What is told of a cluster that fails. tests/build/test_build_elsewhere.py has one that works."""

import socket
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from distributed.scheduler import KilledWorker

from builder.concurrency.dask_executor import DaskExecutor
from builder.concurrency.shared_map import run_shared
from builder.core.problems import ExecutorFailed
from tests.concurrency.test_shared_map import nothing


def of_client(**client: Any) -> DaskExecutor:
    """An executor with a connection that does so."""
    executor = DaskExecutor("tcp://10.0.0.1:8786", nothing, patience=0.01)
    vars(executor)["_client"] = SimpleNamespace(**client)
    return executor


def told(raised: list[Any], workers: dict[str, int]) -> str:
    """What is told where a batch ends with an error."""
    future = Mock(result=Mock(side_effect=raised))
    executor = of_client(submit=lambda *_, **__: future, nthreads=lambda: workers)
    with pytest.raises(ExecutorFailed) as failed:
        executor.submit(run_shared, None, slice(0, 1)).result()
    return str(failed.value)


def test_a_scheduler_that_is_gone_ends_the_build() -> None:
    with pytest.raises(ExecutorFailed, match=r"^tcp://10\.0\.0\.1:8786: the scheduler answers no more; start it again"):
        of_client(status="connecting").renew()
    of_client(status="running").renew()


def test_what_takes_connections_and_says_nothing_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ExecutorFailed, match=rf"^{address}: no scheduler of Dask answers there; start one"):
            DaskExecutor(address, nothing, patience=0.5).renew()


def test_a_secure_address_without_certificates_is_told_before_anybody_is_asked() -> None:
    with pytest.raises(
        ExecutorFailed, match=r"^tls://127\.0\.0\.1:9: Dask has no certificates; name them by its settings"
    ):
        DaskExecutor("tls://127.0.0.1:9", nothing).renew()


def test_workers_that_are_all_gone_are_not_waited_for() -> None:
    assert told([TimeoutError], {}).startswith("tcp://10.0.0.1:8786: the scheduler has no worker; start one")


def test_workers_that_take_long_are_waited_for() -> None:
    assert "a worker does not have this Dateline" in told(
        [TimeoutError, TimeoutError, ModuleNotFoundError("x")], {"a": 1}
    )


def test_a_batch_that_ends_each_worker_ends_the_build() -> None:
    killed = KilledWorker("task", None, 3)  # type: ignore[arg-type]  # no worker is needed to be told of it
    assert "again and again, perhaps for want of memory" in told([killed], {"a": 1})
