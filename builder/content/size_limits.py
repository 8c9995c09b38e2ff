"""Limits of one text: what would take more than about a second to read, or fill many pages, is refused by name.

The cost is an estimate from what the text holds, never a measured time, so that every machine refuses the same.
`python -m tests.hostile` prints what the worst texts within the limits take, and `python -m tests.hostile.builds` what
a build makes of large sites.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.core.model import Entry, Page, Source, TopicFile
from builder.core.problems import Code, Place, Problem

LARGEST_FILE = 1_000_000
"""Bytes of a file of text."""

MOST_COST = 1_000_000
"""Of one text, in about a millionth of a second each."""

LONGEST_TITLE = 2_000
"""Characters of a title: each page that lists the text shows it."""

LONGEST_NAME = 500
"""Characters of a topic's name: each page of its entries shows it."""

LONGEST_SUMMARY = 10_000
"""Characters of a summary, which lists and feeds show."""

MOST_CONTEXTS = 100
"""Of an entry. Each has a page and a feed that name all others, so what is made grows with their square."""

MOST_SOURCES = 500
"""Of an entry. Each outlet has a page, and the sources of an entry stand in the feeds of its topics too."""

MOST_PINS = 100
"""Entries that an entry's `related` names."""

_COSTS = (
    ("lines", "\n", 90),
    ("opening brackets", "[", 60),
    ("addresses", "://", 50),
    ("addresses", "www.", 50),
    *((f"times the sign {sign}", sign, 10) for sign in "@#]*_`~<>&{}%!:\\\"'|"),
)
"""What a text may have many of, how it is written, and what the parser takes for one."""

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


def excesses(text: Entry | Page, sources: Sequence[Source] = ()) -> Iterator[Excess]:
    """The values of a text that are repeated on more pages, or ask for more of them, than one file may fill."""
    is_topic = isinstance(text, TopicFile)
    most = LONGEST_NAME if is_topic else LONGEST_TITLE
    if len(text.title) > most:
        cure = "write a shorter name" if is_topic else "write a headline, and the rest as text below"
        yield Excess("title", f"the title has more than {most:,} characters", cure)
    if text.summary and len(text.summary) > LONGEST_SUMMARY:
        what = f"the summary has more than {LONGEST_SUMMARY:,} characters"
        yield Excess("summary", what, "write a sentence or two, and the rest as text below")
    if not isinstance(text, Entry):
        return
    if len(text.contexts) > MOST_CONTEXTS:
        what = f"the entry has {len(text.contexts):,} contexts, and {MOST_CONTEXTS} are the most that one may have"
        yield Excess("contexts", what, "keep those that it is about, or split it into several entries")
    if any(len(context.name) > LONGEST_NAME for context in text.contexts):
        yield Excess("contexts", f"a context has more than {LONGEST_NAME} characters", "write a shorter name")
    if len(sources) > MOST_SOURCES:
        what = f"the entry has {len(sources):,} sources, and {MOST_SOURCES} are the most that one may have"
        yield Excess("sources", what, "keep the best, or split it into several entries")
    if len(text.pins) > MOST_PINS:
        what = f"the entry names {len(text.pins):,} related entries, and {MOST_PINS} are the most that one may name"
        yield Excess("related", what, "keep those that readers should see first, and link to others in the text")
