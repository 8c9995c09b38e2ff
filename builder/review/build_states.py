"""Build both states of a site that are compared: as it was at a commit, and as its files are now."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from builder.build.pipeline import build
from builder.cache.report import Report
from builder.cache.store import FOLDER
from builder.config.config import Config
from builder.config.load import load_config
from builder.content.scan import FileStamp
from builder.core.problems import Problem, ProblemsFound
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.incremental.inputs import find_inputs
from builder.output.manifest import OutputFile
from builder.relations.site import Site
from builder.vcs.git_command import GitFailed, export_commit, export_working_tree, merge_base
from builder.vcs.working_tree import find_working_tree


class BuiltState(Frozen, frozen=True):
    """A site, and the files that are published of it."""

    site: Site
    outputs: Mapping[Address, OutputFile]
    """All files by address."""
    seen: Mapping[str, FileStamp]
    """The Markdown files by their paths below content/."""
    report: Report
    making: bytes
    """The fingerprint of the settings, templates and static files that every page depends on."""


class FailedState(Frozen, frozen=True):
    """A site with errors, so that there is nothing to compare with."""

    problems: tuple[Problem, ...]


def build_states(
    root: Path, ref: str, override: Callable[[Config], Config], progress: Progress
) -> tuple[BuiltState | FailedState, BuiltState]:
    """Build a site as it was where HEAD left a branch, tag or commit, and as its files are now.

    Both are built in a temporary folder, the second incrementally on top of the first. `override` applies the options
    of the command line to the settings of each. Git's history is left out, or every entry would differ in it.

    Raises GitFailed, and ProblemsFound if the site as it is now cannot be built.
    """
    root = root.resolve()
    if find_working_tree(root) is None:
        raise GitFailed(f"{root} is in no git repository.")
    commit = merge_base(root, ref)
    with tempfile.TemporaryDirectory(prefix="dateline-diff-") as folder:
        copy = Path(folder).resolve() / "site"
        copy.mkdir()
        export_commit(root, commit, copy)
        before: BuiltState | FailedState
        try:
            before = _build(copy, override, progress)
        except ProblemsFound as error:
            before = FailedState(error.problems)
        export_working_tree(root, copy, keep=FOLDER)
        return before, _build(copy, override, progress)


def _build(root: Path, override: Callable[[Config], Config], progress: Progress) -> BuiltState:
    config = replace(override(load_config(root)), output=root.with_name("output"), history=False)
    inputs = find_inputs(config)
    built = build(inputs, progress)
    now = built.assembled
    fingerprint = inputs.sources.render_fingerprint
    return BuiltState(now.site, built.written.outputs, now.texts.stamps, built.report, fingerprint)
