"""The reference's page on data: what a small site publishes, and command lines that read it."""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from builder.cli.main import main
from builder.explanations.page import LANGUAGES, fenced
from tests.manual.harbour import FILES, harbour
from tests.manual.made_page import page as page_of
from tests.sites import SiteFolder

ENTRY = "news/2011/05/15/a-harbour-reopens.json"

INTRODUCTION = """\
Everything on a site is also there for programs. All of it has a contract: the [JSON Schemas](https://json-schema.org/)
that lie on each site under `static/schema/`. A field that few entries have, such as `image`, is left out of the others.
Fields are added in later versions, and none is taken away or changes its meaning.

The lines below work on this site of three entries; copy the files, and try. They need `jq`, `curl` and `sqlite3`."""

SQL = """\
select entries.date, entries.title from entries_fts join entries on entries.number = entries_fts.rowid
where entries_fts match 'harbour AND (ship OR ferry)' order by entries.date;

select contexts.name, count(*) from entry_contexts join contexts on contexts.number = entry_contexts.context
group by contexts.number order by 2 desc limit 20;

select other.date, other.title from related join entries on entries.number = related.entry
join entries as other on other.number = related.related
where entries.title like 'A harbour%' order by related.position;"""


def page() -> str:
    """The page, with its data as the site of the examples publishes it."""
    return page_of(
        "Data by example",
        6,
        "JSON of entries, days and topics, JSON Lines, CSV and SQLite, with lines for jq, curl and SQL.",
        "tests/manual/data_reference.py, with the output of a build",
        *_parts(),
    )


def _parts() -> Iterator[str]:
    with harbour() as site:
        site.build()
        yield INTRODUCTION
        yield "## The site of the examples"
        for name, text in FILES.items():
            language = LANGUAGES[name[name.rindex(".") :]]
            yield fenced(text, f'{language} title="{name}"')
        yield fenced("dateline build", "sh")
        yield from _of_files(site)
        yield from _of_all(site)
        yield from _of_search(site)
        yield from _of_sqlite(site)


def _of_files(site: SiteFolder) -> Iterator[str]:
    """Entries, days and topics."""
    yield "## An entry"
    yield "Beside each entry's page lies the same as JSON, if the setting [`formats`](settings.md#formats) has `json`."
    yield from _json(site.data(ENTRY), f"`{ENTRY}`")
    yield fenced(
        f"jq -r '.title, .contexts[]' output/{ENTRY}\n"
        f"jq -r '.related[] | [.date, .title, (.contexts | join(\" + \"))] | @tsv' output/{ENTRY}\n"
        f"curl -s https://example.org/harbour/{ENTRY} | jq .sources",
        "sh",
    )
    yield "## A day"
    yield from _json(site.data("news/2011/05/16/index.json"), "`news/2011/05/16/index.json`")
    yield fenced("jq -r '.entries[].title' output/news/2011/05/16/index.json", "sh")
    yield "## A topic"
    yield from _json(site.data("topics/shipping/index.json"), "`topics/shipping/index.json`")
    yield fenced("jq -r '.entries[] | [.date, .title] | @tsv' output/topics/shipping/index.json", "sh")


def _of_all(site: SiteFolder) -> Iterator[str]:
    """All of a site in one file."""
    lines = gzip.decompress((site.output / "entries.jsonl.gz").read_bytes()).decode().splitlines()
    records = [json.loads(line) for line in lines]
    yield "## All entries: entries.jsonl.gz"
    yield (
        "With the setting [`data`](settings.md#data), or by `dateline export jsonl FILE`: a record on each line, with "
        "a `type`. The first is of the site."
    )
    for kind, name in (("site", "The site"), ("entry", "An entry"), ("topic", "A topic")):
        yield from _json(next(record for record in records if record["type"] == kind), name)
    yield fenced(
        "gzip -dc output/entries.jsonl.gz | jq -r 'select(.type == \"entry\") | [.date, .title] | @tsv'\n"
        "gzip -dc output/entries.jsonl.gz | jq -r 'select(.type == \"entry\") | .contexts[]' | sort | uniq -c",
        "sh",
    )
    yield "## CSV: entries.csv.gz"
    yield "A row for each entry. Where a field has several values, each stands on a line of its own inside it."
    rows = gzip.decompress((site.output / "entries.csv.gz").read_bytes()).decode()
    yield fenced(rows.splitlines()[0], "text")
    yield fenced("dateline export csv harbour.csv\nhead -n 1 harbour.csv", "sh")


def _of_search(site: SiteFolder) -> Iterator[str]:
    """The search index."""
    yield "## The search index"
    yield (
        "The files below `search/` are for the search page, and change their form from version to version; its number "
        "is in the first. A program should read the data above."
    )
    yield from _json(site.data("search/index.json"), "`search/index.json`")
    names = sorted(file.relative_to(site.output).as_posix() for file in (site.output / "search").rglob("*.json"))
    kinds = dict.fromkeys("/".join(name.split("/")[:2]) if name.count("/") > 1 else name for name in names)
    yield f"Beside it are {', '.join(f'`{name}`' for name in kinds if name != 'search/index.json')}."
    yield fenced("jq . output/search/facets.json", "sh")


def _of_sqlite(site: SiteFolder) -> Iterator[str]:
    """The database, its tables as they are."""
    file = site.path / "harbour.sqlite"
    main(["export", "sqlite", str(file), "--site", str(site.path), "--quiet"])
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        shown = [name for name in tables if not name.startswith(("sqlite_", "entries_fts_"))]
        columns = {name: [row[1] for row in database.execute(f"pragma table_info({name})")] for name in shown}
    yield "## SQLite"
    yield "For `sqlite3`, [Datasette](https://datasette.io/) or any other program."
    rows = "\n".join(f"| `{name}` | {', '.join(f'`{each}`' for each in those)} |" for name, those in columns.items())
    yield f"| table | columns |\n|---|---|\n{rows}"
    yield fenced("dateline export sqlite harbour.sqlite", "sh")
    yield fenced(SQL, "sql")
    yield fenced('sqlite3 harbour.sqlite "select date, title from entries order by date"', "sh")


def _json(value: Any, name: str) -> Iterator[str]:
    """Data, below the name of the file that holds it."""
    yield f"{name}:"
    yield fenced(json.dumps(value, indent=2, ensure_ascii=False), "json")
