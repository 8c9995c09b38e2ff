"""A host of static files on this machine that answers as GitHub Pages does: compressed, with the site's 404.html."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.weight import COMPRESSED, sent


class Handler(SimpleHTTPRequestHandler):
    """Answers one connection, without a word."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or with 404.html."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        shown = file if file.is_file() else Path(self.directory, "404.html")
        kind = self.guess_type(str(shown))
        content = sent(shown)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if shown.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """A host of a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
