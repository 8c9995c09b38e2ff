"""Location: what the path of a Markdown file below content/ says of it: its section, its date, its name."""

import re
from functools import lru_cache

from builder.core.dates import Date, calendar_date, parse_date
from builder.core.record import Record
from builder.core.urls import Slug, slugify, topic_slug

DEFAULT_SECTION = Slug("news")
"""The section of an entry whose path names none."""

TOPICS = "topics"
"""The folder of content/ that holds topics' own files."""

UNTITLED = "Introduction"
"""What an introduction without a title is called where something leads to it; it is no heading."""

_LIST_NAME = "_index"
FOLDER_NAMES = ("index", "readme", _LIST_NAME)
"""Names of files that stand for their folder."""

_DATED_NAME = re.compile(r"(\d{4})([-._]?)(\d{1,2})\2(\d{1,2})(?:[\s._–—-]+(.*))?", re.DOTALL)


class Location(Record, frozen=True):
    """The parts of a path under content/, such as `news/2011/05/15/slug.md`: section, date, name."""

    path: str
    """For messages, relative to the site folder."""
    folders: tuple[str, ...]
    """The folders below content/; a folder's own index.md counts as a file of that folder's name beside it."""
    name: str
    """The file's name without ending and without a date in front; empty if nothing is left."""
    name_date: str | None
    is_folder: bool
    """Whether the file is the index.md, README.md or _index.md of its folder."""
    is_page: bool = False
    """Whether the settings name it as a page: nothing in its path is a date."""

    @property
    def section(self) -> Slug:
        """The first folder, if it is not part of a date."""
        return _section(self.folders)

    @property
    def folder(self) -> str:
        """The path for messages of the folder that the file lies in, with a slash at the end."""
        return self.path[: self.path.rfind("/") + 1]

    @property
    def introduces_list(self) -> bool:
        """Whether it is the _index.md of its folder: in Hugo and Zola, what the list of the folder begins with."""
        return self.is_folder and self.path.rpartition("/")[2].rpartition(".")[0].lower() == _LIST_NAME

    @property
    def introduced_date(self) -> Date | None:
        """The year, month or day whose list the _index.md of its folder begins; none for another file."""
        is_of_date = self.introduces_list and not (self.name or self.is_page) and bool(self.date_parts)
        try:
            return calendar_date(*self.date_parts) if is_of_date else None
        except ValueError:
            return None

    @property
    def has_no_date(self) -> bool:
        """Whether the file has no date, whatever it says: it introduces a list, or is named as a page."""
        return self.introduces_list or self.is_page

    @property
    def topic(self) -> Slug:
        """The topic that a file in the folder `topics` is named after; empty for another file."""
        return topic_slug(self.name) if self.folders == (TOPICS,) else Slug("")

    @property
    def title(self) -> str:
        """The title that the file's name is, as notes in Obsidian have it; empty for a name made for addresses.

        `2011-05-15 A pier opens.md` is "A pier opens", and `2011-05-15.md`, a daily note, is "2011-05-15".
        """
        name = self.name
        if self.introduces_list:
            return name or UNTITLED
        if not name:
            return self.name_date or ""
        if not any(map(str.isalpha, name)) or (" " not in name and name.islower()):
            return ""
        return name if " " in name else name.replace("_", " ")

    @property
    def date_parts(self) -> tuple[int, ...]:
        """The year, month and day in the names of the folders, as far as there are any."""
        return _date_parts(self.folders)


def locate(path: str, relative_path: str, *, is_page: bool = False) -> Location:
    """Take a path apart, given for messages and as it is below content/, with forward slashes.

    >>> location = locate("content/news/2011-05-15-oil.md", "news/2011-05-15-oil.md")
    >>> location.section, location.name_date, location.name
    ('news', '2011-05-15', 'oil')
    """
    *folders, file = relative_path.split("/")
    name = file.rpartition(".")[0]
    is_folder = name.lower() in FOLDER_NAMES
    if is_folder:
        is_named_folder = bool(folders) and (is_page or not re.fullmatch(r"\d{1,4}", folders[-1]))
        name = folders.pop() if is_named_folder else ""
    date, rest = (None, name) if is_page else _split_dated_name(name)
    return Location(path, tuple(folders), rest, date, is_folder, is_page)


def how_to_date(keys: str = "date: 2011-05-15") -> str:
    """The cure of a file without a date."""
    return f"write {keys} in the front matter, or name the file 2011-05-15-name.md"


def _split_dated_name(name: str) -> tuple[str | None, str]:
    """The date in front of a file's name and the rest: `2011.05.15 Oil` is `("2011-05-15", "Oil")`.

    With another mark than a hyphen, or none, it may be something else, such as the version 2021.1.2; so then it counts
    only if it is written in full and the calendar has it.
    """
    if not name[:4].isdecimal() or not (match := _DATED_NAME.fullmatch(name)):
        return None, name
    year, mark, month, day, rest = match.groups()
    date = f"{year}-{month}-{day}"
    if mark != "-":
        try:
            is_date = parse_date(date).iso == date
        except ValueError:
            is_date = False
        if not is_date:
            return None, name
    return date, rest or ""


@lru_cache(maxsize=16_384)
def _section(folders: tuple[str, ...]) -> Slug:
    first = folders[0] if folders else ""
    return (not _is_year(first) and slugify(first)) or DEFAULT_SECTION


@lru_cache(maxsize=16_384)
def _date_parts(folders: tuple[str, ...]) -> tuple[int, ...]:
    start = next((n for n, folder in enumerate(folders) if _is_year(folder)), len(folders))
    parts = [int(folders[start])] if start < len(folders) else []
    for folder in folders[start + 1 : start + 3]:
        if not re.fullmatch(r"\d{1,2}", folder):
            break
        parts.append(int(folder))
    return tuple(parts)


def _is_year(folder: str) -> bool:
    return bool(re.fullmatch(r"\d{4}", folder))
