"""Content scan: the files of content/ that are meant for readers, each with a change mark.

A change mark stands for a file's bytes without reading them, as the stat data in git's index does:

    SourceFile("content/", "news/a.md", mark=(mtime_ns, ctime_ns, size, inode))

A file stamp is the mark with the digest of the bytes that were read then.
"""

import errno
import os
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from builder.config.config import Config
from builder.config.ignore import IgnorePattern
from builder.content.location import locate
from builder.content.portable_names import unportable_names
from builder.core.problems import Code, Place, Problem, ProblemsFound, did_you_mean
from builder.core.real_files import NO_FILE, open_file, real_path
from builder.core.record import Record
from builder.core.text import clean, printable_line
from builder.core.urls import MANIFEST

ChangeMark = tuple[int, ...]
"""A file's times of modification and status change in nanoseconds, its size in bytes and its inode.

Empty while the last change is so recent that another one could leave the same mark.
"""

SETTINGS_FILES = ("dateline.toml", "pyproject.toml")
"""The files that may have a site's settings."""

SETTLED = 2.0
"""Seconds after which another change shows in the mark: no file system's clock is coarser."""

_IGNORED = re.compile(
    r".*~|~\$.*|#.*#|.*\.(bak|swp|swo|orig|part|crdownload)|Thumbs\.db|desktop\.ini|Icon\r|.*\.sb-[0-9a-f]+-\w+"
    r"|.*\.tmp([.-].*)?|.*___jb_(tmp|old)___|4913",
    re.IGNORECASE,
)
"""Files that editors, systems and downloads leave beside others, not meant for readers; in the second line those that
they make for a moment while they save."""


_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdwn")
_OTHER_TEXTS = frozenset({".mdx", ".qmd", ".rmd", ".rst", ".org", ".adoc", ".asciidoc", ".textile", ".canvas"})
"""Endings of texts that other tools publish, and that would be shown raw: MDX, Quarto, R Markdown and the like."""

_NO_TEXTS = frozenset(
    {
        *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".pdf", ".mp3", ".mp4", ".zip", ".woff2"),
        *(".yaml", ".yml"),
    }
)
"""Endings of files in which no front matter is looked for: the commonest, and those of YAML, which begin as it does."""

_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)*\s*(?:---|\+{3}|;{3})[ \t]*(?:ya?ml|toml|json|js)?[ \t]*(?:#.*)?(?:\r|\n|\Z)"
)
"""The line that opens front matter, at the beginning of a file."""

_BEGINNING = 200
"""So many bytes of a file are looked at for it."""

_TEMPLATE_FOLDERS = frozenset({"_templates", "_layouts", "_includes"})
"""Folders of templates of other tools, not meant for readers."""

DEPENDENCY_FOLDERS = frozenset({"node_modules", "bower_components", "jspm_packages", "__pycache__"})
"""Folders into which package managers put what programs need, never anybody's content."""

_NOT_CONTENT = _TEMPLATE_FOLDERS | DEPENDENCY_FOLDERS
_GEM_FOLDERS = ("/vendor/bundle", "/vendor/cache", "/vendor/gems", "/vendor/ruby")
"""Where gems lie, which Jekyll leaves out too: https://jekyllrb.com/docs/configuration/options/#global-configuration."""

_NOT_CONTENT_MARKS = frozenset({MANIFEST, "pyvenv.cfg"})
"""Files that only an output and a virtual environment of Python have: https://peps.python.org/pep-0405/."""

_SYNC_COPY = re.compile(
    r"\.sync-conflict-|\(.*conflicted copy.*\)"
    r"|\((?:case|selective sync|unicode encoding|white ?space) conflict[^()]*\)",
    re.IGNORECASE,
)
"""Names that Syncthing, Dropbox and Nextcloud give to a second version of a file."""


