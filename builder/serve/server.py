"""The server process: binds the port, runs uvicorn until it is interrupted, and ends at once."""

import errno
import logging
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from types import FrameType
from typing import Any

import uvicorn

from builder.config.config import Config
from builder.core.record import Frozen
from builder.core.text import pluralize
from builder.serve.broadcast import Broadcast
from builder.serve.current import CurrentSite, Echo
from builder.serve.origin_guard import is_loopback
from builder.serve.reloader import Reloader
from builder.serve.routes import create_app

_PORTS = 65_536
_FIRST_UNPRIVILEGED_PORT = 1024

_SWITCH_INTERVAL = 0.001
"""Seconds that a thread runs before another's turn: page requests come before the reloader's and the checks' work."""


class PortUnavailable(Exception):
    """Raised where the server cannot listen; its text is for the person who chose host and port."""


class ServeOptions(Frozen, frozen=True):
    """How a site is to be served."""

    host: str = "127.0.0.1"
    port: int = 8000
    """0 for any that is free."""
    watch: bool = False
    poll: bool = False
    """Whether to watch by looking at all files now and then."""
    allowed_hosts: tuple[str, ...] = ()
    """Names that the server answers to besides its own."""
    open_browser: bool = False


def serve(load_config: Callable[[], Config], options: ServeOptions, echo: Echo) -> None:
    """Serve a site until interrupted.

    Raises PortUnavailable, and ProblemsFound if there is no site that can be served.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL)
    with bind(options.host, options.port) as listener:
        current = CurrentSite(load_config, echo)
        app = create_app(current, options.host, options.allowed_hosts, writes=options.watch)
        server = Server(uvicorn.Config(app, **UVICORN_SETTINGS), current.updates)
        reloader = Reloader(current, poll=options.poll) if options.watch else None
        url = _browser_url(options.host, listener.getsockname()[1], current.snapshot.base)
        for line in _startup_lines(current, options, url):
            echo(line)
        (reloader or Thread(target=_check, args=[current], daemon=True)).start()
        if options.open_browser:
            webbrowser.open(url)
        with suppress(KeyboardInterrupt):
            server.run([listener])
        if reloader:
            reloader.stop()


def _check(current: CurrentSite) -> None:
    """Look for problems once in the background."""
    current.wait_for_first_page()
    current.check()


UVICORN_SETTINGS: dict[str, Any] = {
    "log_config": None,
    "log_level": "error",
    "access_log": False,
    "lifespan": "off",
    "ws": "none",
    "server_header": False,
    "timeout_graceful_shutdown": 1,
}
"""No log of uvicorn: what a person has to know is echoed."""


class Server(uvicorn.Server):
    """The HTTP server, which ends at once although open pages would listen for updates for ever."""

    def __init__(self, config: uvicorn.Config, updates: Broadcast) -> None:
        super().__init__(config)
        self._updates = updates

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let open pages go, then end."""
        self._updates.close()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that an answer was cut off now is no error
        super().handle_exit(sig, frame)


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens on a port. Raises PortUnavailable, naming the next port that is free."""
    try:
        return _listen(host, port)
    except (OSError, UnicodeError) as error:
        if not isinstance(error, OSError) or error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise PortUnavailable(
                f"This machine has no address {host} to listen on; leave --host out, or mend it"
            ) from error
        why = "is in use" if error.errno == errno.EADDRINUSE else "may be used by the system's administrator only"
        first = max(port + 1, _FIRST_UNPRIVILEGED_PORT)
        free = next((other for other in range(first, _PORTS) if _is_free(host, other)), None)
        raise PortUnavailable(f"Port {port} {why}; {f'try --port {free}' if free else 'try another --port'}") from error


def _listen(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(address[:2], family=family, backlog=1024)


def _is_free(host: str, port: int) -> bool:
    try:
        _listen(host, port).close()
    except OSError:
        return False
    return True


def _browser_url(host: str, port: int, base: str) -> str:
    """The address to open in a browser on this machine, such as `http://127.0.0.1:8000/repo/`."""
    name = "127.0.0.1" if host in ("0.0.0.0", "") else "::1" if host == "::" else host  # noqa: S104  # compared only
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{base}"


def _startup_lines(current: CurrentSite, options: ServeOptions, url: str) -> Iterator[str]:
    """The lines on the terminal when the server starts."""
    site = current.snapshot.state.site
    yield f"{pluralize(len(site.entries), 'entry')} at {url} - Ctrl-C ends it."
    if not is_loopback(options.host):
        drafts = ", drafts too," if site.config.drafts else ""
        yield (
            f"It listens on {options.host}: whoever can reach this machine over the network can read the site{drafts} "
            "while it runs. Without --host only this machine can."
        )
