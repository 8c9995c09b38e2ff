"""Which paths an import may write to: such as a build publishes, below content/ and nowhere else."""

import os
from pathlib import Path

from builder.config.config import Config
from builder.content.scan import DEPENDENCY_FOLDERS, IgnoreMatcher, is_ignored, publishable_name
from builder.core.dates import Date
from builder.core.urls import TITLE_LIMIT, name_slug, slugify

_NAME_LIMIT = 255
"""Bytes of a name on the usual file systems."""

_PATH_LIMIT = 1_024


def new_path(section: str, title: str, date: Date | None) -> tuple[str, str]:
    """What an entry or page without a path is known by from import to import, and the path of its file.

    Raises ValueError, in words, if no name can be made of the title.
    """
    name = slugify(title, TITLE_LIMIT)
    if not name or name == "index":
        raise ValueError("its title has no letter or digit, or is that of the page of a day")
    folder = f"{section}/{date.folder}/" if date else ""
    return f"{folder}{name}.md", f"{folder}{name_slug(title)}.md"


class PathCheck:
    """Says why a path may not be written to. It is asked for every file of an import."""

    def __init__(self, config: Config, ignore: IgnoreMatcher | None) -> None:
        self._content = config.content
        self._ignore = ignore
        self._folders: dict[str, str] = {"": ""}
        """What is wrong with each folder that was looked at; empty for nothing."""

    def __call__(self, path: str) -> str:
        """What is wrong with a path below content/; empty if it may be written to."""
        parts = path.split("/")
        if len(os.fsencode(path)) > _PATH_LIMIT or any(len(os.fsencode(part)) > _NAME_LIMIT for part in parts):
            return "its path is too long"
        if "\\" in path or any(part in ("", ".", "..") for part in parts) or path != publishable_name(path):
            return "its path is none below content/"
        if any(is_ignored(part) or part in DEPENDENCY_FOLDERS for part in parts):
            return "its path is one that a build leaves out"
        if self._ignore and self._ignore(path):
            return "its path is one that the site leaves out"
        return self._folder(path.rpartition("/")[0])

    def _folder(self, folder: str) -> str:
        """What is wrong with a folder, or those that it lies in: a link could lead out of content/."""
        if folder not in self._folders:
            place = self._content / folder
            why = self._folder(folder.rpartition("/")[0])
            if not why and place.is_symlink():
                why = "a symbolic link is in its path"
            if not why and place.exists() and not place.is_dir():
                why = f"{Path(folder).name} is a file, and no folder"
            self._folders[folder] = why
        return self._folders[folder]
