"""CSV as rows with the lines at which they begin."""

from pathlib import Path

import pytest

from builder.core.progress import Progress
from builder.importing import csv_table
from builder.importing.csv_table import LINE_LIMIT, read_table
from builder.importing.items import SourceRefused
from builder.importing.streams import open_stream


def rows(folder: Path, content: bytes) -> list[tuple[int, list[str]]]:
    file = folder / "a.csv"
    file.write_bytes(content)
    with open_stream(file, Progress()) as stream:
        return [*read_table(stream)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_commonest_of_the_first_line(tmp_path: Path, separator: str) -> None:
    content = separator.join(("Date", "Title", "Tags")) + "\r\n" + separator.join(("2011", "A", '"b, c"')) + "\r\n"
    assert rows(tmp_path, content.encode()) == [(1, ["Date", "Title", "Tags"]), (2, ["2011", "A", "b, c"])]


def test_excel_may_say_the_separator(tmp_path: Path) -> None:
    assert rows(tmp_path, b"\xef\xbb\xbfsep=;\r\nDate, day;Title\r\n") == [(2, ["Date, day", "Title"])]


def test_a_row_begins_where_its_first_line_is(tmp_path: Path) -> None:
    content = b'Date,Text\n\n2011,"One\nTwo ""three"""\n,\n2012,Four'
    assert rows(tmp_path, content) == [(1, ["Date", "Text"]), (3, ["2011", 'One\nTwo "three"']), (6, ["2012", "Four"])]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert rows(tmp_path, b"") == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfeD\x00a\x00", "it is UTF-16, as Excel writes Unicode text; save it as CSV in UTF-8"),
        ("Date,Title\n".encode("utf-16-le"), "it is UTF-16, as Excel writes Unicode text; save it as CSV in UTF-8"),
        (b"Date\nM\xfcnchen\n", "line 2 is not UTF-8 (the byte 0xfc); save it as CSV in UTF-8"),
        (b'Date\n2011\n"open\nrow', "line 3: a quotation mark in its row is not closed; put one behind the cell"),
        (
            b'Date\n"a" b\n',
            'line 2: a quotation mark in its row ends a cell too early; double those within a cell: ""',
        ),
        (b"Date\r2011\r", "line 1: a line ends in CR alone; save it as CSV in UTF-8"),
        (
            b'Date\n"' + b"a" * 140_000,
            "line 2: a cell has more than 131,072 characters; is a quotation mark not closed?",
        ),
        (b"Date\n" + b"a," * (LINE_LIMIT // 2 + 1), "line 2 is longer than 4 MB"),
    ],
    ids=["utf-16", "utf-16 without a mark", "latin", "open", "early", "cr", "cell", "line"],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        rows(tmp_path, content)
    assert str(refused.value).endswith(why)


def test_a_row_of_many_lines_is_refused_at_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "ROW_LIMIT", 1024**2)
    with pytest.raises(SourceRefused) as refused:
        rows(tmp_path, b'Date\n"' + b'\n","' * (1024**2 // 4 + 9))
    assert str(refused.value).endswith("its row is larger than 1 MB")