class SourceFile(NamedTuple):
    """A file below content/."""

    prefix: str
    """The way to content/ from the site's folder: `content/`; empty where they are one."""
    relative_path: str
    """Below content/, with forward slashes: `news/a.md`."""
    mark: ChangeMark = ()
    real: str = ""
    """Where it lies in truth, if its path is a symbolic link."""
    is_left_out: bool = False
    """Whether it is not read, as the scan says; it is listed for what the texts below it may inherit of it."""

    @property
    def path(self) -> str:
        """For messages, relative to the site folder: `content/news/a.md`. Put together, as it is seldom asked for."""
        return self.prefix + self.relative_path

    def file(self, content: Path) -> str:
        """Its path on the disk, given the folder content/."""
        return self.real or f"{content}/{self.relative_path}"

    @property
    def is_markdown(self) -> bool:
        """Whether it is a Markdown file, by its name."""
        return is_markdown(self.relative_path)


def source_file(path: str, config: Config) -> SourceFile:
    """The file of a path for messages, of which nothing else is known."""
    return SourceFile(config.content_prefix, path.removeprefix(config.content_prefix))


class FileStamp(Record, frozen=True, array_like=True):
    """A Markdown file, or a static one, as it was when it was read."""

    mark: ChangeMark
    digest: bytes


def is_markdown(path: str) -> bool:
    """Whether a path is that of a Markdown file."""
    return path[-3:] == ".md" or path.lower().endswith(_MARKDOWN)


def scan(config: Config) -> tuple[list[SourceFile], list[Problem]]:
    """Find every file of content/ that is not ignored, in the order of paths. Raises ProblemsFound without content/."""
    shown = config.display_path(config.content)
    if not config.content.is_dir():
        what = "there is no such folder"
        cure = (
            "make a site with `dateline init`, name the site's folder with --site, or another with the setting content"
        )
        missing = Problem(Code.CONTENT_MISSING, Place(shown), what, cure)
        raise ProblemsFound((*config.setting_problems, missing))
    if os.path.realpath(config.content) != str(config.content):  # it was exchanged since the settings were read
        raise ProblemsFound((*config.setting_problems, link_refused(shown, "the site's folder")))
    ignore = ignore_matcher(config)
    scanner = _Scanner(config, ignore)
    scanner.scan_folder("")
    unused = [_warn_of_unused(pattern, config) for pattern in ignore.unused] if ignore else []
    return sorted(scanner.files, key=attrgetter("relative_path")), [*scanner.problems, *unused]


def change_mark(status: os.stat_result, now: float) -> ChangeMark:
    """The change mark of a file, given its status as it was at the time `now`, in seconds.

    The time of the last change to the file's status cannot be set by hand, so bytes that were changed behind an old
    time of modification show.
    """
    if now - max(status.st_ctime, status.st_mtime) < SETTLED:
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def changed_files(files: Iterable[SourceFile], stamps: Mapping[str, FileStamp]) -> list[SourceFile]:
    """The files that may hold something else than when they were stamped: their mark is another one, or is empty."""
    return [
        file
        for file in files
        if not file.mark or (stamp := stamps.get(file.relative_path)) is None or stamp.mark != file.mark
    ]


MOST_FOLDERS = 100
"""Folders below one another: systems refuse paths not much longer than theirs would be."""


