"""A file's text split into front matter and body, with the line of every key.

The format is python-frontmatter's YAML. The scalars are YAML 1.2's, so that a date stays the text that was written
and `no` stays a word: https://yaml.org/spec/1.2.2/#103-core-schema
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from builder.problems import Code, Place, Problem, ProblemsFound

_HANDLER = YAMLHandler()
_DEEP = 3_000
_TAG = re.compile(r"(?:^|[\s,\[{:])!\S")
_COLON = re.compile(r"\s*(?:- )?(?P<key>[\w. -]+?):\s+(?P<value>[^\s'\"\[{|>&*!].*:(?:\s.*|$))")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys and values at the head of a file, and where each stands."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    """The line in the file, from 1, of each key or item by its path: `("sources", 0, "url")`."""

    def line(self, *path: str | int) -> int:
        """The line of the key or item, or of the nearest one above it that is known; 1 if none is."""
        return self.lines.get(path) or (self.line(*path[:-1]) if path else 1)


@dataclass(frozen=True, slots=True)
class Split:
    """A file's text in its two parts."""

    front: FrontMatter
    body: str
    body_line: int
    """The line of the file, from 1, that the body's first line is."""


class _Loader(SafeLoader):  # type: ignore[misc,valid-type]  # the C loader where there is one, as python-frontmatter chooses
    """Reads YAML 1.2 scalars; dates stay texts."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own name


for _kind, _pattern, _first in (
    ("null", r"(~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(true|false|True|False|TRUE|FALSE)\Z", list("tTfF")),
    ("int", r"(0|-?[1-9][0-9]{0,17})\Z", list("-0123456789")),
    ("merge", r"<<\Z", ["<"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(_pattern), _first)


def split(text: str, path: str) -> Split:
    """Split a file's text. A file that does not start with a `---` line is all body.

    Raises ProblemsFound if the front matter cannot be read.
    """
    blank = len(text) - len(text.lstrip("\n"))
    opening = _HANDLER.FM_BOUNDARY.match(text, blank)
    if not opening:
        return Split(FrontMatter(), text, 1)
    try:
        yaml_text, body = _HANDLER.split(text)
    except ValueError as error:
        what = "the front matter that starts here has no end"
        raise _found(
            Code.FRONT_MATTER_UNCLOSED, Place(path, blank + 1), what, "add a line --- below the last key"
        ) from error
    before = text.count("\n", 0, opening.end())
    front = _load(yaml_text, path, before)
    return Split(front, body, text.count("\n", 0, len(text) - len(body)) + 1)


def _load(text: str, path: str, before: int) -> FrontMatter:
    if _is_too_deep(text):
        what, cure = "the front matter is nested thousands of levels deep", "write it plainly"
        raise _found(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, cure)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return FrontMatter()
        if not isinstance(node, yaml.MappingNode):
            what = "the front matter is a list or a text, not keys with values"
            cure = "write each line as key: value"
            raise _found(Code.FRONT_MATTER_NOT_MAPPING, Place(path, node.start_mark.line + before + 1), what, cure)
        lines, twice = _positions(node, path, before)
        if twice:
            raise ProblemsFound(twice)
        return FrontMatter(loader.construct_document(node), lines)
    except yaml.YAMLError as error:
        raise ProblemsFound([_explained(error, text, path, before)]) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        line = next((n for n, line in enumerate(text.split("\n")) if _TAG.search(line)), 0)
        what, cure = "a value does not fit the tag in front of it", "take the tag, which starts with !, away"
        raise _found(Code.FRONT_MATTER_INVALID, Place(path, before + line + 1), what, cure) from error
    finally:
        loader.dispose()


def _is_too_deep(text: str) -> bool:
    """Whether the text may nest so deep that the YAML parser, which is recursive, would end the whole process."""
    marks = max(line.count("- ") + line.count("? ") for line in text.split("\n"))
    return text.count("[") + text.count("{") + marks > _DEEP


def _positions(root: yaml.Node, path: str, before: int) -> tuple[dict[tuple[str | int, ...], int], list[Problem]]:
    """The line of every key and item below the node, and a problem for each key that stands twice."""
    lines: dict[tuple[str | int, ...], int] = {}
    twice: list[Problem] = []
    waiting: list[tuple[tuple[str | int, ...], yaml.Node]] = [((), root)]
    seen: set[int] = set()
    while waiting:
        at, node = waiting.pop()
        if id(node) in seen:
            continue
        if isinstance(node, yaml.MappingNode):
            seen.add(id(node))
            for key, value in node.value:
                name = (*at, str(key.value))
                line = key.start_mark.line + before + 1
                if name in lines and key.value != "<<":
                    what = f'the key "{key.value}" stands here a second time; the first is on line {lines[name]}'
                    place = Place(path, line, key.start_mark.column + 1)
                    twice.append(Problem(Code.DUPLICATE_KEY, place, what, "keep one of them"))
                lines.setdefault(name, line)
                waiting.append((name, value))
        elif isinstance(node, yaml.SequenceNode):
            seen.add(id(node))
            for index, value in enumerate(node.value):
                lines[(*at, index)] = value.start_mark.line + before + 1
                waiting.append(((*at, index), value))
    return lines, twice


def _explained(error: yaml.YAMLError, text: str, path: str, before: int) -> Problem:
    """A YAML error in the words of the person who wrote the file."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        what = "the front matter holds a character that YAML does not allow"
        return Problem(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, "remove it or write it another way")
    place = Place(path, mark.line + before + 1, mark.column + 1)
    line = [*text.split("\n"), ""][min(mark.line, text.count("\n"))]
    if line[mark.column : mark.column + 1] == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(Code.TAB, place, "a tab stands where YAML wants blanks", "put blanks in its place")
    if unquoted := _COLON.match(line):
        key, value = unquoted["key"], unquoted["value"].strip()
        colon = Place(path, place.line, line.index(":", unquoted.start("value")) + 1)
        what = f'the {key} holds ": ", so YAML reads it as a mapping'
        cure = f"put the {key} in quotes: {key}: {_quoted(value)}"
        return Problem(Code.UNQUOTED_COLON, colon, what, cure)
    reason = getattr(error, "problem", None) or "it is not YAML"
    return Problem(Code.FRONT_MATTER_INVALID, place, f"the front matter cannot be read here ({reason})", _CURE)


_CURE = "put the value in quotes, or mend the indentation"


def _quoted(value: str) -> str:
    return "'{}'".format(value.replace("'", "''")) if '"' in value else f'"{value}"'


def _found(code: Code, place: Place, what: str, cure: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, place, what, cure)])
