"""What is known to be wrong with addresses of sources, as `dateline sources check` wrote it down: `.sources.jsonl`.

It lies beside content/ and is committed with it, so that a build can mark dead sources and asks no server: what is
published depends on files alone. A line for each address that is dead, failing, moved or private, in their order:

    {"url": "https://example.org/ferry", "state": "gone", "why": "answered with status 404", "since": "2031-05-01", ...}
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from urllib.parse import urldefrag

import msgspec

from builder.core.dates import parse_date
from builder.core.real_files import read_file
from builder.core.record import Record
from builder.core.urls import is_web

FILE = ".sources.jsonl"
"""The file of the site's folder that has what is wrong."""

_GONE_DAYS = 2
_UNREACHABLE_DAYS = 3
_UNREACHABLE_SPAN = 7
"""Days between the first and the last of them, at least."""


class State(Enum):
    """The states of an address when it was asked last."""

    GOOD = "good"
    REFUSED = "refused"
    """The server answers, but lets no program see the page."""
    BUSY = "busy"
    """The server wants to be asked later."""
    MOVED = "moved"
    """It leads to another address for good."""
    PRIVATE = "private"
    """It is one of this machine or of a private network."""
    CIRCLING = "circling"
    """It redirects without end, as some servers do for who keeps no cookies: so that says nothing of the page."""
    UNREACHABLE = "unreachable"
    """No answer came, or the server failed."""
    GONE = "gone"
    """There is no such page, or no such host."""


FAILING = frozenset({State.CIRCLING, State.UNREACHABLE, State.GONE})
"""The states in which there was no page."""

WRONG = FAILING | {State.MOVED, State.PRIVATE}
"""The states that are written down in the committed file."""


class CheckedSource(Record, frozen=True):
    """What is known of the address of a source."""

    url: str
    """Without a `#fragment`."""
    state: State
    why: str = ""
    """What came, in words that go on from "it": `answered with status 404`."""
    since: str = ""
    """The first day on which it was so, and never otherwise since then."""
    last: str = ""
    """The last day on which it was asked; of what moved or is private it is not written down."""
    days: int = 1
    """On how many days there was no page, since the first of them."""
    moved: str = ""
    """The address to which it leads for good."""
    archive: str = ""
    """A copy in an archive."""
    searched: str = ""
    """The last day on which the archive had none."""

    @property
    def is_dead(self) -> bool:
        """Whether it counts as dead, which one failure never tells.

        That is said of a page that was gone on two days, and of one that could not be reached on three, of which the
        first and the last are a week apart.
        """
        if self.state is State.GONE:
            return self.days >= _GONE_DAYS
        return (
            self.state is State.UNREACHABLE
            and self.days >= _UNREACHABLE_DAYS
            and parse_date(self.last).ordinal - parse_date(self.since).ordinal >= _UNREACHABLE_SPAN
        )


def address_asked(url: str) -> str:
    """The address by which a server is asked for a page: without its `#fragment`."""
    return urldefrag(url).url


def read_checked(file: Path) -> dict[str, CheckedSource]:
    """What a file has, by address; nothing if it is not there."""
    try:
        return checked_in(read_file(file))
    except FileNotFoundError:
        return {}


def checked_in(content: bytes) -> dict[str, CheckedSource]:
    """What some lines have, by address; one that is none, as a merge of git may leave it, is passed over."""
    found = (each for line in content.splitlines() if (each := _decoded(line)))
    return {each.url: each for each in found}


def unread_lines(file: Path) -> tuple[int, ...]:
    """The numbers of the lines of a file that are passed over; none if it is not there."""
    try:
        lines = read_file(file).splitlines()
    except FileNotFoundError:
        return ()
    return tuple(number for number, line in enumerate(lines, 1) if line.strip() and not _decoded(line))


def _decoded(line: bytes) -> CheckedSource | None:
    try:
        checked = _decoder.decode(line)
        for day in (checked.since, checked.last) if checked.state in FAILING else ():
            parse_date(day)
        for day in filter(None, (checked.since, checked.last, checked.searched)):
            parse_date(day)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
        return None
    return checked if all(map(is_web, filter(None, (checked.moved, checked.archive)))) else None


def checked_lines(checked: Iterable[CheckedSource]) -> bytes:
    """The lines of a file, in the order of addresses."""
    return b"".join(_encoder.encode(each) + b"\n" for each in sorted(checked, key=lambda each: each.url))


def dead_sources(root: Path) -> Mapping[str, CheckedSource]:
    """The dead ones of a site by their addresses, with no more of each than pages show of it."""
    found = read_checked(root / FILE).values()
    return {
        each.url: CheckedSource(each.url, State.GONE, since=each.since, archive=each.archive)
        for each in found
        if each.is_dead
    }


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(CheckedSource)
