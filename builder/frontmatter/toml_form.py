"""Front matter in TOML, as Zola and Hugo have it.

    +++
    title = "A harbour reopens"
    date = 2011-05-15

    [taxonomies]
    tags = ["shipping"]
    +++

Its source is https://toml.io/en/v1.0.0. The standard library's parser tells no lines, so `_KeyLines` finds those of
keys and items in text that it has read.
"""

import datetime
import re
import tomllib
from typing import Any

from builder.core import toml
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.frontmatter.form import HeaderForm, between
from builder.frontmatter.front_matter import FrontMatter

_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'{3}.*?\'{3,5}|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*'|\#[^\n]*|\n|[][{},=.]|[^][{},=.\s"'\#]+''',
    re.DOTALL,
)
_ERROR = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def parse_toml(text: str, path: str, before: int) -> FrontMatter:
    """Parse front matter, whose first line follows `before` others in the file. Raises ProblemsFound if it is wrong."""
    try:
        values = toml.loads(text, parse_float=str)
        return FrontMatter(_plain(values), _KeyLines(text, before + 1).read())
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([_explain(error, text, path, before)]) from error
    except RecursionError as error:
        what = "the front matter is nested hundreds of levels deep"
        problem = Problem(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, "write it plainly")
        raise ProblemsFound([problem]) from error


def _plain(value: Any) -> Any:
    """The value with dates and times as texts in ISO 8601, as the other forms have them."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def _explain(error: tomllib.TOMLDecodeError, text: str, path: str, before: int) -> Problem:
    found = _ERROR.fullmatch(str(error))
    reason, line, column = found.groups() if found else (str(error), None, None)
    place = Place(path, before + (int(line) if line else text.rstrip("\n").count("\n") + 1), int(column or 0))
    what = f"the front matter cannot be read here as TOML ({reason[:1].lower()}{reason[1:]})"
    return Problem(Code.FRONT_MATTER_INVALID, place, what, 'write each line as key = "value"')


class _KeyLines:
    """The line of each key and item of a TOML document that is known to be right."""

    def __init__(self, text: str, first: int) -> None:
        self._tokens: list[tuple[str, int]] = []
        line = first
        for token in _TOKEN.findall(text):
            if token[0] != "#":
                self._tokens.append((token, line))
            line += token.count("\n")
        self._tokens.append(("\n", line))
        self._at = 0
        self._lines: dict[tuple[str | int, ...], int] = {}
        self._tables: dict[tuple[str | int, ...], int] = {}
        """How many tables there are so far in each array of tables."""

    def read(self) -> dict[tuple[str | int, ...], int]:
        """The lines by path."""
        table: tuple[str | int, ...] = ()
        while self._at < len(self._tokens):
            mark, line = self._tokens[self._at]
            if mark == "\n":
                self._at += 1
            elif mark == "[":
                table = self._header(line)
            else:
                self._pair(table)
        return self._lines

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][0]

    def _peek(self) -> str:
        return self._tokens[self._at][0]

    def _key(self, above: tuple[str | int, ...], line: int) -> tuple[str | int, ...]:
        """The path of a dotted key below another path, each part with its line."""
        while True:
            above = (*above, _unquoted(self._next()))
            self._lines.setdefault(above, line)
            if self._peek() != ".":
                return above
            self._at += 1
            above = (*above, self._tables[above] - 1) if above in self._tables else above

    def _header(self, line: int) -> tuple[str | int, ...]:
        """The path of the table that a header opens: `[a]`, or `[[a]]` for another table of an array."""
        self._at += 1
        is_array = self._peek() == "["
        self._at += is_array
        path = self._key((), line)
        self._at += 1 + is_array
        if is_array:
            self._tables[path] = self._tables.get(path, 0) + 1
        if path in self._tables:
            path = (*path, self._tables[path] - 1)
            self._lines[path] = line
        return path

    def _pair(self, above: tuple[str | int, ...]) -> None:
        path = self._key(above, self._tokens[self._at][1])
        self._at += 1
        self._value(path)

    def _value(self, path: tuple[str | int, ...]) -> None:
        """Pass a value by, noting the lines of what is in it."""
        opened = self._next()
        if opened == "[":
            index = 0
            while (mark := self._peek()) != "]":
                if mark in ("\n", ","):
                    self._at += 1
                    continue
                self._lines[(*path, index)] = self._tokens[self._at][1]
                self._value((*path, index))
                index += 1
            self._at += 1
        elif opened == "{":
            while (mark := self._peek()) != "}":
                if mark in ("\n", ","):
                    self._at += 1
                else:
                    self._pair(path)
            self._at += 1
        else:
            while self._peek() not in ("\n", ",", "]", "}"):
                self._at += 1


def _unquoted(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[0] in "\"'" else key


FORM = HeaderForm("TOML", between(r"\+{3,}"), parse_toml, "add a line +++ below the last key")
FENCED_FORM = HeaderForm("TOML", between(r"-{3,}[ \t]*toml", "-{3,}"), parse_toml, "add a line --- below the last key")
"""As gray-matter has it: `---toml`. https://github.com/jonschlinkert/gray-matter#optionslanguage"""
