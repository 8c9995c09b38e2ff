"""A task in a thread: work that goes on beside the caller's, where a server cannot be forked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def start_in_thread(work: Callable[[], T]) -> Callable[[], T]:
    """Run a callable in a thread; the returned function waits for its result, or raises what the callable raised."""
    executor = ThreadPoolExecutor(1, "thread-task")
    future = executor.submit(work)
    executor.shutdown(wait=False)
    return future.result
