"""Spreadsheets saved as CSV as a source: a row for each entry, below a row with the names of the columns.

    Date,Headline,Text,Tags,Source,Source URL
    2011-05-15,A harbour reopens,After six years of work.,shipping; trade,Port Gazette,https://example.org/harbour

Known are the names that people give columns, those of TimelineJS's template (https://timeline.knightlab.com/), and
those that `dateline export csv` writes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder.config.config import Config
from builder.core.dates import Date, calendar_date, likely_forms, parse_date, parse_formatted
from builder.core.progress import Progress
from builder.core.record import Record
from builder.core.urls import is_web
from builder.frontmatter.parsers import as_flag
from builder.importing.csv_table import read_table
from builder.importing.html_markdown import markdown_of, plain_of
from builder.importing.items import Batch, Refused, SourceRefused, TextItem
from builder.importing.paths import new_path
from builder.importing.streams import Stream, open_stream, source_name

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "headline", "event"),
        "date": ("date", "start_date", "start", "published"),
        "year": ("year", "start_year"),
        "month": ("month", "start_month"),
        "day": ("day", "start_day"),
        "end": ("end", "end_date", "until"),
        "end_year": ("end_year",),
        "end_month": ("end_month",),
        "end_day": ("end_day",),
        "text": ("text", "markdown", "body", "description", "details", "notes"),
        "summary": ("summary", "abstract"),
        "contexts": ("contexts", "tags", "topics", "keywords", "categories", "category", "context", "tag", "group"),
        "source_names": ("source_names", "source_name", "source", "sources", "publisher", "outlet"),
        "source_titles": ("source_titles", "source_title", "source_headline"),
        "source_urls": ("source_urls", "source_url", "source_link", "link", "links", "url"),
        "media": ("image", "image_url", "picture", "photo", "media", "media_url"),
        "thumbnail": ("media_thumbnail", "thumbnail"),
        "image_credit": ("image_credit", "media_credit", "credit"),
        "image_alt": ("image_caption", "media_caption", "caption", "image_alt", "alt"),
        "location": ("location", "place", "where"),
        "importance": ("importance",),
        "status": ("status",),
        "updated": ("updated",),
        "corrections": ("corrections",),
        "language": ("language", "lang"),
        "draft": ("draft",),
        "id": ("id", "unique_id"),
        "type": ("type",),
    }
)
"""The names of columns for each field, in lower case, with one `_` for what is between words."""

_FIELDS: Mapping[str, str] = MappingProxyType({name: field for field, names in NAMES.items() for name in names})

_INSTEAD = MappingProxyType({"date": "year", "end": "end_year"})
"""The field that is taken instead of another where both have something."""

COLUMNS = 1_000
"""How many columns a table may have."""

_ROWS_OF_A_TIMELINE = ("title", "era")
"""What TimelineJS's column `Type` says of rows that are no event: the first slide, and a span behind the others."""

