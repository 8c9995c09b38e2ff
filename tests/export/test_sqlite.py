"""The export as an SQLite database."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import main
from tests.export.hostile import SITE
from tests.sites import ROOT, SiteFolder


@pytest.fixture
def file(site: SiteFolder) -> Path:
    """The hostile site as a database."""
    site.write(SITE)
    made = site.path.with_name("site.sqlite")
    assert main(["export", "sqlite", str(made), "--site", str(site.path), "--quiet"]) == 0
    return made


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    """The same, opened."""
    with closing(sqlite3.connect(file)) as opened:
        yield opened


def test_an_entry_has_its_fields_contexts_and_sources(database: sqlite3.Connection) -> None:
    (a, *fields), *_ = database.execute(
        "select number, section, date, title from entries where id = 'news/2011/05/15/a'"
    ).fetchall()
    assert fields == ["news", "2011-05-15", 'A: "first"']
    contexts = database.execute(
        "select name, kind from entry_contexts join contexts on context = contexts.number "
        "where entry = ? order by position",
        (a,),
    ).fetchall()
    assert contexts == [("Los Angeles", None), ("C#", None), ("Iran", "place"), ("Vienna", "place")]
    sources = database.execute(
        "select name, title, url from sources where entry = ? order by position", (a,)
    ).fetchall()
    corrections = database.execute("select entry, position, date, note from corrections order by 1, 2").fetchall()
    assert corrections == [(a, 1, "2011-06-01", '=1: not "2"'), (a, 2, "2011-06", "Another line.")]
    assert sources == [("The Post", "=1+1", "https://post.example/a?b=1&c=2"), ("Gazette", None, None)]


def test_related_says_what_is_shared_and_in_which_order(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "select b.title, related.contexts from related join entries a on a.number = entry "
        "join entries b on b.number = related where a.id = 'news/2011/05/15/a' order by position"
    ).fetchall()
    assert [(title, json.loads(shared)) for title, shared in rows] == [
        ("JSON", []),
        ("Title", ["Iran", "Los Angeles"]),
    ]


def test_texts_are_searched_whatever_their_marks(database: sqlite3.Connection) -> None:
    found = "select title from entries_fts where entries_fts match ? order by rowid"
    assert database.execute(found, ("uber fluß",)).fetchall() == [("Über den Fluß",)]
    assert database.execute(found, ("secret OR hidden OR plans",)).fetchall() == []


def test_every_reference_leads_to_a_row(database: sqlite3.Connection) -> None:
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("insert into entries_fts (entries_fts) values ('integrity-check')")


def test_the_queries_that_the_manual_shows_find_something(database: sqlite3.Connection) -> None:
    page = (ROOT / "content/manual/publish/data.md").read_text("utf-8")
    (examples,) = re.findall(r"^```sql\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    search, count = [query for query in examples.split(";\n") if query.strip()]
    asked_for = search.replace("harbour AND (ship OR ferry)", "text AND iran")
    assert asked_for != search
    assert database.execute(asked_for).fetchall() == [("2011-05-15", 'A: "first"')]
    assert database.execute(count).fetchall()[0] == ("Iran", 2)


def asked(file: Path, path: str) -> Any:
    """What Datasette answers."""
    command = [sys.executable, "-W", "ignore", "-m", "datasette", str(file), "--get", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=file.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_datasette_opens_it_and_searches_and_follows_references(file: Path) -> None:
    found = asked(file, "/site/entries.json?_search=words&_shape=objects")
    assert [row["title"] for row in found["rows"]] == ["A mark of byte order"]
    tables = {table["name"]: table for table in asked(file, "/site.json")["tables"]}
    assert tables["entries"]["fts_table"] == "entries_fts"
    related = asked(file, "/site/related.json?_shape=objects&_labels=on&_facet_array=contexts")
    assert 'A: "first"' in [row["entry"]["label"] for row in related["rows"]]
    facet = related["facet_results"]["contexts"]["results"]
    assert {result["value"]: result["count"] for result in facet} == {"Iran": 2, "Los Angeles": 2}
