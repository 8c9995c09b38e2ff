"""A server that runs while a test sends requests, on a free port of this machine."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import uvicorn
from msgspec.structs import replace

from builder.config.config import Config
from builder.config.load import load_config
from builder.serve.clock import SYSTEM_CLOCK
from builder.serve.current import CurrentSite
from builder.serve.debounce import WriteState
from builder.serve.reloader import Reloader
from builder.serve.routes import create_app
from builder.serve.server import UVICORN_SETTINGS, Server, bind
from builder.serve.watched_paths import watched_folders
from tests.serve.fake_clock import FakeClock

TIMEOUT = 60.0
"""Seconds that a test waits for something before it fails; enough on a busy machine, too."""


@dataclass(frozen=True)
class Response:
    """The response to a request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class RunningServer:
    """A server, and what it printed."""

    current: CurrentSite
    port: int
    printed: list[str] = field(default_factory=list)
    clock: FakeClock | None = None
    """The clock of the reloader, if not the system's."""

    def advance(self, seconds: float) -> None:
        """Wait until the reloader has all events of the site's files so far, and advance its clock."""
        assert self.clock
        state = self.current.snapshot.state
        folders = [folder.path for folder in watched_folders(state) if folder.path.is_relative_to(state.config.root)]
        sentinels = [folder / f".sentinel-{uuid4()}" for folder in folders]
        for sentinel in sentinels:
            sentinel.touch()
        self.clock.wait_until_consumed((str(sentinel), WriteState.COMPLETE) for sentinel in sentinels)
        for sentinel in sentinels:
            sentinel.unlink()
        self.clock.advance(seconds)

    def get(self, path: str, method: str = "GET", **headers: str) -> Response:
        """Request a path just as it is written; underscores in the names of headers are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_host="Host" in names)
            for name, value in names.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return Response(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def post(self, path: str, body: bytes, **headers: str) -> Response:
        """Send a form as a page of this server does, but for the headers that are given; empty ones are left out."""
        named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        usual = {
            "origin": f"http://127.0.0.1:{self.port}",
            "content-type": "application/x-www-form-urlencoded",
            "host": f"127.0.0.1:{self.port}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            sent = {name: value for name, value in (usual | named).items() if value}
            connection.request("POST", path, body, sent)
            response = connection.getresponse()
            return Response(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def wait_for_text(self, path: str, text: str) -> str:
        """The page at a path, as soon as it has the text."""
        return wait_for(lambda: page if text in (page := self.get(path).text) else "", f"{text!r} in {path}")

    @contextmanager
    def open_page(self, path: str) -> Iterator["EventStream"]:
        """The events that an open page gets."""
        with event_stream(self.port, path, self.get(path).text) as events:
            yield events


class EventStream:
    """The server-sent events that an open page gets."""

    def __init__(self, connection: socket.socket, lines: BufferedReader) -> None:
        self._connection = connection
        self._lines = lines

    def next_message(self) -> Any:
        """The next message, decoded; signs of life do not count."""
        deadline = time.monotonic() + TIMEOUT
        for line in self._lines:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
            assert time.monotonic() < deadline, "no message came"
        raise AssertionError("the server closed the connection")

    def is_silent_for(self, seconds: float) -> bool:
        """Whether nothing comes for so long."""
        self._connection.settimeout(seconds)
        try:
            self._connection.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return True
        finally:
            self._connection.settimeout(TIMEOUT)
        return False


@contextmanager
def event_stream(port: int, path: str, page: str) -> Iterator[EventStream]:
    """The events of an open page, given as served, after the first message, which comes at once."""
    likeness, snapshot = (page.partition(f'data-{name}="')[2].partition('"')[0] for name in ("likeness", "snapshot"))
    query = urlencode({"page": path, "likeness": likeness, "snapshot": snapshot})
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        connection.sendall(f"GET /.dateline/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with connection.makefile("rb") as lines:
            events = EventStream(connection, lines)
            events.next_message()
            yield events


def wait_for(value_of: Callable[[], str], what: str = "") -> str:
    """The value of a function as soon as it is not empty."""
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        if value := value_of():
            return value
        time.sleep(0.005)
    raise AssertionError(f"it did not come: {what}")


@contextmanager
def running(
    folder: Path,
    *,
    watch: bool = False,
    clock: FakeClock | None = None,
    host: str = "127.0.0.1",
    **settings: Any,
) -> Iterator[RunningServer]:
    """Serve the site in a folder, some of its settings replaced; with a clock, changes are waited for by it."""

    def load() -> Config:
        return replace(load_config(folder), **settings)

    printed: list[str] = []
    current = CurrentSite(load, printed.append)
    current.first_page_served.set()
    app = create_app(current, host, writes=watch or clock is not None)
    server = Server(uvicorn.Config(app, **UVICORN_SETTINGS), current.updates)
    listener = bind("127.0.0.1", 0)
    port = listener.getsockname()[1]
    reloader = Reloader(current, clock or SYSTEM_CLOCK) if watch or clock else None
    threading.Thread(target=_run, args=[server, listener], daemon=True).start()
    try:
        if reloader:
            reloader.start()
            assert reloader.ready.wait(TIMEOUT)
        yield RunningServer(current, port, printed, clock)
    finally:
        if reloader:
            reloader.stop()
        current.updates.close()
        server.should_exit = True  # which it looks at ten times a second; nobody has to wait for that


def _run(server: Server, listener: socket.socket) -> None:
    with listener:
        server.run([listener])
