"""Scanner: finds markup of given kinds in a text, from left to right, in time that grows as the text does.

A plain pattern such as `{%.*?%}` looks from each opening to the end of the text, where none is closed: thousands of
openings take minutes. Here an opening is found first, then its end; where there is none is remembered.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FLAGS = re.MULTILINE


class MarkupKind(NamedTuple):
    """A kind of markup, by the pattern of all of it, or by those of its opening and its end."""

    name: str
    opening: str
    """All of the markup, where it has no `end`."""
    end: str = ""
    """What ends it. `{opening}` stands for the opening as it is written."""
    barrier: str = ""
    """What it cannot go beyond: an end must stand before it."""
    unended: str | None = None
    """What belongs to an opening without an end, from there on; None where that is no markup at all."""


class Markup(NamedTuple):
    """A piece of markup that was found: its kind, and where it begins and ends."""

    kind: str
    start: int
    end: int


class MarkupScanner:
    """Scans one text. Of kinds that begin at the same place the first wins."""

    def __init__(self, kinds: tuple[MarkupKind, ...], text: str) -> None:
        self._kinds = kinds
        self._text = text
        self._unended: dict[re.Pattern[str], int] = {}
        """For the pattern of an end the offset up to which no opening has one."""

    def all(self, position: int = 0) -> Iterator[Markup]:
        """All markup from an offset on."""
        while found := self.next(position):
            yield found
            position = max(found.end, found.start + 1)

    def next(self, position: int) -> Markup | None:
        """The first markup at or behind an offset."""
        pattern = _openings(self._kinds)
        while match := pattern.search(self._text, position):
            kinds, start = self._kinds, match.start()
            while match:
                kind = kinds[int(str(match.lastgroup)[1:])]
                end = self._end(kind, match)
                if end is not None:
                    return Markup(kind.name, start, end)
                kinds = tuple(other for other in kinds if other is not kind)
                match = _openings(kinds).match(self._text, start) if kinds else None
            position = start + 1
        return None

    def _end(self, kind: MarkupKind, opening: re.Match[str]) -> int | None:
        """Where the markup ends whose opening was found; None if it has no end, and is none without."""
        if not kind.end:
            return opening.end()
        pattern = _ending(kind, opening[0] if "{opening}" in kind.end else "")
        if opening.end() > self._unended.get(pattern, -1):
            found = pattern.search(self._text, opening.end())
            if found and found["end"] is not None:
                return found.end()
            self._unended[pattern] = found.start() if found else len(self._text)
        rest = re.compile(kind.unended).match(self._text, opening.end()) if kind.unended is not None else None
        return rest.end() if rest else None


@lru_cache(maxsize=256)
def _openings(kinds: tuple[MarkupKind, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<k{index}>{kind.opening})" for index, kind in enumerate(kinds)), _FLAGS)


@lru_cache(maxsize=256)
def _ending(kind: MarkupKind, opening: str) -> re.Pattern[str]:
    end = kind.end.replace("{opening}", re.escape(opening))
    return re.compile(f"(?P<end>{end})" + (f"|{kind.barrier}" if kind.barrier else ""), _FLAGS)
