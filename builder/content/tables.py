"""Tables in Markdown: cells beyond those of the head stay, in the last cell of their row; GitHub leaves them out.

| a | b |
|---|---|
| x | `y|z` |      the second cell is `y|z`, where the table's rule alone makes "`y" of it
"""

from itertools import pairwise

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def keep_extra_cells(state: StateCore) -> None:
    """The core rule, before words are parsed."""
    lines: list[str] = []
    row: list[Token] = []
    for opening, inline in pairwise(state.tokens):
        if opening.type == "tr_open":
            row = []
        elif opening.type == "td_open":
            row.append(inline)
        elif opening.type == "tr_close" and row and row[0].map:
            lines = lines or state.src.split("\n")
            extra = _cells(lines[row[0].map[0]])[len(row) :]
            row[-1].content = " | ".join([row[-1].content, *extra]) if extra else row[-1].content


def _cells(line: str) -> list[str]:
    """The cells of a row as they are written, in a list or a block quote too."""
    cells = [cell.strip() for cell in escapedSplit(line.lstrip(" \t>"))]
    return cells[not cells[0] : len(cells) - (not cells[-1])]
