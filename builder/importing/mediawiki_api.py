"""Pages of days by the API of MediaWiki, asked as it wants to be: one request at a time, with a name and patience.

What it gave is kept in `.dateline/wikipedia/`, an hour for late days, which still change, and a month for older ones.
https://www.mediawiki.org/wiki/API:Etiquette, https://www.mediawiki.org/wiki/Manual:Maxlag_parameter
"""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from builder.cache.files import replace_file
from builder.config.config import Config
from builder.core.dates import Date
from builder.core.file_errors import naming
from builder.core.http_etiquette import Clock, retry_after, user_agent
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Record
from builder.importing.items import Batch, Refused, SourceRefused
from builder.importing.wikitext import read_day

WIKIPEDIA = "https://en.wikipedia.org/w/api.php"
"""The API of the wiki that has the portal."""

AT_ONCE = 20
"""Pages of one request."""

ANSWER_LIMIT = 64 * 1024 * 1024
"""The bytes of an answer: twenty pages of the largest size have less."""

TRIES = 5
LONGEST_WAIT = 60.0
"""Seconds to wait before another try, at most."""

TIMEOUT = 30.0
MAX_CONTINUED = 50

_PAUSE = 0.5
"""Seconds between requests."""

_BUSY = frozenset({429, 500, 502, 503, 504})
_HOUR, _MONTH = 3_600.0, 30 * 86_400.0
_LATE = 30
"""Days for which a page still changes often."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class _Kept(Record, frozen=True):
    """What the API gave for a day, and when."""

    at: float
    text: str
    """Empty where there is no page."""


def title_of(day: Date) -> str:
    """The title of the page of a day: `Portal:Current events/2011 May 15`."""
    return f"Portal:Current events/{day.year} {_MONTHS[(day.month or 1) - 1]} {day.day}"


class WikiApi:
    """Asks for the pages of days."""

    def __init__(self, config: Config, address: str = WIKIPEDIA, clock: Clock | None = None) -> None:
        self._agent = user_agent(config.repository, config.base_url)
        self._folder = config.root / ".dateline/wikipedia"
        self._address = address
        self._clock = clock or Clock()
        self._today = config.today

    def texts(self, days: Sequence[Date], progress: Progress) -> Iterator[tuple[Date, str]]:
        """The wikitext of each day, in order; empty where there is no page."""
        done = 0
        for start in range(0, len(days), AT_ONCE):
            some = days[start : start + AT_ONCE]
            kept = {day: text for day in some if (text := self._kept(day)) is not None}
            asked = [day for day in some if day not in kept]
            found = self._ask(asked, progress) if asked else {}
            for day in some:
                done += 1
                progress.show("fetch", done, len(days))
                yield day, kept[day] if day in kept else found.get(day, "")

    def _kept(self, day: Date) -> str | None:
        """What was given for a day, if that is not too long ago."""
        try:
            kept = msgspec.json.decode(read_file(self._folder / f"{day.iso}.json"), type=_Kept)
        except (OSError, msgspec.DecodeError, RecursionError):
            return None
        is_late = self._today is not None and self._today.ordinal - day.ordinal <= _LATE
        return kept.text if 0 <= self._clock.now() - kept.at < (_HOUR if is_late else _MONTH) else None

    def _ask(self, days: Sequence[Date], progress: Progress) -> dict[Date, str]:
        """Ask for some days, and keep the answer."""
        titles = {title_of(day): day for day in days}
        query = {
            "action": "query",
            "format": "json",
            "formatversion": "2",
            "maxlag": "5",
            "prop": "revisions",
            "rvprop": "content",
            "rvslots": "main",
            "titles": "|".join(titles),
        }
        found: dict[Date, str] = {}
        more: Mapping[str, str] = {}
        for _ in range(MAX_CONTINUED):
            answer = self._answer({**query, **more}, progress)
            for title, text in _pages(answer):
                if title in titles and text is not None:
                    found[titles[title]] = text
            more = {str(key): str(value) for key, value in (answer.get("continue") or {}).items()}
            if not more:
                break
        if not (self._folder.is_symlink() or self._folder.parent.is_symlink()):
            self._folder.mkdir(parents=True, exist_ok=True)
            for day in days:
                self._keep(day, msgspec.json.encode(_Kept(self._clock.now(), found.get(day, ""))))
        return found

    def _keep(self, day: Date, answer: bytes) -> None:
        file = self._folder / f"{day.iso}.json"
        with naming(file), suppress(IsADirectoryError):  # a folder in its place stays, and the day is asked for again
            replace_file(file, answer)

    def _answer(self, query: Mapping[str, str], progress: Progress) -> Mapping[str, Any]:
        """The answer to a query; tries again where the server is busy. Raises SourceRefused if none comes."""
        why = ""
        self._clock.sleep(_PAUSE)
        for attempt in range(TRIES):
            try:
                return self._request(query)
            except _Busy as busy:
                why = busy.why
                seconds = min(busy.seconds or 2.0**attempt, LONGEST_WAIT)
            if attempt + 1 < TRIES:
                progress.say(f"The wiki does not answer ({why}); asking again in {seconds:.0f} s.")
                self._clock.sleep(seconds)
        raise SourceRefused(
            f"it did not answer in {TRIES} tries ({why}); what came before is imported, try again later"
        )

    def _request(self, query: Mapping[str, str]) -> Mapping[str, Any]:
        url = f"{self._address}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(url, headers={"User-Agent": self._agent})  # noqa: S310  # checked: http or https
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                content = response.read(ANSWER_LIMIT + 1)
                wait = retry_after(response.headers.get("Retry-After"), self._clock.now())
                if response.length and len(content) <= ANSWER_LIMIT:  # what it said it has and did not send
                    raise _Busy("its answer broke off")
        except urllib.error.HTTPError as error:
            if error.code in _BUSY:
                wait = retry_after(error.headers.get("Retry-After"), self._clock.now())
                raise _Busy(f"status {error.code}", wait) from error
            raise SourceRefused(f"it answers with status {error.code}, {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            cause = getattr(error, "reason", error)
            raise _Busy((getattr(cause, "strerror", None) or str(cause) or "the connection broke").lower()) from error
        if len(content) > ANSWER_LIMIT:
            raise SourceRefused("its answer is larger than any page")
        return _checked(content, wait)


class _Busy(Exception):
    """Raised where the server asks for patience."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


