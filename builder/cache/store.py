"""What a build remembers for the next one, in `.dateline/`: what each file gave, and what each published file held.

It is safe to lose, to damage and to share: a file of it that is missing, or is not what the index says, is as if it
had never been written, and nothing in it is ever run. An index names its files by digests of their bytes, so that
files of two builds cannot be mixed up.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import field

from builder.cache.files import INDEX, decoded, read_file, replace_file, write_file
from builder.cache.report import Report
from builder.cache.table import BUCKETS, NO_NAMES, Table
from builder.content.asset_stamps import AssetStamp
from builder.content.scan import FileStamp
from builder.core.dates import Date
from builder.core.model import FileHistory, Parsed
from builder.core.problems import Problem
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.output.manifest import OutputFile

FOLDER = ".dateline"
"""Where the cache lies, in the site's folder."""

FORMAT = 32
"""To be counted up with every change to what is written here."""

PROBLEMS = "problems.txt"
"""The file there that lists the problems of the last run that had too many to be printed."""


class BuildCache(Frozen, frozen=True):
    """All that is remembered. Its index is this value itself, with the names of the buckets of each table."""

    format: int = FORMAT
    read_fingerprint: bytes = b""
    """The fingerprint of what reading depended on."""
    render_fingerprint: bytes = b""
    """The fingerprint of what every page depended on."""
    output: str = ""
    """The folder that was published into, from the site's folder on if it lies there: a site may be moved."""
    ended: int = 0
    """When everything lay there, in nanoseconds by the clock of its disk."""
    output_folder: int = 0
    """The number of that folder on its disk: what is remembered of another folder says nothing of this one's times."""
    site: str = ""
    """The name under which the site was published."""
    stamps: Table[str, FileStamp] = field(default_factory=partial(Table, dict[str, FileStamp]))
    """By the path below content/ of each Markdown file; exactly those that the outputs were made from."""
    static: Mapping[str, FileStamp] = field(default_factory=dict)
    """The static files by their names."""
    assets: Mapping[str, AssetStamp] = field(default_factory=dict)
    """What is known of the other files of content/, by their paths below it."""
    parsed: Table[str, Parsed] = field(default_factory=partial(Table, dict[str, Parsed]))
    """What each of these files gave."""
    outputs: Table[Address, OutputFile] = field(default_factory=partial(Table, dict[Address, OutputFile]))
    """By address."""
    copies: Mapping[Address, OutputFile] = field(default_factory=dict)
    """Those of the outputs that were published as they are."""
    earlier: tuple[Address, ...] = ()
    """Files of the build before that it left beside its own."""
    head: str = ""
    """The commit at which git was asked for the past of the texts; empty where it had nothing to say."""
    history: Table[str, FileHistory] = field(default_factory=partial(Table, dict[str, FileHistory]))
    """What it said."""
    words: Table[str, str] = field(default_factory=partial(Table, dict[str, str]))
    """For each text's path for messages its words, as the search index has them."""
    topics: Table[Slug, list[int]] = field(default_factory=partial(Table, dict[Slug, list[int]]))
    """For each topic the numbers of its entries in the order of time."""
    outlets: Table[Slug, list[int]] = field(default_factory=partial(Table, dict[Slug, list[int]]))
    """The same of outlets."""
    input_problems: tuple[Problem, ...] = ()
    """What was wrong with the settings, with files that cannot be published, and with the output folder."""
    relation_problems: tuple[Problem, ...] = ()
    """What was wrong between texts."""
    postings_below: Mapping[str, int] = field(default_factory=dict)
    """How many postings of the search index there are below each prefix of words that is split."""
    has_taken_addresses: bool = False
    """Whether something was left out as its address was that of something else."""
    report: Report = field(default_factory=Report)
    today: Date | None = None
    """The day that counted as today."""
    next_change: Date | None = None
    """The next day on which the same files make another site; None if no day does."""

    def holds_on(self, day: Date | None) -> bool:
        """Whether the same files make the same site on a day."""
        if day == self.today or day is None or self.today is None:
            return day == self.today
        return self.today < day and (self.next_change is None or day < self.next_change)


def load_cache(root: Path) -> BuildCache:
    """What the last build of the site in a folder remembered; nothing where that cannot be read as it was written."""
    folder = root / FOLDER
    content = None if folder.is_symlink() else read_file(folder, INDEX)
    cache = decoded(content, BuildCache, partial(_table, folder))
    return cache if cache and cache.format == FORMAT else BuildCache()


def _table(folder: Path, kind: Any, names: Any) -> Table[Any, Any]:
    """A table of which the index says the names of its buckets. Raises ValueError for what cannot be these."""
    if len(names) != BUCKETS or not all(isinstance(name, str) for name in names):
        raise ValueError("these are no buckets")
    return Table(dict[get_args(kind)], folder, names)  # type: ignore[misc, arg-type]  # a dict of the same types


def write_problems(problems: Iterable[Problem], root: Path) -> str:
    """Write all problems of a run into a file of the cache's folder; its path from the site's folder on.

    Empty where that is not possible.
    """
    try:
        if not (folder := _make_folder(root)):
            return ""
        replace_file(folder / PROBLEMS, "".join(f"{problem}\n" for problem in problems).encode())
    except OSError:
        return ""
    return f"{FOLDER}/{PROBLEMS}"


def _make_folder(root: Path) -> Path | None:
    """The folder of the cache, there and unknown to git; None where a link stands in its place. Raises OSError."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        return None
    replace_file(folder / ".gitignore", b"*\n")
    return folder


def save_words(words: Table[str, str], root: Path) -> tuple[str, ...]:
    """Write the words of texts while pages are still made; the names of their buckets, for `saved_words`.

    Whoever makes the search index has them, and nobody else needs them in this build. Where they cannot be written,
    none are remembered, and the next build makes the search index whole. What no cache comes to name, the next one that
    is saved takes away.
    """
    try:
        return words.save(folder) if (folder := _make_folder(root)) else NO_NAMES
    except OSError:
        return NO_NAMES


def saved_words(names: Sequence[str], root: Path) -> Table[str, str]:
    """The words that were written."""
    return Table(dict[str, str], root / FOLDER, names)


def save_cache(cache: BuildCache, root: Path) -> None:
    """Write what is to be remembered; where that is not possible, the next build has more to do."""
    try:
        if not (folder := _make_folder(root)):
            return
        kept = {INDEX, PROBLEMS, ".gitignore"}

        def encodable(value: Any) -> Any:
            """The names of a table's buckets, which are written; a mapping of any kind as a dict."""
            if not isinstance(value, Table):
                return dict(value)
            names = value.save(folder)
            kept.update(names)
            return names

        write_file(folder / INDEX, msgspec.msgpack.encode(cache, enc_hook=encodable))
        for item in list(os.scandir(folder)):
            if item.name not in kept and not item.is_dir(follow_symlinks=False):
                os.unlink(item.path)
    except OSError:
        return
