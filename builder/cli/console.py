"""The console: what a terminal and a log of CI show is only what is printable.

A value of a site may hold codes that move a terminal's cursor, marks that turn the direction of a line, or what a log
of CI takes for a command, such as `::error::`. All of it is written as escapes here, on its way out, so no message has
to think of it.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from builder.core.text import escape_unprintable, printable_line

_COMMAND = re.compile(r"^([^\S\n]*):(?=:|\Z)", re.MULTILINE)
"""Two colons that begin a line, or the first of them.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

_OLD_COMMAND = re.compile(r"#(?=#\w*\[)")
"""`##[` and `##vso[`, which are commands anywhere in a line: an older form of GitHub's, and that of Azure Pipelines."""


def say(*lines: str, error: bool = False, flush: bool = False) -> None:
    """Print lines, to the standard output or that of errors. A line break inside of one is written as an escape."""
    if lines:
        text = "\n".join(map(printable_line, lines))  # in one piece, as a report may have a million lines
        print(text, file=sys.stderr if error else sys.stdout, flush=flush)


def say_text(text: str, *, error: bool = False) -> None:
    """Print a text of several lines."""
    say(*text.removesuffix("\n").split("\n"), error=error)


PAGE_NAMED = -1
"""What a command returns that ends with 1, and has named a page of the manual itself, or whose reader has none."""


def more_line(words: str) -> str:
    """The last line of an error: the command that prints a page of the manual, such as that of a command or a code."""
    return f"To read more: dateline help {words}".rstrip()


def say_commands(lines: Iterable[str]) -> None:
    """Print workflow commands, whose values are printable already."""
    raw = cast("TextIO", raw_stream(sys.stdout))
    raw.write("".join(f"{line}\n" for line in lines))
    raw.flush()


@contextmanager
def printable_output() -> Iterator[None]:
    """Let everything that is printed meanwhile be printable, also what libraries print."""
    with ExitStack() as redirected:
        for stream, redirect in ((sys.stdout, redirect_stdout), (sys.stderr, redirect_stderr)):
            if stream is not None and not isinstance(stream, PrintableStream):
                redirected.enter_context(redirect(cast("TextIO", PrintableStream(stream))))
        yield


def raw_stream(stream: Any) -> Any:
    """The stream below, for who writes codes of the terminal on purpose."""
    return stream.raw if isinstance(stream, PrintableStream) else stream


class PrintableStream:
    """A text stream that writes escapes for what is not printable, and for what CI would take for a command."""

    def __init__(self, raw: TextIO) -> None:
        self.raw = raw
        self._begins_line = True

    def write(self, text: str) -> int:
        """Write a text; a line break ends a line."""
        if text:
            first, broken, rest = text.partition("\n")
            shown = f"{_without_command(first) if self._begins_line else first}{broken}{_without_command(rest)}"
            self._begins_line = not (rest if broken else first).strip() and (bool(broken) or self._begins_line)
            shown = _OLD_COMMAND.sub(r"\\u0023", escape_unprintable(shown))
            self.raw.write(_encodable(shown, getattr(self.raw, "encoding", None)))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts one after the other."""
        self.write("".join(lines))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def _without_command(text: str) -> str:
    return _COMMAND.sub(r"\1\\u003a", text)


def _encodable(text: str, encoding: str | None) -> str:
    """The text with escapes for what the stream's encoding has not."""
    return text.encode(encoding, "backslashreplace").decode(encoding) if encoding else text
