"""What git knows of a site's folder, asked of the program itself."""

import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path


class GitFailed(Exception):
    """Raised when git cannot say what it was asked; holds a sentence for a person."""


def commit_of(folder: Path, name: str) -> str:
    """The commit at which the work in a folder left another line of work: a branch, a tag or a commit.

    Raises GitFailed if the folder is in no repository, or there is no such name.
    """
    _asked(folder, f"{folder} is in no git repository", "rev-parse", "--show-toplevel")
    commit = _asked(
        folder, f'git knows nothing called "{name}"', "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"
    )
    missing = f'git knows of no commit that "{name}" and this work have in common; fetch the whole history'
    return _asked(folder, missing, "merge-base", commit.strip(), "HEAD").strip()


def write_commit(folder: Path, commit: str, target: Path) -> None:
    """Write the files that a folder had at a commit into another one."""
    missing = f"the site's folder was not there yet at the commit {commit[:12]}"
    archive = _output(folder, missing, "archive", "--format=tar", commit)
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


def _asked(folder: Path, otherwise: str, *arguments: str) -> str:
    return _output(folder, otherwise, *arguments).decode(errors="surrogateescape")


def _output(folder: Path, otherwise: str, *arguments: str) -> bytes:
    """What git prints. Raises GitFailed with a sentence if it fails."""
    try:
        ran = subprocess.run(["git", "-C", f"{folder}", *arguments], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise GitFailed("git is not installed, and only it knows what changed.") from error
    except subprocess.CalledProcessError as error:
        raise GitFailed(f"{otherwise}.") from error
    return ran.stdout
