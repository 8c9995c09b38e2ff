"""Answers over HTTP: the site's files as a host of static files would, and what its open pages have to hear."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from builder.core.problems import Problem, errors, in_order
from builder.planning.pages import Copied
from builder.planning.plan import NOT_FOUND
from builder.serve.current import CurrentSite
from builder.serve.media_types import media_type
from builder.serve.open_editor import open_file
from builder.serve.origin_guard import OURS, Guard, Names, is_local
from builder.serve.reload_script import SCRIPT, tag, with_tag
from builder.serve.snapshot import Edition, Made
from builder.serve.suggestions import near
from builder.serve.url_routing import Moved

ALIVE = 15.0
"""Seconds after which an open page hears that the server is there, so that one that went away is noticed."""

_ALWAYS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Pages:
    """What answers requests for the site and from its pages."""

    def __init__(self, current: CurrentSite, host: str) -> None:
        self._current = current
        self._host = host

    async def page(self, request: Request) -> Response:
        """A file of the site, or its page for what does not exist."""
        response = await run_in_threadpool(self._answer, request.scope["path"], request.url.query)
        self._current.first_page_served.set()
        if response.status_code == 200 and _has(request, response.headers.get("etag")):
            return Response(status_code=304, headers=dict(response.headers) | {"content-length": "0"})
        return response

    def _answer(self, path: str, query: str) -> Response:
        edition = self._current.edition
        found = edition.find(path)
        if isinstance(found, Moved):
            to = f"{found.path}?{query}" if query else found.path
            return RedirectResponse(to, 301, headers={"Cache-Control": "no-cache"})
        if isinstance(found, Copied):
            file = edition.real(found)
            kind = media_type(found.address)
            return FileResponse(file, headers=_ALWAYS, media_type=kind) if file else self._missing(edition)
        return self._made(edition, found, 200) if found else self._missing(edition)

    def _missing(self, edition: Edition) -> Response:
        page = edition.file(NOT_FOUND)
        return self._made(edition, page, 404) if isinstance(page, Made) else Response(status_code=404)

    def _made(self, edition: Edition, made: Made, status: int) -> Response:
        kind = media_type(made.planned.address)
        headers = _ALWAYS | {"ETag": f'"{made.digest}"'}
        if not kind.startswith("text/html"):
            return Response(made.content, 500 if made.is_lost else status, headers, kind)
        source = edition.source(made.planned)
        mark = tag(
            likeness=made.likeness,
            static=edition.static,
            edition=str(edition.number),
            file=edition.held.config.shown(source) if source else None,
            made_by=None if source or isinstance(made.planned, Copied) else f"{made.template} of the default theme",
            missing="" if status == 404 else None,
        )
        if made.is_lost:
            return Response(with_tag(_STAND_IN, mark), 500, _ALWAYS, kind)
        return Response(with_tag(made.content, mark), status, headers, kind)

    async def script(self, _: Request) -> Response:
        """What the tag in every page loads."""
        return FileResponse(SCRIPT, headers=_ALWAYS, media_type="text/javascript; charset=utf-8")

    async def near(self, request: Request) -> Response:
        """The addresses most like one that leads nowhere."""
        path, edition = request.query_params.get("page", ""), self._current.edition
        found = await run_in_threadpool(near, path.removeprefix(edition.base), edition.held.site)
        return JSONResponse([{"href": edition.base + address, "text": text} for address, text in found])

    async def edit(self, request: Request) -> Response:
        """Open the file that a page is made from, if the page is on this machine."""
        found = await run_in_threadpool(self._current.edition.find, request.query_params.get("page", ""))
        asked_by = request.client.host if request.client else ""
        if not (request.headers.get("origin") and is_local(self._host) and is_local(asked_by)):
            return Response(status_code=403)
        source = self._current.edition.source(found.planned) if isinstance(found, Made) else None
        opened = source is not None and await run_in_threadpool(open_file, source)
        return Response(status_code=204 if opened else 404)

    async def events(self, request: Request) -> Response:
        """The channel in which an open page hears that it changed, what it shows changed, and what is wrong."""
        headers = _ALWAYS | {"Cache-Control": "no-store"}
        return StreamingResponse(self._news(request.query_params), 200, headers, "text/event-stream")

    async def _news(self, page: Mapping[str, str]) -> AsyncIterator[str]:
        told = None
        since = int(number) if re.fullmatch(r"\d{1,9}", number := page.get("edition", ""), re.ASCII) else 0
        while not self._current.updates.closed:
            rung = self._current.updates.next_event()
            news = await run_in_threadpool(self._state, page, since)
            if news != told:
                told = news
                yield f"data: {json.dumps(news)}\n\n"
            try:
                await asyncio.wait_for(rung.wait(), ALIVE)
            except TimeoutError:
                yield ": here\n\n"

    def _state(self, page: Mapping[str, str], since: int) -> Mapping[str, Any]:
        """What a page that was made in an edition has to know now."""
        current = self._current
        edition = current.edition
        found = edition.find(page.get("page", "")) or edition.file(NOT_FOUND)
        of_page = found.problems if isinstance(found, Made) else ()
        return {
            "changed": isinstance(found, Moved) or (isinstance(found, Made) and found.likeness != page.get("likeness")),
            "static": edition.static,
            "swapped": {edition.base + at: number for at, number in current.asset_changes.items() if number > since},
            "problems": [_shown(problem) for problem in in_order((*errors(current.problems), *errors(of_page)))],
        }


def _shown(problem: Problem) -> Mapping[str, str]:
    return {"place": str(problem.place), "what": problem.what, "cure": problem.cure}


def _has(request: Request, tag: str | None) -> bool:
    """Whether a browser has a page already, as it says."""
    return tag is not None and tag in request.headers.get("if-none-match", "")


_STAND_IN = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not yet</title></head>
<body><p>This page cannot be shown until what is wrong is mended.</p></body></html>
"""


def app(current: CurrentSite, host: str) -> Starlette:
    """The application that serves a site; `host` is where it listens."""
    pages = Pages(current, host)
    routes = [
        Route(f"{OURS}reload.js", pages.script),
        Route(f"{OURS}events", pages.events),
        Route(f"{OURS}near", pages.near),
        Route(f"{OURS}edit", pages.edit, methods=["POST"]),
        Route("/{path:path}", pages.page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, names=Names(host))])
