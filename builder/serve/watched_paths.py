"""What of the disk a served site depends on: the folders to watch, and which of the files there count."""

from collections.abc import Iterable
from pathlib import Path

from builder.content.scan import is_passed_over, publishable_name
from builder.serve.file_watcher import Folder
from builder.serve.site_state import Held
from builder.vcs.working_tree import tree_of

SETTINGS = ("dateline.toml", "pyproject.toml")


def folders_of(held: Held) -> tuple[Folder, ...]:
    """The folders to watch: content, templates, and those in which these or the settings may be made."""
    config = held.config
    deep = tuple(dict.fromkeys((config.content, *templates_of(held))))
    flat = dict.fromkeys((config.root, *(folder.parent for folder in deep)))
    log = log_of_git(held)
    flat |= {log.parent: None} if log else {}
    inside = (folder for folder in flat if not any(folder.is_relative_to(other) for other in deep))
    folders = (*(Folder(folder, True) for folder in deep), *(Folder(folder, False) for folder in inside))
    return tuple(folder for folder in folders if folder.path.is_dir())


def templates_of(held: Held) -> tuple[Path, ...]:
    """The folders of templates, also the site's own one that is not there yet."""
    return (held.config.root / "templates", *held.theme.folders)


def log_of_git(held: Held) -> Path | None:
    """The file in which git notes each commit that the working tree came to stand at, if it is asked for them."""
    config = held.config
    tree = tree_of(config.content) if config.history else None
    return tree.data / "logs/HEAD" if tree else None


def concerns(held: Held, path: str) -> bool:
    """Whether the site can depend on what lies there."""
    config, file = held.config, Path(path)
    for folder in (config.content, *templates_of(held)):
        if file.is_relative_to(folder):
            inside = file.relative_to(folder).parts
            return not file.is_relative_to(config.output) and not any(map(is_passed_over, inside))
    return (file.parent == config.root and file.name in SETTINGS) or file == log_of_git(held)


def knows(held: Held, path: str) -> bool:
    """Whether the site was made of such a file, or of files below it, or speaks of it."""
    return (
        Path(path).name in SETTINGS
        or Path(path) in (held.config.content, *held.theme.folders)
        or _has(held.theme.templates, path)
        or _has((asset.file for asset in held.assets.values()), path)
        or _has(held.files, inside_content(held, path))
        or _has((each.place.path for each in held.noticed.files), publishable_name(held.config.shown(Path(path))))
    )


def was_file(held: Held, path: str) -> bool:
    """Whether the site was made of that file."""
    files = held.theme.templates | {asset.file for asset in held.assets.values()}
    return inside_content(held, path) in held.files or path in files


def inside_content(held: Held, path: str) -> str:
    """The path below content/, if it is one."""
    return path.removeprefix(f"{held.config.content}/")


def _has(files: Iterable[str], path: str) -> bool:
    """Whether there is such a file, or one below it."""
    return any(file == path or file.startswith(f"{path}/") for file in files)
