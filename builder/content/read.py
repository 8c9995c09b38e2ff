"""Reading: the Markdown files of content/ that changed, parsed in parallel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from builder.concurrency.parallel_map import batches, parallel_map
from builder.config.config import Config
from builder.config.ignore import page_matcher
from builder.content.cascades import keep_texts_out
from builder.content.location import TOPICS, Location, locate
from builder.content.parse_fast import FastParser
from builder.content.parse_result import ParseResult
from builder.content.quotes import Quotes, quotes_of
from builder.content.scan import FileStamp, SourceFile, changed_files, source_file, unreadable
from builder.content.size_limits import LARGEST_FILE, refused_file, refused_text
from builder.core.digest import digest
from builder.core.model import Detail, Entry, Page, Parsed, intern_names
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.progress import Progress
from builder.core.real_files import read_inside
from builder.core.record import Frozen, Record
from builder.core.spooled_bytes import SpooledBytes
from builder.core.urls import slugify

if TYPE_CHECKING:
    from builder.concurrency.shared_map import SharingExecutor

MIN_PARALLEL_READS = 4_000
"""Fewer files are read in the time that it takes to start processes."""


class _Task(Record, frozen=True):
    """A file to read, with the digest of the bytes that it is known to have held; empty for a new file."""

    file: SourceFile
    known_digest: bytes


class _Result(Record, frozen=True):
    """What reading a file gave; `parsed` is None if the file holds the bytes that it is known to have held."""

    digest: bytes
    parsed: Parsed | None = None
    detail: bytes = b""


@cache
def _full_parser(raw_html: bool, quotes: Quotes | None) -> Callable[[str, Location, Config], ParseResult]:
    """The full parser of a process. It loads two libraries, which a build of plain entries alone does not need."""
    from builder.content.markdown import MarkdownRenderer  # noqa: PLC0415
    from builder.content.parse import parse  # noqa: PLC0415

    return partial(parse, renderer=MarkdownRenderer(raw_html=raw_html, quotes=quotes))


class FileParser:
    """Parses the files of one site: plain entries by the fast path, all else by the full parser."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._quotes = quotes_of(config)
        self._fast = FastParser(config)
        self._is_page = page_matcher(config.pages)

    def parse(self, content: bytes, file: SourceFile) -> ParseResult:
        """What the bytes of a file give."""
        path = file.relative_path
        is_page = self._is_page(path) and not path.startswith(f"{TOPICS}/")
        location = locate(file.path, path, is_page=is_page)
        text = _text(content, file.path)
        if isinstance(text, Problem):
            result = ParseResult(Parsed(problems=(text,), link_slugs=(slugify(location.name),)))
        else:
            result = self._fast.parse(text, location) or self._parse_fully(text, location)
        if result.parsed.item or not location.introduces_list:
            return result
        return replace(result, parsed=keep_texts_out(result.parsed, location, content))

    def _parse_fully(self, text: str, location: Location) -> ParseResult:
        return _full_parser(self._config.raw_html, self._quotes)(text, location, self._config)


class DetailLoader:
    """Loads the details of entries and pages: from what was just read, or else by reading the file again.

    A detail is what only a text's own page shows. Most builds need few of them, so they are not in the cache.
    """

    def __init__(self, config: Config, packed: Mapping[str, bytes]) -> None:
        self._config = config
        self._parser = FileParser(config)
        self._packed = packed
        """Details in msgpack, by the path for messages."""

    def __call__(self, text: Entry | Page) -> Detail:
        """The detail of an entry or page. Raises ProblemsFound if its file has gone meanwhile."""
        if packed := self._packed.get(text.path):
            return _detail_decoder.decode(packed)
        file = source_file(text.path, self._config)
        content = _read_bytes(file, self._config)
        if isinstance(content, Problem):
            raise ProblemsFound((content,))
        result = self._parser.parse(content, file)
        if result.parsed.item is None:
            raise ProblemsFound(result.parsed.problems)
        return result.detail

    def having(self, texts: Iterable[Entry | Page]) -> "DetailLoader":
        """The same, with the details of these texts in memory: for processes that cannot read the files."""
        others = {text.path: _encoder.encode(self(text)) for text in texts if text.path not in self._packed}
        return DetailLoader(self._config, {**self._packed, **others})


