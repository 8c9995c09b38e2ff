"""JSON Lines as a source: what `dateline export jsonl` wrote, what a site publishes, or lines of your own making.

A line is a record of `builder/pages/data_set.py`. One with the `text` of its file becomes that file. Without it the
file is made of the fields; an entry needs no more than a title and a date:

    {"title": "A harbour reopens", "date": "2011-05-15", "contexts": ["shipping"], "sources": [{"name": "Gazette"}]}

https://jsonlines.org/
"""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from builder.config.config import Config
from builder.core.dates import Date, parse_date
from builder.core.progress import Progress
from builder.core.urls import is_web
from builder.importing.items import Batch, FileItem, Refused, SourceRefused, TextItem
from builder.importing.paths import new_path
from builder.importing.streams import open_stream

LINE_LIMIT = 32 * 1024 * 1024
"""The bytes of a line: a part of a file, or a text, has less."""

FILE_LIMIT = 256 * 1024 * 1024
"""The bytes of a file that is in parts: hosts of repositories take less."""

VERSION = 1
"""The version of the records that is read."""

_EXAMPLE = '{"title": "A harbour reopens", "date": "2011-05-15"}'

_KEYS = {"language": "lang", "pinned": "related", "foreign_id": "id", "corrections": "correction"}
"""The front-matter keys of those fields that are called otherwise."""

_ENTRY_FIELDS = (
    *("title", "date", "end", "contexts", "sources", "summary", "image", "importance", "status", "location"),
    *("updated", "corrections", "language", "aliases", "pinned", "foreign_id", "draft"),
)
_PAGE_FIELDS = ("title", "summary", "kind", "language", "aliases", "draft")
_OTHER_FIELDS = frozenset(
    {
        *(
            "type",
            "path",
            "id",
            "url",
            "kinds",
            "kind",
            "topic",
            "markdown",
            "body_html",
            "related",
            "previous",
            "next",
        ),
        *("slug", "near", "description"),
    }
)
"""Those of an export that follow from others, or say where the file lies."""

_TEXTS = ("entry", "page", "topic", "text")


def text_of_site(file: Path, field: str) -> str:
    """A text that the first line of a file has of the site, such as its `settings`; empty if there is none."""
    try:
        with open_stream(file, Progress()) as stream:
            _, line = next(stream.lines(LINE_LIMIT), (0, None))
    except SourceRefused:
        return ""
    record = _decoded(line or b"")
    is_site = isinstance(record, dict) and record.get("type") == "site"
    found = record.get(field) if is_site else None
    return found if isinstance(found, str) else ""


def read_jsonl(files: Iterable[Path], config: Config, progress: Progress, section: str = "news") -> Iterator[Batch]:
    """The batches of some files, a line each. `section` is that of entries without a path."""
    for file in files:
        reader = _Reader(str(file), config, section)
        try:
            with open_stream(file, progress) as stream:
                is_empty = True
                for number, line in stream.lines(LINE_LIMIT):
                    is_empty = is_empty and line is not None and line.isspace()
                    yield reader.batch(number, line)
            if is_empty:
                yield _unread(file, f"it is empty; write a line for each entry, such as {_EXAMPLE}")
        except SourceRefused as refused:
            yield _unread(file, str(refused))


def _unread(file: Path, why: str) -> Batch:
    return Batch(refused=(Refused(str(file), why),), is_unread=True)


def _record(line: bytes | None) -> Mapping[str, Any]:
    if line is None:
        raise ValueError(f"the line is longer than {LINE_LIMIT // 1024**2} MB")
    record = _decoded(line)
    if not isinstance(record, dict):
        raise ValueError(record if isinstance(record, str) else "it is no object in braces")
    return record


