"""The settings `ignore`, `active_files` and `pages`: patterns of files of content/."""

import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.config.setting import Locate
from builder.config.settings_text import toml_value
from builder.core.json_schema import TEXT, list_of, takes
from builder.core.problems import NOWHERE, Place
from builder.core.record import Frozen

_MOST = 1_000
_SIGNS, _ESCAPE = re.compile(r"([\\*?\[\]]| $)"), r"\\\1"
"""What means more than itself in a pattern, and how it means itself."""


class IgnorePattern(Frozen, frozen=True):
    """A pattern as in a .gitignore: https://git-scm.com/docs/gitignore."""

    text: str
    place: Place = NOWHERE
    """Where the settings have it."""


@takes(list_of(TEXT))
def check_ignore(value: Any) -> tuple[IgnorePattern, ...]:
    """Check the setting `ignore`: a list of patterns that can match something."""
    return tuple(map(IgnorePattern, _patterns(value, 'patterns, such as ["drafts/", "*.tmp.md"]')))


@takes(list_of(TEXT))
def check_active_files(value: Any) -> tuple[str, ...]:
    """Check the setting `active_files`: the same."""
    return _patterns(value, 'patterns, such as ["*.html", "/maps/harbour.svg"]')


@takes(list_of(TEXT))
def check_pages(value: Any) -> tuple[str, ...]:
    """Check the setting `pages`: the same."""
    return _patterns(value, 'patterns, such as ["/manual/", "imprint-*.md"]')


def page_matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """What tells by the path below content/ of a file whether the setting `pages` names it."""
    if not patterns:
        return _matches_nothing
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # few sites have patterns, and to load it takes time

    return GitIgnoreSpec.from_lines(patterns).match_file


def how_to_name_page(path: str, pages: Sequence[str]) -> str:
    """The cure of what is meant as a page, or as a folder of pages, given the setting `pages`.

    >>> how_to_name_page("docs/", ())
    'write pages = ["/docs/"]'
    """
    pattern = toml_value(f"/{_SIGNS.sub(_ESCAPE, path)}")
    return f"add {pattern} to the setting pages" if pages else f"write pages = [{pattern}]"


def _matches_nothing(_path: str) -> bool:
    return False


def _patterns(value: Any, such: str) -> tuple[str, ...]:
    patterns = checks.names(value, such=such)
    if len(patterns) > _MOST:
        raise ValueError(f"has more than {_MOST:,} patterns")
    for pattern in patterns:
        if not (is_pattern(pattern) or pattern.startswith("#")):
            raise ValueError(f'has "{pattern}", which is no pattern as in a .gitignore')
    return patterns


def place_ignore(found: tuple[IgnorePattern, ...], locate: Locate) -> tuple[IgnorePattern, ...]:
    """The patterns with the place where the settings have their list."""
    return tuple(replace(pattern, place=locate("ignore")) for pattern in found)


def is_pattern(text: str) -> bool:
    """Whether a text can match anything as a line of a .gitignore.

    Regular expressions that are not right in it are found nowhere else.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # few sites have patterns, and to load it takes time

    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)  # of a class such as [[:alpha:]], which it cannot read
        try:
            spec = GitIgnoreSpec.from_lines([text])
        except (ValueError, re.error, FutureWarning):
            return False
    return any(pattern.include is not None for pattern in spec.patterns)
