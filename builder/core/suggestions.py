"""Suggestions: the name that a misspelt one means, found in a millisecond however many names there are.

Compared with difflib are only those whose last part is the same, begins alike or ends alike; comparing all would take
seconds for each of a thousand broken links.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

CUTOFF = 0.65
"""How alike a suggestion has to be, from 0 to 1."""

NEIGHBOURS = 12
"""Names before and after a misspelt one, in the order of the alphabet, that are compared with it."""

_LONG = 4
"""Letters from which on a name that only begins like another one means it."""


class Suggestions:
    """An index of names: of addresses and paths by their last part without its ending, of others as a whole."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        by_stem: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            by_stem[_stem(name)].append(name)
        return by_stem

    @cached_property
    def _stems(self) -> Sequence[str]:
        return sorted(self._by_stem)

    @cached_property
    def _reversed(self) -> Sequence[str]:
        return sorted(stem[::-1] for stem in self._by_stem)

    def nearest(self, name: str) -> str | None:
        """The name most like a misspelt one, upper and lower case alike; None if none is much like it."""
        wanted = _stem(name)
        if not wanted:
            return None
        stem = wanted if wanted in self._by_stem else self._nearest_stem(wanted)
        alike = [found for found in self._by_stem[stem] if _may_be(name, found)] if stem else []
        return min(alike, key=lambda found: _preference(found, name), default=None)

    def _nearest_stem(self, wanted: str) -> str | None:
        from difflib import get_close_matches  # noqa: PLC0415  # loaded where something is misspelt

        reversed_stems = _around(self._reversed, wanted[::-1])
        candidates = [*_around(self._stems, wanted), *(stem[::-1] for stem in reversed_stems)]
        if alike := get_close_matches(wanted, candidates, n=1, cutoff=CUTOFF):
            return alike[0]
        longer = (stem for stem in candidates if len(wanted) >= _LONG and stem.startswith(wanted))
        return min(longer, key=len, default=None)


def _stem(name: str) -> str:
    """The last part of a name without its ending, case apart; a folder's page goes by the folder's name."""
    path = name.casefold().rstrip("/").removesuffix("/index.html")
    last = path.rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    return stem if stem and dot and ending.isalpha() and len(ending) <= len("markdown") else last


def _may_be(name: str, found: str) -> bool:
    """Whether a name may be meant by another one: a picture is no page, and a page no picture."""
    ending = _FILE.search(name.casefold())
    return ending is None or found.casefold().endswith(ending[0])


_FILE = re.compile(r"\.(?!md$|markdown$|html?$|json$|xml$)[a-z]{2,5}$")
"""The ending of a file that is published as it is."""


def _around(ordered: Sequence[str], wanted: str) -> Sequence[str]:
    at = bisect_left(ordered, wanted)
    return ordered[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]


def _preference(found: str, wanted: str) -> tuple[bool, float, str]:
    """The order of names with one stem: pages before data, then those whose folders are most alike."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # loaded where something is misspelt

    matcher = SequenceMatcher(None, found.casefold(), wanted.casefold())
    return not found.endswith((".html", ".md")) and "." in found, -matcher.ratio(), found
