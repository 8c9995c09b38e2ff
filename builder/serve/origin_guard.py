"""Who may ask: only browsers that use our own address, and for what is not part of the site, only our own pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from socket import gethostname

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OURS = "/.dateline/"
"""Where lies what is not part of the site. No file is published there, as names that start with a dot are hidden."""

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

_HOST = re.compile(r"(?:\[([^\[\]]*)\]|([^\[\]:]*))(?::[0-9]*)?")


def name_in(host: str) -> str:
    """The name in a Host header, without the port: `localhost`, `::1`. Empty if it is written in another way."""
    found = _HOST.fullmatch(host)
    return (found[1] or (found[2] or "").rstrip(".")).lower() if found else ""


def is_local(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    return host in LOCAL or (_is_ip(host) and ip_address(host).is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which a server may be asked, given where it listens."""

    host: str

    def __contains__(self, name: str) -> bool:
        """Whether it is one of ours. A page elsewhere can point a name of its own at us, but not an IP address."""
        if name in LOCAL or name == self.host.lower():
            return True
        mine = gethostname().lower()
        return not is_local(self.host) and (_is_ip(name) or name in (mine, f"{mine}.local"))


def refusal(path: str, headers: Mapping[str, str], names: Names) -> str | None:
    """Why a request is refused; None if it is not."""
    host = headers.get("host", "")
    if name_in(host) not in names:
        return f'This server does not answer for the name "{name_in(host) or host}". Use the address that it printed.'
    if not path.startswith(OURS):
        return None
    origin, fetched_by = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    if (origin is not None and origin.lower() != f"http://{host.lower()}") or fetched_by not in ("same-origin", "none"):
        return "This is only for the pages of this server."
    return None


class Guard:
    """Refuses requests before anything looks at them."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with status 403."""
        if scope["type"] == "http":
            reason = refusal(scope["path"], Headers(scope=scope), self._names)
            if reason:
                await PlainTextResponse(f"{reason}\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)
