"""Copies in an archive: asks the Wayback Machine for the snapshot of a page that is closest to a day.

https://archive.org/help/wayback_api.php
"""

from urllib.parse import quote

import msgspec

from builder.core.dates import Date
from builder.core.record import Record
from builder.core.urls import is_web
from builder.linkcheck.crawl import PutOff
from builder.linkcheck.exchange import NoAnswer
from builder.linkcheck.probe import Ask
from builder.linkcheck.public_hosts import NotPublic

WAYBACK = "https://archive.org/wayback/available"
"""The API that says which snapshots there are."""


class ArchiveSilent(Exception):
    """Raised where the archive gives no answer that can be used; says why."""


class _Snapshot(Record, frozen=True):
    available: bool = False
    url: str = ""
    status: str = ""


class _Snapshots(Record, frozen=True):
    closest: _Snapshot = _Snapshot()


class _Answer(Record, frozen=True):
    archived_snapshots: _Snapshots = _Snapshots()


def find_snapshot(url: str, day: Date, ask: Ask, api: str = WAYBACK) -> str:
    """The address of the snapshot closest to a day; empty if there is none of a page that was there.

    Raises ArchiveSilent.
    """
    stamp = day.iso.replace("-", "")
    try:
        answer = ask("GET", f"{api}?url={quote(url, safe='')}&timestamp={stamp}")
    except (NoAnswer, NotPublic, PutOff) as error:
        raise ArchiveSilent("it does not answer, or wants to be asked later") from error
    if answer.status != 200:
        raise ArchiveSilent(f"it answered with status {answer.status}")
    try:
        found = msgspec.json.decode(answer.content, type=_Answer).archived_snapshots.closest
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveSilent("its answer is not that of the Wayback Machine") from error
    snapshot = _secure(found.url)
    is_usable = found.available and found.status.startswith("2") and is_web(snapshot)
    return snapshot if is_usable and snapshot.isprintable() and not set(snapshot) & set("\"'<>\\`{}") else ""


def _secure(snapshot: str) -> str:
    """The address with https, by which the Wayback Machine gives what it calls http."""
    is_plain = snapshot.startswith("http://web.archive.org/")
    return snapshot.replace("http://", "https://", 1) if is_plain else snapshot
