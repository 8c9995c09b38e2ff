"""A small web on this machine: one server, which answers for every host, well and in all the ways that servers fail."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from builder.core.http_etiquette import Clock
from builder.linkcheck.exchange import Exchange

Page = Callable[["Handler"], None]
"""What answers a request."""


class Web:
    """The pages of all hosts, by path, and what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str, str]] = []
        """The method, the host and the path of each request."""
        self.agents: list[str] = []
        self.port = 0
        self.ended = threading.Event()
        """Set at the end of the test, so that what never answers goes home."""

    def url(self, path: str, host: str = "a.example") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def exchange(self, timeout: float = 20.0) -> Exchange:
        """What asks this web, whatever the host."""
        return Exchange("Dateline/test", private=True, resolver=lambda host, port: ["127.0.0.1"], timeout=timeout)


class Handler(BaseHTTPRequestHandler):
    """Answers by the pages of a web."""

    web: Web

    def do_GET(self) -> None:
        self.web.asked.append((self.command, self.headers["Host"].partition(":")[0], self.path))
        self.web.agents.append(self.headers["User-Agent"])
        with suppress(OSError):  # who asks may go away at any time
            self.web.pages.get(self.path, page(404))(self)
        self.close_connection = True

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Web]:
    """A web whose server is at work."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("WebHandler", (Handler,), {"web": web}))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    web.port = server.server_port
    try:
        yield web
    finally:
        web.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def page(status: int = 200, content: bytes = b"<title>News</title>", **headers: str) -> Page:
    """An answer, the same to HEAD and GET."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"content-type": "text/html", "content-length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(content)

    return answer


def moved(to: str, status: int = 301) -> Page:
    """A redirect."""
    return page(status, b"", location=to)


def raw(content: bytes) -> Page:
    """Bytes that are sent as they are, whether that is HTTP or not."""
    return lambda handler: _write(handler, content)


def _write(handler: Handler, content: bytes) -> None:
    handler.wfile.write(content)


def by_method(pages: Mapping[str, Page]) -> Page:
    """One answer to HEAD, another one to GET."""
    return lambda handler: pages[handler.command](handler)


def in_turn(*pages: Page) -> Page:
    """One answer after the other, the last one for ever."""
    left = [*pages]

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def silent(handler: Handler) -> None:
    """No answer until the test has ended."""
    handler.web.ended.wait()


def endless(handler: Handler) -> None:
    """A page without an end."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<title>News</title>")
    while not handler.web.ended.is_set():
        handler.wfile.write(b" " * 10_000)


def dripping(handler: Handler) -> None:
    """Headers of which a byte comes now and then, and never the last one."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    while not handler.web.ended.wait(0.01):
        handler.wfile.write(b"x")


class Patience:
    """A clock that waits no time and notes how long it was asked to."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.waits: list[float] = []

    @property
    def clock(self) -> Clock:
        """The clock."""
        return Clock(lambda: self.time, self._wait)

    def _wait(self, seconds: float) -> None:
        self.time += seconds
        if seconds:
            self.waits.append(seconds)
