"""What git knows of a site's folder, asked of the program itself."""

import shutil
import subprocess
import tarfile
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path


class GitFailed(Exception):
    """Raised when git cannot say what it was asked; holds a sentence for a person."""


def commit_of(folder: Path, name: str) -> str:
    """The commit at which the work in a folder left another line of work: a branch, a tag or a commit.

    Raises GitFailed with git's own words if it does not look at the folder, and if there is no such name.
    """
    _asked(folder, "", "rev-parse", "--show-toplevel")
    unknown = f'git knows nothing called "{name}"'
    if _asked(folder, "", "rev-parse", "--is-shallow-repository").strip() == "true":
        unknown += ", and has only the latest commits here; fetch the whole history (git fetch --unshallow)"
    commit = _asked(folder, unknown, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    missing = f'git knows of no commit that "{name}" and this work have in common; fetch the whole history'
    return _asked(folder, missing, "merge-base", commit.strip(), "HEAD").strip()


def write_commit(folder: Path, commit: str, target: Path) -> None:
    """Write the files that a folder had at a commit into another one; none if it was not there yet."""
    try:
        _asked(folder, "", "rev-parse", "--verify", "--quiet", f"{commit}:./")
    except GitFailed:
        return
    archive = _output(folder, "", "archive", "--format=tar", commit)
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(target, filter="data")


def write_work(folder: Path, target: Path, kept: str) -> None:
    """Make another folder hold the files of a folder as they are now, those left out that git is told to ignore.

    Of what lies there already, only files that differ are touched, and what is below the one that is kept stays.
    """
    listed = _asked(folder, "git cannot list the files", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = {name for name in listed.split("\0") if name and (folder / name).is_file()}
    for file in [*target.rglob("*")]:
        inside = file.relative_to(target)
        if not file.is_dir() and inside.parts[0] != kept and inside.as_posix() not in names:
            file.unlink()
    for name in names:
        old, new = target / name, folder / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


def head(folder: Path) -> str:
    """The commit at which the work in a folder stands. Raises GitFailed if there is none."""
    return _asked(folder, "there is no commit", "rev-parse", "--verify", "--quiet", "HEAD").strip()


def remotes(folder: Path) -> list[str]:
    """The addresses of the repositories that a folder's is pushed to and fetched from, that of `origin` first.

    Raises GitFailed with git's own words if it does not say them.
    """
    names = sorted(_asked(folder, "", "remote").split(), key=lambda name: (name != "origin", name))
    return [_asked(folder, "", "remote", "get-url", name).strip() for name in names]


def is_pushed(folder: Path, commit: str) -> bool:
    """Whether one of these repositories has a commit, as far as is known here. Raises GitFailed as `remotes` does."""
    return bool(_asked(folder, "", "branch", "--remotes", "--contains", commit).strip())


def log(folder: Path, *arguments: str) -> bytes:
    """What git says of the commits that changed something in a folder, whatever its settings are.

    Raises GitFailed with git's own words if it does not say it.
    """
    plain = ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "diff.relative=false")
    return _output(folder, "", *plain, *arguments, "--", ".")


def blobs(folder: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """What files held at some time, by the names that git has for these bytes; unknown ones are left out.

    Raises GitFailed with git's own words if it does not say it.
    """
    said = _output(folder, "", "cat-file", "--batch", said="\n".join([*names, ""]).encode())
    start = 0
    while start < len(said):
        end = said.index(b"\n", start)
        name, kind, *size = said[start:end].decode().split(" ")
        start = end + 1
        if kind == "blob":
            end = start + int(size[0])
            yield name, said[start:end]
            start = end + 1


def _asked(folder: Path, otherwise: str, *arguments: str) -> str:
    return _output(folder, otherwise, *arguments).decode(errors="surrogateescape")


def _output(folder: Path, otherwise: str, *arguments: str, said: bytes = b"") -> bytes:
    """What git prints if this is said to it. Raises GitFailed with a sentence, or else git's own, if it fails."""
    command = ["git", "-C", f"{folder}", *arguments]
    try:
        return subprocess.run(command, input=said, capture_output=True, check=True).stdout  # noqa: S603
    except FileNotFoundError as error:
        raise GitFailed("git is not installed, and only it knows what changed.") from error
    except subprocess.CalledProcessError as error:
        words = " ".join(error.stderr.decode(errors="replace").split()).removeprefix("fatal: ")
        raise GitFailed(f"{otherwise or words}.") from error
