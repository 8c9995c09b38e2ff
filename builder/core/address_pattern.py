"""Address patterns: one text that both makes the addresses of a kind of page and reads them back.

    >>> pattern = AddressPattern("topics/{slug}/{year:year}.html")
    >>> pattern.make(slug="iran", year=2011)
    'topics/iran/2011.html'
    >>> pattern.match("topics/iran/2011.html")
    {'slug': 'iran', 'year': 2011}

A parameter is written as a route's in Starlette, `{name}` or `{name:converter}`, and the converters are below.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from builder.core.dates import Date, YearDay
from builder.core.record import Frozen
from builder.core.urls import Address


class Converter(Frozen, frozen=True):
    """How a parameter stands in an address: what it may look like, and the functions from text to value and back."""

    regex: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] | None = None
    """None where the value is its own text."""
    example: str = ""
    """For documentation, where the parameter's name would say less."""


def _read_date(text: str) -> Date:
    return Date(*map(int, text.split("/")))


def _read_year_day(text: str) -> YearDay:
    return YearDay(*map(int, text.split("/")))


def _write_folder(date: Date | YearDay) -> str:
    return date.folder


def _write_year(year: int) -> str:
    return f"{year:04}"


CONVERTERS: Mapping[str, Converter] = {
    "slug": Converter(r"[^/.]+", str),
    "path": Converter(r".+", str),
    "year": Converter(r"[0-9]{4}", int, _write_year, "2011"),
    "number": Converter(r"[1-9][0-9]*", int, str, "1"),
    "date": Converter(r"[0-9]{4}(?:/[0-9]{2}(?:/[0-9]{1,2})?)?", _read_date, _write_folder, "2011/05/15"),
    "only_year": Converter(r"[0-9]{4}", _read_date, _write_folder, "2011"),
    "month": Converter(r"[0-9]{4}/[0-9]{2}", _read_date, _write_folder, "2011/05"),
    "day": Converter(r"[0-9]{4}/[0-9]{2}/[0-9]{1,2}", _read_date, _write_folder, "2011/05/15"),
    "year_day": Converter(r"[0-9]{2}/[0-9]{1,2}", _read_year_day, _write_folder, "05/15"),
}
"""The converters by name; a parameter without one is a `slug`, one part of a path without a dot."""

_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")


class AddressPattern:
    """A pattern of addresses; see the module. Raises KeyError for a converter that does not exist."""

    def __init__(self, text: str) -> None:
        self.text = text
        parameters = [(name, CONVERTERS[converter or "slug"]) for name, converter in _PARAMETER.findall(text)]
        self._format = _PARAMETER.sub(r"{\1}", text)
        self._writers = {name: converter.write for name, converter in parameters if converter.write}
        self._readers = {name: converter.read for name, converter in parameters}
        literals = [re.escape(literal) for literal in _PARAMETER.sub("\0", text).split("\0")]
        groups = [f"({converter.regex})" for _, converter in parameters]
        self.regex = "".join(literal for pair in zip(literals, [*groups, ""], strict=True) for literal in pair)
        """As a regular expression, with a group for each parameter."""
        self.head, self.tail = text.partition("{")[0], text.rpartition("}")[2]
        """What all its addresses begin and end with."""

    def make(self, **values: Any) -> Address:
        """The address with these values for its parameters."""
        for name, write in self._writers.items():
            values[name] = write(values[name])
        return Address(self._format.format_map(values))

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex)

    def match(self, address: str) -> dict[str, Any] | None:
        """The values that make an address; None if none do, be it only for a zero too many in a date."""
        match = self._compiled.fullmatch(address)
        if not match:
            return None
        values = {name: read(text) for (name, read), text in zip(self._readers.items(), match.groups(), strict=True)}
        return values if self.make(**values) == address else None

    @property
    def folder(self) -> str:
        """The folder at the top that all its addresses lie in; empty where that is not always the same one."""
        first, slash, _ = self.text.partition("/")
        return first if slash and "{" not in first else ""

    @property
    def example(self) -> str:
        """As documentation writes it: `topics/<slug>/2011.html`."""
        return _PARAMETER.sub(lambda found: CONVERTERS[found[2] or "slug"].example or f"<{found[1]}>", self.text)

    @property
    def literal(self) -> str:
        """What all its addresses have: `topics//.html`. Of two patterns that fit, the one with more of it says more."""
        return _PARAMETER.sub("", self.text)

    def __repr__(self) -> str:
        return f"AddressPattern({self.text!r})"

    def __reduce__(self) -> tuple[type["AddressPattern"], tuple[str]]:
        return AddressPattern, (self.text,)