class _Scanner:
    """One walk through a folder."""

    def __init__(self, config: Config, ignore: "IgnoreMatcher | None") -> None:
        self.files: list[SourceFile] = []
        self.problems: list[Problem] = []
        self._root = config.content
        self._folder = str(config.content)
        self._prefix = config.content_prefix
        self._ignore = ignore
        self._now = time.time()

    def scan_folder(self, relative_path: str) -> None:
        """Find the files below a folder."""
        try:
            items = list(os.scandir(f"{self._folder}/{relative_path}"))
        except OSError as error:
            reason = (error.strerror or "it failed").lower()
            self.problems.append(unreadable(f"{self._prefix}{relative_path}".rstrip("/") or ".", reason))
            return
        names: list[str] = []
        prefix = f"{relative_path}/" if relative_path else ""
        for item in () if relative_path and _are_no_content(relative_path, items) else items:
            name = item.name
            path = prefix + name
            is_folder = item.is_dir(follow_symlinks=False)
            if self._ignore and self._ignore(f"{path}/" if is_folder else path):
                continue
            if is_ignored(name) or name in _NOT_CONTENT:
                continue
            if not name.isprintable() and name != publishable_name(name):
                what = "the file's name holds a control character, or is not UTF-8"
                place = Place(shown_name(f"{self._prefix}{path}"))
                self.problems.append(Problem(Code.FILE_NAME, place, what, "rename it"))
                continue
            names.append(name)
            if not is_folder:
                self._take_file(item, path)
            elif path.count("/") < MOST_FOLDERS:
                self.scan_folder(path)
            else:
                what = f"the folder lies below {MOST_FOLDERS} others, and what is in it is not read"
                place = Place(f"{self._prefix}{path}")
                self.problems.append(Problem(Code.FILE_NAME, place, what, "move it further up"))
        shown = f"{self._prefix}{relative_path}"
        self.problems += unportable_names(f"{shown}/" if relative_path else shown, names)

    def _take_file(self, item: os.DirEntry[str], path: str) -> None:
        """Add a file, unless it is none, or not for readers."""
        real = ""
        if not item.is_file(follow_symlinks=False) and not (real := self._behind_link(item, path)):
            if locate(f"{self._prefix}{path}", path).introduces_list and is_markdown(path):
                self.files.append(SourceFile(self._prefix, path, is_left_out=True))
            return
        is_plain = path[-3:] == ".md" and "onflict" not in path  # as nearly all files are
        if problem := None if is_plain else _left_out(item.name, real or item.path, f"{self._prefix}{path}"):
            self.problems.append(problem)
        else:
            self.files.append(SourceFile(self._prefix, path, change_mark(item.stat(), self._now), real))

    def _behind_link(self, item: os.DirEntry[str], path: str) -> str:
        """Where the file lies to which a symbolic link leads; empty for what is no file here, and then reported."""
        shown = f"{self._prefix}{path}"
        try:
            if item.is_symlink() and (item.is_dir() or item.is_file()):
                return real_path(item.path, self._root)
            problem = unreadable(shown, NO_FILE)
        except OSError as error:  # FileRefused, a link to itself, or one into a folder that may not be looked into
            is_refused = error.errno == errno.ELOOP
            reason = (error.strerror or "it failed").lower()
            problem = link_refused(shown, "content/") if is_refused else unreadable(shown, reason)
        self.problems.append(problem)
        return ""


def _are_no_content(folder: str, items: Iterable[os.DirEntry[str]]) -> bool:
    """Whether the items of a folder are an output, of this site's next build or of another one, or dependencies."""
    return any(item.name in _NOT_CONTENT_MARKS for item in items) or f"/{folder}".endswith(_GEM_FOLDERS)


class IgnoreMatcher:
    """Tells whether a path below content/ is left out; a folder's path ends in a slash.

    By the setting `ignore`; and where the site's folder is the content itself, as with a vault of notes, what is of the
    site and not of its content.
    """

    def __init__(self, patterns: Sequence[IgnorePattern], of_site: Sequence[str]) -> None:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415  # few sites have patterns, and to load it takes time

        texts = [pattern.text for pattern in patterns]
        self._matches = GitIgnoreSpec.from_lines([*texts, *of_site]).match_file
        self._unused = {pattern: GitIgnoreSpec.from_lines([pattern.text]).patterns for pattern in patterns}

    def __call__(self, path: str) -> bool:
        """Whether the path is left out. Notes which patterns match it."""
        for pattern, compiled in [*self._unused.items()]:
            if any(each.include is None or each.match_file(path) for each in compiled):
                del self._unused[pattern]
        is_left_out: bool = self._matches(path)
        return is_left_out

    @property
    def unused(self) -> tuple[IgnorePattern, ...]:
        """The patterns of the setting that have matched none of the paths so far."""
        return tuple(self._unused)


