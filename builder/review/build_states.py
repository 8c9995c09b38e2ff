"""The two states of a site that are compared: as it was at a commit, and as its files are now."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder.build.pipeline import build
from builder.cache.store import FOLDER, Report
from builder.config.config import Config
from builder.config.load import load_config
from builder.content.scan import FileStamp
from builder.core.problems import Problem, ProblemsFound
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.inputs import survey
from builder.output.manifest import OutputFile
from builder.relations.site import Site
from builder.vcs.git_command import GitFailed, export_commit, export_working_tree, merge_base
from builder.vcs.working_tree import find_working_tree


@dataclass(frozen=True, slots=True)
class State:
    """A site as it is published."""

    site: Site
    outputs: Mapping[Address, OutputFile]
    """All files by address."""
    seen: Mapping[str, FileStamp]
    """The Markdown files by their paths below content/."""
    report: Report
    making: bytes
    """The fingerprint of the settings, templates and static files that every page depends on."""


@dataclass(frozen=True, slots=True)
class NotBuilt:
    """A site that has errors, so that there is nothing to compare with."""

    problems: tuple[Problem, ...]


def states(
    root: Path, name: str, chosen: Callable[[Config], Config], progress: Progress
) -> tuple[State | NotBuilt, State]:
    """A site as it was where the work on it left a branch, tag or commit, and as its files are now.

    Both are built in a folder of their own, the second on top of the first, with settings that are changed by what
    was `chosen`, and without what git knows of the past, or every entry would differ in it.

    Raises GitFailed, and ProblemsFound if the site as it is now cannot be built.
    """
    root = root.resolve()
    if find_working_tree(root) is None:
        raise GitFailed(f"{root} is in no git repository.")
    commit = merge_base(root, name)
    with tempfile.TemporaryDirectory(prefix="dateline-diff-") as folder:
        place = Path(folder).resolve() / "site"
        place.mkdir()
        export_commit(root, commit, place)
        before: State | NotBuilt
        try:
            before = _built(place, chosen, progress)
        except ProblemsFound as found:
            before = NotBuilt(found.problems)
        export_working_tree(root, place, keep=FOLDER)
        return before, _built(place, chosen, progress)


def _built(place: Path, chosen: Callable[[Config], Config], progress: Progress) -> State:
    config = replace(chosen(load_config(place)), output=place.with_name("output"), history=False)
    look = survey(config)
    built = build(look, progress)
    return State(built.assembled.site, built.written.outputs, built.assembled.seen, built.report, look.making)
