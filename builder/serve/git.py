"""Whether git is at work in a folder: a branch switch is one change, however many files it writes."""

from pathlib import Path

from builder.vcs.working_tree import tree_of


def lock_of(folder: Path) -> Path | None:
    """The file that is there while git changes the working tree that a folder lies in; None outside of one."""
    tree = tree_of(folder)
    return tree.data / "index.lock" if tree else None
