"""The paths that a served site depends on: the folders to watch, and which of the files there are relevant."""

from collections.abc import Iterable
from pathlib import Path

from builder.config.checked_sources import FILE as CHECKED_SOURCES
from builder.content.scan import DEPENDENCY_FOLDERS, SETTINGS_FILES, is_ignored, shown_name
from builder.serve.file_watcher import WatchedFolder
from builder.serve.site_state import SiteState
from builder.vcs.working_tree import find_working_tree

_FILES_BESIDE = (*SETTINGS_FILES, CHECKED_SOURCES)
"""The files of the site's folder itself that pages, or what is found in texts, depend on."""


def watched_folders(state: SiteState) -> tuple[WatchedFolder, ...]:
    """The folders to watch: content and templates with all below, and those in which these or the settings may appear.

    Example: `content/`, `templates/` and Dateline's own templates recursively; the site's folder, not recursively.
    """
    config = state.config
    recursive = tuple(dict.fromkeys((config.content, *template_folders(state))))
    non_recursive = dict.fromkeys((config.root, *(folder.parent for folder in recursive)))
    log = git_head_log(state)
    non_recursive |= {log.parent: None} if log else {}
    others = (folder for folder in non_recursive if not any(folder.is_relative_to(other) for other in recursive))
    folders = (
        *(WatchedFolder(folder, recursive=True) for folder in recursive),
        *(WatchedFolder(folder, recursive=False) for folder in others),
    )
    return tuple(folder for folder in folders if folder.path.is_dir())


def template_folders(state: SiteState) -> tuple[Path, ...]:
    """The folders of templates, also the site's own one if it does not exist yet."""
    return (state.config.templates, *state.theme.folders)


def git_head_log(state: SiteState) -> Path | None:
    """Git's log of the commits that were checked out (`logs/HEAD`), if the site shows the history of its entries."""
    config = state.config
    tree = find_working_tree(config.content) if config.history else None
    return tree.git_dir / "logs/HEAD" if tree else None


def is_relevant(state: SiteState, path: str) -> bool:
    """Whether the site can depend on a path."""
    config, file = state.config, Path(path)
    for folder in (config.content, *template_folders(state)):
        if file.is_relative_to(folder):
            names = file.relative_to(folder).parts
            return not (
                file.is_relative_to(config.output)
                or any(map(is_ignored, names))
                or not DEPENDENCY_FOLDERS.isdisjoint(names)
            )
    return (file.parent == config.root and file.name in _FILES_BESIDE) or file == git_head_log(state)


def is_known(state: SiteState, path: str) -> bool:
    """Whether the site was made from this file or from files below it, or one of its problems is about them."""
    return (
        Path(path).name in _FILES_BESIDE
        or Path(path) in (state.config.content, *state.theme.folders)
        or _is_any_at_or_below(state.theme.templates, path)
        or _is_any_at_or_below((asset.file for asset in state.assets.values()), path)
        or _is_any_at_or_below(state.sources.files, path_in_content(state, path))
        or _is_any_at_or_below(
            (problem.place.path for problem in state.file_problems),
            shown_name(state.config.display_path(Path(path))),
        )
    )


def was_file(state: SiteState, path: str) -> bool:
    """Whether the site was made from this file, so that the path was no folder."""
    files = state.theme.templates | {asset.file for asset in state.assets.values()}
    return path_in_content(state, path) in state.sources.files or path in files


def path_in_content(state: SiteState, path: str) -> str:
    """The path below content/, such as `news/2011/05/15/first.md`; any other path as it is."""
    return path.removeprefix(f"{state.config.content}/")


def _is_any_at_or_below(files: Iterable[str], path: str) -> bool:
    return any(file == path or file.startswith(f"{path}/") for file in files)
