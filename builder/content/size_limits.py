"""Limits of one text: what would take over a second or much memory to read, or fill many pages, is refused by name.

Both are estimates from what the text holds, never measured, so that every machine refuses the same.
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

MOST_MEMORY = 20_000_000
"""Bytes that reading one text may take: a table of 3,000 rows is read, 90,000 stars are not."""


class _Part(NamedTuple):
    """What a text may have many of, and what the parser takes for one."""

    name: str
    written: str | re.Pattern[str]
    cost: int = 0
    memory: int = 0
    """Bytes: some 400 for each token that the parser makes of it."""

    def count(self, text: str) -> int:
        """How many a text has."""
        return text.count(self.written) if isinstance(self.written, str) else len(self.written.findall(text))


def _signs(signs: str, cost: int, memory: int) -> tuple[_Part, ...]:
    return tuple(_Part(f"times the sign {sign}", sign, cost, memory) for sign in signs)


_PARTS = (
    _Part("lines", "\n", 90, 800),
    _Part("opening brackets", "[", 60),
    _Part("links or footnotes", re.compile(r"\[\[?"), memory=1_900),
    _Part("items of lists", re.compile(r"(?<![^\s>])(?:[-+*:~]|\d{1,9}[.)])(?!\S)"), memory=1_500),
    _Part("addresses", "://", 50),
    _Part("addresses", "www.", 50),
    _Part("addresses", re.compile(r"(?<!\w)(?<!\]\()\w++://|www\."), memory=1_800),
    *_signs("@", 35, 1_800),
    *_signs("*_~", 15, 780),
    *_signs("#", 10, 1_500),
    *_signs(">", 10, 700),
    *_signs("`&\\<{", 10, 400),
    *_signs("]}%!:\"'|", 10, 100),
    *_signs("$+-=^,", 4, 100),
)
"""What a text may have many of.

At each sign that may begin markup of some plugin the parser stops and asks all its rules, also where none is for it.
"""

_CELL = _Part("cells of tables", "", 25, 1_400)
"""A cell of a table, an empty one at the end of a short row, too. The number is `_cells`."""

_CHARACTER = _Part("characters", "", 1, 5)

_DELIMITER_ROW = re.compile(r"^(?=.*\|)(?=.*-)[ \t>:|*+-]++$", re.MULTILINE)
"""The line below a table's head: `|---|---|`, in a quotation or a list, too."""

_SMALL = min(MOST_COST // max(part.cost for part in _PARTS), MOST_MEMORY // max(part.memory for part in _PARTS))
"""Characters of a text that costs little, whatever it holds."""


def refused_file(size: int, path: str) -> Problem | None:
    """The problem of a file of too many bytes; None for any other."""
    if size <= LARGEST_FILE:
        return None
    return _problem(path, f"the file has more than {LARGEST_FILE:,} bytes")


def refused_text(markdown: str, path: str) -> Problem | None:
    """The problem of a file's text that would take too long or too much memory to read; None for any other."""
    has_tables = "|" in markdown and _DELIMITER_ROW.search(markdown)
    if len(markdown) <= _SMALL and not has_tables:
        return None
    counts = [(part, part.count(markdown)) for part in _PARTS]
    counts += [(_CHARACTER, len(markdown))]
    counts += [(_CELL, _cells(markdown))] if has_tables else []
    if sum(part.cost * count for part, count in counts) > MOST_COST:
        part, count = max(counts, key=lambda each: each[0].cost * each[1])
        return _problem(path, f"the text would take too long to read, as it has {count:,} {part.name}")
    if sum(part.memory * count for part, count in counts) > MOST_MEMORY:
        part, count = max(counts, key=lambda each: each[0].memory * each[1])
        return _problem(path, f"the text would take too much memory to read, as it has {count:,} {part.name}")
    return None


def _cells(markdown: str) -> int:
    """How many cells the tables have; a short row is filled with empty ones, and a table itself is as much as two."""
    columns = cells = 0
    for line in markdown.split("\n"):
        if not line.strip(" \t>"):
            columns = 0
        elif _DELIMITER_ROW.match(line):
            columns = max(columns, line.strip(" \t>|").count("|") + 1)
            cells += 2
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
