"""HTTP routes of the form in which entries are written, while the site is served with `--watch`.

GET  /.dateline/entry?page=/news/2011/05/15/a-harbour-reopens.html    the form of the entry of a page
GET  /.dateline/entry?date=2011-05-15&context=shipping                the form of a new entry
POST /.dateline/entry                                                 what a button of the form does: `do=save`
POST /.dateline/entry/preview                                         the page as it will be, and what is wrong
GET  /.dateline/entry/names?kind=contexts&typed=shi                   names in use
"""

import datetime
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from secrets import token_hex
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from builder.config.config import Config
from builder.content.location import locate
from builder.content.scan import SourceFile
from builder.core.dates import Date, parse_date
from builder.core.model import Entry
from builder.core.problems import Problem
from builder.core.text import one_line
from builder.core.urls import Address
from builder.editing.edit import as_typed
from builder.editing.entry_file import EntryFile, FileChanged, FileRefused, read_entry_file
from builder.editing.form import EntryForm, Fields
from builder.editing.read_form import read_form, whole_form
from builder.editing.save import (
    Message,
    Refused,
    RefusedBySite,
    differing,
    in_conflict,
    merged,
    messages,
    save,
    written_by,
)
from builder.editing.submission import SAVE, SAVE_ANYWAY, NotAForm, Submission, read_submission, with_step
from builder.serve.current import CurrentSite
from builder.serve.form_page import FOLDER, POLICY, Difference, FormState, difference, form_page, shown_field
from builder.serve.name_completion import names_like
from builder.serve.origin_guard import INTERNAL
from builder.serve.preview import errors_in_site, preview
from builder.serve.site_state import SiteState
from builder.serve.snapshot import Made
from builder.serve.write_guard import TooLarge, WriteGuard, read_body

MAX_PREVIEWS = 8
"""Previews that are kept: one for each open form, and some."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""The policy of a preview: it shows what a stranger may have written, and needs no script."""