def ignore_matcher(config: Config) -> IgnoreMatcher | None:
    """The matcher of a site; None if nothing is left out."""
    of_site: list[str] = []
    if config.content == config.root:
        folders = (folder for folder in (config.output, config.templates) if folder.is_relative_to(config.root))
        of_site += [f"/{folder.relative_to(config.root).as_posix()}/" for folder in folders]
        of_site += [f"/{name}" for name in (*SETTINGS_FILES, "requirements.txt", "requirements.lock")]
    return IgnoreMatcher(config.ignore, of_site) if config.ignore or of_site else None


def _warn_of_unused(pattern: IgnorePattern, config: Config) -> Problem:
    what = f'the pattern "{pattern.text}" of the setting ignore leaves nothing out'
    inside = pattern.text.removeprefix("./").removeprefix("/").removeprefix(config.content_prefix)
    suggestion = f"/{inside}" if inside and inside != pattern.text.removeprefix("/") else None
    cure = did_you_mean(suggestion, "mend it, or take it away; paths in it begin at the content's folder")
    return Problem(Code.IGNORE_UNUSED, pattern.place, what, cure)


def _left_out(name: str, file: str, shown: str) -> Problem | None:
    """Why a file is not for readers, by its name: a copy that a sync program left, or a text of another tool."""
    if "onflict" in name and _SYNC_COPY.search(name):
        what = "a sync program left this copy, as the file was changed in two places at once; it is left out"
        return Problem(Code.SYNC_COPY, Place(shown), what, "put what is new in it into the file itself, and remove it")
    if is_markdown(name):
        return None
    ending = name[name.rfind(".") :].lower()
    if ending in _OTHER_TEXTS or (ending not in _NO_TEXTS and _has_front_matter(file)):
        what = "a text that another tool publishes, in a form that is not read here, is left out"
        cure = "write it as Markdown in a file that ends in .md; pandoc makes that of many formats"
        return Problem(Code.TEXT_UNREAD, Place(shown), what, cure)
    return None


def _has_front_matter(file: str) -> bool:
    """Whether a file begins with a line that opens front matter, so that another tool takes it for a text."""
    try:
        with open_file(file) as opened:
            return _FRONT_MATTER.match(opened.read(_BEGINNING)) is not None
    except OSError:
        return False


def is_ignored(name: str) -> bool:
    """Whether a file or folder of that name is hidden, or left there by an editor or the system."""
    return name[0] == "." or (name[-3:] != ".md" and _IGNORED.fullmatch(name) is not None)


def publishable_name(name: str) -> str:
    """A file's name as far as it can be published: without control characters and bytes that are not UTF-8."""
    return clean(re.sub("[\t\n\r\x85\u2028\u2029]", "", name))


def shown_name(name: str) -> str:
    r"""A file's name as messages show it: what is not seen, and bytes that are not UTF-8, as escapes.

    >>> shown_name("caf\udce9\n.txt")
    'caf\\xe9\\n.txt'
    """
    return printable_line(os.fsencode(name).decode(errors="backslashreplace"))


def link_refused(path: str, folder: str) -> Problem:
    """The problem of a symbolic link that is not followed, as it does not stay in a folder."""
    what = f"a symbolic link that leads to a folder, out of {folder}, or to a hidden part of it, is not followed"
    return Problem(Code.SYMBOLIC_LINK, Place(path), what, "put the files here instead")


def unreadable(path: str, reason: str) -> Problem:
    """The problem of a file that cannot be opened."""
    what = f"the file cannot be opened ({reason})"
    return Problem(Code.FILE_UNREADABLE, Place(path), what, "mend its permissions, or take it away")
