"""A parallel map by an executor, which may be that of a cluster: what all batches need reaches each process once.

The function, what it is made of and the items are pickled into one file. An executor brings its bytes to each of its
processes, and with each batch goes no more than which items it holds.
"""

import gc
import io
import pickle
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, BinaryIO, Protocol, TypeVar

from builder.concurrency.parallel_map import batches
from builder.core.problems import ExecutorFailed

T = TypeVar("T")
Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

_KEY = 16
"""With so many random bytes begins what is shared, by which a process knows whether it has it."""

_RENEWALS = 3
"""How often an executor is made anew that lost its processes, before a build ends."""

LOST = "processes of the executor end again and again, perhaps for want of memory; give them more, or start fewer"
"""What is told then."""


class Pending(Protocol):
    """What an executor gives for a batch: a future."""

    def result(self) -> Any:
        """Wait for the result."""

    def cancel(self) -> object:
        """Let go of it."""


class SharingExecutor(ABC):
    """An executor that can bring bytes to each of its processes once."""

    lost: tuple[type[Exception], ...] = ()
    """What is raised where processes ended, and what they had to do with them."""

    ahead = 64
    """How many batches it gets before their results are asked for."""

    def __init__(self, check: Callable[[], object]) -> None:
        self.check = check
        """Called in each process before anything else; it raises ExecutorFailed where pages would be other ones."""

    @abstractmethod
    def share(self, file: Path) -> Any:
        """Bring what a file holds to the processes; gives what a batch is submitted with."""

    @abstractmethod
    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Pending:
        """Have a process call the function with what is shared, or the path of its file, and a batch."""

    @abstractmethod
    def sees(self, folder: Path) -> bool:
        """Whether all of its processes find there the folder that this one finds."""

    def renew(self) -> None:
        """Have processes again, after some were lost. Raises ExecutorFailed where that cannot be."""
        raise ExecutorFailed(LOST)

    @abstractmethod
    def close(self) -> None:
        """End what was opened for the build; nothing is in work any more."""


def shared_map(
    executor: SharingExecutor,
    prepare: Callable[[Shared], Callable[[Sequence[Item]], Result]],
    shared: Shared,
    items: Sequence[Item],
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """Map batches of the items to results, in the order of the items.

    `prepare(shared)` is called once in each process and returns the function that maps a batch. What this process has
    to do itself `meanwhile`, is called when the first batches are handed over. A batch whose process is lost is mapped
    again, so it may be mapped twice. Raises ExecutorFailed if that happens again and again.
    """
    with TemporaryDirectory(prefix="dateline-shared-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "shared")
        with file.open("wb") as out:
            out.write(token_bytes(_KEY))
            pickle.dump(executor.check, out)
            pickle.dump((prepare, shared, items), out, pickle.HIGHEST_PROTOCOL)
        yield from _results(executor, file, batches(len(items)), meanwhile)


def _results(
    executor: SharingExecutor, file: Path, waiting: Sequence[slice], meanwhile: Callable[[], object]
) -> Iterator[Any]:
    """The results of the batches, in their order, with new processes where some are lost."""
    left, pending, renewals = deque(waiting), deque[tuple[slice, Pending]](), 0
    handle = None
    meanwhile = cache(meanwhile)
    try:
        while left or pending:
            try:
                handle = handle or executor.share(file)
                while left and len(pending) < executor.ahead:
                    pending.append((left[0], executor.submit(run_shared, handle, left[0])))
                    left.popleft()
                meanwhile()
                result = pending[0][1].result()
            except executor.lost as error:
                renewals += 1
                if renewals > _RENEWALS:
                    raise ExecutorFailed(LOST) from error
                left.extendleft(batch for batch, _ in reversed(pending))
                pending.clear()
                handle = None
                executor.renew()
                continue
            pending.popleft()
            yield result
    finally:
        for _, future in pending:
            future.cancel()


class _Loaded:
    """What a process has of what is shared: that of one map, the last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: bytes | str = b""
        self._map: Callable[[slice], Any] | None = None

    def run(self, content: bytes | str, batch: slice) -> Any:
        """Map a batch. Threads take turns: what reads and renders is made for one at a time."""
        key = content if isinstance(content, str) else bytes(content[:_KEY])
        with self._lock, _no_garbage_collection():
            if self._map is None or self._key != key:
                self._map = None  # what was loaded before may go before the next is there
                self._map = _load(content)
                self._key = key
            return self._map(batch)

    def forget(self) -> None:
        """Let go of what is loaded, in a process that goes on after the build."""
        with self._lock:
            self._map = None


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: a whole site is none, and to look through it again and again takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_loaded = _Loaded()


def run_shared(content: bytes | str, batch: slice) -> Any:
    """Map a batch by what is shared, its bytes or the path of their file: what a process of an executor runs."""
    return _loaded.run(content, batch)


def forget_shared() -> None:
    """Let a process of an executor forget what was shared."""
    _loaded.forget()


def _load(content: bytes | str) -> Callable[[slice], Any]:
    """The function that maps a batch; it is loaded once its check raised nothing, as another version could not."""
    with open(content, "rb") if isinstance(content, str) else io.BytesIO(content) as file:
        file.seek(_KEY)
        _unpickle(file)()
        prepare, shared, items = _unpickle(file)
    work = prepare(shared)
    return lambda batch: work(items[batch])


def _unpickle(file: BinaryIO) -> Any:
    return pickle.load(file)  # noqa: S301  # this program pickled it


def same_folder_mark(folder: str) -> tuple[int, int] | None:
    """By what a folder is known on all machines that have it by one disk; None where it is not."""
    try:
        status = Path(folder).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
