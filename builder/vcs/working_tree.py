"""Where git stands in a folder, read from its own files: to start git takes longer than a build with nothing to do."""

import re
from dataclasses import dataclass
from pathlib import Path
from shutil import which

_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_DEEP = 5
"""References that may lead to one another."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A working tree of git."""

    top: Path
    data: Path
    """The folder of its own data: `.git`, or for a second working tree one below that of the first."""

    @property
    def common(self) -> Path:
        """The folder of the data that all working trees of the repository share."""
        shared = _text(self.data / "commondir")
        return self.data / shared if shared else self.data


@dataclass(frozen=True, slots=True)
class Head:
    """The commit that a working tree stands at."""

    commit: str
    top: Path
    is_shallow: bool
    """Whether the repository holds the latest commits only."""


def tree_of(folder: Path) -> Tree | None:
    """The working tree that a folder lies in; None outside of one."""
    for parent in (folder, *folder.parents):
        place = parent / ".git"
        if place.is_dir():
            return Tree(parent, place)
        if place.is_file():
            said = _text(place).partition("gitdir:")[2].strip()
            return Tree(parent, parent / said) if said else None
    return None


def tracked(folder: Path, otherwise: Path) -> str:
    """Where a folder lies in its working tree, or else in another folder; empty if in neither."""
    tree = tree_of(folder)
    top = tree.top if tree else otherwise
    return folder.relative_to(top).as_posix() if folder.is_relative_to(top) else ""


def branch_of(tree: Tree) -> str:
    """The branch that a working tree stands on; empty if it stands on none, or git's own files do not say it."""
    branch = _text(tree.data / "HEAD").partition("ref: refs/heads/")[2]
    return "" if branch.startswith(".") else branch


def has_branch(tree: Tree, branch: str) -> bool:
    """Whether the repository has a branch of this name, as far as git's own files say it."""
    return _commit(tree, f"refs/heads/{branch}") != ""


def head_of(folder: Path) -> Head | None:
    """Where git stands in a folder; None if it has nothing to say: no repository, no commit yet, or no git."""
    tree = tree_of(folder)
    if tree is None or not which("git"):
        return None
    commit = _commit(tree, "HEAD") or _asked(folder)
    return Head(commit, tree.top, _text(tree.common / "shallow") != "") if commit else None


def name_of(head: Head | None) -> str:
    """What stands for all that git knows there."""
    return "" if head is None else "shallow" if head.is_shallow else head.commit


def _commit(tree: Tree, name: str, deep: int = _DEEP) -> str:
    """The commit that a reference means; empty if the files of git do not say it."""
    said = _text(tree.data / name) or _text(tree.common / name) or _packed(tree, name)
    if said.startswith("ref:") and deep:
        return _commit(tree, said.removeprefix("ref:").strip(), deep - 1)
    return said if _COMMIT.fullmatch(said) else ""


def _packed(tree: Tree, name: str) -> str:
    """What a reference says that lies in one file with many."""
    lines = (line.partition(" ") for line in _text(tree.common / "packed-refs").splitlines())
    return next((commit for commit, _, named in lines if named == name), "")


def _asked(folder: Path) -> str:
    """What git itself says: it has more ways to keep references than files."""
    from builder.vcs.git_command import GitFailed, head  # noqa: PLC0415  # loads what is seldom needed

    try:
        return head(folder)
    except GitFailed:
        return ""


def _text(file: Path) -> str:
    """What a file says; nothing if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
