"""Write guard: only a browser on this machine, with a form of this start of the server, may have files written.

OriginGuard has refused pages of other sites and other names of this server by then. The token is for what may get past
that, such as a browser that sends no Origin; it stands in the form and in no address, which others might see.
"""

from ipaddress import ip_address
from secrets import compare_digest, token_urlsafe

from starlette.requests import Request

from builder.editing.submission import MAX_BYTES
from builder.serve.origin_guard import LOOPBACK_NAMES, host_name, is_loopback

FORM = "application/x-www-form-urlencoded"

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers with which proxies pass on requests of others: https://www.rfc-editor.org/rfc/rfc7239."""


def may_see_form(request: Request, host: str) -> bool:
    """Whether a request is of a browser on this machine, and only this machine reaches the server's `host`."""
    client = request.client.host if request.client else ""
    named = host_name(request.headers.get("host", ""))
    is_here = _is_here(client) and named in LOOPBACK_NAMES and is_loopback(host)
    return is_here and not any(name in request.headers for name in _FORWARDED)


class WriteGuard:
    """Says of a request why it may not write."""

    def __init__(self, host: str) -> None:
        self.token = token_urlsafe(32)
        """Stands in every form of this start of the server."""
        self._host = host

    def refuses_reading(self, request: Request) -> str:
        """Why a request may not even see a form, which holds the token and the text of a file; empty if it may."""
        if not may_see_form(request, self._host):
            return "Entries can be written only in a browser on the machine that serves them."
        return ""

    def refuses_writing(self, request: Request) -> tuple[int, str] | None:
        """The status and the reason with which a form is refused before it is read; None if it is not."""
        if why := self.refuses_reading(request):
            return 403, why
        if not request.headers.get("origin"):
            return 403, "A browser says where a form comes from, and this request does not."
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return 415, f"A form is sent as {FORM}."
        return None

    def has_token(self, token: str) -> bool:
        """Whether a form is of this start of the server."""
        return compare_digest(token.encode(), self.token.encode())


class TooLarge(Exception):
    """Raised where a form has more bytes than any of ours."""


async def read_body(request: Request) -> bytes:
    """The bytes of a form. Raises TooLarge, before more than the limit is read."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def _is_here(client: str) -> bool:
    """Whether a client's address is one of this machine, also as IPv6 writes those of IPv4: `::ffff:127.0.0.1`."""
    try:
        address = ip_address(client)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
