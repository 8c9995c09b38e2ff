"""Runs the server: takes its port, listens until it is interrupted, and ends at once."""

import errno
import logging
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from types import FrameType
from typing import Any

import uvicorn

from builder.config.config import Config
from builder.core.text import counted
from builder.serve.broadcast import Broadcast
from builder.serve.current import CurrentSite, Echo
from builder.serve.origin_guard import is_local
from builder.serve.reloader import Reloader
from builder.serve.routes import app

_PORTS = 65_536
_UNRESERVED = 1024

_TURN = 0.001
"""Seconds that a thread works before another one's turn: what a reader waits for comes before what can wait."""


class PortTaken(Exception):
    """Raised where another program listens already; its text is for the person who chose the port."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a site is to be served."""

    host: str = "127.0.0.1"
    port: int = 8000
    """0 for any that is free."""
    watch: bool = False
    browse: bool = False
    """Whether to open it in a browser."""


def serve(load: Callable[[], Config], wish: Wish, echo: Echo) -> None:
    """Serve a site until interrupted. `load` reads its settings, and `say` tells the person at the terminal a line.

    Raises PortTaken, and ProblemsFound if there is no site that can be served.
    """
    sys.setswitchinterval(_TURN)
    with taken(wish.host, wish.port) as listening:
        current = CurrentSite(load, echo)
        server = Server(uvicorn.Config(app(current, wish.host), **QUIET), current.updates)
        reloader = Reloader(current) if wish.watch else None
        url = _url(wish.host, listening.getsockname()[1], current.edition.base)
        for line in _welcome(current, wish, url):
            echo(line)
        (reloader or Thread(target=_check, args=[current], daemon=True)).start()
        if wish.browse:
            webbrowser.open(url)
        with suppress(KeyboardInterrupt):
            server.run([listening])
        if reloader:
            reloader.stop()


def _check(current: CurrentSite) -> None:
    """Find what is wrong, as soon as there is time."""
    current.wait_for_first_page()
    current.check()


QUIET: dict[str, Any] = {
    "log_config": None,
    "log_level": "error",
    "access_log": False,
    "lifespan": "off",
    "ws": "none",
    "server_header": False,
    "timeout_graceful_shutdown": 1,
}
"""The server is only seen by its answers: what a person has to know is said elsewhere."""


class Server(uvicorn.Server):
    """The server of HTTP, which ends at once although pages are open that would listen for ever."""

    def __init__(self, config: uvicorn.Config, updates: Broadcast) -> None:
        super().__init__(config)
        self._bell = updates

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let open pages go, then end."""
        self._bell.close()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that an answer was cut off now is no error
        super().handle_exit(sig, frame)


def taken(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises PortTaken, naming the next port that is free."""
    try:
        return _listening(host, port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(f"This machine has no address {host} to listen on; leave --host out, or mend it") from error
        why = "is in use" if error.errno == errno.EADDRINUSE else "may be used by the system's administrator only"
        first = max(port + 1, _UNRESERVED)
        free = next((other for other in range(first, _PORTS) if _is_free(host, other)), None)
        raise PortTaken(f"Port {port} {why}; {f'try --port {free}' if free else 'try another --port'}") from error


def _listening(host: str, port: int) -> socket.socket:
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(place[:2], family=family, backlog=1024)


def _is_free(host: str, port: int) -> bool:
    try:
        _listening(host, port).close()
    except OSError:
        return False
    return True


def _url(host: str, port: int, base: str) -> str:
    """The address to open in a browser on this machine."""
    name = "127.0.0.1" if host in ("0.0.0.0", "") else "::1" if host == "::" else host  # noqa: S104  # compared only
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{base}"


def _welcome(current: CurrentSite, wish: Wish, url: str) -> Iterator[str]:
    """What the person at the terminal has to know."""
    site = current.edition.held.site
    yield f"{counted(len(site.entries), 'entry')} at {url} - Ctrl-C ends it."
    if not is_local(wish.host):
        drafts = ", drafts too," if site.config.drafts else ""
        yield (
            f"It listens on {wish.host}: whoever can reach this machine over the network can read the site{drafts} "
            "while it runs. Without --host only this machine can."
        )
