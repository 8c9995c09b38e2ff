"""Look whether an address leads to a page: HEAD, then GET where that says more, and redirects followed.

An answer of 404 or 410 says that a page is gone. So do two soft failures, which come with status 200: an address of
some depth that leads to the front page of its site, and a page whose title says that it is none. Other refusals, such
as 403, are often meant for programs only and say nothing of the page.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from builder.config.checked_sources import State, address_asked
from builder.core.record import Frozen
from builder.core.urls import is_web
from builder.linkcheck.exchange import Answer, NoAnswer
from builder.linkcheck.public_hosts import NotPublic

MAX_REDIRECTS = 10

Ask = Callable[[str, str], Answer]
"""Asks by a method for an address. Raises what `Exchange.ask` does."""

_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_GONE = frozenset({404, 410})

_TITLE = re.compile(rb"<title[^<>]*>([^<]*)</title", re.IGNORECASE)
_NO_PAGE = re.compile(
    r"\W*(error\W+)?4(04|10)(\W*$|\s*[^\w\s]|\s+(error|not found|page)\b)"
    r"|\W*(error\W+)?((the |this )?(page|file|article|story|document|content|site) )?"
    r"((could |can)?not (be )?found|(is |was )?(no longer|not) available|does(n't| not) exist)\b"
    r"|\W*(seite nicht gefunden|page (non trouvée|introuvable)|página no encontrada|الصفحة غير موجودة)",
    re.IGNORECASE,
)
"""Titles that begin as those of pages do that are not there. News begin otherwise: "Missing ship not found"."""


class Outcome(Frozen, frozen=True):
    """What came of asking for an address."""

    state: State
    why: str = ""
    """In words that go on from "it": `answered with status 404`."""
    moved: str = ""
    """The address to which it leads for good."""
    is_answered: bool = True
    """Whether any server answered, so that the network works."""


def look_at(url: str, ask: Ask) -> Outcome:
    """Look whether an address leads to a page."""
    at, seen, is_permanent = address_asked(url), [address_asked(url)], True
    while True:
        try:
            answer = _answer(at, ask)
        except NotPublic:
            why = f"leads to {_host(at)}, which is not on the public internet"
            return Outcome(State.PRIVATE, why, is_answered=len(seen) > 1)
        except NoAnswer as none:
            state = State.GONE if none.is_unknown_host else State.UNREACHABLE
            return Outcome(state, f"{none}{_by_way_of(at, url)}", is_answered=len(seen) > 1)
        location = answer.headers.get("location", "") if answer.status in _REDIRECTS else ""
        if not location:
            return _outcome(url, at, answer, is_permanent=is_permanent)
        is_permanent = is_permanent and answer.status in _PERMANENT
        at = address_asked(urljoin(at, _utf8(location)))
        if not is_web(at):
            return Outcome(State.UNREACHABLE, "redirects to what is no address of the web")
        if at in seen:
            return Outcome(State.CIRCLING, "redirects in a circle")
        if len(seen) > MAX_REDIRECTS:
            return Outcome(State.CIRCLING, f"redirects more than {MAX_REDIRECTS} times")
        seen.append(at)


def _answer(url: str, ask: Ask) -> Answer:
    """What a server answers to HEAD, if that tells enough; else what it answers to GET."""
    try:
        answer = ask("HEAD", url)
    except NoAnswer as none:
        if none.is_unknown_host:
            raise
        return ask("GET", url)
    may_be_soft = answer.status < 300 and "html" in answer.headers.get("content-type", "html").lower()
    return ask("GET", url) if may_be_soft or answer.status >= 400 else answer


def _outcome(url: str, at: str, answer: Answer, *, is_permanent: bool) -> Outcome:
    """What the last answer says."""
    if not 200 <= answer.status < 300:
        reason = f", {answer.reason}" if answer.reason and answer.reason.isprintable() else ""
        state = State.GONE if answer.status in _GONE else _state_of(answer.status)
        return Outcome(state, f"answered with status {answer.status}{reason}{_by_way_of(at, url)}")
    asked = address_asked(url)
    if _is_deep(url) and not _is_deep(at):
        return Outcome(State.GONE, f"leads to a front page, {at}")
    if title := _title_of_no_page(answer):
        return Outcome(State.GONE, f'shows a page whose title is "{title}"')
    has_moved = is_permanent and _without_scheme(at) != _without_scheme(asked)
    return Outcome(State.MOVED, moved=at) if has_moved else Outcome(State.GOOD)


def _state_of(status: int) -> State:
    """The state that a failure tells of: that of the server, or its refusal to show a page to a program."""
    return State.REFUSED if 400 <= status < 500 or status >= 600 else State.UNREACHABLE


def _by_way_of(at: str, url: str) -> str:
    return "" if at == address_asked(url) else f" at {at}"


def _is_deep(url: str) -> bool:
    """Whether an address is that of a page of a site, and not of its front page."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _title_of_no_page(answer: Answer) -> str:
    """The title of a page that says that it is none; empty of one that does not."""
    found = _TITLE.search(answer.content)
    title = " ".join(html.unescape(found[1].decode(errors="replace")).split()) if found else ""
    return title[:80] if _NO_PAGE.match(title) else ""


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]


def _utf8(header: str) -> str:
    """A header as its server meant it: they are read as Latin-1, and addresses are written in UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
