"""What is known to be wrong with addresses of sources, as it is written down."""

import json
from pathlib import Path

import pytest

from builder.config.checked_sources import (
    FILE,
    CheckedSource,
    State,
    address_asked,
    checked_in,
    checked_lines,
    dead_sources,
    read_checked,
)

GOOD = {"url": "https://example.org/a", "state": "gone", "since": "2031-05-01", "last": "2031-05-02"}


def test_what_is_written_is_read_again_in_the_order_of_addresses() -> None:
    gone = CheckedSource("https://example.org/b", State.GONE, "answered", "2031-05-01", "2031-05-02", 2)
    moved = CheckedSource("https://example.org/a", State.MOVED, since="2031-05-01", moved="https://example.org/c")
    assert [*checked_in(checked_lines([gone, moved])).items()] == [(each.url, each) for each in (moved, gone)]


def test_a_file_that_is_not_there_knows_nothing(tmp_path: Path) -> None:
    assert read_checked(tmp_path / FILE) == {}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"<<<<<<< ours",
        b"{",
        b"[]",
        b"\xff",
        *(
            json.dumps({**GOOD, **wrong}).encode()
            for wrong in (
                {"state": "odd"},
                {"since": "soon"},
                {"since": ""},
                {"last": ""},
                {"state": "moved", "searched": "2031-99-99"},
                {"archive": "javascript:alert(1)"},
                {"state": "moved", "moved": "/b"},
                {"days": "two"},
            )
        ),
    ],
)
def test_a_line_that_is_none_is_passed_over(line: bytes) -> None:
    good = json.dumps(GOOD).encode()
    assert [*checked_in(b"\n".join((line, good, line)))] == [GOOD["url"]]
    assert checked_in(line) == {}


def test_pages_know_of_dead_sources_only_and_no_more_than_they_show(tmp_path: Path) -> None:
    copy = "https://archive.example.org/a"
    lines = [{**GOOD, "days": 2, "why": "answered", "archive": copy}, {**GOOD, "url": "https://example.org/b"}]
    (tmp_path / FILE).write_text("\n".join(map(json.dumps, lines)))
    url = GOOD["url"]
    assert dead_sources(tmp_path) == {url: CheckedSource(url, State.GONE, since="2031-05-01", archive=copy)}


def test_a_part_of_a_page_is_asked_for_as_the_page() -> None:
    assert address_asked("https://example.org/a?b#c") == "https://example.org/a?b"
