"""Which of the entries that a source gives now are which of those that it gave before: it has no names for them.

Two are the same if their titles are, else if enough of the words of their titles and of the addresses of their sources
are; of several that fit, those that are most alike.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

ALIKE = 0.5
"""How much of two entries has to be the same, of 1 for their words and 0.5 for their sources."""

MAX_PAIRS = 250_000
"""With more than so many pairs, only titles that are the same count: no day has as many."""

_WORD = re.compile(r"\w+")


def matches(now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """For the place of each front matter now, that of the same one before, if there is one."""
    found: dict[int, int] = {}
    left: dict[Any, list[int]] = {}
    for place, front in reversed([*enumerate(before)]):
        left.setdefault(front.get("title"), []).append(place)
    for place, front in enumerate(now):
        if places := left.get(front.get("title")):
            found[place] = places.pop()
    new = [place for place in range(len(now)) if place not in found]
    old = sorted(set(range(len(before))) - {*found.values()})
    if len(new) * len(old) <= MAX_PAIRS:
        found |= _most_alike({n: _marks(now[n]) for n in new}, {o: _marks(before[o]) for o in old})
    return found


_Marks = tuple[frozenset[str], frozenset[str]]


def _marks(front: Mapping[str, Any]) -> _Marks:
    """The words of the title, and the addresses of the sources."""
    urls = {source.get("url") for source in front.get("sources", ()) if isinstance(source, dict)}
    return frozenset(_WORD.findall(str(front.get("title")).lower())), frozenset(url for url in urls if url)


def _most_alike(new: Mapping[int, _Marks], old: Mapping[int, _Marks]) -> dict[int, int]:
    pairs = sorted((-_likeness(a, b), n, o) for n, a in new.items() for o, b in old.items())
    found: dict[int, int] = {}
    taken: set[int] = set()
    for negative, n, o in pairs:
        if -negative >= ALIKE and n not in found and o not in taken:
            found[n] = o
            taken.add(o)
    return found


def _likeness(one: _Marks, other: _Marks) -> float:
    words, urls = (_share(a, b) for a, b in zip(one, other, strict=True))
    return words + urls / 2


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