def _checked(content: bytes, wait: float) -> Mapping[str, Any]:
    """The answer that some bytes are. Raises SourceRefused for what is none."""
    try:
        answer = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceRefused("its answer is not JSON; is it the address of an API?") from error
    if not isinstance(answer, dict):
        raise SourceRefused("its answer is not one of MediaWiki's")
    if isinstance(wrong := answer.get("error"), dict):
        if wrong.get("code") in ("maxlag", "ratelimited"):
            raise _Busy(str(wrong.get("code")), wait)
        raise SourceRefused(f"it says: {wrong.get('info') or wrong.get('code')}")
    return answer


def _pages(answer: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The titles of the pages of an answer, with their texts; none for one that is not there."""
    try:
        pages = msgspec.convert(answer.get("query", {}), type=_Query).pages
    except msgspec.ValidationError as error:
        raise SourceRefused("its answer is not one of MediaWiki's") from error
    for page in pages:
        main = page.revisions[0].slots.get("main") if page.revisions else None
        yield page.title, main.content if main else None


class _Slot(Record, frozen=True):
    content: str = ""


class _Revision(Record, frozen=True):
    slots: Mapping[str, _Slot] = {}


class _Page(Record, frozen=True):
    title: str = ""
    revisions: tuple[_Revision, ...] = ()


class _Query(Record, frozen=True):
    pages: tuple[_Page, ...] = ()


def fetch_days(
    api: WikiApi, days: Sequence[Date], config: Config, progress: Progress, section: str = "news"
) -> Iterable[Batch]:
    """The batches of some days, as the wiki has them now."""
    texts = api.texts(days, progress)
    while True:
        try:
            day, text = next(texts)
        except StopIteration:
            return
        except SourceRefused as refused:
            yield Batch(refused=(Refused("the wiki", str(refused)),), is_unread=True)
            return
        yield read_day(text, title_of(day), config, section) if text else Batch(notes={"days without a page": 1})