class WriteEndpoints:
    """The handlers of the form."""

    def __init__(self, current: CurrentSite, host: str) -> None:
        self._current = current
        self._guard = WriteGuard(host)
        self._previews: OrderedDict[str, tuple[Address, bytes]] = OrderedDict()
        self._writing = Lock()
        self._previewing = Lock()

    @property
    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route(f"{INTERNAL}entry/form.css", self._asset("form.css", "text/css")),
            Route(f"{INTERNAL}entry/form.js", self._asset("form.js", "text/javascript")),
            Route(f"{INTERNAL}entry/names", self.names),
            Route(f"{INTERNAL}entry", self.form),
            Route(f"{INTERNAL}entry", self.submit, methods=["POST"]),
            Route(f"{INTERNAL}entry/preview", self.make_preview, methods=["POST"]),
            Route(f"{INTERNAL}entry/preview/{{name}}/{{path:path}}", self.preview),
        ]

    @staticmethod
    def _asset(name: str, kind: str) -> Callable[[Request], Response]:
        def asset(_: Request) -> Response:
            headers = {name: value for name, value in _HEADERS.items() if name != "Content-Security-Policy"}
            return FileResponse(FOLDER / name, headers=headers, media_type=f"{kind}; charset=utf-8")

        return asset

    async def names(self, request: Request) -> Response:
        """Names in use: `[{"name": "shipping", "entries": 12}]`."""
        if why := self._guard.refuses_reading(request):
            return _refused(403, why)
        typed, site = request.query_params.get("typed", "")[:200], self._current.snapshot.state.site
        is_outlet = request.query_params.get("kind") == "outlets"
        found = await run_in_threadpool(
            lambda: names_like(typed, site.outlets) if is_outlet else names_like(typed, site.topics)
        )
        return JSONResponse([name._asdict() for name in found], headers=_HEADERS)

    async def form(self, request: Request) -> Response:
        """The form of an entry that is there, or of a new one."""
        if why := self._guard.refuses_reading(request):
            return _refused(403, why)
        return await run_in_threadpool(self._form, request.query_params.multi_items())

    def _form(self, query: Sequence[tuple[str, str]]) -> Response:
        asked = dict(query)
        if "page" in asked or "file" in asked:
            source = self._source_of_page(asked["page"]) if "page" in asked else self._source(asked["file"])
            if source is None:
                return _refused(404, "There is no entry of this address. It may have been moved or taken away.")
            try:
                file = read_entry_file(source, self._state.config)
            except FileRefused as error:
                return _refused(409, f"{error}.")
            return self._page(self._edit(file, is_whole=asked.get("whole") == "1"))
        fields = Fields(
            date=_day(asked.get("date", "")) or _today(self._state.config).iso,
            contexts=tuple(
                dict.fromkeys(name for key, value in query if key == "context" if (name := one_line(value)))
            ),
        )
        sections = [*self._state.site.by_section]
        section = asked.get("section", "")
        known = section if section in sections else "news" if "news" in sections or not sections else sections[0]
        return self._page(self._view(Submission(fields, section=known), self._new_form))

    async def submit(self, request: Request) -> Response:
        """Do what a button of the form says."""
        submission = await self._submission(request)
        return submission if isinstance(submission, Response) else await run_in_threadpool(self._submit, submission)

    async def _submission(self, request: Request) -> Submission | Response:
        """The form that a request sends, or why it is refused."""
        if refused := self._guard.refuses_writing(request):
            return _refused(*refused)
        try:
            return read_submission(await read_body(request))
        except TooLarge:
            return _refused(413, "The form holds more than two million bytes.")
        except NotAForm:
            return _refused(400, "This is no form of this server.")

    def _submit(self, submission: Submission) -> Response:
        source = self._source(submission.file) if submission.file else None
        if submission.file and (source is None or not os.path.lexists(source.file(self._state.config.content))):
            return self._removed(submission)
        if not self._guard.has_token(submission.token):
            return self._again(submission, source, 403, Message(own="restarted"))
        if submission.do not in (SAVE, SAVE_ANYWAY):
            return self._stepped(submission, source)
        return self._save(submission, source)

    def _removed(self, submission: Submission) -> Response:
        """What was typed as the form of a new entry, where the file has gone meanwhile: 404."""
        text = submission.fields.body
        form = read_form(text, self._state.config.fields) if submission.is_whole else EntryForm(submission.fields)
        if form.is_whole or form.other_keys or form.locked:
            return _refused(
                404, "The file was moved or taken away while you wrote. Copy what you typed into a new file."
            )
        section, date = _of_path(submission.file)
        fields = replace(form.fields, date=form.fields.date or date)
        new = Submission(fields, section=section, do=submission.do)
        return self._again(new, None, 404, Message(own="removed"))

    def _save(self, submission: Submission, source: SourceFile | None) -> Response:
        config = self._state.config
        try:
            with self._writing:
                written = save(submission, config, source, self._errors_in_site)
        except FileChanged as error:
            return self._conflict(submission, error.now)
        except Refused as error:
            may_insist = isinstance(error, RefusedBySite)
            return self._again(submission, source, 422, *error.messages, may_insist=may_insist)
        self._current.read_written(config.content / written.relative_path)
        return RedirectResponse(self._way_to(written), 303, headers=_HEADERS)

    def _errors_in_site(self, source: SourceFile, text: str) -> Iterable[Problem]:
        return errors_in_site(self._state, source, text, self._current.snapshot.published)

    def _way_to(self, source: SourceFile) -> str:
        """The page of a file that was written; its form where it has no page, as a draft has none."""
        snapshot = self._current.snapshot
        parsed = snapshot.state.texts.parsed.get(source.relative_path)
        item = parsed.item if parsed and not parsed.publication else None
        if item and snapshot.published.at(item.address):
            return quote(f"{snapshot.base}{item.address}")
        return f"{INTERNAL}entry?{urlencode({'file': source.relative_path})}"

    def _stepped(self, submission: Submission, source: SourceFile | None) -> Response:
        """The form after a button that writes nothing: more sources, or the file's version of a field."""
        if source and submission.do == "whole" and not submission.is_whole:
            return self._whole(submission, source)
        fields = with_step(submission.fields, submission.do)
        name = submission.do.removeprefix("take-")
        if source and submission.do.startswith("take-"):
            file = read_entry_file(source, self._state.config)
            theirs = self._form_of(file, is_whole=submission.is_whole)
            fields = fields.taking(name, theirs.fields) if name in theirs.names else fields
        return self._again(replace(submission, fields=fields), source, 200)

    def _whole(self, submission: Submission, source: SourceFile) -> Response:
        """The whole file with what was typed into its fields."""
        try:
            written = written_by(submission, self._state.config, source)
        except Refused as error:
            return self._again(submission, source, 422, *error.messages)
        before = written.before
        if before is None or before.digest != submission.digest:
            return self._conflict(submission, read_entry_file(source, self._state.config))
        fields, base = whole_form(written.text).fields, whole_form(before.text).fields
        return self._again(replace(submission, fields=fields, base=base, is_whole=True), source, 200)

    def _again(
        self,
        submission: Submission,
        source: SourceFile | None,
        status: int,
        *told: Message,
        may_insist: bool = False,
    ) -> Response:
        """The form with what was typed."""
        if source is None:
            view = self._view(submission, self._new_form, told, status)
            return self._page(replace(view, may_insist=may_insist))
        try:
            file = read_entry_file(source, self._state.config)
        except FileRefused as error:
            return _refused(409, f"{error}.")
        form = self._form_of(file, is_whole=submission.is_whole)
        view = replace(self._view(submission, form, told, status, source), may_insist=may_insist)
        return self._page(replace(view, differences=_differences(submission, form)))

    def _conflict(self, submission: Submission, file: EntryFile) -> Response:
        """Both versions side by side, where the file changed since the form was made: 409."""
        form = self._form_of(file, is_whole=submission.is_whole)
        mine = as_typed(submission.fields, is_whole=form.is_whole)
        fields = merged(submission.base, mine, form.fields, form.names)
        compared = in_conflict(submission.base, mine, form.fields, form.names)
        new = replace(submission, fields=fields, digest=file.digest, base=form.fields, compared=compared)
        view = self._view(new, form, (Message(own="changed" if compared else "both-kept"),), 409, file.source)
        return self._page(replace(view, differences=_differences(new, form)))

    async def make_preview(self, request: Request) -> Response:
        """The page as it will be: its address for a script, and else the page itself.

        A script learns too whether the site was checked, and asks again where it was not: findings come after that.
        """
        submission = await self._submission(request)
        if isinstance(submission, Response):
            return submission
        if not self._guard.has_token(submission.token):
            return _refused(403, "The server was started anew since this page was opened.")
        wants_json = "application/json" in request.headers.get("accept", "")
        is_checked = self._current.inspection is not None
        made, told = await run_in_threadpool(self._make_preview, submission)
        if wants_json:
            answer = {
                "page": made,
                "messages": [_as_json(each) for each in told],
                "isChecked": is_checked,
            }
            return JSONResponse(answer, headers=_HEADERS)
        if made:
            return RedirectResponse(made, 303, headers=_HEADERS)
        return _refused(422, "\n".join(f"{message.what or message.field}." for message in told))

    def _make_preview(self, submission: Submission) -> tuple[str, Sequence[Message]]:
        """The address of the preview, empty if there is none, and what is told at the fields."""
        state = self._state
        source = self._source(submission.file) if submission.file else None
        if submission.file and source is None:
            return "", ()
        try:
            written = written_by(submission, state.config, source)
        except Refused as error:
            return "", error.messages
        with self._previewing:
            known, checked = self._current.snapshot.published, self._current.inspection
            shown = preview(state, written.source, written.text, known, checked)
        form = EntryForm(Fields()) if source is None else read_form(written.text, state.config.fields)
        form = whole_form("") if submission.is_whole else form
        told = messages(shown.problems, written.text, state.config)
        told = tuple(replace(message, field=shown_field(message.field, form)) for message in told)
        if shown.address is None:
            return "", told
        name = token_hex(8)
        self._previews[name] = (shown.address, shown.page)
        while len(self._previews) > MAX_PREVIEWS:
            self._previews.popitem(last=False)
        return f"{INTERNAL}entry/preview/{name}/{quote(shown.address)}", told

    async def preview(self, request: Request) -> Response:
        """A page as it will be. What it shows beside itself, such as its style sheet, is that of the site."""
        if why := self._guard.refuses_reading(request):
            return _refused(403, why)
        path = request.path_params["path"]
        address, page = self._previews.get(request.path_params["name"], (None, b""))
        if path == address:
            headers = _HEADERS | {"Content-Security-Policy": _PREVIEW_POLICY}
            return Response(page, 200, headers, "text/html; charset=utf-8")
        return RedirectResponse(self._current.snapshot.base + quote(path), 302, headers=_HEADERS)

    @property
    def _state(self) -> SiteState:
        return self._current.snapshot.state

    def _source(self, relative_path: str) -> SourceFile | None:
        """A Markdown file of the site by its path below content/: one that was found there, and no other."""
        found = self._state.sources.files.get(relative_path)
        return found if found and found.is_markdown else None

    def _source_of_page(self, page: str) -> SourceFile | None:
        """The file that the page of an entry is made from."""
        snapshot = self._current.snapshot
        target = snapshot.find(page)
        text = snapshot.text(target.planned) if isinstance(target, Made) else None
        return self._source(text.path.removeprefix(self._state.config.content_prefix)) if text else None

    @property
    def _new_form(self) -> EntryForm:
        """The form of a new entry, with nothing filled in."""
        return EntryForm(Fields(kinds=dict.fromkeys(self._state.config.fields.kinds, ())))

    def _form_of(self, file: EntryFile, *, is_whole: bool) -> EntryForm:
        """The form of a file; one with all of its text where that is asked for, or the file is of no entry."""
        parsed = self._state.texts.parsed.get(file.source.relative_path)
        is_entry = parsed is None or parsed.item is None or isinstance(parsed.item, Entry)
        return read_form(file.text, self._state.config.fields) if is_entry and not is_whole else whole_form(file.text)

    def _edit(self, file: EntryFile, *, is_whole: bool) -> FormState:
        """A form as a file fills it in."""
        form = self._form_of(file, is_whole=is_whole)
        submission = Submission(
            form.fields, file.source.relative_path, file.digest, form.fields, is_whole=form.is_whole
        )
        return self._view(submission, form, source=file.source)

    def _view(
        self,
        submission: Submission,
        form: EntryForm,
        told: Sequence[Message] = (),
        status: int = 200,
        source: SourceFile | None = None,
    ) -> FormState:
        return FormState(
            submission=submission,
            form=form,
            token=self._guard.token,
            base=self._current.snapshot.base,
            back=self._way_back(source),
            path=source.path if source else "",
            messages=(*told,),
            status=status,
            is_posted=bool(submission.do),
            known=self._known(source),
        )

    def _way_back(self, source: SourceFile | None) -> str:
        """The page that the form leads back to: that of the entry, or the front page."""
        snapshot = self._current.snapshot
        parsed = snapshot.state.texts.parsed.get(source.relative_path) if source else None
        return quote(snapshot.base + (parsed.item.address if parsed and parsed.item else ""))

    def _known(self, source: SourceFile | None) -> Mapping[str, str]:
        """What an entry has for fields whose keys its file may not have."""
        parsed = self._state.texts.parsed.get(source.relative_path) if source else None
        entry = parsed.entry if parsed else None
        return {"title": entry.title, "date": entry.date.iso} if entry else {}

    def _page(self, view: FormState) -> Response:
        return Response(form_page(view, self._state), view.status, _HEADERS, "text/html; charset=utf-8")


def _differences(submission: Submission, form: EntryForm) -> tuple[Difference, ...]:
    mine = as_typed(submission.fields, is_whole=form.is_whole)
    return tuple(difference(name, form.fields, mine) for name in differing(mine, form.fields, submission.compared))


def _as_json(message: Message) -> Mapping[str, Any]:
    return {
        "field": message.field,
        "own": message.own,
        "is_error": message.is_error,
        "sentence": "" if message.own else message.sentence,
    }


def _of_path(path: str) -> tuple[str, str]:
    """The section and the date that the place of a file says: `("news", "2011-05-15")`; empty where it says none."""
    location = locate("", path)
    section, *folders = location.folders or ("",)
    return section, _day(location.name_date or "-".join(folders[:3]))


def _day(written: str) -> str:
    """A date that a page leads here with, as the form has it; empty for anything else."""
    try:
        return parse_date(written).iso
    except ValueError:
        return ""


def _today(config: Config) -> Date:
    """The day that counts as today."""
    day = datetime.date.today()
    return config.today or Date(day.year, day.month, day.day)


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status, headers=_HEADERS)
