"""The export as an SQLite database, with full-text search; what readers may see, as Datasette and others show it.

    select title, date from entries where number in (select rowid from entries_fts where entries_fts match 'missile');

https://www.sqlite.org/fts5.html, https://docs.datasette.io/en/stable/full_text_search.html
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from builder.core.model import Entry
from builder.core.urls import Address, Slug
from builder.pages.data_formats import compact_json
from builder.pages.data_set import entry_record, page_record, site_record
from builder.pages.shared import Pieces

SCHEMA = """
CREATE TABLE site (
  key TEXT PRIMARY KEY,
  value TEXT
);
CREATE TABLE entries (
  number INTEGER PRIMARY KEY, -- by date; of this export only
  id TEXT NOT NULL UNIQUE, -- the address without its ending
  url TEXT NOT NULL,
  section TEXT NOT NULL,
  date TEXT NOT NULL, -- 2011-05-15, 2011-05 or 2011
  "end" TEXT, -- the last day, month or year of what lasts
  title TEXT NOT NULL,
  summary TEXT,
  markdown TEXT NOT NULL,
  body_html TEXT NOT NULL,
  importance INTEGER, -- 1 to 10
  status TEXT,
  location TEXT,
  language TEXT, -- where it is not the site's
  updated TEXT,
  image_url TEXT,
  image_alt TEXT,
  image_credit TEXT
);
CREATE INDEX entries_by_date ON entries (date);
CREATE TABLE contexts (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE, -- the topic's page is topics/<slug>/index.html
  kind TEXT,
  description TEXT
);
CREATE TABLE entry_contexts (
  entry INTEGER NOT NULL REFERENCES entries (number),
  context INTEGER NOT NULL REFERENCES contexts (number),
  position INTEGER NOT NULL, -- among those of the entry, from 1 on
  PRIMARY KEY (entry, context)
);
CREATE INDEX entries_of_contexts ON entry_contexts (context, entry);
CREATE TABLE sources (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries (number),
  position INTEGER NOT NULL,
  name TEXT NOT NULL, -- the outlet
  title TEXT, -- the headline
  url TEXT,
  date TEXT,
  archive_url TEXT,
  author TEXT,
  note TEXT -- an address that is none of the web
);
CREATE INDEX sources_of_entries ON sources (entry);
CREATE INDEX sources_by_name ON sources (name);
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries (number),
  position INTEGER NOT NULL,
  date TEXT NOT NULL, -- when it was made
  note TEXT NOT NULL -- what was wrong
);
CREATE INDEX corrections_of_entries ON corrections (entry);
CREATE TABLE related (
  entry INTEGER NOT NULL REFERENCES entries (number),
  related INTEGER NOT NULL REFERENCES entries (number),
  position INTEGER NOT NULL, -- the best first, from 1 on
  contexts TEXT NOT NULL, -- the names that both have, as a JSON array
  PRIMARY KEY (entry, related)
);
CREATE TABLE pages (
  url TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT,
  markdown TEXT NOT NULL,
  body_html TEXT NOT NULL
);
"""
FULL_TEXT = """
CREATE VIRTUAL TABLE entries_fts USING fts5 (
  title, summary, markdown, content="entries", content_rowid="number", tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');
"""

_ENTRY_FIELDS = (
    *("id", "url", "section", "date", "end", "title", "summary", "markdown", "body_html"),
    *("importance", "status", "location", "language", "updated", "image_url", "image_alt", "image_credit"),
)
_SOURCE_FIELDS = ("name", "title", "url", "date", "archive_url", "author", "note")
_PAGE_FIELDS = ("url", "title", "summary", "markdown", "body_html")


_CAUSES = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
"""What the system says of what these codes of SQLite say: https://www.sqlite.org/rescode.html."""


def write_database(file: Path, pieces: Pieces) -> None:
    """Write a new database. Raises OSError, as for any file."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;{SCHEMA}")
            database.execute("BEGIN")
            for table, row in _rows(pieces):
                database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  # our own names
            database.execute("COMMIT")
            database.executescript(FULL_TEXT)
    except sqlite3.OperationalError as error:
        raise OSError(_CAUSES.get(error.sqlite_errorcode & 0xFF, 0), str(error)) from error


def _rows(pieces: Pieces) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of all tables, each with the name of its table."""
    site = pieces.site
    for key, value in site_record(site.config).items():
        yield "site", (key, value)
    contexts = {slug: number for number, slug in enumerate(site.topics, 1)}
    for slug, number in contexts.items():
        topic = site.topics[slug]
        yield "contexts", (number, topic.name, slug, topic.kind, topic.description)
    numbers = {entry.address: number for number, entry in enumerate(site.entries, 1)}
    for entry in site.entries:
        yield from _rows_of_entry(pieces, entry, numbers, contexts)
    for page in site.pages:
        record = page_record(pieces, page)
        yield "pages", tuple(record[name] for name in _PAGE_FIELDS)


def _rows_of_entry(
    pieces: Pieces, entry: Entry, numbers: dict[Address, int], contexts: dict[Slug, int]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    number, record = numbers[entry.address], entry_record(pieces, entry)
    image = {f"image_{name}": value for name, value in (record.get("image") or {}).items()}
    values = {**record, **image, "section": entry.section}
    yield "entries", (number, *(values.get(name) for name in _ENTRY_FIELDS))
    for position, slug in enumerate(entry.topics, 1):
        yield "entry_contexts", (number, contexts[slug], position)
    for position, source in enumerate(record["sources"], 1):
        yield "sources", (None, number, position, *(source.get(name) for name in _SOURCE_FIELDS))
    for position, correction in enumerate(entry.corrections, 1):
        yield "corrections", (None, number, position, correction.date.iso, correction.note)
    for position, related in enumerate(pieces.site.related(entry), 1):
        shared = compact_json([topic.name for topic in related.shared])
        yield "related", (number, numbers[related.entry.address], position, shared)
