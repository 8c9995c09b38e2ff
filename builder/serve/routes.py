"""HTTP routes: the site's files as a static host serves them, and the endpoints that open pages use."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from builder.core.media_types import media_type
from builder.core.problems import Problem, errors, sort_problems
from builder.pages.kind import Copied
from builder.pages.site_pages import NOT_FOUND
from builder.serve.current import CurrentSite
from builder.serve.form_app import FormApp
from builder.serve.form_links import form_links
from builder.serve.open_editor import open_in_editor
from builder.serve.origin_guard import INTERNAL, AllowedHosts, OriginGuard, is_loopback
from builder.serve.reload_script import SCRIPT, inject, script_tag
from builder.serve.site_state import SiteState
from builder.serve.snapshot import Made, Snapshot
from builder.serve.suggestions import similar_addresses
from builder.serve.url_routing import Redirect
from builder.serve.write_guard import may_see_form

KEEPALIVE = 15.0
"""Seconds between signs of life to an open page, so that the server notices when the page is gone."""

_HEADERS = {
    "Cache-Control": "no-cache",
    # What a page may load its own policy says, as on every host; only who may frame it takes a header.
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Endpoints:
    """The handlers of all routes, which answer from the current snapshot."""

    def __init__(self, current: CurrentSite, host: str, *, writes: bool = False) -> None:
        self._current = current
        self._host = host
        self._writes = writes

    async def page(self, request: Request) -> Response:
        """A file of the site, or its 404 page."""
        writes = self._writes and may_see_form(request, self._host)
        response = await run_in_threadpool(self._page, request.scope["path"], request.url.query, writes=writes)
        self._current.first_page_served.set()
        etag = response.headers.get("etag")
        if response.status_code == 200 and etag and etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=dict(response.headers) | {"content-length": "0"})
        return response

    def _page(self, path: str, query: str, *, writes: bool) -> Response:
        self._current.read_if_changed(path)
        snapshot = self._current.snapshot
        target = snapshot.find(path)
        if isinstance(target, Redirect):
            url = f"{target.path}?{query}" if query else target.path
            return RedirectResponse(url, 301, headers={"Cache-Control": "no-cache"})
        if isinstance(target, Copied):
            file = snapshot.real(target)
            kind = media_type(target.address)
            return (
                FileResponse(file, headers=_HEADERS, media_type=kind)
                if file
                else self._not_found(snapshot, writes=writes)
            )
        found = self._rendered(snapshot, target, 200, writes=writes) if target else None
        return found or self._not_found(snapshot, writes=writes)

    def _not_found(self, snapshot: Snapshot, *, writes: bool) -> Response:
        page = snapshot.file(NOT_FOUND)
        found = self._rendered(snapshot, page, 404, writes=writes) if isinstance(page, Made) else None
        return found or Response(status_code=404)

    def _rendered(self, snapshot: Snapshot, page: Made, status: int, *, writes: bool) -> Response:
        """A rendered page, an HTML page with the script tag that connects it to the server."""
        kind = media_type(page.planned.address)
        headers = _HEADERS | {"ETag": f'"{page.digest}"'}
        if not kind.startswith("text/html"):
            return Response(page.content, 500 if page.is_lost else status, headers, kind)
        source = snapshot.source(page.planned)
        tag = script_tag(
            likeness=page.likeness,
            static=snapshot.static,
            snapshot=str(snapshot.number),
            file=snapshot.state.config.display_path(source) if source else None,
            made_by=None if source or isinstance(page.planned, Copied) else f"{page.template} of the default theme",
            missing="" if status == 404 else None,
            **(form_links(snapshot, page.planned) if writes else {}),
        )
        if page.is_lost:
            return Response(inject(tag, _PLACEHOLDER), 500, _HEADERS, kind)
        return Response(inject(tag, page.content), status, headers, kind)

    async def script(self, _: Request) -> Response:
        """The script that the tag in every page loads."""
        return FileResponse(SCRIPT, headers=_HEADERS, media_type="text/javascript; charset=utf-8")

    async def suggestions(self, request: Request) -> Response:
        """The published addresses most like one that does not exist: `[{"href": "/about.html", "text": "About"}]`."""
        path, snapshot = request.query_params.get("page", ""), self._current.snapshot
        similar = await run_in_threadpool(similar_addresses, path.removeprefix(snapshot.base), snapshot.state.site)
        return JSONResponse([{"href": snapshot.base + address, "text": text} for address, text in similar])

    async def edit(self, request: Request) -> Response:
        """Open the file that a page is made from in an editor, if server and browser are on this machine."""
        target = await run_in_threadpool(self._current.snapshot.find, request.query_params.get("page", ""))
        client = request.client.host if request.client else ""
        if not (request.headers.get("origin") and is_loopback(self._host) and is_loopback(client)):
            return Response(status_code=403)
        source = self._current.snapshot.source(target.planned) if isinstance(target, Made) else None
        is_open = source is not None and await run_in_threadpool(open_in_editor, source)
        return Response(status_code=204 if is_open else 404)

    async def events(self, request: Request) -> Response:
        """The server-sent events that tell an open page what changed and what is wrong."""
        headers = _HEADERS | {"Cache-Control": "no-store"}
        writes = self._writes and may_see_form(request, self._host)
        stream = self._event_stream(request.query_params, writes=writes)
        return StreamingResponse(stream, 200, headers, "text/event-stream")

    async def _event_stream(self, page: Mapping[str, str], *, writes: bool) -> AsyncIterator[str]:
        """A message for the page at once, then one whenever it would say something else."""
        sent = None
        since = int(number) if re.fullmatch(r"\d{1,9}", number := page.get("snapshot", ""), re.ASCII) else 0
        while not self._current.updates.closed:
            update = self._current.updates.next_event()
            message = await run_in_threadpool(self._message, page, since, writes=writes)
            if message != sent:
                sent = message
                yield f"data: {json.dumps(message)}\n\n"
            try:
                await asyncio.wait_for(update.wait(), KEEPALIVE)
            except TimeoutError:
                yield ": here\n\n"

    def _message(self, page: Mapping[str, str], since: int, *, writes: bool) -> Mapping[str, Any]:
        """What an open page that was rendered from snapshot number `since` has to know now.

        Example: `{"changed": false, "static": "/static/1a2b3c4d/", "assets": {}, "problems": [], "warnings": []}`.
        """
        current = self._current
        snapshot = current.snapshot
        target = snapshot.find(page.get("page", "")) or snapshot.file(NOT_FOUND)
        page_problems = target.problems if isinstance(target, Made) else ()
        has_changed = isinstance(target, Made) and target.likeness != page.get("likeness")
        return {
            "changed": has_changed or isinstance(target, Redirect),
            "static": snapshot.static,
            "assets": {snapshot.base + at: number for at, number in current.asset_changes.items() if number > since},
            "problems": [
                _problem_as_json(problem, _form_of(problem, snapshot.state) if writes else "")
                for problem in sort_problems((*errors(current.problems), *errors(page_problems)))
            ],
            "warnings": [_problem_as_json(problem, "") for problem in current.warnings_of(target)],
        }


def _problem_as_json(problem: Problem, form: str) -> Mapping[str, str]:
    return {"place": str(problem.place), "what": problem.what, "cure": problem.cure, "form": form}


def _form_of(problem: Problem, state: SiteState) -> str:
    """The address of the form in which a problem's file is edited; empty where there is none."""
    path = problem.place.path.removeprefix(state.config.content_prefix)
    source = state.sources.files.get(path)
    return f"{INTERNAL}entry?{urlencode({'file': path})}" if source and source.is_markdown else ""


_PLACEHOLDER = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not yet</title></head>
<body><p>This page cannot be shown until what is wrong is mended.</p></body></html>
"""
"""Stands in for a page that cannot be rendered and never was."""


def create_app(current: CurrentSite, host: str, allowed: Collection[str] = (), *, writes: bool = False) -> Starlette:
    """The Starlette application that serves a site; `host` is where the server listens.

    It also answers to the `allowed` names. Where it `writes`, entries can be written in a form.
    """
    hosts = AllowedHosts(host, frozenset(name.lower() for name in allowed))
    endpoints = Endpoints(current, host, writes=writes)
    routes = [
        *([Route(f"{INTERNAL}entry{{rest:path}}", FormApp(current, host))] if writes else ()),
        Route(f"{INTERNAL}reload.js", endpoints.script),
        Route(f"{INTERNAL}events", endpoints.events),
        Route(f"{INTERNAL}suggestions", endpoints.suggestions),
        Route(f"{INTERNAL}edit", endpoints.edit, methods=["POST"]),
        Route("/{path:path}", endpoints.page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(OriginGuard, allowed=hosts)])
