"""Theme loading: templates and static files, the site's own `templates/` first, then the default theme."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.content.scan import FileStamp, change_mark, is_ignored
from builder.core.digest import digest
from builder.core.model import Asset
from builder.core.record import Frozen
from builder.core.urls import SCHEMAS, STATIC, Address, static_address, static_folder
from builder.theme.stemmers import STEMMERS, stemmer_of

DEFAULT = "default"
"""The prefix that names a template of the default theme even where the site overrides it: `default/base.html`."""

SYNTAX: Mapping[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
"""How Jinja reads the templates: a line that has a statement alone leaves nothing."""

_PACKAGE = Path(__file__).resolve().parents[1]


class Theme(Frozen, frozen=True):
    """The folders that templates are looked up in, first one first, and the static files."""

    folders: tuple[Path, ...]
    static: tuple[Asset, ...]
    templates: frozenset[str]
    """The paths of the other files: templates, and message catalogs."""
    stamps: Mapping[str, FileStamp]
    """The stamps of the static files by their names, such as `static/style.css`."""
    addresses: Mapping[str, Address]
    """Where each of them is published: `static/3f2a9c1d/style.css`."""
    digests: Mapping[str, bytes]
    """What each template holds, by the names that other templates know: `base.html`, and `default/base.html`."""

    @property
    def static_folder(self) -> str:
        """The folder in which they are published, but for those whose addresses never change."""
        return folder_of_static(self.stamps)

    def resolve(self, name: str) -> str:
        """Resolve the name of a static file to the address where it is published; other names stay."""
        path, mark, fragment = name.partition("#")
        return f"{self.addresses.get(path, path)}{mark}{fragment}"


def folder_of_static(stamps: Mapping[str, FileStamp]) -> str:
    """The folder in which static files are published: a fingerprint of the names and bytes of all of them."""
    names = sorted(name for name in stamps if not name.startswith(SCHEMAS))
    return static_folder(digest(b"".join(digest(name.encode()) + stamps[name].digest for name in names)))


def default_folder() -> Path:
    """The folder of the default theme: inside the package where it is installed, beside it in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def load_theme(
    root: Path,
    known: Mapping[str, FileStamp] | None = None,
    own: Path = Path("templates"),
    language: str = "en",
) -> Theme:
    """Load the theme of the site in a folder. A site's own file overrides the default's file of the same name.

    Static files whose `known` stamps still hold are not read. `own` is the folder of its templates, from `root` on. Of
    the stemmers, that of the site's language is published.
    """
    folders = tuple(dict.fromkeys(folder for folder in (root / own, default_folder()) if folder.is_dir()))
    stemmer = stemmer_of(language)
    stemmers = (stemmer, f"{STEMMERS}base-stemmer.js") if stemmer else ()
    static: dict[str, Path] = {}
    templates: set[str] = set()
    for folder in reversed(folders):
        for name, file in _files(folder):
            if name.startswith(STEMMERS) and name not in stemmers:
                continue
            if name.startswith(STATIC):
                static[name] = file
            else:
                templates.add(str(file))
    now = time.time()
    stamps = {name: _stamp(static[name], (known or {}).get(name), now) for name in sorted(static)}
    published_in = folder_of_static(stamps)
    addresses = {name: static_address(name, published_in) for name in stamps}
    by_address = sorted(stamps, key=addresses.__getitem__)
    assets = (Asset(f"templates/{name}", addresses[name], str(static[name]), stamps[name].mark) for name in by_address)
    return Theme(folders, tuple(assets), frozenset(templates), stamps, addresses, _template_digests(folders, templates))


def _template_digests(folders: Sequence[Path], templates: Iterable[str]) -> Mapping[str, bytes]:
    """The digest of each template; one that cannot be read counts as empty, and rendering reports it."""
    digests: dict[str, bytes] = {}
    for folder in reversed(folders):
        for file in sorted(file for file in map(Path, templates) if file.is_relative_to(folder)):
            name = file.relative_to(folder).as_posix()
            digests[name] = digest(_content(file))
            if folder == folders[-1]:
                digests[f"{DEFAULT}/{name}"] = digests[name]
    return digests


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _stamp(file: Path, known: FileStamp | None, now: float) -> FileStamp:
    """The stamp of a static file; an empty one if it cannot be read, which whoever needs its bytes reports."""
    try:
        mark = change_mark(file.stat(), now)
        return known if known and mark and mark == known.mark else FileStamp(mark, digest(file.read_bytes()))
    except OSError:
        return FileStamp((), b"")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their paths in it, but those that are hidden, or left there by an editor."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not any(map(is_ignored, name.split("/"))):
            yield name, file
