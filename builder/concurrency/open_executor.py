"""An executor by its name, as somebody writes it: `dask://host:8786`, `loky`, `loky:4`."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from builder.concurrency.dask_executor import DaskExecutor
from builder.concurrency.loky_executor import LokyExecutor
from builder.concurrency.shared_map import SharingExecutor

_PROTOCOLS = {"dask": "tcp", "tls": "tls"}
"""How Dask calls the connections that a name begins with."""

_LOKY = re.compile(r"loky(?::([1-9]\d{0,3}))?")


def check_name(name: str) -> str:
    """The name of an executor, if it is one. Raises ValueError, which says what is possible."""
    if _LOKY.fullmatch(name) or _address(name):
        return name
    raise ValueError(f"{name!r} is no executor; write dask://host:8786, tls://host:8786, loky or loky:4")


def open_executor(name: str, processes: int, check: Callable[[], object]) -> SharingExecutor:
    """The executor of a name; where the name does not say how many `processes` it has, there are so many.

    `check` is called in each of its processes before anything else.
    """
    if found := _LOKY.fullmatch(name):
        return LokyExecutor(int(found[1] or processes), check)
    return DaskExecutor(_address(name), check)


def _address(name: str) -> str:
    """The address of a scheduler, as Dask writes it; empty where the name is none."""
    try:
        parts = urlsplit(name)
        is_address = (
            parts.scheme in _PROTOCOLS and parts.hostname and parts.port and parts.netloc == name.partition("//")[2]
        )
    except ValueError:  # of a port that is none
        return ""
    return f"{_PROTOCOLS[parts.scheme]}://{parts.netloc}" if is_address else ""
