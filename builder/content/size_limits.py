"""Limits of one text: a Markdown text that would take more than about a second to read is refused by name.

The cost is an estimate from what the text holds, never a measured time, so that every machine refuses the same.
`python -m tests.hostile` prints what the worst texts within the limits take.
"""

import re

from builder.core.problems import Code, Place, Problem

LARGEST_FILE = 1_000_000
"""Bytes of a file of text."""

MOST_COST = 1_000_000
"""Of one text, in about a millionth of a second each."""

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

_DELIMITER_ROW = re.compile(r"^(?=.*\|)[ \t>:|*+-]*-[ \t>:|*+-]*$", re.MULTILINE)
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
