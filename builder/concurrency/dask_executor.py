"""A cluster by Dask, whose workers may run on any machines.

https://distributed.dask.org/en/stable/client.html

Dask does again what a worker had in work that ended. What is shared lies in the memory of all workers, so that it is
lost only with all of them; then it is sent again.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import Future as ThreadFuture
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from builder.concurrency.shared_map import LOST, Pending, SharingExecutor, forget_shared, same_folder_mark
from builder.core.extras import DASK, needed
from builder.core.problems import ExecutorFailed
from builder.core.real_files import read_trusted
from builder.core.record import Frozen

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 30.0
"""Seconds after which a scheduler that does not answer, or that has no worker, ends the build."""

_LONGER = 1.5
"""How much longer it is waited for a connection, so that Dask has the first word."""

_CERTIFICATES = "its settings distributed.comm.tls, https://distributed.dask.org/en/stable/tls.html"

_AHEAD = 3
"""Batches that each thread of a worker has in work or waiting."""


class DaskExecutor(SharingExecutor):
    """The workers of a scheduler. It is asked when the first of them is needed."""

    lost = (CancelledError,)

    def __init__(self, address: str, check: Callable[[], object], patience: float = PATIENCE) -> None:
        super().__init__(check)
        self._address = address
        self._patience = patience

    @cached_property
    def _client(self) -> Any:
        """The connection. Raises ExtraMissing, and ExecutorFailed if nothing answers there or no worker comes."""
        with needed(DASK):
            from distributed import Client, Security  # noqa: PLC0415  # an extra, which takes a second to load
        if self._address.startswith("tls:"):
            asked: Any = Security()  # type: ignore[no-untyped-call]  # Dask has types for the rest of it
            if not asked.get_connection_args("client").get("ssl_context"):
                raise ExecutorFailed(f"{self._address}: Dask has no certificates; name them by {_CERTIFICATES}")
        connect = partial(Client, self._address, timeout=self._patience, set_as_default=False, name="dateline")
        try:
            client: Any = _within(connect, self._patience)
        except (OSError, ValueError) as error:
            raise ExecutorFailed(
                f"{self._address}: no scheduler of Dask answers there; start one with `dask scheduler`"
            ) from error
        try:
            client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            client.close()
            raise self._without_workers from error
        self.ahead = max(self.ahead, _AHEAD * sum(client.nthreads().values()))
        return client

    @property
    def _without_workers(self) -> ExecutorFailed:
        return ExecutorFailed(
            f"{self._address}: the scheduler has no worker; start one on each machine: dask worker {self._address}"
        )

    def share(self, file: Path) -> Any:
        """Send the bytes to one worker, from which the others have them."""
        return self._client.scatter(read_trusted(file), broadcast=True, hash=False)

    def submit(self, function: Callable[[Any, slice], Any], handle: Any, batch: slice) -> Pending:
        """Submit it; the worker has what is shared, or takes it from another one."""
        return _DaskFuture(self._client.submit(function, handle, batch, pure=False), self._is_alone, self._patience)

    def _is_alone(self) -> None:
        """Raises ExecutorFailed where no worker is left, as Dask would wait for one for ever."""
        if not self._client.nthreads():
            raise self._without_workers

    def sees(self, folder: Path) -> bool:
        """Whether each worker finds a folder there that is on the same disk and has the same time."""
        marks = self._client.run(same_folder_mark, str(folder), on_error="return").values()
        return {same_folder_mark(str(folder))} == {*marks}

    def renew(self) -> None:
        """Workers come by themselves, and get what is shared again. Raises ExecutorFailed without a scheduler."""
        if self._client.status != "running":
            raise ExecutorFailed(f"{self._address}: the scheduler answers no more; start it again, and build again")

    def close(self) -> None:
        """Let the workers forget the site, and go."""
        if "_client" in vars(self):
            with suppress(Exception):  # whatever is wrong with the cluster by now, the build is done without it
                self._client.run(forget_shared, on_error="ignore")
            self._client.close()


def _within(connect: Callable[[], Any], patience: float) -> Any:
    """What a callable gives. Raises TimeoutError if it gives nothing in time, as Dask waits for what says nothing.

    The thread is a daemon, as Python would wait for another one to end.
    """
    future: ThreadFuture[Any] = ThreadFuture()

    def work() -> None:
        try:
            future.set_result(connect())
        except BaseException as error:  # for whoever waits
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    return future.result(_LONGER * patience)


class _DaskFuture(Frozen, frozen=True):
    """A future of Dask's that notices when nobody is left to work for it."""

    future: "Future[Any]"
    check: Callable[[], None]
    patience: float

    def result(self) -> Any:
        """Wait for the result. Raises ExecutorFailed if no worker is left, or if each that takes it ends."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415  # an extra, which is loaded by now

        while True:
            try:
                return self.future.result(timeout=self.patience)
            except TimeoutError:
                self.check()
            except KilledWorker as error:
                raise ExecutorFailed(LOST) from error
            except ModuleNotFoundError as error:
                raise ExecutorFailed(
                    f"a worker does not have this Dateline ({error}); install the same on all machines"
                ) from error

    def cancel(self) -> None:
        """Let go of it."""
        with suppress(Exception):
            self.future.cancel()  # type: ignore[no-untyped-call]  # as above