_PICTURE = re.compile(r"(?i)[^?#]+\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#].*)?")
_NUMBER = re.compile(r"(\d{1,4})(?:\.0+)?")
_BETWEEN = re.compile(r"[\W_]+")
_FIRST_ROW = "begin it with a row such as Date,Title,Text,Tags,Source"
_BEFORE_CHRIST = re.compile(r"-\d+(?:\.0+)?")
_LISTS = re.compile(r"\n|;|\|")
_HASHTAG = re.compile(r"#([^\s#,;|]+)")
_HASHTAGS = re.compile(r"[\s,;|]*(?:#[^\s#,;|]+[\s,;|]*)+")
_FORMULA = re.compile("'(?=[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that an export puts before what a spreadsheet would take for a formula."""


class Sheet(Record, frozen=True):
    """What the first row of a table says of the others."""

    fields: tuple[str, ...]
    """The field of each column; empty for one that means nothing here."""
    names: tuple[str, ...]
    """The names of the columns as they are written."""
    order: tuple[int, ...]
    """The columns that mean something, by number; of those with one field the one that counts first comes first."""
    is_export: bool = False
    """Whether `dateline export csv` wrote it, so that lists have a line for each item, and texts are Markdown."""


class Origin(Record, frozen=True):
    """What the rows of a file have in common."""

    source: str
    """The name of the file, so that the rows of two files with one ID are two entries."""
    section: str
    is_export: bool = False


def read_csv(files: Iterable[Path], config: Config, progress: Progress, section: str = "news") -> Iterator[Batch]:
    """The batches of some tables, a row each. `section` is that of entries without a path."""
    for file in files:
        try:
            with open_stream(file, progress) as stream:
                yield from _batches(stream, file, config, section)
        except SourceRefused as refused:
            yield Batch(refused=(Refused(str(file), str(refused)),), is_unread=True)


def _batches(stream: Stream, file: Path, config: Config, section: str) -> Iterator[Batch]:
    rows = read_table(stream)
    sheet = sheet_of(next(rows, (0, []))[1])
    origin = Origin(source_name(file), section, sheet.is_export)
    try:
        for line, row in rows:
            place = f"{file}:{line}"
            try:
                yield batch_of(place, cells_of(sheet, row), config, origin)
            except ValueError as error:
                yield Batch(refused=(Refused(place, str(error)),))
            if left_out := _left_out(sheet, row):
                yield Batch(notes=left_out)
    except SourceRefused as refused:
        raise SourceRefused(f"{refused}; no row from there on was read") from refused


def sheet_of(names: Sequence[str]) -> Sheet:
    """What the first row says. Raises SourceRefused if it names no title or no date."""
    normal = [_BETWEEN.sub("_", name.strip().lower()).strip("_") for name in names]
    is_export = {"id", "source_urls", "markdown"} <= {*normal}
    if not names:
        raise SourceRefused(f"it is empty; {_FIRST_ROW}")
    if len(names) > COLUMNS:
        raise SourceRefused(f"its first row has {len(names):,} cells; give it {COLUMNS:,} columns at most")
    fields = ["" if is_export and name == "url" else _FIELDS.get(name, "") for name in normal]
    if "title" not in fields or not {"date", "year"} & {*fields}:
        missing = "title" if "title" not in fields else "date"
        raise SourceRefused(f"its first row names no column for the {missing}; {_FIRST_ROW}")
    order = sorted(
        filter(fields.__getitem__, range(len(fields))), key=lambda place: _rank(fields[place], normal[place])
    )
    return Sheet((*fields,), (*(name.strip() for name in names),), (*order,), is_export)


def _rank(field: str, name: str) -> int:
    """How many of the names of a field count before one of them; those of contexts count all alike."""
    return 0 if field == "contexts" else NAMES[field].index(name)


def cells_of(sheet: Sheet, row: Sequence[str]) -> dict[str, str]:
    """The cells of a row by their fields.

    Of the columns with one field counts that one which is not empty and whose name comes first in NAMES. Contexts are
    gathered from all of theirs.
    """
    cells: dict[str, str] = {}
    for place in sheet.order:
        field, cell = sheet.fields[place], row[place] if place < len(row) else ""
        value = _FORMULA.sub("", cell, count=1) if sheet.is_export and cell.startswith("'") else cell
        if field == "contexts" and field in cells and value.strip():
            cells[field] = f"{cells[field]}\n{value}"
        elif value.strip():
            cells.setdefault(field, value)
    return cells


def _left_out(sheet: Sheet, row: Sequence[str]) -> dict[str, int]:
    """The cells of a row that mean nothing here, or for which another column is taken, by the names of the columns."""
    found = {
        f"cells of the column {sheet.names[place]}, as the column {sheet.names[taken]} is taken, left out": 1
        for place, taken in _doubled(sheet, row)
    }
    for place, cell in enumerate(row):
        is_known = place < len(sheet.fields) and bool(sheet.fields[place])
        is_own_address = sheet.is_export and place < len(sheet.names) and sheet.names[place] == "url"
        if cell.strip() and not is_known and not is_own_address:
            name = sheet.names[place] if place < len(sheet.names) else ""
            column = f"the column {name}, which mean nothing here" if name else "columns without a name"
            found[f"cells of {column}, left out"] = 1
    return found


def _doubled(sheet: Sheet, row: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The columns whose cell is not taken, each with the one that is taken instead and says something else."""
    filled = [place for place in sheet.order if place < len(row) and row[place].strip()]
    taken = {sheet.fields[place]: place for place in reversed(filled)}
    for place in filled:
        field = sheet.fields[place]
        other = taken.get(_INSTEAD.get(field, field), taken[field])
        if field != "contexts" and row[place].strip() != row[other].strip():
            yield place, other


def batch_of(place: str, cells: Mapping[str, str], config: Config, origin: Origin) -> Batch:
    """The entry of a row. Raises ValueError, whose text says what is wrong with it."""
    is_export = origin.is_export
    kind = cells.get("type", "").strip().lower()
    if kind in _ROWS_OF_A_TIMELINE:
        return Batch(notes={f"rows of the type {kind}, which are no events, left out": 1})
    title = cells.get("title", "").strip() if is_export else plain_of(cells.get("title", ""))
    if not title:
        raise ValueError("it has no title; each entry needs one")
    date = _date(cells, "", config)
    if date is None:
        raise ValueError("it has no date; write it as 2011-05-15")
    end = _date(cells, "end_", config)
    text = cells.get("text", "")
    front: dict[str, Any] = {
        "title": title,
        "date": date.iso,
        "end": end.iso if end and end != date else None,
        "contexts": _list(cells.get("contexts", ""), by_lines=is_export),
        "sources": _sources(cells),
        "summary": _one_line(cells.get("summary", "")),
        "image": _image(cells),
        "importance": _importance(cells.get("importance", "")),
        **{name: _one_line(cells.get(name, "")) for name in ("status", "location", "updated")},
        "correction": _corrections(cells.get("corrections", "")),
        "lang": cells.get("language", "").strip(),
        "draft": _draft(cells.get("draft", "")),
    }
    key, path = new_path(origin.section, title, date)
    key, known_by = f"{origin.source}: {key}", "title and date"
    if name := cells.get("id", "").strip():
        is_path = is_export and "/" in name
        path = f"{name}.md" if is_path else path
        key = path if is_path else f"{origin.source}: id {name}"
        known_by = "ID"
        front["id"] = None if is_path else name
    front = {name: value for name, value in front.items() if value not in (None, "", [], {})}
    return Batch((TextItem(place, path, front, text if is_export else markdown_of(text), key, known_by),))


def _date(cells: Mapping[str, str], which: str, config: Config) -> Date | None:
    """The first or the last day, in one cell or in three; none if there is none."""
    if year := cells.get(f"{which}year", "").strip():
        parts = [year, *(cells.get(f"{which}{part}", "").strip() for part in ("month", "day"))]
        return calendar_date(*map(_part, filter(None, parts)))
    written = cells.get("end" if which else "date", "").strip()
    return _written_date(written, config) if written else None


def _part(text: str) -> int:
    """A year, month or day as a number: `5`, `05`, or the `5.0` of some spreadsheets."""
    number = _NUMBER.fullmatch(text)
    if _BEFORE_CHRIST.fullmatch(text[:40]):
        raise ValueError(f'"{text[:40]}" is before the year 1, and dates go from 1 to 9999; leave this row out')
    if not number:
        raise ValueError(f'"{text[:40]}" is no year, month or day; write it as a number, such as 2011, 5 or 15')
    return int(number[1])


def _written_date(text: str, config: Config) -> Date:
    """A date in our own form, in one of those that the setting `dates` names, or in one that means one day only."""
    if len(text) > 100:  # no form of a date is as long
        raise ValueError("its date is longer than any; write it as 2011-05-15")
    with suppress(ValueError):
        return parse_date(text)
    for form in config.dates:
        with suppress(ValueError):
            return parse_formatted(text, form)
    found = likely_forms(text)
    if len(found) > 1:
        days = " or ".join(date.iso for date in found)
        settings = " or ".join(f'dates = ["{form}"]' for form in found.values())
        raise ValueError(f'"{text}" may be {days}; write one, or say in dateline.toml which is meant: {settings}')
    if not found:
        raise ValueError(f'"{text}" is not a date; write it as 2011-05-15')
    return next(iter(found))


def _list(cell: str, *, by_lines: bool) -> list[str]:
    """The items of a cell: between lines, semicolons or upright strokes, or between commas where there is none."""
    if not by_lines and (tags := _HASHTAG.findall(cell)) and _HASHTAGS.fullmatch(cell):
        return [*dict.fromkeys(tags)]
    items = cell.split("\n") if by_lines else _LISTS.split(cell) if _LISTS.search(cell.strip()) else cell.split(",")
    return [*dict.fromkeys(item for each in items if (item := _one_line(each)))]


def _addresses(cell: str) -> list[str]:
    """The addresses of a cell: in a line each, or parted by blanks in one line."""
    parts = [part.strip(",;|") for part in cell.split()]
    return parts if "\n" not in cell.strip() and len(parts) > 1 and all(map(is_web, parts)) else _lines(cell)


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n")]


def _sources(cells: Mapping[str, str]) -> list[dict[str, str]]:
    """The sources of a row: the names, titles and addresses that are in the same lines of their cells."""
    names, titles = (_lines(cells.get(column, "")) for column in ("source_names", "source_titles"))
    found: list[dict[str, str]] = []
    for name, title, url in zip_longest(names, titles, _addresses(cells.get("source_urls", "")), fillvalue=""):
        name_is_address = is_web(name) and not url
        source = {"name": "" if name_is_address else name, "title": title, "url": name if name_is_address else url}
        found.append({key: value for key, value in source.items() if value})
    media = cells.get("media", "").strip()
    if is_web(media) and not _PICTURE.fullmatch(media):
        found.append({"url": media})
    return [source for source in found if source]


def _image(cells: Mapping[str, str]) -> dict[str, str]:
    """The picture of a row. What else TimelineJS shows, such as a film, is a source of it."""
    addresses = (cells.get(name, "").strip() for name in ("media", "thumbnail"))
    url = next((address for address in addresses if _PICTURE.fullmatch(address)), "")
    image = {"url": url, "alt": plain_of(cells.get("image_alt", "")), "credit": plain_of(cells.get("image_credit", ""))}
    return {key: value for key, value in image.items() if value} if url else {}


def _importance(cell: str) -> int | None:
    number = _NUMBER.fullmatch(cell.strip())
    if cell.strip() and not number:
        raise ValueError(f'its importance, "{cell.strip()[:40]}", is no whole number from 1 to 10')
    return int(number[1]) if number else None


def _corrections(cell: str) -> list[dict[str, str]]:
    """The corrections of an export, a line each, such as `2011-05-16: What was wrong.`."""
    made = []
    for line in filter(None, _lines(cell)):
        date, colon, note = line.partition(": ")
        if not colon:
            raise ValueError("one of its corrections has no date; write it as 2011-05-16: What was wrong.")
        made.append({"date": date, "note": note})
    return made


def _draft(cell: str) -> bool | None:
    """Whether it is a draft; None where that is not said, or it is none."""
    if not cell.strip():
        return None
    if (said := as_flag(cell)) is None:
        raise ValueError(f'its draft, "{cell.strip()[:40]}", is neither true nor false')
    return said or None


def _one_line(text: str) -> str:
    return " ".join(text.split())
