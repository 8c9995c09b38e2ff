"""What is printed: nothing that steers a terminal, and nothing that CI takes for a command."""

import io
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from builder.cli.console import PrintableStream, printable_output, raw_stream, say, say_commands, say_text
from builder.cli.main import main
from tests.repository import committed
from tests.sites import SiteFolder

UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)

BAD = "x\x1b]0;owned\x07\x9b2J\u202e\u2028\x7f\r\n::error::owned\n  ::add-mask::a\n##[error]b"
"""A value that moves a cursor, turns a line, breaks lines, and begins some with commands."""


def written(*texts: str, encoding: str = "utf-8") -> str:
    """What a stream gets of texts that are written to a printable one."""
    raw = io.TextIOWrapper(io.BytesIO(), encoding, newline="\n")
    stream = PrintableStream(raw)
    for text in texts:
        stream.write(text)
    raw.flush()
    return raw.buffer.getvalue().decode(encoding)


def test_control_characters_and_marks_of_direction_are_escapes() -> None:
    assert written("a\x1b[2J\u202eb\x9b\n") == "a\\u001b[2J\\u202eb\\u009b\n"
    assert written("a\tb\r\n") == "a\\tb\\r\n"
    assert written("\ud800 \U000e0041") == "\\ud800 \\udb40\\udc41"


def test_words_of_every_script_stay_as_they_are() -> None:
    for text in ("Zürich", "لندن", "می‌خواهم", "東京　都", "1\u00a0000", "👩‍🚒"):
        assert written(text) == text


def test_no_line_begins_with_a_workflow_command() -> None:
    assert written("::error::a\n  ::warning::b\nc::d\n") == "\\u003a:error::a\n  \\u003a:warning::b\nc::d\n"
    assert written("##[error]a ##vso[task]b # c\n") == "\\u0023#[error]a \\u0023#vso[task]b # c\n"


def test_no_line_begins_with_a_command_that_is_written_in_parts() -> None:
    assert not COMMAND.search(written("a\n", " ", ":", ":error::b"))
    assert written("a", "::b") == "a::b"


def test_what_the_encoding_has_not_is_an_escape() -> None:
    assert written("é→\n", encoding="ascii") == "\\xe9\\u2192\n"


def test_a_line_break_inside_of_a_line_is_an_escape(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb", "c")
    say_text("d\ne\n")
    assert capsys.readouterr().out == "a\\nb\nc\nd\ne\n"


def test_nothing_is_printed_of_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    say()
    assert capsys.readouterr().out == ""


def test_commands_of_ours_are_written_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    with printable_output():
        say_commands(["::error::a"])
        say("::error::b")
    assert capsys.readouterr().out == "::error::a\n\\u003a:error::b\n"


def test_a_stream_is_made_printable_once() -> None:
    with printable_output():
        outer = sys.stdout
        with printable_output():
            assert sys.stdout is outer
        assert raw_stream(sys.stdout) is not outer


HOSTILE = json.dumps(BAD)
"""The value in double quotes, as YAML and TOML read it."""

ENTRY = f"""---
title: {HOSTILE}
titel: {HOSTILE}
{HOSTILE}: 1
date: 2011-05-15
contexts: [{HOSTILE}, "::error::x", {HOSTILE[:-1]}s"]
sources: [{{name: {HOSTILE}, url: {HOSTILE}}}, {HOSTILE}]
location: {HOSTILE}
related: [{HOSTILE}]
aliases: [{HOSTILE}]
image: {HOSTILE}
---
[a]({HOSTILE[1:-1]}) [[::error::b]] [c](::error::d) {{% e %}} <f>
"""


@pytest.fixture
def hostile(site: SiteFolder) -> SiteFolder:
    """A site with hostile values in every field, and in names of files."""
    names = ["a.md", "\u202e::error::b.md", "c\x1b[2J.md", "d\n::error::e.md"]
    names += [os.fsdecode(b"f\xff.md")] if sys.platform == "linux" else []
    for name in names:
        site.write({f"content/news/2011/05/15/{name}": ENTRY})
    site.write({"content/::warning::x/y.md": f"# {HOSTILE}", "templates/\u202e.html": BAD, "templates/404.html": BAD})
    committed(site.path)
    return site


COMMANDS = (
    ("build", "--site", "{}", "--timings", "--sizes"),
    ("build", "--site", "{}", "--keep-going", "--timings", "--sizes"),
    ("verify", "--site", "{}", "--keep-going"),
    ("check", "{}"),
    ("check", "{}", "--format", "json"),
    ("topics", "list", "--site", "{}"),
    ("topics", "rename", BAD, f"{BAD}2", "--site", "{}"),
    ("topics", "merge", "--suggested", "--site", "{}"),
    ("diff", "HEAD", "--site", "{}"),
    ("diff", BAD, "--site", "{}"),
    ("export", "jsonl", "{}/../out.jsonl", "--site", "{}", "--keep-going"),
    ("export", BAD, BAD, "--site", "{}"),
    ("import", "jsonl", "{}/hostile.jsonl", "--site", "{}"),
    ("import", "page", "{}/content", "--site", "{}", "--dry-run"),
    ("new", BAD, "--site", "{}", "--section", BAD),
    ("new", "a", "--site", "{}", "--context", BAD, "--date", BAD),
    ("init", f"{{}}/{BAD}"),
    ("schema", "entry", "--site", "{}"),
    ("explain", BAD),
    ("help", BAD),
    ("serve", "--site", "{}", "--host", f"{BAD}"),
    (BAD,),
)


@pytest.mark.parametrize(
    "settings", ["", f"{HOSTILE} = {HOSTILE}\n", f"title = {HOSTILE}\n[fields]\nextra = [{HOSTILE}]\n"]
)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command[0][:6]}-{COMMANDS.index(command)}")
def test_no_command_prints_what_a_hostile_site_wants(
    hostile: SiteFolder, command: tuple[str, ...], settings: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile.write({"dateline.toml": settings, "hostile.jsonl": json.dumps({"title": BAD, "date": BAD}) + f"\n{BAD}\n"})
    with suppress(SystemExit):
        main([argument.replace("{}", f"{hostile.path}") for argument in command])
    printed = "".join(capsys.readouterr())
    assert printed
    assert not UNPRINTABLE.search(printed)
    assert not COMMAND.search(printed)


def test_annotations_hold_nothing_that_begins_another_command(
    hostile: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(hostile.path), "--format", "github"])
    printed = capsys.readouterr().out
    assert not UNPRINTABLE.search(printed)
    lines = printed.splitlines()
    assert all(re.match(r"::(error|warning|notice) file=[^,:]+,(line|title)=", line) for line in lines[:-1])
    assert len(lines) > 5


def test_a_problem_is_one_line_of_the_file_of_all_problems(hostile: SiteFolder) -> None:
    for number in range(80):
        hostile.write({f"content/news/2011/05/15/n{number}.md": ENTRY.replace("titel", f"titel{number}")})
    main(["build", "--site", str(hostile.path)])
    text = Path(hostile.path, ".dateline/problems.txt").read_text(encoding="utf-8")
    assert all(line.endswith("]") for line in text.splitlines())
    assert not UNPRINTABLE.search(text)
