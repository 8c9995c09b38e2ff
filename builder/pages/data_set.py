"""The whole site as data: JSON Lines and CSV, of what readers may see. `dateline export` writes the same and more.

A line of JSON Lines is a record, an object with a `type`:

    {"type": "site", "version": 1, "title": "Harbour news", "language": "en", "license": null, "base_url": null}
    {"type": "entry", "path": "news/2011/05/15/a.md", "url": "news/2011/05/15/a.html", "title": "A", ...}
    {"type": "page", "path": "about.md", "url": "about.html", "title": "About", ...}
    {"type": "topic", "path": "topics/shipping.md", "url": "topics/shipping/index.html", "topic": "Shipping", ...}

`templates/static/schema/record.schema.json` describes them. As in an entry's own JSON, a field never disappears and
never changes its meaning. JSON Lines: https://jsonlines.org/. CSV: https://www.rfc-editor.org/rfc/rfc4180.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from builder.config.config import Config
from builder.config.formats import CSV, JSON_LINES
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import DATA
from builder.core.gzipped import gzipped
from builder.core.links import relative_links
from builder.core.model import Entry, Page, TopicFile
from builder.core.urls import Address
from builder.pages.data_formats import entry_data
from builder.pages.entries import altered_texts
from builder.pages.kind import PageKind, unaffected
from builder.pages.shared import Pieces
from builder.pages.texts import body_of, uncoloured_html
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.views.contract import DataFileView, DataView, HeadView

VERSION = 1
"""Of the records: it is counted up where a reader that knows the one before would read something wrong."""

COLUMNS = (
    *("id", "url", "date", "end", "title", "summary", "contexts", "source_names", "source_titles", "source_urls"),
    *("importance", "status", "location", "language", "updated", "markdown"),
    "corrections",
)
"""The columns of CSV. A field with several values has each on a line of its own: no name holds a line break."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in a spreadsheet, the signs of full width that Excel reads alike among them."""

_JSON_LINES = Address(f"entries.{JSON_LINES.name}")
_CSV = Address(f"entries.{CSV.name}")

_encode_json = msgspec.json.Encoder().encode


def site_record(config: Config) -> dict[str, Any]:
    """What is said of the site as a whole, in the first line."""
    return {
        "type": "site",
        "version": VERSION,
        "title": config.title,
        "description": config.description,
        "language": config.language,
        "author": config.author,
        "license": config.license,
        "base_url": config.base_url,
    }


def entry_record(pieces: Pieces, entry: Entry) -> dict[str, Any]:
    """An entry: its own JSON, the path of its file below content/, its text as Markdown, and what names it has."""
    data = entry_data(pieces, entry)
    named = {
        "kinds": {pieces.site.topics[each.slug].name: each.kind for each in entry.contexts if each.kind},
        "aliases": [alias.target for alias in entry.aliases],
        "pinned": [pin.target for pin in entry.pins],
        "foreign_id": entry.foreign_id,
    }
    had = {name: value for name, value in named.items() if value}
    return {"type": "entry", **_file(pieces, entry), **data, **had}


def page_record(pieces: Pieces, page: Page) -> dict[str, Any]:
    """A page, or what a topic's own file says of the topic."""
    address = page.address
    topic = {"topic": page.title, "kind": page.kind} if isinstance(page, TopicFile) else {}
    names = page.names if isinstance(page, TopicFile) else page.aliases
    return {
        "type": "topic" if topic else "page",
        **_file(pieces, page),
        "url": address,
        "title": page.title,
        "summary": page.summary,
        "language": page.lang,
        "aliases": [name.target for name in names],
        "body_html": relative_links(uncoloured_html(body_of(pieces, page)).encode(), address).decode(),
        **topic,
    }


def _file(pieces: Pieces, text: Entry | Page) -> dict[str, str]:
    return {
        "path": text.path.removeprefix(pieces.site.config.content_prefix),
        "markdown": pieces.detail(text).body.markdown.strip("\n"),
    }


