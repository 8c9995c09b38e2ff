"""Host and Origin checks: the server answers only to its own names, and its internal endpoints only its own pages.

Otherwise a page elsewhere could read the site, drafts included, by DNS rebinding, or have files opened in an editor.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from socket import gethostname

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.core.record import Frozen

INTERNAL = "/.dateline/"
"""The path of internal endpoints. No file is published there, as names that start with a dot are hidden."""

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HOST = re.compile(r"(?:\[([^\[\]]*)\]|([^\[\]:]*))(?::[0-9]*)?")


def host_name(header: str) -> str:
    """The name in a Host header, without the port: `localhost`, `::1`. Empty if the header is malformed."""
    match = _HOST.fullmatch(header)
    return (match[1] or (match[2] or "").rstrip(".")).lower() if match else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    return host in LOOPBACK_NAMES or (_is_ip_address(host) and ip_address(host).is_loopback)


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class AllowedHosts(Frozen, frozen=True):
    """The names that a server answers to, given the host that it listens on."""

    host: str
    others: frozenset[str] = frozenset()
    """Names under which a proxy passes requests on, as `--allow-host` gives them, in lower case."""

    def __contains__(self, name: str) -> bool:
        """Whether a name is allowed. A page elsewhere can point a name of its own at us, but not an IP address."""
        if name in LOOPBACK_NAMES or name == self.host.lower() or name in self.others:
            return True
        machine = gethostname().lower()
        return not is_loopback(self.host) and (_is_ip_address(name) or name in (machine, f"{machine}.local"))


def rejection(path: str, headers: Mapping[str, str], allowed: AllowedHosts) -> str | None:
    """Why a request is rejected; None if it is not."""
    host = headers.get("host", "")
    name = host_name(host)
    if name not in allowed:
        use = "Use the address that it printed, or start it with --allow-host and this name."
        return f'This server does not answer for the name "{name or host}". {use}'
    if not path.startswith(INTERNAL):
        return None
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    own = {f"http://{host.lower()}", *([f"https://{host.lower()}"] if name in allowed.others else [])}
    if (origin is not None and origin.lower() not in own) or fetch_site not in ("same-origin", "none"):
        return "This is only for the pages of this server."
    return None


class OriginGuard:
    """ASGI middleware that rejects requests, with status 403, before any route sees them."""

    def __init__(self, app: ASGIApp, allowed: AllowedHosts) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or reject it."""
        if scope["type"] == "http":
            reason = rejection(scope["path"], Headers(scope=scope), self._allowed)
            if reason:
                await PlainTextResponse(f"{reason}\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)
