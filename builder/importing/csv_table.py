"""CSV as rows of cells, each with the line at which it begins: separated by commas, semicolons or tabs, in UTF-8.

Spreadsheets write semicolons where a comma is the decimal sign; Excel's first line may say so: `sep=;`. What is wrong
with the quotes of one row shifts all rows behind it, so nothing behind it is read.

https://www.rfc-editor.org/rfc/rfc4180
"""

import csv
import re
from collections.abc import Iterator

from builder.importing.items import SourceRefused
from builder.importing.streams import Stream

LINE_LIMIT = 4 * 1024 * 1024
"""The bytes of a line. A cell of a spreadsheet has 50,000 characters at most, and most sheets have few columns."""

ROW_LIMIT = 32 * 1024 * 1024
"""The bytes of a row, which has more than one line where its cells have."""

_SEPARATORS = (",", ";", "\t")
_SAID = re.compile(r"sep=(.)\s*")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save it as CSV in UTF-8"


def read_table(stream: Stream) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not empty, with the lines at which they begin. Raises SourceRefused."""
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=lines.separator, strict=True)
    while True:
        first = lines.number + 1
        lines.size = 0
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise SourceRefused(f"line {first}: {_why(str(error))}") from error
        if row is None:
            return
        if any(map(str.strip, row)):
            yield first, row


class _Lines:
    """The lines of a table as texts, with the separator that its first one has."""

    def __init__(self, stream: Stream) -> None:
        self._lines = stream.lines(LINE_LIMIT)
        self.number = 0
        """That of the line that was read last."""
        self.size = 0
        """The bytes that were read of the row."""
        first = self._read()
        said = _SAID.fullmatch(first or "")
        if said:
            first = self._read()
        self._first = first
        self.separator = said[1] if said else max(_SEPARATORS, key=(first or "").count)
        self.number -= 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self._first = self._first, None
        if line is None:
            line = self._read()
        else:
            self.number += 1
        if line is None:
            raise StopIteration
        if self.size > ROW_LIMIT:
            raise SourceRefused(f"line {self.number}: its row is larger than {ROW_LIMIT // 1024**2} MB")
        return line

    def _read(self) -> str | None:
        """The next line; none at the end. Raises SourceRefused if it is no text."""
        self.number, line = next(self._lines, (self.number, b""))
        if line is None:
            raise SourceRefused(f"line {self.number} is longer than {LINE_LIMIT // 1024**2} MB")
        if self.number == 1 and (line.startswith(_UTF_16) or b"\0" in line):
            raise SourceRefused(f"it is UTF-16, as Excel writes Unicode text; {_SAVE}")
        self.size += len(line)
        try:
            return line.decode("utf-8-sig" if self.number == 1 else "utf-8") or None
        except UnicodeDecodeError as error:
            raise SourceRefused(
                f"line {self.number} is not UTF-8 (the byte {line[error.start]:#04x}); {_SAVE}"
            ) from error


def _why(error: str) -> str:
    """What stands in the way of the csv module, in words for the person who made the table."""
    if "field limit" in error:
        return f"a cell has more than {csv.field_size_limit():,} characters; is a quotation mark not closed?"
    if "new-line" in error:
        return f"a line ends in CR alone; {_SAVE}"
    if "end of data" in error:
        return "a quotation mark in its row is not closed; put one behind the cell"
    return 'a quotation mark in its row ends a cell too early; double those within a cell: ""'
