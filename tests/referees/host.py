"""A host of static files on this machine that answers as GitHub Pages does for a repository's site.

Below /repo/, compressed, addresses without `.html` too, kept for ten minutes, with the site's 404.html for all else:
https://docs.github.com/en/pages/getting-started-with-github-pages
"""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from builder.core.media_types import media_type
from builder.core.urls import Address
from builder.serve.url_routing import Redirect, route
from tests.sites import REPO
from tests.weight import COMPRESSED, sent

KEPT = "max-age=600"
"""How long browsers may keep an answer, which nobody can change there: ten minutes."""


@dataclass(frozen=True, slots=True)
class Files(Container[Address]):
    """The files of a folder, by their addresses, as they are when they are asked for."""

    folder: Path

    def __contains__(self, address: object) -> bool:
        file = Path(self.folder, str(address)).resolve()
        return file.is_file() and file.is_relative_to(self.folder.resolve())


class Handler(BaseHTTPRequestHandler):
    """Answers one connection, without a word."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is sent at once, not its headers first
    disable_nagle_algorithm = True

    def __init__(self, *connection: Any, folder: Path) -> None:
        self._folder = folder
        super().__init__(*connection)

    def do_GET(self) -> None:
        """Answer with a file, with the way to a folder, or with 404.html."""
        found = route(unquote(urlsplit(self.path).path), REPO, Files(self._folder))
        if isinstance(found, Redirect):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": found.path})
        elif found:
            self._file(HTTPStatus.OK, found)
        else:
            self._file(HTTPStatus.NOT_FOUND, Address("404.html"))

    do_HEAD = do_GET  # noqa: N815  # the base class's name

    def _file(self, status: HTTPStatus, address: Address) -> None:
        file = self._folder / address
        encoding = {"Content-Encoding": "gzip"} if file.suffix in COMPRESSED else {}
        self._answer(status, sent(file), {"Content-Type": media_type(address), "Cache-Control": KEPT} | encoding)

    def _answer(self, status: HTTPStatus, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


class Host(ThreadingHTTPServer):
    """Takes as many connections at a time as a program opens that follows links."""

    request_queue_size = 4096


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """A host of a folder; gives the address that the folder has there."""
    server = Host(("127.0.0.1", 0), partial(Handler, folder=folder))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{REPO}"
    finally:
        server.shutdown()
        server.server_close()
