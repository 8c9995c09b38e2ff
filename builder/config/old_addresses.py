"""The setting `old_addresses`: patterns of the addresses at which another tool had published texts.

    old_addresses = [{post = "/{year}/{slug}/"}, "/{path}/"]

An item in a table is the pattern of the texts of one section, as Hugo's `permalinks` has them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from builder.core.json_schema import any_of, list_of, table_of, takes
from builder.core.problems import did_you_mean, nearest
from builder.core.record import Frozen

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
_PATTERN = {"type": "string", "pattern": r"^/(?!/).*\{(path|slug|name|file|title)\}"}
_SUCH = 'must be a list of patterns, such as ["/post/{slug}/"] or [{post = "/{year}/{slug}/"}]'


class OldAddress(Frozen, frozen=True):
    """A pattern: `OldAddress("/{year}/{slug}/", "post")`."""

    pattern: str
    section: str = ""
    """The section of the texts that had such addresses; empty for those of all."""

    @property
    def parts(self) -> list[str]:
        """The names of its parts."""
        return _PART.findall(self.pattern)

    def fill(self, values: Mapping[str, str]) -> str | None:
        """The address of a text, given its parts; None where it lacks one.

        >>> OldAddress("/{year}/{slug}/").fill({"year": "2011", "slug": "pier"})
        '/2011/pier/'
        """
        if not all(values.get(part) or part.partition(".")[0] in FOLDERS for part in self.parts):
            return None
        return re.sub("/{2,}", "/", _PART.sub(lambda part: values.get(part[1], ""), self.pattern))


@takes(list_of(any_of(_PATTERN, table_of(_PATTERN))))
def check_old_addresses(value: Any) -> tuple[OldAddress, ...]:
    """The patterns. Raises ValueError for what can be no address inside the site, or is the same for all texts."""
    if not isinstance(value, list):
        raise ValueError(_SUCH)
    found = [each for item in value for each in _read(item)]
    for each in found:
        for what in _wrong_with(each):
            raise ValueError(f'{_SUCH}: "{each.pattern}" {what}')
    return tuple(found)


def _read(item: Any) -> Iterator[OldAddress]:
    if isinstance(item, str):
        yield OldAddress(item)
    elif isinstance(item, dict) and all(isinstance(pattern, str) for pattern in item.values()):
        yield from (OldAddress(pattern, section.strip("/")) for section, pattern in item.items())
    else:
        raise ValueError(_SUCH)


def _wrong_with(old: OldAddress) -> Iterator[str]:
    for part in old.parts:
        if part not in PARTS and not part.startswith(f"{CONTEXTS}."):
            hint = did_you_mean(nearest(part, PARTS), f"there are {', '.join(PARTS)}")
            yield f"has {{{part}}}, which is no part; {hint}"
    if not old.pattern.startswith("/") or old.pattern.startswith("//"):
        yield 'does not begin with one "/"'
    if not {*old.parts}.intersection(NAMING):
        yield f"is the same for all texts; it needs one of {', '.join(f'{{{part}}}' for part in NAMING)}"
    plain = _PART.sub("x", old.pattern)
    if found := re.search(r"[{}?#%\\\[\]]|(?<=/)\.\.?(?=/|$)", plain):
        yield f'holds "{found[0]}", which is no part of an address'
