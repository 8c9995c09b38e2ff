"""Theme loading: templates and static files, the site's own `templates/` first, then the default theme."""

import errno
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.content.portable_names import unportable_names
from builder.content.scan import FileStamp, change_mark, is_ignored, link_refused, unreadable
from builder.core.digest import digest
from builder.core.model import Asset
from builder.core.problems import Problem
from builder.core.real_files import NO_FILE, FileRefused, read_file, read_inside, read_trusted, real_path
from builder.core.record import Frozen
from builder.core.urls import STATIC, Address, static_address, static_folder
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
    own: Path
    """The folder of the site's own templates, whether it is there or not."""
    boundary: Path
    """The folder that links among them may not lead out of: that of the site."""
    problems: tuple[Problem, ...]
    """The links that do, and what is no file."""

    @property
    def static_folder(self) -> str:
        """The folder in which they are published, but for those whose addresses never change."""
        return folder_of_static(self.stamps)

    @property
    def has_own_templates(self) -> bool:
        """Whether any template differs from the default one of its name, or is none of these."""
        return any(
            digest != self.digests.get(f"{DEFAULT}/{name}")
            for name, digest in self.digests.items()
            if not name.startswith(f"{DEFAULT}/")
        )

    def read(self, name: str) -> tuple[bytes, Path] | None:
        """The bytes of a template or static file by its name, and its file; None where there is none that may be read.

        Raises OSError.
        """
        if name not in self.digests and name not in self.stamps:
            return None
        folders = self.folders[-1:] if name.startswith(f"{DEFAULT}/") else self.folders
        files = [folder / name.removeprefix(f"{DEFAULT}/") for folder in folders]
        file = next((file for file in files if file.is_file()), None)
        return (_content(file, self.own, self.boundary), file) if file else None

    def resolve(self, name: str) -> str:
        """Resolve the name of a static file to the address where it is published; other names stay."""
        path, mark, fragment = name.partition("#")
        return f"{self.addresses.get(path, path)}{mark}{fragment}"


def folder_of_static(stamps: Mapping[str, FileStamp]) -> str:
    """The folder in which static files are published, by their stamps."""
    return static_folder({name: stamp.digest for name, stamp in stamps.items()})


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
    the stemmers, that of the site's language is published. Where a link took the folder's place since the settings were
    read, as it can while a server runs, nothing is read behind it.
    """
    is_exchanged = os.path.realpath(root / own) != os.path.join(os.path.realpath(root), own)
    own = root / own
    boundary = root if own.is_relative_to(root) else own
    candidates = [default_folder()] if is_exchanged else [own, default_folder()]
    folders = tuple(dict.fromkeys(folder for folder in candidates if folder.is_dir()))
    stemmer = stemmer_of(language)
    stemmers = (stemmer, f"{STEMMERS}base-stemmer.js") if stemmer else ()
    static: dict[str, Path] = {}
    templates: set[str] = set()
    problems = [link_refused(_shown(own, root), "the site's folder")] if is_exchanged else [*_unportable(own, root)]
    for folder in reversed(folders):
        for name, file in _files(folder):
            if folder == own and (problem := _no_real_file(file, boundary, root)):
                problems.append(problem)
                continue
            if not file.is_file():
                continue
            if name.startswith(STEMMERS) and name not in stemmers:
                continue
            if name.startswith(STATIC):
                static[name] = Path(os.path.realpath(file))
            else:
                templates.add(str(file))
    stamps, unread = _stamps(static, known or {}, root)
    problems += unread
    published_in = folder_of_static(stamps)
    addresses = {name: static_address(name, published_in) for name in stamps}
    by_address = sorted(stamps, key=addresses.__getitem__)
    assets = (Asset(f"templates/{name}", addresses[name], str(static[name]), stamps[name].mark) for name in by_address)
    return Theme(
        folders=folders,
        static=tuple(assets),
        templates=frozenset(templates),
        stamps=stamps,
        addresses=addresses,
        digests=_template_digests(folders, templates, own, boundary),
        own=own,
        boundary=boundary,
        problems=tuple(problems),
    )


def _no_real_file(file: Path, boundary: Path, root: Path) -> Problem | None:
    """Why a file among the site's own templates is none that may be read, if it is no folder either."""
    shown = _shown(file, root)
    if file.is_symlink() and (file.exists() or _is_loop(file)):
        try:
            real_path(file, boundary)
        except FileRefused:
            return link_refused(shown, "the site's folder")
    return None if file.is_file() or (file.is_dir() and not file.is_symlink()) else unreadable(shown, NO_FILE)


def _is_loop(link: Path) -> bool:
    """Whether a symbolic link leads to itself, or in a circle."""
    try:
        link.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _unportable(own: Path, root: Path) -> Iterator[Problem]:
    """A warning for each of the site's own files that another system cannot have, or does not tell from another."""
    names: dict[str, list[str]] = defaultdict(list)
    for _, file in _files(own):
        names[_shown(file.parent, root)].append(file.name)
    for folder, inside in sorted(names.items()):
        yield from unportable_names(f"{folder}/", inside)


def _shown(file: Path, root: Path) -> str:
    """The path of a file for messages: from the site's folder on where it lies there."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _template_digests(
    folders: Sequence[Path], templates: Iterable[str], own: Path, boundary: Path
) -> Mapping[str, bytes]:
    """The digest of each template; one that cannot be read counts as empty, and rendering reports it."""
    digests: dict[str, bytes] = {}
    for folder in reversed(folders):
        for file in sorted(file for file in map(Path, templates) if file.is_relative_to(folder)):
            name = file.relative_to(folder).as_posix()
            try:
                digests[name] = digest(_content(file, own, boundary))
            except OSError:
                digests[name] = digest(b"")
            if folder == folders[-1]:
                digests[f"{DEFAULT}/{name}"] = digests[name]
    return digests


def _content(file: Path, own: Path, boundary: Path) -> bytes:
    """The bytes of a template. Those of the default theme may be links, as some installers make them."""
    return read_inside(file, boundary) if file.is_relative_to(own) else read_trusted(file)


def _stamps(
    static: Mapping[str, Path], known: Mapping[str, FileStamp], root: Path
) -> tuple[dict[str, FileStamp], list[Problem]]:
    """The stamps of the static files, by name, and a problem for each that cannot be read."""
    stamps: dict[str, FileStamp] = {}
    problems: list[Problem] = []
    now = time.time()
    for name, file in sorted(static.items()):
        try:
            stamps[name] = _stamp(file, known.get(name), now)
        except FileNotFoundError:
            continue  # it has gone meanwhile
        except OSError as error:
            problems.append(unreadable(_shown(file, root), (error.strerror or "it failed").lower()))
    return stamps, problems


def _stamp(file: Path, known: FileStamp | None, now: float) -> FileStamp:
    """The stamp of a static file. Raises OSError if it cannot be read."""
    mark = change_mark(file.stat(), now)
    return known if known and mark and mark == known.mark else FileStamp(mark, digest(read_file(file)))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """What lies below a folder by its path in it, but what is hidden, or left there by an editor.

    Raises OSError for a folder that cannot be listed: pages without what lies there would be other ones.
    """
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not is_ignored(name)]
        for name in (*folders, *files):
            file = Path(parent, name)
            if not is_ignored(name):
                yield file.relative_to(folder).as_posix(), file


def _refuse(error: OSError) -> None:
    """Raise what listing a folder raised, unless it has gone meanwhile."""
    if not isinstance(error, FileNotFoundError):
        raise error