class ReadResult(Frozen, frozen=True):
    """What reading the content gave."""

    stamps: dict[str, FileStamp]
    """Of the files that were read, by their paths below content/."""
    parsed: dict[str, Parsed]
    """What those of them gave that hold something else than before."""
    details: DetailLoader


def read(
    files: Iterable[SourceFile],
    stamps: Mapping[str, FileStamp],
    config: Config,
    progress: Progress,
    executor: "SharingExecutor | None" = None,
) -> ReadResult:
    """Read those of the Markdown files that are not as they were stamped; by an executor if it sees content/."""
    tasks = [
        _Task(file, stamp.digest if (stamp := stamps.get(file.relative_path)) else b"")
        for file in changed_files(files, stamps)
    ]
    if executor and len(tasks) >= MIN_PARALLEL_READS and executor.sees(config.content):
        from builder.concurrency.shared_map import shared_map  # noqa: PLC0415  # few builds have an executor

        packed = shared_map(executor, _task_reader, config, tasks)
    else:
        packed = parallel_map(_task_reader, config, tasks, config.jobs, MIN_PARALLEL_READS)
    new_stamps: dict[str, FileStamp] = {}
    parsed: dict[str, Parsed] = {}
    details = SpooledBytes()
    of_batches = batches(len(tasks))
    for batch, content in zip(of_batches, progress.track(packed, "read", len(of_batches)), strict=True):
        of_batch: dict[str, bytes] = {}
        for task, result in zip(tasks[batch], _results_decoder.decode(content), strict=True):
            new_stamps[task.file.relative_path] = FileStamp(task.file.mark, result.digest)
            if result.parsed is None:
                continue
            parsed[task.file.relative_path] = result.parsed
            if item := result.parsed.item:
                of_batch[item.path] = result.detail
            if isinstance(item, Entry):
                intern_names(item)
        details.add(of_batch)
    return ReadResult(new_stamps, parsed, DetailLoader(config, details))


def _task_reader(config: Config) -> Callable[[Sequence[_Task]], bytes]:
    """The function that a worker process runs; it packs the results, so that they travel lightly between processes."""
    parser = FileParser(config)
    return lambda tasks: _encoder.encode([_read_task(task, config, parser) for task in tasks])


def _read_task(task: _Task, config: Config, parser: FileParser) -> _Result:
    if task.file.is_left_out:
        return _Result(b"", _unread(task.file))
    content = _read_bytes(task.file, config)
    if isinstance(content, Problem):
        return _Result(b"", _unread(task.file, content))
    new_digest = digest(content)
    if task.known_digest == new_digest:
        return _Result(new_digest)
    result = parser.parse(content, task.file)
    return _Result(new_digest, result.parsed, _encoder.encode(result.detail))


def _read_bytes(file: SourceFile, config: Config) -> bytes | Problem:
    """The bytes of a file, or why it cannot be opened."""
    try:
        most = LARGEST_FILE + 1  # one byte more tells a larger file, however large
        return read_inside(file.file(config.content), config.content, most)
    except OSError as error:
        return unreadable(file.path, (error.strerror or "it failed").lower())


def _unread(file: SourceFile, *problems: Problem) -> Parsed:
    """What a file gives of which nothing is known."""
    return keep_texts_out(Parsed(problems=problems), locate(file.path, file.relative_path))


def _text(content: bytes, path: str) -> str | Problem:
    """The text of a file's bytes, or why it is not read."""
    if refused := refused_file(len(content), path):
        return refused
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(path, error)
    return refused_text(text, path) or text


def _not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    what = f"the file is not UTF-8 (the byte {error.object[error.start]:#04x})"
    return Problem(Code.FILE_NOT_UTF8, Place(path, line, column), what, "save it as UTF-8 in your editor")


_encoder = msgspec.msgpack.Encoder()
_results_decoder = msgspec.msgpack.Decoder(list[_Result])
_detail_decoder = msgspec.msgpack.Decoder(Detail)