def _decoded(line: bytes) -> Any:
    """What a line holds; a text that says what is wrong with it, where it holds nothing that can be read."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"it is not JSON ({str(error).removeprefix('JSON is malformed: ')})"
    except RecursionError:
        return "it is nested too deeply"


class _Reader:
    """Reads the lines of one file; holds the parts of a file until the last one is there."""

    def __init__(self, name: str, config: Config, section: str) -> None:
        self._name = name
        self._section = section
        self._kinds = {kind: key for key, kind in config.fields.contexts if kind}
        self._parts: list[bytes] = []
        self._path = ""

    def batch(self, number: int, line: bytes | None) -> Batch:
        """What a line gives."""
        place = f"{self._name}:{number}"
        try:
            return self._batch(place, line)
        except ValueError as error:
            return Batch(refused=(Refused(place, str(error)),))

    def _batch(self, place: str, line: bytes | None) -> Batch:
        if line is not None and not line.strip():
            return Batch()
        record = _record(line)
        kind = record.get("type", "entry")
        if kind == "site":
            _check_version(record)
            return Batch()
        if kind == "file":
            return self._part(place, record)
        if kind not in _TEXTS:
            raise ValueError(f"it is of the type {kind!r}, which is not known; leave the type out for an entry")
        if isinstance(text := record.get("text"), str):
            if not record.keys() & {"path", "id", "url"}:
                raise ValueError("it has the text of a file and no path; say the path, or call its words markdown")
            return Batch((FileItem(place, _path(record), _encoded(text)),))
        if kind == "text":
            raise ValueError("it has no text, which is what its file holds")
        return self._made(place, record, is_entry=kind == "entry")

    def _part(self, place: str, record: Mapping[str, Any]) -> Batch:
        """A part of a file; the file with the last of them."""
        path, part, parts = _path(record), record.get("part", 1), record.get("parts", 1)
        if part == 1:
            self._parts, self._path = [], path
        if path != self._path or part != len(self._parts) + 1:
            raise ValueError("it is a part of a file whose other parts do not stand before it")
        try:
            self._parts.append(b64decode(str(record.get("base64", "")), validate=True))
        except binascii.Error as error:
            raise ValueError(f"it is not base64 ({str(error).lower()})") from error
        if sum(map(len, self._parts)) > FILE_LIMIT:
            self._parts = []
            raise ValueError(f"the file is larger than {FILE_LIMIT // 1024**2} MB")
        if part != parts:
            return Batch()
        content, self._parts = b"".join(self._parts), []
        return Batch((FileItem(place, path, content),))

    def _made(self, place: str, record: Mapping[str, Any], *, is_entry: bool) -> Batch:
        """A text whose file is made of the fields."""
        fields = _ENTRY_FIELDS if is_entry else _PAGE_FIELDS
        front = {_KEYS.get(name, name): record[name] for name in fields if record.get(name) not in (None, [], {}, "")}
        if not isinstance(title := front.get("title"), str) or not title.strip():
            raise ValueError("it has no title; each entry and page needs one")
        if not all(map(_is_shallow, front.values())):
            raise ValueError("one of its fields is nested too deeply")
        unknown = record.keys() - {*fields, *_OTHER_FIELDS}
        notes = {f"fields named {name}, which mean nothing here, left out": 1 for name in sorted(unknown)}
        if is_entry:
            front["date"] = _date(record).iso
            front = self._with_kinds(front, record)
            _take_files_out(front, notes)
        if record.keys() & {"path", "id", "url"}:
            key = path = _path(record)
        else:
            key, path = new_path(self._section, title, parse_date(front["date"]) if "date" in front else None)
        if not path.endswith(".md"):
            raise ValueError(f'its path, "{path}", does not end in .md')
        body = record.get("markdown", "")
        if not isinstance(body, str):
            raise ValueError("its markdown is no text; put it in quotes")
        _encoded(f"{path}{body}{front}")
        return Batch((TextItem(place, path, front, body, key=key),), notes=notes)

    def _with_kinds(self, front: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
        """The front matter with those contexts under a key of their own whose kind has one in this site."""
        contexts, kinds = front.get("contexts"), record.get("kinds")
        if not isinstance(contexts, list) or not isinstance(kinds, dict):
            return dict(front)
        made: dict[str, Any] = {}
        for key, value in front.items():
            made[key] = [name for name in value if kinds.get(name) not in self._kinds] if key == "contexts" else value
            if key == "contexts":
                for name in contexts:
                    if own := self._kinds.get(str(kinds.get(name))):
                        made.setdefault(own, []).append(name)
        return {key: value for key, value in made.items() if value != []}


def _check_version(record: Mapping[str, Any]) -> None:
    if record.get("version", VERSION) != VERSION:
        raise SourceRefused(f"its records are of version {record['version']}, and this Dateline reads {VERSION}")


def _date(record: Mapping[str, Any]) -> Date:
    date = record.get("date")
    if not isinstance(date, str):
        raise ValueError('it has no date; write it as "date": "2011-05-15"')
    return parse_date(date)


def _path(record: Mapping[str, Any]) -> str:
    """The path of a record's file: its own, or that of its address."""
    path = record.get("path")
    if isinstance(path, str):
        return path
    name = "id" if record.get("id") else "url"
    found = record.get(name)
    if not isinstance(found, str) or not found:
        why = f"its {name} is no text" if found else "it has no path"
        raise ValueError(f'{why}; say where its file is to lie, such as "path": "news/2011/05/15/a.md"')
    if is_web(found):
        cure = 'an article that it cites is a source of it, such as "sources": [{"url": "https://example.org/a"}]'
        raise ValueError(f"its {name} is the address of another site, and would be that of its page; {cure}")
    return f"{found.removeprefix('/').removesuffix('.html')}.md"


def _is_shallow(value: Any, depth: int = 3) -> bool:
    """Whether a value is not nested deeper than a list of mappings of texts."""
    if not isinstance(value, list | dict):
        return True
    return depth > 0 and all(
        _is_shallow(each, depth - 1) for each in (value.values() if isinstance(value, dict) else value)
    )


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("it holds half of a character") from error


def _take_files_out(front: dict[str, Any], notes: dict[str, int]) -> None:
    """Take out what names files of the site that the record is from, as these are not there."""
    image = front.get("image")
    if isinstance(image, dict) and not is_web(str(image.get("url", ""))):
        notes["pictures of the other site, left out"] = 1
        del front["image"]
    sources = front.get("sources")
    if isinstance(sources, list):
        front["sources"] = [_source(source) if isinstance(source, dict) else source for source in sources]


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    known = ("name", "title", "url", "date", "archive_url", "author")
    made = {name: source[name] for name in known if source.get(name) is not None}
    if "url" not in made and source.get("note"):
        made["url"] = source["note"]
    if not made:
        has = f"has only {', '.join(map(repr, source))}" if source else "is empty"
        raise ValueError(f"a source of it {has}; say its name or its url")
    return made
