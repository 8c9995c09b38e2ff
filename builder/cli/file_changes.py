"""What a command shows and asks before it changes files: the differences, and whether a person agrees."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from builder.cli.console import say
from builder.core.text import pluralize, printable_line

if TYPE_CHECKING:
    from builder.renaming.plan import FileChange

MAX_DIFFS = 20
"""Files whose differences are shown before it is asked whether all are to be changed."""


def agrees_to(changes: "Sequence[FileChange]") -> bool:
    """Show the changes, and ask whether they are to be made; where nobody is at a terminal, nobody agrees."""
    for change in islice(changes, MAX_DIFFS):
        say(*_diff(change))
    if len(changes) > MAX_DIFFS:
        say(f"and {pluralize(len(changes) - MAX_DIFFS, 'more file')}")
    if _agrees(f"Change {pluralize(len(changes), 'file')}? [y/N] "):
        return True
    say("Nothing was changed." if sys.stdin.isatty() else "Nothing was changed; --yes changes without asking.")
    return False


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        return input(printable_line(question)).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _diff(change: "FileChange") -> Iterator[str]:
    from difflib import unified_diff  # noqa: PLC0415  # for these commands only

    before, after = (text.splitlines(keepends=True) for text in (change.before, change.after))
    for line in unified_diff(before, after, change.path if before else "/dev/null", change.path, n=1):
        yield line.removesuffix("\n")
