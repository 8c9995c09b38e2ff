"""Checks of settings: from a TOML value to the checked one.

Each raises ValueError with what the value must be, in words that follow the setting's name: `must be true or false`.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from builder.core.dates import parse_formatted
from builder.core.json_schema import FLAG, TABLE, TEXT, list_of, takes
from builder.core.language_tags import unknown_part
from builder.core.problems import did_you_mean, nearest
from builder.core.text import one_line

EDIT_PATH = "{path}"
"""The placeholder for a file's path in the setting `edit_url`."""

_OTHER_HOSTS = frozenset({"bitbucket", "codeberg", "forgejo", "gitea", "gitee", "gitlab", "sr"})
"""Labels of the names of hosts that have repositories and are not GitHub: git.sr.ht."""


@takes(TEXT)
def text(value: Any) -> str:
    """A text, on one line."""
    if not isinstance(value, str):
        raise ValueError("must be a text in quotes")
    return one_line(value)


@takes({"type": "string", "minLength": 1})
def filled_text(value: Any) -> str:
    """A text that is not empty."""
    if not text(value):
        raise ValueError("must not be empty; leave it out for the default")
    return text(value)


@takes({"type": "string", "pattern": "^(static/|\\s*$)"})
def font(value: Any) -> str | None:
    """The name of a static file; none for an empty text."""
    name = text(value)
    if name and not name.startswith("static/"):
        raise ValueError("must be the name of a file below templates/static/, such as static/serif.ttf")
    return name or None


@takes(FLAG)
def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


@takes({"anyOf": [FLAG, {"type": "integer", "minimum": 1}]})
def flag_or_number(value: Any) -> int:
    """Of what there may be less a whole number from 1 up: `true` is 1, and `false` is 0, for nothing of it."""
    if not isinstance(value, int) or (value < 1 and value is not False):
        raise ValueError("must be true, false, or a whole number from 1 up")
    return int(value)


@takes(TABLE)
def table(value: Any) -> Mapping[str, Any]:
    """A table of anything."""
    if not isinstance(value, dict):
        raise ValueError("must be a table")
    return value


@takes({"type": "string", "minLength": 1})
def folder(value: Any) -> Path:
    """A folder; the reader resolves it from the site's folder on."""
    return Path(filled_text(value))


def one_of(*choices: str) -> Callable[[Any], str]:
    """One of some words."""

    @takes({"enum": [*choices]})
    def check(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return str(value)

    return check


def some_of(always: str, *others: str) -> Callable[[Any], tuple[str, ...]]:
    """A list of one word and any of others, in our order."""

    @takes(list_of({"enum": [always, *others]}))
    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or always not in value or any(name not in (always, *others) for name in value):
            raise ValueError(f"must be a list with {always} and any of {', '.join(others)}")
        return tuple(name for name in (always, *others) if name in value)

    return check


def any_of(*choices: str) -> Callable[[Any], tuple[str, ...]]:
    """A list of any of some words, in our order."""

    @takes(list_of({"enum": [*choices]}))
    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or any(name not in choices for name in value):
            raise ValueError(f"must be a list of any of {', '.join(choices)}")
        return tuple(name for name in choices if name in value)

    return check


def whole_number(least: int, most: int | None = None, of: str = "") -> Callable[[Any], int]:
    """A whole number from `least` to `most`, or from `least` up; `of` says what it counts."""
    words = f"must be a whole number{of and f' of {of}'} from {least} {'up' if most is None else f'to {most}'}"

    @takes({"type": "integer", "minimum": least} | ({} if most is None else {"maximum": most}))
    def check(value: Any) -> int:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or value < least or (most is not None and value > most):
            raise ValueError(words)
        return int(value)

    return check


@takes(list_of(TEXT))
def names(value: Any, such: str = 'names, such as ["tags", "actors"]') -> tuple[str, ...]:
    """A list of texts; `such` says of what."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError(f"must be a list of {such}")
    return tuple(value)


@takes(list_of(TEXT))
def date_forms(value: Any) -> tuple[str, ...]:
    """A list of forms of dates, by the directives of strptime."""
    forms = names(value, 'forms of dates, such as ["%B %d, %Y", "%d.%m.%Y"]')
    for form in forms:
        try:
            parse_formatted(datetime.datetime(2011, 5, 15).strftime(form), form)
        except ValueError as error:
            raise ValueError(f'has "{form}", by which no date can be read: {error}') from error
    return forms


@takes({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"})
def language(value: Any) -> str:
    """A language tag whose parts are known: https://www.rfc-editor.org/rfc/rfc5646, https://cldr.unicode.org/."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text(value)):
        raise ValueError('must be a language tag such as "en" or "pt-BR"')
    if part := unknown_part(str(value)):
        raise ValueError(f'has "{part}", which names no language, script or country that is known')
    return str(value)


@takes({"type": "string", "pattern": r"^\s*(https?://.*)?$"})
def base_url(value: Any) -> str | None:
    """A base URL with a slash at its end; an empty one is none."""
    url = text(value)
    if not url:
        return None
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~%@+-]*)*", url):
        raise ValueError("must be an address such as https://example.org/repo/")
    if {".", ".."} & {*url.split("/")}:
        raise ValueError("must name its folders without . and ..")
    return url.rstrip("/") + "/"


@takes({"type": "string", "pattern": r"^\s*(https://.*)?$"})
def repository(value: Any) -> str | None:
    """The address of a repository on GitHub, without a slash at its end; an empty one is none.

    A host of GitHub Enterprise may have any name but those that are known to be others.
    """
    url = text(value).removesuffix("/").removesuffix(".git")
    if not url:
        return None
    found = re.fullmatch(r"https://([A-Za-z0-9.-]+)(:\d+)?/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", url)
    if not found:
        raise ValueError('must be the address of a repository, such as "https://github.com/me/harbour"')
    if not _OTHER_HOSTS.isdisjoint(found[1].lower().split(".")):
        instead = f"whose links {found[1]} does not have; say with edit_url instead where a file is edited there"
        raise ValueError(f"must be a repository on GitHub, {instead}")
    return url


@takes({"type": "string", "pattern": r"^\s*(https?://.*\{path\}.*)?$"})
def edit_url(value: Any) -> str | None:
    """An address with a placeholder for the path of a file; an empty one is none."""
    url = text(value)
    if url and not re.fullmatch(r"""https?://[^\s"'<>{}\\]*\{path\}[^\s"'<>{}\\]*""", url):
        raise ValueError('must be an address with {path} in it, such as "https://github.com/o/r/edit/main/{path}"')
    return url or None


class PartInvalid(ValueError):
    """A part of a setting has a value that it cannot have: a key of its table, such as `fields.separator`."""

    def __init__(self, words: str, path: tuple[str, ...]) -> None:
        super().__init__(words)
        self.path = path
        """The keys that lead to it, from the setting on."""


@contextmanager
def inside(*path: str) -> Iterator[None]:
    """Say of what is wrong inside a table where in it that is, so that its own line is told."""
    try:
        yield
    except ValueError as error:
        inner = error.path if isinstance(error, PartInvalid) else ()
        raise PartInvalid(str(error), (*path, *inner)) from error


def refuse_unknown(value: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Refuse a table with other keys than the known ones."""
    for name in value:
        if name not in known:
            with inside(name):
                raise ValueError(
                    f"does not exist: {did_you_mean(nearest(name, known), 'there are ' + ', '.join(known))}"
                )
