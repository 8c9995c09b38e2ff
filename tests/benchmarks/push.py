"""A push, as the workflow on GitHub finds it: a fresh clone, and what the last build left, or nothing."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree

from tests.repository import committed, git

COMMITS = 300
"""Commits in which the site's files came."""

_DAY = 86_400
_FIRST = 1_300_000_000
"""When the first of them was made, in seconds since 1970; the others follow day by day."""


def with_history(site: Path) -> None:
    """Make a site a repository in which its files came little by little."""
    (site / ".gitignore").write_text("/.dateline/\n", encoding="utf-8")
    git(site, "init", "--quiet", "--initial-branch=main")
    files = sorted(file for file in site.rglob("*") if file.is_file() and ".git" not in file.relative_to(site).parts)
    said = b"".join(_commits(site, files))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=site, check=True, input=said)
    git(site, "reset", "--quiet")


def _commits(site: Path, files: Sequence[Path]) -> Iterator[bytes]:
    """What git imports, a commit after the other: https://git-scm.com/docs/git-fast-import."""
    size = -(-len(files) // COMMITS)
    for number, start in enumerate(range(0, len(files), size)):
        when = f"{_FIRST + number * _DAY} +0000"
        yield f"commit refs/heads/main\ncommitter Editor <editor@example.org> {when}\ndata 4\nMore\n".encode()
        for file in files[start : start + size]:
            text = file.read_bytes()
            yield f"M 100644 inline {file.relative_to(site).as_posix()}\ndata {len(text)}\n".encode() + text + b"\n"


def pushed(site: Path, output: Path, *, is_kept: bool) -> None:
    """Commit what changed, and put a fresh clone in the site's place.

    What the last build left is packed, and unpacked there again if it is kept; otherwise nothing of it is there.
    """
    committed(site, "An edit")
    with tempfile.TemporaryDirectory(dir=site.parent) as folder:
        clone, cache = Path(folder, "clone"), Path(folder, "cache.tar")
        git(site.parent, "clone", "--quiet", site.as_uri(), str(clone))
        left = (f"{site.name}/.dateline", output.name)
        subprocess.run(["tar", "--posix", "--create", "--file", cache, *left], cwd=site.parent, check=True)
        rmtree(site)
        rmtree(output)
        clone.rename(site)
        if is_kept:
            subprocess.run(["tar", "--extract", "--file", cache], cwd=site.parent, check=True)
