"""Declaring settings: a setting is a field of `Config` with its default, its check, its words and what depends on it.

    limit: int = setting(10, check=whole_number(0, 100), words="how many Related entries at most")

All else derives from the declaration: the reader (`load`), the manual's page and the settings file of a new site
(`reference`), and the fingerprints of the cache. A subclass of `Config` adds settings in the same way:

    class OwnConfig(Config, frozen=True, kw_only=True):
        week_start: str = setting("monday", check=one_of("monday", "sunday"), words="the first day of a week")

    config = load_config(folder, OwnConfig)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field

from builder.core.problems import Place, Problem
from builder.core.record import Frozen

T = TypeVar("T")

Check = Callable[[Any], T]
"""From a TOML value to the checked one. Raises ValueError with what the value must be: `must be true or false`."""

Locate = Callable[[str], Place]
"""Tells where the settings file has a dotted name: `topics.Iran` is in line 12."""


class Affects(IntEnum):
    """What has to be done anew after a change of a setting. What is not declared costs time, never correctness."""

    NOTHING = 0
    PAGES = 1
    """Pages are rendered again; what was read of the content's files still holds."""
    EVERYTHING = 2
    """The content's files are read again, and pages rendered."""


class Setting(NamedTuple):
    """What is declared of a setting, its name and default apart."""

    check: Check[Any]
    words: str
    """What it is, in Markdown and without a full stop. A setting without words shares those of the one before it."""
    example: object = None
    """A value that a site may have, where the default would show nothing: `{"news": "From the harbour"}`."""
    default_words: str = ""
    """What the manual calls its default, where the value does not say it."""
    read_part: Callable[[Any], object] | None = None
    """The part of its value that reading a file depends on, if not the whole."""
    placed: Callable[[Any, Locate], Any] | None = None
    """Gives its checked value with the places in the settings file that the value holds."""


class Table(NamedTuple):
    """What is declared of a table whose keys are settings: a field that is a struct of settings itself."""

    words: str
    listed: str = ""
    """What stands for all of its settings in a list of those that there are."""
    review: Callable[[Any, Locate], Iterable[Problem]] | None = None
    """Gives what is doubtful about its values together."""


class Declared(NamedTuple):
    """A setting with its dotted name, such as `related.limit`."""

    name: str
    setting: Setting
    default: Any
    table: str = ""
    """The name of the table that it is in; empty at the top."""


def setting(  # noqa: PLR0913  # each part of a declaration is optional
    default: T,
    *,
    check: Check[T],
    words: str,
    affects: Affects = Affects.EVERYTHING,
    example: object = None,
    default_words: str = "",
    read_part: Callable[[T], object] | None = None,
    placed: Callable[[T, Locate], T] | None = None,
) -> T:
    """A field of `Config` that is a setting. One that does not say what it affects, affects everything."""
    return _field(default, Setting(check, words, example, default_words, read_part, placed), affects)


def table(
    default: T, *, words: str, listed: str = "", review: Callable[[T, Locate], Iterable[Problem]] | None = None
) -> T:
    """A field of `Config` that is a table of settings: `default` is a struct whose fields are settings."""
    return _field(default, Table(words, listed, review), Affects.EVERYTHING)


def value(default: T, *, affects: Affects = Affects.EVERYTHING) -> T:
    """A field of `Config` that is no setting: the command line gives it, or the machine."""
    return _field(default, None, affects)


def _field(default: T, declared: Setting | Table | None, affects: Affects) -> T:
    made: T = field(default_factory=_Default(default, declared, affects))
    return made


class _Default(Frozen, frozen=True):
    """What gives a field its default. A struct keeps this and nothing else of a field, so it holds what is declared."""

    value: Any
    declared: Setting | Table | None
    affects: Affects

    def __call__(self) -> Any:
        return self.value


class DeclaredField(NamedTuple):
    """A field of a kind of `Config` with its declaration."""

    name: str
    default: Any
    declared: Setting | Table | None = None
    affects: Affects = Affects.EVERYTHING


def fields_of(kind: type[Struct]) -> Iterator[DeclaredField]:
    """The fields of a kind of `Config` that have defaults, in the order of their declarations."""
    defaults = kind.__struct_defaults__
    for name, default in zip(kind.__struct_fields__[-len(defaults) :], defaults, strict=True):
        made_by = getattr(default, "factory", None)
        if isinstance(made_by, _Default):
            yield DeclaredField(name, made_by.value, made_by.declared, made_by.affects)
        else:
            yield DeclaredField(name, default)


def tables_of(kind: type[Struct]) -> Mapping[str, Table]:
    """The tables of settings of a kind of `Config`, by name."""
    return {each.name: each.declared for each in fields_of(kind) if isinstance(each.declared, Table)}


def settings_of(kind: type[Struct], table: str = "") -> Iterator[Declared]:
    """The settings of a kind of `Config`, in the order of their declarations."""
    for each in fields_of(kind):
        if isinstance(each.declared, Table):
            yield from settings_of(type(each.default), each.name)
        elif isinstance(each.declared, Setting):
            yield Declared(f"{table}.{each.name}".lstrip("."), each.declared, each.default, table)
