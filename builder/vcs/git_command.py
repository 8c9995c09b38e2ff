"""The git command: commits and their files, remotes, the log, blobs. Every failure is a `GitFailed` for a person."""

import shutil
import subprocess
import tarfile
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path


class GitFailed(Exception):
    """Raised when a git command fails; holds a sentence for a person."""


def merge_base(folder: Path, ref: str) -> str:
    """The commit at which HEAD left a branch, a tag or a commit.

    Raises GitFailed with git's own words if it refuses the folder, and if there is no such reference.
    """
    _git_text(folder, "", "rev-parse", "--show-toplevel")
    unknown = f'git knows nothing called "{ref}"'
    if _git_text(folder, "", "rev-parse", "--is-shallow-repository").strip() == "true":
        unknown += ", and has only the latest commits here; fetch the whole history (git fetch --unshallow)"
    commit = _git_text(folder, unknown, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    unrelated = f'git knows of no commit that "{ref}" and this work have in common; fetch the whole history'
    return _git_text(folder, unrelated, "merge-base", commit.strip(), "HEAD").strip()


def export_commit(folder: Path, commit: str, target: Path) -> None:
    """Write the files that a folder had at a commit into another folder; none if it was not there yet."""
    try:
        _git_text(folder, "", "rev-parse", "--verify", "--quiet", f"{commit}:./")
    except GitFailed:
        return
    archive = _git(folder, "", "archive", "--format=tar", commit)
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(target, filter="data")


def export_working_tree(folder: Path, target: Path, keep: str) -> None:
    """Make another folder hold the files of a folder as they are now, without those that git ignores.

    Only files that differ are touched, so that the others keep their times; what lies in the target's folder `keep`
    stays.
    """
    listed = _git_text(
        folder, "git cannot list the files", "ls-files", "-z", "--cached", "--others", "--exclude-standard"
    )
    names = {name for name in listed.split("\0") if name and (folder / name).is_file()}
    for file in [*target.rglob("*")]:
        path = file.relative_to(target)
        if not file.is_dir() and path.parts[0] != keep and path.as_posix() not in names:
            file.unlink()
    for name in names:
        old, new = target / name, folder / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


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


def _git(folder: Path, message: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """The output of a git command. Raises GitFailed with the message, or with git's own words if that is empty."""
    command = ["git", "-C", f"{folder}", *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout  # noqa: S603
    except FileNotFoundError as error:
        raise GitFailed("git is not installed, and only it knows what changed.") from error
    except subprocess.CalledProcessError as error:
        stderr = " ".join(error.stderr.decode(errors="replace").split()).removeprefix("fatal: ")
        raise GitFailed(f"{message or stderr}.") from error
