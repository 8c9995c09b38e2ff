"""Limits of one text: what would take more than about a second to read, or fill many pages, is refused by name.

The cost is an estimate from what the text holds, never a measured time, so that every machine refuses the same.
`python -m tests.hostile` prints what the worst texts within the limits take, and `python -m tests.hostile.builds` what
a build makes of large sites.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from builder.core.model import Context, Correction, Entry, Image, Page, Reference, Source, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.frontmatter.key import Key
from builder.frontmatter.keys import ENTRY_KEYS, OTHER_NAMES, PAGE_KEYS, SOURCES, TOPIC_KEYS

LARGEST_FILE = 1_000_000
"""Bytes of a file of text."""

MOST_COST = 1_000_000
"""Of one text, in about a millionth of a second each."""

_COSTS = (
    ("lines", "\n", 90),
    ("opening brackets", "[", 60),
    ("addresses", "://", 50),
    ("addresses", "www.", 50),
    *(
        (f"times the sign {sign}", sign, cost)
        for signs, cost in (("@", 35), ("*_~", 15), ("#]`<>&{}%!:\\\"'|", 10), ("$+-=^", 4))
        for sign in signs
    ),
)
"""What a text may have many of, how it is written, and what the parser takes for one.

At each sign that may begin markup of some plugin the parser stops and asks all its rules, also where none is for it.
"""

_CELL = 20
"""What the parser takes for a cell of a table, an empty one at the end of a short row, too."""

_DELIMITER_ROW = re.compile(r"^(?=.*\|)(?=.*-)[ \t>:|*+-]++$", re.MULTILINE)
"""The line below a table's head: `|---|---|`, in a quotation or a list, too."""

_SMALL = MOST_COST // max(cost for _, _, cost in _COSTS)
"""Characters of a text that costs little, whatever it holds."""


def refused_file(size: int, path: str) -> Problem | None:
    """The problem of a file of too many bytes; None for any other."""
    if size <= LARGEST_FILE:
        return None
    return _problem(path, f"the file has more than {LARGEST_FILE:,} bytes")


def refused_text(markdown: str, path: str) -> Problem | None:
    """The problem of a file's text that would take too long to read; None for any other."""
    has_tables = "|" in markdown and _DELIMITER_ROW.search(markdown)
    if len(markdown) <= _SMALL and not has_tables:
        return None
    counts = [(cost, markdown.count(written), name) for name, written, cost in _COSTS]
    counts += [(1, len(markdown), "characters")]
    counts += [(_CELL, _cells(markdown), "cells of tables")] if has_tables else []
    if sum(cost * count for cost, count, _ in counts) <= MOST_COST:
        return None
    _, count, name = max(counts, key=lambda each: each[0] * each[1])
    return _problem(path, f"the text would take too long to read, as it has {count:,} {name}")


def _cells(markdown: str) -> int:
    """How many cells the tables have, or more: a short row is filled with empty ones."""
    columns = cells = 0
    for line in markdown.split("\n"):
        if not line.strip(" \t>"):
            columns = 0
        elif _DELIMITER_ROW.match(line):
            columns = max(columns, line.count("|") + 1)
        cells += columns
    return cells


def _problem(path: str, what: str) -> Problem:
    return Problem(Code.TEXT_TOO_LARGE, Place(path), what, "split it into several files")


class Excess(NamedTuple):
    """A value that is too long, or has too many items: the name of its key, what is wrong and the cure."""

    key: str
    what: str
    cure: str


_SHORTER = "write a shorter one"
_SHORTER_BY_KEY = {
    "title": "write a headline, and the rest as text below",
    "summary": "write a sentence or two, and the rest as text below",
}
"""The cures of long values by their keys, where it is not a shorter one."""

_FEWER = {
    "contexts": "keep those that it is about, or split it into several entries",
    "related": "keep those that readers should see first, and link to others in the text",
}
"""The cures of long lists by their keys, where it is not to keep the best."""


def excesses(text: Entry | Page, sources: Sequence[Source] = ()) -> Iterator[Excess]:
    """The values of a text that are larger than their keys declare, wherever in its file they stand."""
    for key, field in _FIELDS[type(text)]:
        if value := getattr(text, field):
            yield from _excesses(key, value if isinstance(value, tuple) else (value,))
    if sources:
        yield from _excesses(SOURCES, sources)
    if isinstance(text, TopicFile):
        yield from _excesses(OTHER_NAMES, text.names[1:])


def _fields(model: type[Entry | Page], keys: Iterable[Key[Any]]) -> tuple[tuple[Key[Any], str], ...]:
    """The keys with limits, each with the field of a text that holds its values."""
    fields = ((key, key.fills or key.name) for key in keys if key.longest or key.most or key.parts)
    return tuple((key, field) for key, field in fields if field in model.__struct_fields__ and key is not OTHER_NAMES)


_FIELDS = {
    Entry: _fields(Entry, ENTRY_KEYS),
    Page: _fields(Page, PAGE_KEYS),
    TopicFile: _fields(TopicFile, TOPIC_KEYS),
}


def _excesses(key: Key[Any], items: Sequence[Any]) -> list[Excess]:
    """What is too large of the values of a key."""
    found = []
    if key.parts:
        long = {part: f"the {part.name} in {key.name}" for part in key.parts for item in items if _is_long(part, item)}
        found = [Excess(key.name, _told(subject, part), _SHORTER) for part, subject in long.items()]
    elif key.longest and max(map(len, map(_written, items)), default=0) > key.longest:
        subject = f"an item of {key.name}" if key.most else f"the {key.name}"
        found = [Excess(key.name, _told(subject, key), _SHORTER_BY_KEY.get(key.name, _SHORTER))]
    if key.most and len(items) > key.most:
        what = f"{key.name} has {len(items):,} items, and {key.most:,} are the most that a file may have"
        found.append(Excess(key.name, what, _FEWER.get(key.name, "keep the best, or split it into several entries")))
    return found


def _told(subject: str, key: Key[Any]) -> str:
    return f"{subject} has more than {key.longest:,} characters"


def _is_long(part: Key[Any], item: Source | Image | Correction) -> bool:
    """Whether a part of a value is too long. What was written as an address of a source and is none is its note."""
    if not part.longest:
        return False
    written = getattr(item, part.name) or (item.note if part.name == "url" and isinstance(item, Source) else None)
    return written is not None and len(written) > part.longest


def _written(item: Context | Reference | str) -> str:
    """A value as a text."""
    return item.name if isinstance(item, Context) else item.target if isinstance(item, Reference) else item
