"""Front matter in JSON, as Hugo has it; between `;;;` lines, as Middleman has it; or below `---json`.

    {
      "title": "A harbour reopens",
      "date": "2011-05-15"
    }

Sources: https://gohugo.io/content-management/front-matter/, https://middlemanapp.com/basics/frontmatter/
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.text import LineIndex
from builder.frontmatter.form import UNCLOSED, HeaderForm, Span, between
from builder.frontmatter.front_matter import FrontMatter

_OPENING = re.compile(r'\{\s*["}]')
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[][{},:]|[^][{},:"\s]+')

_LONGEST_NUMBER = 18


class _Token(NamedTuple):
    text: str
    line: int


def find(text: str, start: int) -> Span | None:
    """Find a JSON object that a text begins with."""
    if not _OPENING.match(text, start):
        return None
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return Span(start, token.end(), token.end())
    return UNCLOSED


def parse_json(text: str, path: str, before: int) -> FrontMatter:
    """Parse front matter, whose first line follows `before` others in the file. Raises ProblemsFound if it is wrong."""
    if text.strip()[:1] != "{":  # Middleman leaves the braces out
        text = f"{{{text}}}"
    try:
        json.loads(text, parse_int=str)
        lines = LineIndex(text)
        tokens = (_Token(found[0], before + 1 + lines.lines_before(found.start())) for found in _TOKEN.finditer(text))
        reader = _Reader(tokens, path)
        values = reader.read(next(tokens), ())
    except json.JSONDecodeError as error:
        what = f"the front matter cannot be read here as JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        place = Place(path, before + error.lineno, error.colno)
        problem = Problem(
            Code.FRONT_MATTER_INVALID, place, what, 'write each line as "key": "value", with a comma behind'
        )
        raise ProblemsFound([problem]) from error
    except RecursionError as error:
        what = "the front matter is nested hundreds of levels deep"
        problem = Problem(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, "write it plainly")
        raise ProblemsFound([problem]) from error
    if reader.twice:
        raise ProblemsFound(reader.twice)
    return FrontMatter(values, reader.lines)


class _Reader:
    """Reads JSON that is known to be right, noting the line of each key and item and the keys that stand twice."""

    def __init__(self, tokens: Iterator[_Token], path: str) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.twice: list[Problem] = []
        self._tokens = tokens
        self._path = path

    def read(self, token: _Token, at: tuple[str | int, ...]) -> Any:
        """The value that begins with a token, at a path of keys and numbers."""
        if token.text == "{":
            return self._object(at)
        return self._list(at) if token.text == "[" else json.loads(token.text, parse_int=_number, parse_float=str)

    def _object(self, at: tuple[str | int, ...]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for token in self._tokens:
            if token.text == "}":
                break
            if token.text == ",":
                continue
            key = json.loads(token.text)
            next(self._tokens)  # the colon
            if key in made:
                what = f'the key "{key}" stands here a second time; the first is on line {self.lines[(*at, key)]}'
                place = Place(self._path, token.line)
                self.twice.append(Problem(Code.DUPLICATE_KEY, place, what, "keep one of them"))
            self.lines.setdefault((*at, key), token.line)
            made[key] = self.read(next(self._tokens), (*at, key))
        return made

    def _list(self, at: tuple[str | int, ...]) -> list[Any]:
        made: list[Any] = []
        for token in self._tokens:
            if token.text == "]":
                break
            if token.text != ",":
                self.lines[(*at, len(made))] = token.line
                made.append(self.read(token, (*at, len(made))))
        return made


def _number(digits: str) -> int | str:
    """A whole number; one of more than 18 digits stays a text, as in YAML."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


FORM = HeaderForm("JSON", find, parse_json, "add a line } below the last key")
SEMICOLON_FORM = HeaderForm("JSON", between(";{3,}"), parse_json, "add a line ;;; below the last key")
FENCED_FORM = HeaderForm("JSON", between(r"-{3,}[ \t]*json", "-{3,}"), parse_json, "add a line --- below the last key")
