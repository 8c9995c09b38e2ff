"""One exchange with a web server: a request, and the beginning of what it answers, within a few seconds and kilobytes.

The standard library's client has a time limit for each read, so that a server which sends a byte now and then could
hold it for ever; here one limit counts for all of an exchange.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import field

from builder.core.record import Frozen
from builder.linkcheck.public_hosts import Resolver, public_addresses, resolve

TIMEOUT = 20.0
"""Seconds that an exchange may take."""

SOME = 32 * 1024
"""The bytes of a page that are read: its title stands among them."""

_SAFE = "/%:=&?~#+!$,;'@()*[]-._|"
"""What stands in addresses as it is; anything else is written in percent: blanks, letters that are not ASCII."""


class Answer(Frozen, frozen=True):
    """What a server answered."""

    status: int
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By their names in lower case."""
    content: bytes = b""
    """The beginning of the page; empty for HEAD."""


class NoAnswer(Exception):
    """Raised where no answer came; says why, in words that go on from "it": `it did not answer within 20 seconds`."""

    def __init__(self, why: str, *, is_unknown_host: bool = False) -> None:
        super().__init__(why)
        self.is_unknown_host = is_unknown_host
        """Whether there is no host of that name."""


class Exchange(Frozen, frozen=True):
    """Makes exchanges. Raises NoAnswer where none comes, and NotPublic where none may be asked for."""

    agent: str
    """The header `User-Agent`."""
    private: bool = False
    """Whether hosts of private networks are asked too."""
    resolver: Resolver = resolve
    timeout: float = TIMEOUT

    def ask(self, method: str, url: str) -> Answer:
        """Ask for an http or https address; a redirect is an answer like any other."""
        try:
            parts = urlsplit(url)
            host, port = ascii_host(parts.hostname or ""), parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise NoAnswer("is no address of the web") from error
        deadline = time.monotonic() + self.timeout
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        try:
            is_secure = parts.scheme.lower() == "https"
            with closing(self._connected(host, port, deadline, is_secure=is_secure)) as connected:
                connection = (http.client.HTTPSConnection if is_secure else http.client.HTTPConnection)(host, port)
                connection.sock = _TimedSocket(connected, deadline)
                headers = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "identity"}
                connection.request(method, target, headers={**headers, "Connection": "close"})
                response = connection.getresponse()
                content = _beginning(response) if method == "GET" else b""
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(_why(error, self.timeout), is_unknown_host=_is_unknown_host(error)) from error
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, response.reason, named, content)

    def _connected(self, host: str, port: int, deadline: float, *, is_secure: bool) -> socket.socket:
        """A connection to a host at one of its IP addresses, which were looked at."""
        addresses = (self.resolver if self.private else partial(public_addresses, resolver=self.resolver))(host, port)
        connected = _connect(addresses, port, deadline)
        try:
            if is_secure:
                connected.settimeout(_left(deadline))
                connected = ssl.create_default_context().wrap_socket(connected, server_hostname=host)
        except BaseException:
            connected.close()
            raise
        return connected


def _connect(addresses: Iterable[str], port: int, deadline: float) -> socket.socket:
    """A connection to the first address that takes one. Raises OSError if none does, for the reason of the last."""
    error = OSError()
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=_left(deadline))
        except OSError as failed:
            error = failed
    raise error


def ascii_host(host: str) -> str:
    """A host's name as it is looked up. Raises ValueError for what cannot be one.

    >>> ascii_host("bücher.example")
    'xn--bcher-kva.example'
    """
    if not host:
        raise ValueError("there is no host")
    return host if host.isascii() else host.encode("idna").decode()


def _beginning(response: http.client.HTTPResponse) -> bytes:
    """The first bytes of a page. What breaks off, or takes too long, was a page up to there."""
    content = b""
    try:
        while len(content) < SOME and (some := response.read1(SOME - len(content))):
            content += some
    except (OSError, http.client.HTTPException, ValueError):
        return content
    return content


def _left(deadline: float) -> float:
    """The seconds up to a deadline. Raises TimeoutError if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _TimedSocket:
    """A socket all of whose reads and writes end by one deadline, in the form in which `http.client` uses sockets.

    The client closes it once it has the headers, and still reads the page: so that closes nothing here.
    """

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._sock, self._deadline))

    def close(self) -> None:
        """The socket is closed by whoever opened it."""


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._deadline))
        return self._sock.recv_into(buffer)


def _is_unknown_host(error: Exception) -> bool:
    return isinstance(error, socket.gaierror) and error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5))


_WHY: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "has a host that could not be looked up"),
    (ssl.SSLCertVerificationError, "has a certificate that does not hold"),
    (ssl.SSLError, "does not agree on how to encrypt"),
    (ConnectionRefusedError, "refused the connection"),
    (ConnectionError, "closed the connection without an answer"),
    (OSError, "could not be reached"),
)
"""Why no answer came, by the first kind of error that fits: some are kinds of others further down."""


def _why(error: Exception, timeout: float) -> str:
    """Why no answer came."""
    if isinstance(error, TimeoutError):
        return f"did not answer within {timeout:.0f} seconds"
    if _is_unknown_host(error):
        return "has a host that does not exist"
    return next((words for kind, words in _WHY if isinstance(error, kind)), "answered with what is not HTTP")
