"""Where templates and static files come from: the site's own `templates/` first, then the default theme."""

import time
from dataclasses import dataclass
from pathlib import Path

from builder.model import Asset
from builder.scan import mark_of
from builder.urls import Address

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders that templates are looked up in, first one first, and the static files."""

    folders: tuple[Path, ...]
    static: tuple[Asset, ...]


def default_folder() -> Path:
    """The default theme: inside the package where it is installed, beside it in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def load_theme(root: Path) -> Theme:
    """The theme of the site in a folder. A file of the site's own replaces the default's file of the same name."""
    folders = tuple(dict.fromkeys(folder for folder in (root / "templates", default_folder()) if folder.is_dir()))
    static: dict[str, Asset] = {}
    now = time.time()
    for folder in reversed(folders):
        for file in folder.glob("static/**/*"):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                static[name] = Asset(f"templates/{name}", Address(name), str(file), mark_of(file.stat(), now))
    return Theme(folders, tuple(static[name] for name in sorted(static)))
