"""Executors by their names."""

import sys

import pytest

from builder.concurrency.dask_executor import DaskExecutor
from builder.concurrency.loky_executor import LokyExecutor
from builder.concurrency.open_executor import check_name, open_executor
from builder.core.extras import ExtraMissing
from tests.concurrency.test_shared_map import mapped, nothing


@pytest.mark.parametrize("name", ["dask://host:8786", "dask://[::1]:8786", "tls://10.0.0.1:8786", "loky", "loky:12"])
def test_a_name_of_an_executor_is_one(name: str) -> None:
    assert check_name(name) == name
    kind = LokyExecutor if name.startswith("loky") else DaskExecutor
    assert isinstance(open_executor(name, 2, nothing), kind)


@pytest.mark.parametrize(
    "name",
    [
        *("", "dask", "dask://", "dask://host", "dask://:8786", "dask://host:x", "dask://host:99999", "dask://host:0"),
        *("dask://host:8786/path", "tcp://host:8786", "loky:0", "loky:", "loky:x", "Loky", "ray://host:1"),
    ],
)
def test_any_other_name_is_told_with_what_is_possible(name: str) -> None:
    with pytest.raises(ValueError, match=r"is no executor; write dask://host:8786, tls://host:8786, loky or loky:4"):
        check_name(name)


@pytest.mark.parametrize(("name", "package"), [("dask://127.0.0.1:9", "distributed"), ("loky", "loky")])
def test_a_package_that_is_missing_is_told_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    executor = open_executor(name, 1, nothing)
    with pytest.raises(ExtraMissing, match=f"-m pip install {package}$"):
        mapped(executor)
    executor.close()
