"""Changes of files that a command has planned: their differences are shown, a person is asked, and they are made."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from builder.cli.console import say
from builder.core.text import pluralize, printable_line

if TYPE_CHECKING:
    from builder.renaming.plan import FileChange

MAX_DIFFS = 20
"""Files whose differences are shown before it is asked whether all are to be changed."""


INTERRUPTED = 130
"""The exit status after Ctrl-C."""


def change_files(changes: "Sequence[FileChange]", root: Path, *, yes: bool, quiet: bool = False) -> int:
    """Make the changes if `yes` was said, or a person agrees; 1 if some are left, or nobody could be asked."""
    from builder.renaming.plan import write_changes  # noqa: PLC0415  # for these commands only

    if not changes:
        say("There is nothing to change.")
        return 0
    if not (yes or _agrees_to(changes)):
        return 0 if sys.stdin.isatty() else 1
    try:
        left = write_changes(changes, root)
    except KeyboardInterrupt:
        say("", "Stopped. Not all files are changed; say the same again to complete it.", error=True)
        return INTERRUPTED
    if not quiet:
        say(f"{pluralize(len(changes) - len(left), 'file')} changed.")
    if left:
        say("These changed meanwhile, and stay as they are; say the same again:", *left, error=True)
    return 1 if left else 0


def _agrees_to(changes: "Sequence[FileChange]") -> bool:
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
