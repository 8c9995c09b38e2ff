"""Templates of another state: those that a site had where HEAD left a branch, for who does not trust those of now."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.config.config import Config
from builder.config.load import SETTINGS_FILES, load_config
from builder.core.problems import ProblemsFound
from builder.vcs.git_command import export_commit, merge_base

TEMPLATES = "templates"
"""The folder of a site's templates where its settings name none that can be had."""


@contextmanager
def templates_of(root: Path, ref: str) -> Iterator[Path]:
    """The templates that a site had where HEAD left a branch, tag or commit, in a temporary folder.

    Raises GitFailed.
    """
    root = root.resolve()
    commit = merge_base(root, ref)
    with tempfile.TemporaryDirectory(prefix="dateline-templates-", ignore_cleanup_errors=True) as place:
        copy = Path(place).resolve()
        export_commit(root, commit, copy, SETTINGS_FILES)
        try:
            name = templates_folder(load_config(copy))
        except ProblemsFound:
            name = TEMPLATES
        export_commit(root, commit, copy, (name,))
        (copy / name).mkdir(parents=True, exist_ok=True)  # a site need not have any
        yield copy / name


def templates_folder(config: Config) -> str:
    """The folder of a site's templates, from its own on; the usual one where the settings lead elsewhere."""
    is_inside = config.templates.is_relative_to(config.root) and config.templates != config.root
    return config.display_path(config.templates) if is_inside else TEMPLATES
