"""Where templates and static files come from: the site's own `templates/` first, then the default theme."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.content.scan import Seen, is_passed_over, mark_of
from builder.core.digest import digest
from builder.core.model import Asset
from builder.core.urls import SCHEMAS, STATIC, Address, static_address, static_folder

DEFAULT = "default"
"""The folder in which the templates of the default theme are found, whatever the site has in their places."""

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders that templates are looked up in, first one first, and the static files."""

    folders: tuple[Path, ...]
    static: tuple[Asset, ...]
    templates: frozenset[str]
    """Where the other files lie: templates, and catalogues of words."""
    seen: Mapping[str, Seen]
    """The static files by their names, such as `static/style.css`."""
    addresses: Mapping[str, Address]
    """Where each of them is published."""

    @property
    def static_folder(self) -> str:
        """The folder in which they are published, but for those whose addresses never change."""
        return folder_of(self.seen)

    def published(self, name: str) -> str:
        """The address of what a template names: a static file's name stands for where it is published."""
        path, mark, part = name.partition("#")
        return f"{self.addresses.get(path, path)}{mark}{part}"


def folder_of(seen: Mapping[str, Seen]) -> str:
    """The folder in which static files are published, by the names and the bytes of all of them."""
    names = sorted(name for name in seen if not name.startswith(SCHEMAS))
    return static_folder(digest(b"".join(digest(name.encode()) + seen[name].digest for name in names)))


def default_folder() -> Path:
    """The default theme: inside the package where it is installed, beside it in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def load_theme(root: Path, known: Mapping[str, Seen] | None = None) -> Theme:
    """The theme of the site in a folder. A file of the site's own replaces the default's file of the same name.

    Static files that are as they are `known` are not read.
    """
    folders = tuple(dict.fromkeys(folder for folder in (root / "templates", default_folder()) if folder.is_dir()))
    static: dict[str, Path] = {}
    templates: set[str] = set()
    for folder in reversed(folders):
        for name, file in _files(folder):
            if name.startswith(STATIC):
                static[name] = file
            else:
                templates.add(str(file))
    now = time.time()
    seen = {name: _seen(static[name], (known or {}).get(name), now) for name in sorted(static)}
    within = folder_of(seen)
    addresses = {name: static_address(name, within) for name in seen}
    by_address = sorted(seen, key=addresses.__getitem__)
    assets = (Asset(f"templates/{name}", addresses[name], str(static[name]), seen[name].mark) for name in by_address)
    return Theme(folders, tuple(assets), frozenset(templates), seen, addresses)


def _seen(file: Path, known: Seen | None, now: float) -> Seen:
    """A static file as it is now; of one that cannot be read, whoever needs its bytes says it."""
    try:
        mark = mark_of(file.stat(), now)
        return known if known and mark and mark == known.mark else Seen(mark, digest(file.read_bytes()))
    except OSError:
        return Seen((), b"")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their paths in it, but those that are hidden, or left there by an editor."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not any(map(is_passed_over, name.split("/"))):
            yield name, file