def json_lines(pieces: Pieces) -> Iterator[bytes]:
    """What readers may see, a record a line: the site, its entries by date, its pages and topics' files."""
    site = pieces.site
    yield line(site_record(site.config))
    for entry in site.entries:
        yield line(entry_record(pieces, entry))
    for page in site.pages:
        yield line(page_record(pieces, page))


def line(record: dict[str, Any]) -> bytes:
    """A record as a line of JSON Lines."""
    return _encode_json(record) + b"\n"


def csv_lines(pieces: Pieces) -> Iterator[bytes]:
    """The entries as CSV, the names of its columns first. No cell is a formula to a spreadsheet."""
    yield _csv_line(COLUMNS)
    for entry in pieces.site.entries:
        record = entry_record(pieces, entry)
        sources = record["sources"]
        record["source_names"] = [source["name"] for source in sources]
        record["source_titles"] = [source.get("title", "") for source in sources]
        record["source_urls"] = [source["url"] or "" for source in sources]
        record["corrections"] = [f"{each['date']}: {each['note']}" for each in record.get("corrections", ())]
        yield _csv_line(_cell(record.get(column)) for column in COLUMNS)


def _cell(value: Any) -> str:
    """A value as a cell: a text that a spreadsheet would take for a formula has an apostrophe in front of it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    if isinstance(value, list):
        value = "\n".join(value) if any(value) else ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return "" if value is None else str(value)


def _csv_line(cells: Iterable[str]) -> bytes:
    import csv  # noqa: PLC0415  # for sites that publish their data only

    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()


def _gzipped_json_lines(pieces: Pieces, _: Site) -> bytes:
    return gzipped(json_lines(pieces))


def _gzipped_csv(pieces: Pieces, _: Site) -> bytes:
    return gzipped(csv_lines(pieces))


def data(pieces: Pieces, site: Site) -> DataView:
    """The page that leads to the files."""
    gettext = pieces.language.gettext
    about = gettext("All entries of this site as one file, compressed by gzip.")
    files = {
        "jsonl": DataFileView(
            _JSON_LINES,
            JSON_LINES.label,
            gettext("For programs: an entry on each line, with its text, topics, sources and related entries."),
        ),
        "csv": DataFileView(_CSV, CSV.label, gettext("For spreadsheets: an entry in each row.")),
    }
    return DataView(HeadView(gettext("Data"), about, DATA), about, tuple(files[name] for name in site.config.data))


def _is_asked_for(config: Config) -> bool:
    return bool(config.data)


def _has_json_lines(config: Config) -> bool:
    return "jsonl" in config.data


def _has_csv(config: Config) -> bool:
    return "csv" in config.data


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    """All of it, where any text is another one, or is shown otherwise."""
    return (site,) if changes.once(altered_texts) else ()


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="data",
        pattern=AddressPattern(DATA),
        origin="the setting data",
        view=data,
        template="data.html",
        enabled=_is_asked_for,
        affected=unaffected,
        description="The way to the whole site as data; with the setting `data` only.",
    ),
    PageKind(
        name="data.jsonl",
        pattern=AddressPattern(_JSON_LINES),
        origin="the setting data",
        binary=_gzipped_json_lines,
        enabled=_has_json_lines,
        setting="jsonl in data",
        format=JSON_LINES,
        in_sitemap=False,
        affected=_affected,
        description="All entries, pages and topics' texts as JSON Lines, where the setting `data` asks for it.",
    ),
    PageKind(
        name="data.csv",
        pattern=AddressPattern(_CSV),
        origin="the setting data",
        binary=_gzipped_csv,
        enabled=_has_csv,
        setting="csv in data",
        format=CSV,
        in_sitemap=False,
        affected=_affected,
        description="All entries as CSV, where the setting `data` asks for it.",
    ),
)
