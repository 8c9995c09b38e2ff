"""Where templates and static files come from: the site's own `templates/` first, then the default theme."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.model import Asset
from builder.scan import is_passed_over, mark_of
from builder.urls import Address

DEFAULT = "default"
"""The folder in which the templates of the default theme are found, whatever the site has in their places."""

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders that templates are looked up in, first one first, and the static files."""

    folders: tuple[Path, ...]
    static: tuple[Asset, ...]
    templates: frozenset[str]
    """Where the other files lie: templates, and catalogues of words."""


def default_folder() -> Path:
    """The default theme: inside the package where it is installed, beside it in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def load_theme(root: Path) -> Theme:
    """The theme of the site in a folder. A file of the site's own replaces the default's file of the same name."""
    folders = tuple(dict.fromkeys(folder for folder in (root / "templates", default_folder()) if folder.is_dir()))
    static: dict[str, Asset] = {}
    templates: set[str] = set()
    now = time.time()
    for folder in reversed(folders):
        for name, file in _files(folder):
            if name.startswith("static/"):
                static[name] = Asset(f"templates/{name}", Address(name), str(file), mark_of(file.stat(), now))
            else:
                templates.add(str(file))
    return Theme(folders, tuple(static[name] for name in sorted(static)), frozenset(templates))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their paths in it, but those that are hidden, or left there by an editor."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not any(map(is_passed_over, name.split("/"))):
            yield name, file
