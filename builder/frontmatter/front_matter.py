"""Front matter as a value, the same whatever form it is written in."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import field
from msgspec.structs import replace

from builder.core.problems import Problem
from builder.core.record import Frozen

TABLES = ("taxonomies", "extra", "params")
"""Tables in which Zola and Hugo keep keys that count here as keys of the file:
https://www.getzola.org/documentation/content/page/#front-matter, https://gohugo.io/content-management/front-matter/"""


class FrontMatter(Frozen, frozen=True):
    """Parsed front matter: keys, values, and the line on which each stands.

    FrontMatter({"sources": [{"name": "Post"}]}, {("sources",): 2, ("sources", 0): 3, ("sources", 0, "name"): 3})
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    """The line in the file, from 1, of each key or item by its path: `("sources", 0, "url")`."""
    warnings: tuple[Problem, ...] = ()
    """Of values that are read otherwise than their writer may have meant."""
    has_lists: bool = True
    """Whether its form has lists. Where it has none, names that stand in one text are separated by commas."""

    def line(self, *path: str | int) -> int:
        """The line of the key or item, or of the nearest one above it that is known; 1 if none is."""
        return self.lines.get(path) or (self.line(*path[:-1]) if path else 1)


class Split(Frozen, frozen=True):
    """A file's text in its two parts."""

    front: FrontMatter
    body: str
    body_line: int
    """The line of the file, from 1, that the body's first line is."""
    header: str = ""
    """The front matter as it is written, without the lines around it."""


def flatten_tables(front: FrontMatter, kept: Collection[str]) -> FrontMatter:
    """Take the keys of other tools' tables out of them, so that they have plain names; a key outside a table wins.

    `[taxonomies]` with `tags = ["oil"]` gives `tags`. Tables that are named in `kept` stay.
    """
    if front.values.keys().isdisjoint(TABLES):
        return front
    names = [name for name in TABLES if name not in kept and isinstance(front.values.get(name), dict)]
    if not names:
        return front
    values = {key: value for key, value in front.values.items() if key not in names}
    lines = {path: line for path, line in front.lines.items() if path[0] not in names}
    for name in names:
        for key in (key for key in front.values[name] if key not in values):
            values[key] = front.values[name][key]
            lines |= {path[1:]: line for path, line in front.lines.items() if path[:2] == (name, key)}
    return replace(front, values=values, lines=lines)


def rename_keys(front: FrontMatter, names: Mapping[str, str]) -> FrontMatter:
    """Give keys other names, in values and lines: `{"Title": "title"}`."""
    values = {names.get(key, key): value for key, value in front.values.items()}
    lines = {_renamed(path, names): line for path, line in front.lines.items()}
    return replace(front, values=values, lines=lines)


def _renamed(path: tuple[str | int, ...], names: Mapping[str, str]) -> tuple[str | int, ...]:
    return (names.get(str(path[0]), path[0]), *path[1:])


def unknown_cases(keys: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """The known names of keys that differ from them in case alone, and are not there too: `{"Draft": "draft"}`."""
    keys = {*keys}
    lower = {key: key.lower() for key in keys if isinstance(key, str) and key not in known}
    return {key: name for key, name in lower.items() if name in known and name not in keys}
