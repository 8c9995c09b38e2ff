"""Comments in front matter: cut out of every value, so that they are in no output.

    title: A pier opens <!-- when? -->
    location: Vienna %%or Geneva%%

Each value is a text of its own, with the same comments as a body has.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from builder.content.markup_scanner import MarkupKind, MarkupScanner
from builder.content.preprocess import COMMENTS, KRAMDOWN_ENDS, percent_comment, unclosed_comment
from builder.core.problems import Place, Problem
from builder.frontmatter.front_matter import FrontMatter, Split

_Path = tuple[str | int, ...]

_MAY_BEGIN = ("<!--", "%%", "\\", "{%", "{{", "{::", "]:")
"""What is in every header that has a comment; behind a backslash, as in Go's JSON, `<` is written `\\u003c`."""

_NO_COMMENTS = ("escape", "code")
"""What is looked for so that nothing in it is taken for a comment."""


def cut_comments(parts: Split, path: str, *, percent: bool) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """The front matter without comments, and what is told of them; `percent` says whether `%%...%%` is one.

    The front matter itself if it has none, as nearly always.
    """
    header = parts.header
    if not any(mark in header for mark in _MAY_BEGIN):
        return parts.front, ()
    cutter = _Cutter(parts.front, path, _kinds(percent))
    values = cutter.mapping(parts.front.values, (), ())
    if not cutter.has_cut:
        return parts.front, ()
    return replace(parts.front, values=values, lines=cutter.lines), tuple(cutter.problems)


def first_comment(text: str, *, percent: bool) -> str:
    """The first comment in a text that is to become a value of front matter; empty if it has none."""
    found = MarkupScanner(_kinds(percent), text).all()
    return next((text[each.start : each.end] for each in found if each.kind not in _NO_COMMENTS), "")


@cache
def _kinds(percent: bool) -> tuple[MarkupKind, ...]:
    return tuple(kind for kind in COMMENTS if percent or kind.name != "percent")


class _Cutter:
    """Makes the values anew without comments, with the lines that are left.

    Each list or mapping is made once, as an alias in YAML can make a value hold itself.
    """

    def __init__(self, front: FrontMatter, path: str, kinds: tuple[MarkupKind, ...]) -> None:
        self.lines: dict[_Path, int] = {}
        self.problems: list[Problem] = []
        self.has_cut = False
        self._front = front
        self._path = path
        self._kinds = kinds
        self._made: dict[int, Any] = {}
        self._opened: Place | None = None
        """Where a comment begins that has not ended yet: commas of a list can stand in one."""

    def mapping(self, values: Mapping[Any, Any], old: _Path, new: _Path) -> dict[Any, Any]:
        """A mapping, given its path as it was and as it is now."""
        made: dict[Any, Any] = {}
        self._made[id(values)] = made
        for key, value in values.items():
            name = self._text(key, (*old, key)) if isinstance(key, str) else key
            if name is not None:
                made[name] = self._value(value, (*old, str(key)), (*new, str(name)))
            if self._opened:
                self.problems.append(unclosed_comment(self._opened))
                self._opened = None
        return made

    def _value(self, value: Any, old: _Path, new: _Path) -> Any:
        """A value of any kind; None if it is a comment and nothing else."""
        if line := self._front.lines.get(old):
            self.lines[new] = line
        if isinstance(value, str):
            return self._text(value, old)
        if id(value) in self._made:
            return self._made[id(value)]
        if isinstance(value, dict):
            return self.mapping(value, old, new)
        return self._list(value, old, new) if isinstance(value, list | tuple) else value

    def _list(self, items: list[Any] | tuple[Any, ...], old: _Path, new: _Path) -> list[Any]:
        """A list, without the items that are comments and nothing else."""
        made: list[Any] = []
        self._made[id(items)] = made
        for index, item in enumerate(items):
            left = self._value(item, (*old, index), (*new, len(made)))
            if left is not None or item is None:
                made.append(left)
        return made

    def _text(self, text: str, at: _Path) -> str | None:
        """A text without its comments; None if nothing is left."""
        begin = 0
        if self._opened:
            end = text.find("-->")
            if end < 0:
                return None
            self._opened, begin = None, end + len("-->")
        kept: list[str] = []
        for kind, start, end in MarkupScanner(self._kinds, text).all(begin):
            if kind in _NO_COMMENTS:
                continue
            kept.append(text[begin:start])
            begin = end
            place = Place(self._path, self._front.line(*at))
            comment = text[start:end]
            if comment == "<!--":
                self._opened, begin = place, len(text)
                break
            self._tell(kind, comment, place)
        if not begin:
            return text
        self.has_cut = True
        return "".join([*kept, text[begin:]]).strip() or None

    def _tell(self, kind: str, comment: str, place: Place) -> None:
        """Note a comment that may be none, or that has no end."""
        if kind == "percent":
            self.problems.append(percent_comment(place))
        elif kind == "kramdown_comment" and not comment.endswith(KRAMDOWN_ENDS):
            self.problems.append(unclosed_comment(place, KRAMDOWN_ENDS[0]))
