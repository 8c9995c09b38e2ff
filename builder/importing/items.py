"""What an importer gives: texts and files for content/, batch by batch, and what it could not take."""

from collections.abc import Mapping
from typing import Any

from msgspec import field

from builder.core.record import Record


class TextItem(Record, frozen=True):
    """A text of which the fields are known: its file is made of them, or brought up to date.

    TextItem("day.wiki:4", "news/2011/05/15/a.md", {"title": "A", "date": "2011-05-15"})
    """

    place: str
    """Where it is written, for messages."""
    path: str
    """The path below content/ that its file is to have."""
    front: Mapping[str, Any]
    """Its front matter: texts, numbers, and lists of texts or of mappings."""
    body: str = ""
    """Its text as Markdown."""
    key: str = ""
    """What it is called in its source from one import to the next; empty where it is known by its likeness."""
    known_by: str = "path"
    """What its key is made of, for messages: `path`, `ID`, or `title and date`."""
    old_paths: tuple[str, ...] = ()
    """Where its file lay before its date changed in the source."""


class FileItem(Record, frozen=True):
    """A file that is to be written as it is."""

    place: str
    path: str
    content: bytes


class Refused(Record, frozen=True):
    """What is not taken, and why."""

    place: str
    why: str


class Batch(Record, frozen=True):
    """What belongs together in a source: the entries of a day, or one file."""

    items: tuple[TextItem | FileItem, ...] = ()
    refused: tuple[Refused, ...] = ()
    day: str = ""
    """The day of which the items are all that the source has: `2011-05-15`. Those without a key are known by it."""
    is_unread: bool = False
    """Whether the source could not be read to its end, as what is refused says."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """What was passed over, by what it is, with its count: `{"templates without words: flagicon": 2}`."""


class SourceRefused(Exception):
    """Raised where a source cannot be read any further; says why in words for the person who gave it."""
