"""The git command: commits and their files, remotes, the log, blobs. Every failure is a `GitFailed` for a person."""

import os
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from builder.core.file_errors import naming
from builder.core.problems import GitFailed
from builder.core.real_files import read_trusted


def merge_base(folder: Path, ref: str) -> str:
    """The commit at which HEAD left a branch, a tag or a commit.

    Raises GitFailed with git's own words if it refuses the folder, and if there is no such reference.
    """
    if _git_text(folder, "", "rev-parse", "--is-inside-work-tree").strip() != "true":
        raise GitFailed(f"{folder} is in a bare repository, which has no files to look at; use a clone of it.")
    unknown = f'git knows nothing called "{ref}"'
    if _git_text(folder, "", "rev-parse", "--is-shallow-repository").strip() == "true":
        unknown += ", and has only the latest commits here; fetch the whole history (git fetch --unshallow)"
    commit = _git_text(folder, unknown, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    unrelated = f'git knows of no commit that "{ref}" and this work have in common; fetch the whole history'
    return _git_text(folder, unrelated, "merge-base", commit.strip(), "HEAD").strip()


def export_commit(folder: Path, commit: str, target: Path, only: Collection[str] = ()) -> None:
    """Write the files that a folder had at a commit into another, empty folder; none if it was not there yet.

    With `only`, those of some files and folders in it, by their paths.
    By an index of its own: `git archive` would leave out what attributes say, and a sparse checkout what is not here.
    """
    try:
        tree = _git_text(folder, "", "rev-parse", "--verify", "--quiet", f"{commit}:./").strip()
    except GitFailed:
        return
    git_dir = _git_text(folder, "", "rev-parse", "--absolute-git-dir").strip("\n")
    with tempfile.TemporaryDirectory(prefix="dateline-index-", ignore_cleanup_errors=True) as place:
        index = {"GIT_INDEX_FILE": f"{place}/index"}
        settings = [f"--git-dir={git_dir}", f"--work-tree={target}"]
        for name in ("core.sparseCheckout=false", "core.fsmonitor=false", f"core.hooksPath={os.devnull}"):
            settings += ["-c", name]
        _git(target, "", *settings, "read-tree", tree, environment=index)
        listed = _git(target, "", *settings, "--literal-pathspecs", "ls-files", "-z", "--", *only, environment=index)
        checkout = ("checkout-index", "--force", "--quiet", "-z", "--stdin")
        _git(target, "", *settings, *checkout, stdin=listed, environment=index)
    for link in target.rglob("*"):
        if link.is_symlink():
            _place_link(link, _link_target(link, folder, link.relative_to(target)))


def export_working_tree(folder: Path, target: Path, keep: Collection[str]) -> None:
    """Make another folder hold the files of a folder as they are now, without those that git ignores.

    Only files that differ are touched, so that the others keep their times; what lies in the folders `keep` of the
    target stays. Symbolic links stay links, so that nothing is read through them.
    """
    names = {name for name in working_tree_files(folder) if not _is_in(name, keep)}
    not_here = {name: blob for name, blob in _files_of_index(folder).items() if not _is_in(name, keep)}
    _remove_others(target, {*names, *not_here}, keep)
    for name in sorted(names):
        old, new = target / name, folder / name
        if new.is_symlink():
            _place_link(old, _link_target(new, folder, Path(name)))
        else:
            _place_file(old, read_trusted(new))
    for name, content in not_here.items():
        _place_file(target / name, content)


def _remove_others(target: Path, names: Collection[str], keep: Collection[str]) -> None:
    """Remove all other files of a folder than those of some names, and the folders that hold nothing then."""
    for file in sorted(target.rglob("*"), reverse=True):
        path = file.relative_to(target).as_posix()
        is_folder = file.is_dir() and not file.is_symlink()
        if _is_in(path, keep):
            continue
        if is_folder and not any(file.iterdir()):
            file.rmdir()
        elif not is_folder and path not in names:
            file.unlink()


def working_tree_files(folder: Path) -> set[str]:
    """The files and links of a folder as they are now, without those that git ignores, and what lies behind links."""
    real: dict[Path, bool] = {}
    found: set[str] = set()
    for tag, name in _listed(folder):
        file = folder / name
        above = real.setdefault(file.parent, os.path.realpath(file.parent) == str(file.parent))
        if above and tag != _NOT_HERE and (file.is_symlink() or file.is_file()):
            found.add(name)
    return found


_NOT_HERE = "S"
"""Git's mark of a file that a sparse checkout leaves out: https://git-scm.com/docs/git-ls-files."""


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    """The files that git knows or would add, each with git's mark of its state."""
    asked = ("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard")
    for line in _git_text(folder, "git cannot list the files", *asked).split("\0"):
        if line:
            tag, _, name = line.partition(" ")
            yield tag, name


def _files_of_index(folder: Path) -> dict[str, bytes]:
    """The bytes of the files that a sparse checkout leaves out, as the index has them."""
    names = {name for tag, name in _listed(folder) if tag == _NOT_HERE and not (folder / name).exists()}
    if not names:
        return {}
    staged: dict[str, str] = {}
    for line in _git_text(folder, "git cannot list the files", "ls-files", "-z", "--stage").split("\0"):
        about, _, name = line.partition("\t")
        if name in names and about.startswith("100"):  # a file, and no link or submodule
            staged[name] = about.split(" ")[1]
    blobs = dict(read_blobs(folder, {*staged.values()}))
    return {name: blobs[blob] for name, blob in staged.items() if blob in blobs}


def _is_in(path: str, folders: Collection[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _link_target(link: Path, folder: Path, path: Path) -> str:
    """What a link says that has a path in a folder, with the full path of something in that folder made relative."""
    said = os.readlink(link)
    if not os.path.isabs(said) or not Path(said).is_relative_to(folder):
        return said
    return os.path.relpath(Path(said).relative_to(folder), path.parent)


def _place_link(link: Path, said: str) -> None:
    if link.is_symlink() and os.readlink(link) == said:
        return
    link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(said)


def _place_file(file: Path, content: bytes) -> None:
    """Write a file that is not there, or holds something else; a link in its place goes."""
    if file.is_symlink():
        file.unlink()
    elif file.is_file() and read_trusted(file) == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with naming(file):
        file.write_bytes(content)


def rev_parse_head(folder: Path) -> str:
    """The commit that is checked out. Raises GitFailed if there is none."""
    return _git_text(folder, "there is no commit", "rev-parse", "--verify", "--quiet", "HEAD").strip()


def remote_urls(folder: Path) -> list[str]:
    """The addresses of the repository's remotes, that of `origin` first. Raises GitFailed with git's own words."""
    names = sorted(_git_text(folder, "", "remote").split(), key=lambda name: (name != "origin", name))
    return [_git_text(folder, "", "remote", "get-url", name).strip() for name in names]


def is_pushed(folder: Path, commit: str) -> bool:
    """Whether a branch of a remote has a commit, as of the last fetch. Raises GitFailed with git's own words."""
    return bool(_git_text(folder, "", "branch", "--remotes", "--contains", commit).strip())


def git_log(folder: Path, *arguments: str) -> bytes:
    """The output of a `log` command for the files of a folder, whatever the person's settings of git are.

    Raises GitFailed with git's own words.
    """
    settings = ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "diff.relative=false")
    return _git(folder, "", *settings, *arguments, "--", ".")


def read_blobs(folder: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The blobs of these names (hashes), each with its bytes; unknown ones are left out.

    Raises GitFailed with git's own words.
    """
    output = _git(folder, "", "cat-file", "--batch", stdin="\n".join([*names, ""]).encode())
    start = 0
    while start < len(output):
        end = output.index(b"\n", start)
        name, kind, *size = output[start:end].decode().split(" ")
        start = end + 1
        if kind == "blob":
            end = start + int(size[0])
            yield name, output[start:end]
            start = end + 1


def _git_text(folder: Path, message: str, *arguments: str) -> str:
    return _git(folder, message, *arguments).decode(errors="surrogateescape")


def _git(
    folder: Path, message: str, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> bytes:
    """The output of a git command. Raises GitFailed with the message, or with git's own words if that is empty."""
    command = ["git", "-C", f"{folder}", *arguments]
    env = {**os.environ, **environment} if environment else None
    try:
        return subprocess.run(command, input=stdin, capture_output=True, check=True, env=env).stdout  # noqa: S603
    except FileNotFoundError as error:
        raise GitFailed("git is not installed, and only it knows what changed.") from error
    except subprocess.CalledProcessError as error:
        stderr = " ".join(error.stderr.decode(errors="replace").split()).removeprefix("fatal: ")
        raise GitFailed(f"{message or stderr}.") from error
