"""The readers that hostile inputs are given to."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from builder.config.checked_sources import checked_in
from builder.config.config import Config
from builder.config.load import load_config
from builder.content.read import FileParser
from builder.content.scan import SourceFile
from builder.core.model import BodyLink, LinkKind
from builder.core.problems import Code, Place, ProblemsFound
from builder.core.progress import Progress
from builder.core.text import collation_key, one_line, truncate
from builder.core.urls import slugify, topic_slug
from builder.frontmatter.yaml_edits import apply_edits
from builder.importing.items import Batch, SourceRefused
from builder.importing.jsonl import read_jsonl
from builder.importing.ledger import with_rows_of
from builder.importing.mediawiki_xml import pages_in
from builder.importing.page_site import read_pages
from builder.importing.spreadsheet import read_csv
from builder.importing.streams import open_stream
from builder.importing.timelinejs import read_timelinejs
from builder.importing.wikitext import read_day
from builder.renaming.text_edits import Renaming, context_edits, link_edits
from builder.scaffold.new_entry import EntryRefused
from builder.scaffold.suggested_entry import read_suggestion
from builder.search.fold import index_words, name_words
from builder.theme.catalogs import CatalogFile, merge_catalogs
from tests.hostile.inputs import (
    CATALOGUES,
    ENTRIES,
    EXPORTS,
    ISSUES,
    JSON_LINES,
    NAMES,
    PAGES,
    RENAMED,
    ROWS,
    SETTINGS,
    TABLES,
    TIMELINES,
    WIKITEXT,
    Make,
)


@cache
def _config() -> Config:
    with TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        Path(folder, "dateline.toml").write_text('title = "A"\n', encoding="utf-8")
        return load_config(Path(folder))


def read_entry(content: bytes) -> str:
    """Read the bytes of an entry's file; says whether it was read, and the codes of its problems."""
    file = SourceFile("content/", "news/2011/05/15/a.md")
    parsed = FileParser(_config()).parse(content, file).parsed
    codes = sorted({problem.code.slug for problem in parsed.problems})
    return " ".join(["read" if parsed.item else "refused", *codes])


def read_wikitext(content: bytes) -> str:
    """Read the bytes of a page of the Current Events portal."""
    batch = read_day(content.decode("utf-8"), "Portal:Current events/2011 May 15", _config())
    return "refused" if batch.refused else "read"


def read_jsonl_file(content: bytes) -> str:
    """Read the bytes of a file of JSON Lines that an import is given."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.jsonl")
        file.write_bytes(content)
        return _imported(read_jsonl([file], _config(), Progress()))


def read_csv_file(content: bytes) -> str:
    """Read the bytes of a table that an import is given."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.csv")
        file.write_bytes(content)
        return _imported(read_csv([file], _config(), Progress()))


def read_timeline(content: bytes) -> str:
    """Read the bytes of a timeline of TimelineJS."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.json")
        file.write_bytes(content)
        return _imported(read_timelinejs([file], _config(), Progress()))


def read_page_site(content: bytes) -> str:
    """Read the bytes of a text of a checkout in page form."""
    with TemporaryDirectory() as folder:
        for name in ("news/2011/05/15/a.md", "news/2011/05/15/b.md"):
            Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
            Path(folder, name).write_bytes(content)
        return _imported(read_pages(Path(folder), Progress()))


def _imported(batches: Iterable[Batch]) -> str:
    items = sum(len(batch.items) for batch in batches)
    return "read" if items else "refused"


def read_export(content: bytes) -> str:
    """Read the bytes of a wiki's export."""
    with TemporaryDirectory() as folder:
        Path(folder, "a.xml").write_bytes(content)
        try:
            with open_stream(Path(folder, "a.xml"), Progress()) as stream:
                found = [*pages_in(stream)]
        except SourceRefused:
            return "refused"
    return "read" if found else "refused"


def read_issue(content: bytes) -> str:
    """Read the bytes of an issue by the form that suggests an entry."""
    with TemporaryDirectory() as folder:
        Path(folder, "issue.md").write_bytes(content)
        try:
            read_suggestion(Path(folder, "issue.md"), _config(), "news")
        except EntryRefused:
            return "refused"
    return "read"


def read_words(content: bytes) -> str:
    """Read the bytes of a catalogue of words."""
    catalog, problems = merge_catalogs([CatalogFile("de.po", content)])
    return "refused" if problems and not (catalog.texts or catalog.forms) else "read"


def read_rows(content: bytes) -> str:
    """Read the bytes of what imports and checks of sources keep: a ledger's shard, and `.sources.jsonl`."""
    rows = with_rows_of(b"", content, ())
    return "read" if rows or checked_in(content) else "refused"


def read_renamed(content: bytes) -> str:
    """Look through a text as for a topic that gets another name. One that a site refuses to read is not looked at."""
    if Code.TEXT_TOO_LARGE.slug in read_entry(content).split():
        return "refused"
    text = content.decode("utf-8")
    renaming = Renaming(frozenset({topic_slug("Iran")}), "Persia")
    links = [
        BodyLink(LinkKind.WIKI, "Iran", Place("a.md", number))
        for number, line in enumerate(text.split("\n"), 1)
        for _ in range(line.count("[[Iran"))
    ]
    try:
        contexts = [*context_edits(text, {"contexts", "tags"}, {"Iran"}, renaming)]
    except yaml.YAMLError:  # of a header that is not read either
        return "refused"
    apply_edits(text, (*contexts, *link_edits(text, links, renaming)))
    return "read"


def read_settings(content: bytes) -> str:
    """Read the bytes of a settings file."""
    with TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        Path(folder, "dateline.toml").write_bytes(content)
        try:
            load_config(Path(folder))
        except ProblemsFound:
            return "refused"
    return "read"


def read_name(content: bytes) -> str:
    """Make of a title what a build makes of it, but for a page."""
    name = one_line(content.decode("utf-8"))
    for make in (slugify, topic_slug, truncate, collation_key, index_words, name_words):
        make(name)
    return "read"


READERS: Mapping[str, tuple[Callable[[bytes], str], Mapping[str, Make]]] = {
    "entry": (read_entry, ENTRIES),
    "wikitext": (read_wikitext, WIKITEXT),
    "settings": (read_settings, SETTINGS),
    "JSON Lines": (read_jsonl_file, JSON_LINES),
    "CSV": (read_csv_file, TABLES),
    "TimelineJS": (read_timeline, TIMELINES),
    "page site": (read_page_site, PAGES),
    "export": (read_export, EXPORTS),
    "issue": (read_issue, ISSUES),
    "words": (read_words, CATALOGUES),
    "rows": (read_rows, ROWS),
    "renaming": (read_renamed, RENAMED),
    "name": (read_name, NAMES),
}
"""Each reader, and what is hostile to it."""
