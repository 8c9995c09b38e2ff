"""A server that runs while a test asks it, on a free port of this machine."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import uvicorn

from builder.config.config import Config
from builder.config.load import load_config
from builder.serve.clock import SYSTEM_CLOCK
from builder.serve.current import CurrentSite
from builder.serve.debounce import WriteState
from builder.serve.reloader import Reloader
from builder.serve.routes import create_app
from builder.serve.server import UVICORN_SETTINGS, Server, bind
from builder.serve.watched_paths import watched_folders
from tests.serve.stopped_clock import StoppedClock

SOON = 60.0
"""Seconds within which what is waited for comes, or a test fails; on a busy machine, too."""


@dataclass(frozen=True)
class Answer:
    """What a request gave."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Running:
    """A server, and what it said."""

    current: CurrentSite
    port: int
    said: list[str] = field(default_factory=list)
    clock: StoppedClock | None = None
    """What the reloader waits by, if not the system's clock."""

    def let_pass(self, seconds: float) -> None:
        """Have the reloader hear of all that happened to the site's files, and let time pass on its clock."""
        assert self.clock
        held = self.current.edition.held
        folders = [folder.path for folder in watched_folders(held) if folder.path.is_relative_to(held.config.root)]
        marks = [folder / f".heard-{uuid4()}" for folder in folders]
        for mark in marks:
            mark.touch()
        self.clock.wait_until_taken((str(mark), WriteState.COMPLETE) for mark in marks)
        for mark in marks:
            mark.unlink()
        self.clock.let_pass(seconds)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path just as it is written; underscores in the names of headers are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_host="Host" in names)
            for name, value in names.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def until(self, path: str, words: str) -> str:
        """The text of a page, as soon as it holds the words."""
        return wait_for(lambda: text if words in (text := self.get(path).text) else "", f"{words!r} in {path}")

    @contextmanager
    def listening(self, page: str) -> Iterator["News"]:
        """An open page that hears the news."""
        with listening(self.port, page, self.get(page).text) as news:
            yield news


class News:
    """What an open page hears."""

    def __init__(self, connection: socket.socket, lines: BufferedReader) -> None:
        self._connection = connection
        self._lines = lines

    def next(self) -> Any:
        """The next message."""
        for line in self._lines:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
        raise AssertionError("the server hung up")

    def nothing_for(self, seconds: float) -> bool:
        """Whether nothing is heard for so long."""
        self._connection.settimeout(seconds)
        try:
            self._connection.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return True
        finally:
            self._connection.settimeout(SOON)
        return False


@contextmanager
def listening(port: int, page: str, text: str) -> Iterator[News]:
    """An open page, whose text is given, that has heard how things are and now hears the news."""
    likeness, edition = (_between(text, f'data-{name}="', '"') for name in ("likeness", "edition"))
    query = urlencode({"page": page, "likeness": likeness, "edition": edition})
    with socket.create_connection(("127.0.0.1", port), timeout=SOON) as connection:
        connection.sendall(f"GET /.dateline/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with connection.makefile("rb") as lines:
            news = News(connection, lines)
            news.next()
            yield news


def wait_for(found: Callable[[], str], what: str = "") -> str:
    """What a function gives as soon as that is something."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if value := found():
            return value
        time.sleep(0.005)
    raise AssertionError(f"it did not come: {what}")


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


@contextmanager
def running(
    folder: Path,
    *,
    watch: bool = False,
    clock: StoppedClock | None = None,
    host: str = "127.0.0.1",
    **settings: Any,
) -> Iterator[Running]:
    """Serve the site in a folder, some of its settings replaced; changes of its files are waited for by the clock."""

    def load() -> Config:
        return replace(load_config(folder), **settings)

    said: list[str] = []
    with bind("127.0.0.1", 0) as listening:
        current = CurrentSite(load, said.append)
        current.first_page_served.set()
        server = Server(uvicorn.Config(create_app(current, host), **UVICORN_SETTINGS), current.updates)
        serving = threading.Thread(target=server.run, args=[[listening]])
        reloader = Reloader(current, clock or SYSTEM_CLOCK) if watch or clock else None
        serving.start()
        if reloader:
            reloader.start()
            assert reloader.ready.wait(SOON)
        try:
            yield Running(current, listening.getsockname()[1], said, clock)
        finally:
            if reloader:
                reloader.stop()
            current.updates.close()
            server.should_exit = True
            serving.join()
