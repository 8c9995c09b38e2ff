"""Build both states of a site that are compared: as it was at a commit, and as its files are now."""

import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from msgspec.structs import replace

from builder.build.pipeline import build
from builder.cache.report import Report
from builder.cache.store import FOLDER
from builder.config.config import Config
from builder.config.load import load_config
from builder.content.scan import FileStamp
from builder.core.problems import GitFailed, Problem, ProblemsFound
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.incremental.inputs import find_inputs
from builder.output.manifest import OutputFile
from builder.relations.site import Site
from builder.review.other_templates import TEMPLATES, templates_folder
from builder.vcs.git_command import export_commit, export_working_tree, merge_base, working_tree_files


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
    active: Mapping[str, Address]
    """Where those files are published that run code, or steer a host, as the settings let them through; by path."""
    unused_templates: tuple[str, ...] = ()
    """The changed files of the site's templates that it was not made with, as those of the other state were."""


class FailedState(Frozen, frozen=True):
    """A site with errors, so that there is nothing to compare with."""

    problems: tuple[Problem, ...]


def build_states(
    root: Path,
    ref: str,
    override: Callable[[Config], Config],
    progress: Progress,
    *,
    own_templates: bool = False,
) -> tuple[BuiltState | FailedState, BuiltState]:
    """Build a site as it was where HEAD left a branch, tag or commit, and as its files are now.

    Both are built in a temporary folder, the second incrementally on top of the first. `override` applies the options
    of the command line to the settings of each. Git's history is left out, or every entry would differ in it.
    Templates are code, so both have those of the first, if the second is not to have its `own_templates`.

    Raises GitFailed, and ProblemsFound if the site as it is now cannot be built.
    """
    root = root.resolve()
    commit = merge_base(root, ref)
    with tempfile.TemporaryDirectory(prefix="dateline-diff-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder).resolve() / "site"
        copy.mkdir()
        export_commit(root, commit, copy)
        before: BuiltState | FailedState
        templates = TEMPLATES
        try:
            config = load_config(copy)
            templates = templates_folder(config)
            before = _build(copy, override(config), progress)
        except ProblemsFound as error:
            before = FailedState(error.problems)
        now = load_config(root)
        folders = {templates, templates_folder(now)}
        changed = () if own_templates else _changed_templates(root, copy, folders)
        export_working_tree(root, copy, keep=[FOLDER] if own_templates else [FOLDER, templates])
        config = load_config(copy)
        if now.content.is_dir() and not config.content.is_dir():
            raise GitFailed(
                f"Git knows no file in {now.display_path(now.content)}: it is ignored, or a repository of its own, as "
                "a submodule is; let git have its files, or compare the other repository."
            )
        if not own_templates:
            config = replace(config, templates=copy / templates)
        return before, replace(_build(copy, override(config), progress), unused_templates=changed)


def _changed_templates(root: Path, copy: Path, folders: Collection[str]) -> tuple[str, ...]:
    """The files in some folders that are not as they are in the copy."""
    there = {file.relative_to(copy).as_posix() for folder in folders for file in (copy / folder).rglob("*")}
    names = {*working_tree_files(root), *(name for name in there if not (copy / name).is_dir())}
    inside = (name for name in names if any(name.startswith(f"{folder}/") for folder in folders))
    return tuple(sorted(name for name in inside if _bytes(root / name) != _bytes(copy / name)))


def _bytes(file: Path) -> bytes | None:
    try:
        return read_file(file)
    except OSError:
        return None


def _build(root: Path, config: Config, progress: Progress) -> BuiltState:
    config = replace(config, output=root.with_name("output"), history=False)
    inputs = find_inputs(config)
    built = build(inputs, progress)
    now = built.assembled
    fingerprint = inputs.sources.render_fingerprint
    active = {file.path: Address(file.relative_path) for file in inputs.sources.active}
    return BuiltState(now.site, built.written.outputs, now.texts.stamps, built.report, fingerprint, active)
