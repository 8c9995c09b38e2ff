"""The application of the form in which entries are written."""

from functools import cached_property

from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from builder.serve.current import CurrentSite


class FormApp:
    """The ASGI application of the form; loads what it takes when it is first asked, so that a server starts soon."""

    def __init__(self, current: CurrentSite, host: str) -> None:
        self._current = current
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._router(scope, receive, send)

    @cached_property
    def _router(self) -> Router:
        from builder.serve.write_routes import WriteEndpoints  # noqa: PLC0415  # loads Jinja and the parser of YAML

        return Router(WriteEndpoints(self._current, self._host).routes)
