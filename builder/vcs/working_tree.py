"""Git's state in a folder, read from git's own files: to start git takes longer than a build with nothing to do."""

import re
from pathlib import Path

from builder.core.problems import GitFailed
from builder.core.record import Frozen

_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_MAX_SYMBOLIC_REFS = 5
"""References that may lead to one another before a commit is named."""


class WorkingTree(Frozen, frozen=True):
    """A working tree of git."""

    root: Path
    git_dir: Path
    """The folder of its own data: `.git`, or for a second working tree `.git/worktrees/NAME` of the first."""

    @property
    def common_dir(self) -> Path:
        """The folder of the data that all working trees of the repository share."""
        shared = _text(self.git_dir / "commondir")
        return self.git_dir / shared if shared else self.git_dir

    @property
    def index_lock(self) -> Path:
        """The file that exists while git changes the working tree, as in a branch switch."""
        return self.git_dir / "index.lock"


class HeadCommit(Frozen, frozen=True):
    """The commit that a working tree has checked out."""

    commit: str
    root: Path
    """The folder of the working tree."""
    is_shallow: bool
    """Whether the repository is a shallow clone, which holds the latest commits only."""


def find_working_tree(folder: Path) -> WorkingTree | None:
    """The working tree that a folder lies in; None outside of one."""
    for parent in (folder, *folder.parents):
        dot_git = parent / ".git"
        if dot_git.is_dir():
            return WorkingTree(parent, dot_git)
        if dot_git.is_file():
            git_dir = _text(dot_git).partition("gitdir:")[2].strip()
            return WorkingTree(parent, parent / git_dir) if git_dir else None
    return None


def path_in_repository(folder: Path, otherwise: Path) -> str:
    """A folder's path in its working tree, such as `site/content`, or else in another folder; empty if in neither."""
    tree = find_working_tree(folder)
    root = tree.root if tree else otherwise
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else ""


def current_branch(tree: WorkingTree) -> str:
    """The branch that a working tree is on; empty if it is on none, or git's own files do not say it."""
    branch = _text(tree.git_dir / "HEAD").partition("ref: refs/heads/")[2]
    return "" if branch.startswith(".") else branch


def has_branch(tree: WorkingTree, branch: str) -> bool:
    """Whether the repository has a branch of this name, as far as git's own files say it."""
    return _resolve(tree, f"refs/heads/{branch}") != ""


def read_head(folder: Path) -> HeadCommit | None:
    """The commit that is checked out where a folder lies; None without a repository, a commit in it, or git."""
    tree = find_working_tree(folder)
    if tree is None:
        return None
    from shutil import which  # noqa: PLC0415  # takes long to load, and not all sites lie in a working tree

    if not which("git"):
        return None
    commit = _resolve(tree, "HEAD") or _rev_parse(folder)
    return HeadCommit(commit, tree.root, _text(tree.common_dir / "shallow") != "") if commit else None


def head_key(head: HeadCommit | None) -> str:
    """A cache key for all that git knows at a commit; a shallow clone knows nothing at any."""
    return "" if head is None else "shallow" if head.is_shallow else head.commit


def _resolve(tree: WorkingTree, ref: str, max_depth: int = _MAX_SYMBOLIC_REFS) -> str:
    """The commit that a reference names; empty if git's own files do not say it."""
    value = _text(tree.git_dir / ref) or _text(tree.common_dir / ref) or _packed_ref(tree, ref)
    if value.startswith("ref:") and max_depth:
        return _resolve(tree, value.removeprefix("ref:").strip(), max_depth - 1)
    return value if _COMMIT.fullmatch(value) else ""


def _packed_ref(tree: WorkingTree, ref: str) -> str:
    """The value of a reference in `packed-refs`, the one file that holds many."""
    lines = (line.partition(" ") for line in _text(tree.common_dir / "packed-refs").splitlines())
    return next((commit for commit, _, name in lines if name == ref), "")


def _rev_parse(folder: Path) -> str:
    """HEAD as the git command resolves it: git has more ways to keep references than files."""
    from builder.vcs.git_command import rev_parse_head  # noqa: PLC0415  # loads what is seldom needed

    try:
        return rev_parse_head(folder)
    except GitFailed:
        return ""


def _text(file: Path) -> str:
    """The text of a file; empty if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
