"""What lies in a folder: every file that is meant for readers, and the marks by which a change to one shows."""

import os
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.text import clean

Mark = tuple[int, ...]
"""A file's times of change in nanoseconds, its size in bytes and its number; empty while it is too fresh to tell."""

SETTLED = 2.0
"""Seconds after a change until which another one may leave the same mark: no file system's clock is coarser."""

_LEFT_BEHIND = re.compile(
    r".*~|~\$.*|#.*#|.*\.(bak|swp|swo|orig|part|crdownload)|Thumbs\.db|desktop\.ini"
    r"|.*\.tmp([.-].*)?|.*___jb_(tmp|old)___|4913",
    re.IGNORECASE,
)
"""Files that editors, systems and downloads leave beside others, not meant for readers; in the second line those that
they make for a moment while they save."""


class Found(NamedTuple):
    """A file below content/."""

    path: str
    """For messages, relative to the site folder."""
    inside: str
    """Below content/, with forward slashes."""
    mark: Mark = ()

    def file(self, content: Path) -> str:
        """Where it lies on the disk, given the folder content/."""
        return f"{content}/{self.inside}"

    @property
    def is_text(self) -> bool:
        """Whether it is Markdown."""
        return is_text(self.inside)


def is_text(path: str) -> bool:
    """Whether a file of that path is Markdown."""
    return path[-3:] == ".md" or path.lower().endswith((".md", ".markdown"))


def scan(config: Config) -> tuple[list[Found], list[Problem]]:
    """Every file of content/ in the order of paths, hidden ones left out. Raises ProblemsFound if it is missing."""
    shown = config.shown(config.content)
    if not config.content.is_dir():
        what = "there is no such folder"
        cure = "make it, name another with the setting content, or name the site's folder with --site"
        missing = Problem(Code.CONTENT_MISSING, Place(shown), what, cure)
        raise ProblemsFound((*config.problems, missing))
    scanner = _Scanner(config.content, shown)
    scanner.look("")
    return sorted(scanner.found, key=attrgetter("inside")), scanner.problems


def mark_of(status: os.stat_result, now: float) -> Mark:
    """The mark of a file's status, looked at at a time in seconds.

    The time of the last change to the file's status cannot be set by hand, so bytes changed behind an old time of
    modification show.
    """
    if now - max(status.st_ctime, status.st_mtime) < SETTLED:
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


class _Scanner:
    """One walk through a folder."""

    def __init__(self, top: Path, shown: str) -> None:
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self._top = top
        self._folder = str(top)
        self._shown = shown
        self._now = time.time()

    def look(self, inside: str) -> None:
        """Find the files below a folder."""
        try:
            items = list(os.scandir(f"{self._folder}/{inside}"))
        except OSError as error:
            reason = (error.strerror or "it failed").lower()
            self.problems.append(unreadable(f"{self._shown}/{inside}".rstrip("/"), reason))
            return
        for item in items:
            name = item.name
            if is_passed_over(name):
                continue
            path = f"{inside}/{name}" if inside else name
            if not name.isprintable() and name != publishable_name(name):
                self.problems.append(_unpublishable(f"{self._shown}/{publishable_name(path)}"))
            elif item.is_dir(follow_symlinks=False):
                self.look(path)
            elif item.is_file(follow_symlinks=False) or self._leads_to_a_file(item, path):
                self.found.append(Found(f"{self._shown}/{path}", path, mark_of(item.stat(), self._now)))

    def _leads_to_a_file(self, item: os.DirEntry[str], path: str) -> bool:
        """Whether an item is a link to a file that belongs to the site; notes why not."""
        if item.is_symlink() and (item.is_dir() or not Path(item.path).resolve().is_relative_to(self._top.resolve())):
            what = "a symbolic link that leads to a folder, or out of content/, is not followed"
            place = Place(f"{self._shown}/{path}")
            self.problems.append(Problem(Code.SYMBOLIC_LINK, place, what, "put the files here instead"))
            return False
        if not item.is_file():
            self.problems.append(unreadable(f"{self._shown}/{path}", "it leads nowhere, or is not a file"))
            return False
        return True


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of that name is hidden, or left there by an editor or the system."""
    return name[0] == "." or (name[-3:] != ".md" and _LEFT_BEHIND.fullmatch(name) is not None)


def publishable_name(name: str) -> str:
    """A file's name as far as it can be published: without control characters and bytes that are not UTF-8."""
    return clean(re.sub("[\t\n\r\x85\u2028\u2029]", "", name))


def unreadable(path: str, reason: str) -> Problem:
    """The problem of a file that cannot be opened."""
    what = f"the file cannot be opened ({reason})"
    return Problem(Code.FILE_UNREADABLE, Place(path), what, "mend its permissions, or take it away")


def _unpublishable(path: str) -> Problem:
    what = "the file's name holds a control character, or is not UTF-8"
    return Problem(Code.FILE_NAME, Place(path), what, "rename it")


@dataclass(frozen=True, slots=True)
class Seen:
    """A Markdown file, or a static one, as it was when it was read."""

    mark: Mark
    digest: bytes


def fresh(files: Iterable[Found], seen: Mapping[str, Seen]) -> list[Found]:
    """Those of the files whose marks are not what was seen of them: they may hold something else."""
    return [
        found for found in files if not found.mark or (was := seen.get(found.inside)) is None or was.mark != found.mark
    ]
