"""Sources as streams: packed or not, read piece by piece, and never more of it than can be.

A small file can unpack to terabytes. What unpacks to more than any text does is refused on the way.
https://www.rfc-editor.org/rfc/rfc1952, https://sourceware.org/bzip2/
"""

import bz2
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from builder.core.progress import Progress
from builder.core.text import format_size
from builder.importing.items import SourceRefused

MAX_RATIO = 200
"""How many times as large as its file a text may be; an export of a wiki is about ten times as large."""

ALWAYS = 64 * 1024 * 1024
"""Bytes that any file may unpack to."""

CHUNK = 1024 * 1024

_ARCHIVES = {b"PK": "a zip archive", b"7z": "a 7z archive", b"\xfd7": "packed by xz", b"(\xb5": "packed by zstd"}
_SPREADSHEETS = {b"PK": (".xlsx", ".xlsm", ".ods", ".numbers"), b"\xd0\xcf": (".xls",)}


class Stream:
    """The bytes of a source, unpacked; shows how much of the file is read."""

    def __init__(self, file: Path, raw: IO[bytes], unpacked: IO[bytes], progress: Progress) -> None:
        self.name = file.name
        self._raw = raw
        self._unpacked = unpacked
        self._progress = progress
        self._size = file.stat().st_size
        self._limit = max(ALWAYS, self._size * MAX_RATIO)
        self._count = 0
        self._start = b""
        self._shown = 0

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read again."""
        self._start = self.read(size)
        return self._start

    def read(self, size: int = CHUNK) -> bytes:
        """So many bytes, or all that are left. Raises SourceRefused for what is no text, or is damaged."""
        start, self._start = self._start[:size], self._start[size:]
        return start + self._counted(lambda: self._unpacked.read(size - len(start)))

    def line(self, limit: int) -> bytes:
        """The next line with its end, or so many of its bytes."""
        return self._counted(lambda: self._unpacked.readline(limit))

    def lines(self, limit: int) -> Iterator[tuple[int, bytes | None]]:
        """The lines with their numbers from 1 on, without their ends; none for one of more than so many bytes."""
        number = 0
        while line := self.line(limit + 1):
            number += 1
            is_long = len(line) > limit
            rest = b"" if not is_long or line.endswith(b"\n") else self.line(CHUNK)
            while rest and not rest.endswith(b"\n"):
                rest = self.line(CHUNK)
            yield number, None if is_long else line

    def _counted(self, read: Callable[[], bytes]) -> bytes:
        try:
            content = read()
        except (EOFError, zlib.error, OSError) as error:
            raise SourceRefused(f"it is damaged, or not packed as it says ({str(error).lower()})") from error
        self._count += len(content)
        if self._count > self._limit:
            raise SourceRefused(f"it unpacks to more than {format_size(self._limit)}, which no text does")
        if (place := self._raw.tell()) > self._shown + self._size // 200:
            self._shown = place
            self._progress.show("import", place, self._size)
        return content


def source_name(file: Path) -> str:
    """What a source is called from one import to the next: its file's name without what says the format or a copy.

    >>> source_name(Path("ports (2).csv.gz"))
    'ports'
    """
    return re.sub(r"(?i)(?:\s*\(\d+\))?(?:\.(?:csv|json|tsv|txt))?(?:\.(?:bz2|gz))?$", "", file.name, count=1)


@contextmanager
def open_stream(file: Path, progress: Progress) -> Iterator[Stream]:
    """Open a source, packed by gzip or bzip2 or not at all. Raises SourceRefused if it cannot be read."""
    if file.is_dir():
        raise SourceRefused("it is a folder; name the file in it")
    try:
        raw = file.open("rb")
    except OSError as error:
        raise SourceRefused(f"it cannot be opened ({(error.strerror or 'it failed').lower()})") from error
    with raw:
        start = raw.read(2)
        raw.seek(0)
        if start in _SPREADSHEETS and file.suffix.lower() in _SPREADSHEETS[start]:
            raise SourceRefused("it is a spreadsheet as its program keeps it; save it as CSV (UTF-8), and import that")
        if start in _ARCHIVES:
            raise SourceRefused(f"it is {_ARCHIVES[start]}; unpack it first")
        yield Stream(file, raw, _unpacked(raw, start), progress)


def _unpacked(raw: IO[bytes], start: bytes) -> IO[bytes]:
    if start == b"\x1f\x8b":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw, mode="rb"))
    return cast("IO[bytes]", bz2.BZ2File(raw)) if start == b"BZ" else raw
