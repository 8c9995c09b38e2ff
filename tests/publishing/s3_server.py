"""An S3 server on this machine, moto's, with a network in front of it that fails when a test says so."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

BUCKET = "harbour"


@dataclass
class S3Server:
    """A server with an empty bucket."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    """Such as `PUT /harbour/index.html`, in order."""
    fails: Callable[[str], str] = lambda _: ""
    """Says of a request how it goes wrong: `503 Slow Down`, `cut`, `slow`; or not at all."""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What names the server and gives access to it."""
        return {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ALLOW_HTTP": "true",
        }


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Serve an empty bucket on a free port."""
    server, backend = S3Server(), DomainDispatcherApplication(create_backend_app)
    lock = threading.Lock()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        what = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        with lock:
            server.asked.append(what)
            failure = server.fails(what)
        if failure == "cut":
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return []
        if failure == "slow":
            time.sleep(1.5)
        elif failure:
            start_response(failure, [("Content-Type", "application/xml")])
            code = failure.partition(" ")[2].replace(" ", "")
            return [f"<Error><Code>{code}</Code><Message>{failure}</Message></Error>".encode()]
        answered: Iterable[bytes] = backend(environ, start_response)
        return answered

    http = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    server.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        for method, path in (("POST", "/moto-api/reset"), ("PUT", f"/{BUCKET}")):
            connection = HTTPConnection("127.0.0.1", server.port)
            connection.request(method, path)
            connection.getresponse().read()
            connection.close()
        server.asked.clear()
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


class _Quiet(WSGIRequestHandler):
    """Prints nothing."""

    def log(
        self,
        type: str,  # noqa: A002  # as its parent calls it
        message: str,
        *args: Any,
    ) -> None:
        """Print nothing."""
