"""Something worked out in another thread meanwhile: a server cannot be forked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin to work something out; what is returned waits for the result and gives it, or raises what the work did."""
    with_one = ThreadPoolExecutor(1, "beside")
    working = with_one.submit(work)
    with_one.shutdown(wait=False)
    return working.result
