"""From files to values: what the Markdown files of content/ hold, read anew where they changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import msgspec

from builder.concurrency.parallel_map import batches, parallel_map
from builder.config.config import Config
from builder.content.markdown import Markup
from builder.content.parse import File, locate, parse
from builder.content.scan import Found, Seen, fresh, unreadable
from builder.core.digest import digest
from builder.core.model import Detail, Entry, Page, Parsed
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.progress import Progress


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be read, and what is known of it from before."""

    found: Found
    digest: bytes
    """Of the bytes that it had then."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What reading a file gave; nothing where its bytes turned out to be those of before."""

    digest: bytes
    parsed: Parsed | None = None
    detail: bytes = b""


class Details:
    """What only the own pages of entries and pages, and feeds, show: kept from reading, or read when asked for."""

    def __init__(self, config: Config, kept: Mapping[str, bytes]) -> None:
        self._config = config
        self._kept = kept
        """By the path for messages, packed."""

    def __call__(self, item: Entry | Page) -> Detail:
        """The detail of an entry or page. Raises ProblemsFound if its file has gone meanwhile."""
        if packed := self._kept.get(item.path):
            return _unpacked_detail.decode(packed)
        inside = item.path.removeprefix(f"{self._config.shown(self._config.content)}/")
        file = _read_file(Found(item.path, inside), self._config)
        if file.parsed.item is None:
            raise ProblemsFound(file.parsed.problems)
        return file.detail


@cache
def _markup(raw_html: bool) -> Markup:
    """The renderer of a process, which cannot be sent to another one."""
    return Markup(raw_html=raw_html)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the content gave."""

    seen: dict[str, Seen]
    """The Markdown files that were read, by their paths below content/."""
    parsed: dict[str, Parsed]
    """What those of them gave that hold something else than before."""
    details: Details


def read(texts: Iterable[Found], before: Mapping[str, Seen], config: Config, progress: Progress) -> Reading:
    """Read those of the Markdown files that are not as they were before."""
    tasks = [_Task(found, was.digest if (was := before.get(found.inside)) else b"") for found in fresh(texts, before)]
    packed = progress.over(parallel_map(_reader, config, tasks, config.jobs), "read", len(batches(len(tasks))))
    results = chain.from_iterable(map(_unpacked_results.decode, packed))
    seen: dict[str, Seen] = {}
    parsed: dict[str, Parsed] = {}
    details: dict[str, bytes] = {}
    for task, result in zip(tasks, results, strict=True):
        seen[task.found.inside] = Seen(task.found.mark, result.digest)
        if result.parsed is not None:
            parsed[task.found.inside] = result.parsed
            details[task.found.path] = result.detail
    return Reading(seen, parsed, Details(config, details))


def _reader(config: Config) -> Callable[[Sequence[_Task]], bytes]:
    """What reads files, and packs the results so that they travel lightly between processes."""
    return lambda tasks: _pack.encode([_result(task, config) for task in tasks])


def _result(task: _Task, config: Config) -> _Result:
    content = _content(task.found, config)
    if isinstance(content, Problem):
        return _Result(b"", Parsed(problems=(content,)))
    known = digest(content)
    if task.digest == known:
        return _Result(known)
    file = _parsed(content, task.found, config)
    return _Result(known, file.parsed, _pack.encode(file.detail))


def _read_file(found: Found, config: Config) -> File:
    """What one Markdown file holds."""
    content = _content(found, config)
    if isinstance(content, Problem):
        return File(Parsed(problems=(content,)))
    return _parsed(content, found, config)


def _content(found: Found, config: Config) -> bytes | Problem:
    """The bytes of a file, or why it cannot be opened."""
    try:
        with open(found.file(config.content), "rb", buffering=0) as file:
            return file.read()
    except OSError as error:
        return unreadable(found.path, (error.strerror or "it failed").lower())


def _parsed(content: bytes, found: Found, config: Config) -> File:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return File(Parsed(problems=(_not_utf8(found.path, error),)))
    return parse(text, locate(found.path, found.inside), config, _markup(config.raw_html))


def _not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    what = f"the file is not UTF-8 (the byte {error.object[error.start]:#04x})"
    return Problem(Code.FILE_NOT_UTF8, Place(path, line, column), what, "save it as UTF-8 in your editor")


_pack = msgspec.msgpack.Encoder()
_unpacked_results = msgspec.msgpack.Decoder(list[_Result])
_unpacked_detail = msgspec.msgpack.Decoder(Detail)
