"""Front-matter keys as they are declared, and their values with the places where they stand."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.core.record import Frozen
from builder.frontmatter.front_matter import FrontMatter
from builder.frontmatter.mapping import KeyMapping

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The keys and numbers that lead to a value: `("sources", 0, "url")`."""


class Key(Frozen, Generic[T], frozen=True, eq=False):
    """A front-matter key: what reads its value, its words and an example of it.

        Key("status", parse=text, fills="status", words="a word such as confirmed", example="status: confirmed")

    The reader, the setting `fields`, the suggestions for unknown keys and the manual's pages derive from it.
    """

    name: str
    parse: "Callable[[Value], T | None]"
    """Gives the typed value, or none where there is nothing to be shown; what is wrong is noted with the value."""
    fills: str | None = None
    """The field of an entry, a page or a topic's file that it fills; none if the parser merges it with other things."""
    words: str = ""
    """What it is, in Markdown and without a full stop; `{parts}` stands for the names of its parts."""
    example: str = ""
    """The key in YAML with a value that it may have: `status: confirmed`."""
    parts: "tuple[Key[Any], ...]" = ()
    """The keys of the mappings that its value is made of."""
    other_names: tuple[str, ...] = ()
    """Names that it has in any site."""
    gathers: bool = False
    """Whether the values of all its names count together, and not the first alone that has one."""
    longest: int | None = None
    """Characters that a text of it may have; none where its values are short by what they are, such as dates."""
    most: int | None = None
    """Items that its list may have; none for what is no list."""
    elsewhere: tuple[str, ...] = ()
    """Names that it often has in archives of other tools, the likeliest first: `dateline init` looks for them."""


class Header:
    """What the values of one file's front matter share."""

    def __init__(self, path: str, front: FrontMatter, mapping: KeyMapping, date_forms: tuple[str, ...] = ()) -> None:
        self.path = path
        self.date_forms = date_forms
        """The forms beside our own in which dates are written, as the setting `dates` says."""
        self.mapping = mapping
        self.has_lists = front.has_lists
        """Whether its form has lists; where not, names that stand in one text are separated by commas."""
        self.problems: list[Problem] = []
        self._line = front.line
        """Tells the line of a key or item."""

    def place(self, *path: str | int) -> Place:
        """Where a key or item stands in the file."""
        return Place(self.path, self._line(*path))

    def note(self, code: Code, place: Place, what: str, cure: str, subject: str = "") -> None:
        """Remember a problem of this file."""
        self.problems.append(Problem(code, place, what, cure, subject))

    def note_invalid(self, path: Path, what: str, cure: str) -> None:
        """Remember a key that cannot have its value."""
        self.note(Code.VALUE_INVALID, self.place(*path), what, cure)

    def note_unknown(self, path: Path, cure: str) -> None:
        """Remember a key that has no meaning, unless the settings say that templates read it."""
        if path[-1] not in self.mapping.extra:
            what = f'the key "{path[-1]}" has no meaning here'
            self.problems.append(Problem(Code.UNKNOWN_KEY, self.place(*path), what, cure, f"{path[-1]}"))


class Value:
    """A value of the front matter, and where it stands."""

    __slots__ = ("header", "key", "path", "raw")

    def __init__(self, header: Header, key: Key[Any], path: Path, raw: Any) -> None:
        self.header = header
        self.key = key
        self.path = path
        self.raw = raw
        """As the form of the front matter gives it: YAML, TOML, JSON."""

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.header.place(*self.path)

    def invalid(self, what: str, cure: str) -> None:
        """Note that the key cannot have this value."""
        self.header.note_invalid(self.path, what, cure)

    def items(self) -> "Iterator[Value]":
        """The items of a list; a single value is a list of one."""
        items = self.raw if isinstance(self.raw, list) else [self.raw]
        return (Value(self.header, self.key, (*self.path, index), item) for index, item in enumerate(items))

    def names(self) -> "Iterator[Value]":
        """The items of a list of names, which stand in one text where the form of the front matter has no lists.

        Items without a value, as templates of notes leave them, are none.

        Pelican separates them by commas, or else by semicolons: `Iran; Los Angeles, California`.
        """
        if self.header.has_lists or not isinstance(self.raw, str):
            return (item for item in self.items() if item.raw is not None)
        return (Value(self.header, self.key, self.path, name) for name in names_in_text(self.raw))

    def parts(self) -> "dict[str, Value]":
        """The values of a mapping by our names, each from the first of its names that has one.

        Keys that have no meaning are noted.
        """
        named = self.header.mapping.parts[self.key.name]
        for name in self.raw:
            if name not in self.header.mapping.known_parts[self.key.name]:
                cure = did_you_mean(nearest(str(name), named), in_extra(str(name)))
                self.header.note_unknown((*self.path, name), cure)
        found: dict[str, Value] = {}
        for part in self.key.parts:
            name = next((name for name in named[part.name] if self.raw.get(name) is not None), None)
            if name:
                found[part.name] = Value(self.header, part, (*self.path, name), self.raw[name])
        return found


def names_in_text(text: str) -> list[str]:
    """The names in a text of a form that has no lists.

    >>> names_in_text("Iran; Los Angeles, California"), names_in_text("oil, ships")
    (['Iran', 'Los Angeles, California'], ['oil', 'ships'])
    """
    separator = r"[;\n]" if ";" in text else r"[,\n]"
    return [name for part in re.split(separator, text) if (name := part.strip())]


def in_extra(key: str) -> str:
    """What to do about a key that is meant for templates."""
    return f'name "{key}" in the setting fields.extra if templates use it'
