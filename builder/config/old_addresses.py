"""The setting `old_addresses`: patterns of the addresses at which another tool had published texts.

>>> fill("/{year}/{month}/{day}/{name}.html", {"year": "2011", "month": "05", "day": "15", "name": "pier"})
'/2011/05/15/pier.html'
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from builder.config.checks import names
from builder.core.json_schema import list_of, takes
from builder.core.problems import did_you_mean, nearest

OF_ENTRIES = ("year", "month", "day")
"""The parts that only an entry has, as it has a date; month and day with two digits."""

NAMING = ("path", "slug", "name", "file", "title")
"""The parts that tell one text from another, of which each pattern has one."""

CONTEXTS = "contexts"
"""The part of all contexts, one behind the other; `contexts.category` is that of those of a kind."""

FOLDERS = ("folder", CONTEXTS)
"""The parts that may be empty, and so leave nothing between two slashes."""

PARTS = (*NAMING, *FOLDERS, "section", *OF_ENTRIES)

_PART = re.compile(r"\{([^{}]*)\}")


def parts_of(pattern: str) -> list[str]:
    """The names of the parts that a pattern has."""
    return _PART.findall(pattern)


def may_be_empty(part: str) -> bool:
    """Whether a part leaves nothing where a text has none of it."""
    return part.partition(".")[0] in FOLDERS


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The address of a text, given its parts."""
    return re.sub("/{2,}", "/", _PART.sub(lambda part: values.get(part[1], ""), pattern))


@takes(list_of({"type": "string", "pattern": r"^/[^/].*\{(path|slug|name|file|title)\}.*$"}))
def check_old_addresses(value: Any) -> tuple[str, ...]:
    """The patterns. Raises ValueError for what can be no address inside the site, or is the same for all texts."""
    patterns = names(value, 'patterns, such as ["/post/{slug}/"]')
    for pattern in patterns:
        for what in _wrong_with(pattern):
            raise ValueError(f'must be a list of patterns, such as ["/post/{{slug}}/"]: "{pattern}" {what}')
    return patterns


def _wrong_with(pattern: str) -> Iterator[str]:
    for part in parts_of(pattern):
        if part not in PARTS and not part.startswith(f"{CONTEXTS}."):
            hint = did_you_mean(nearest(part, PARTS), f"there are {', '.join(PARTS)}")
            yield f"has {{{part}}}, which is no part; {hint}"
    if not pattern.startswith("/") or pattern.startswith("//"):
        yield 'does not begin with one "/"'
    if not {*parts_of(pattern)}.intersection(NAMING):
        yield f"is the same for all texts; it needs one of {', '.join(f'{{{part}}}' for part in NAMING)}"
    if re.search("[{}?#]", _PART.sub("", pattern)):
        yield 'holds a "{", "}", "?" or "#" that is no part of an address'
