"""Run an import: read a source, merge it into content/, and move everything to its place at the end."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from builder.config.checked_sources import FILE, checked_in, checked_lines
from builder.config.config import Config
from builder.config.load import has_settings, load_config
from builder.core.problems import ProblemsFound, errors
from builder.core.record import Frozen
from builder.importing.items import Batch
from builder.importing.ledger import Ledger
from builder.importing.merge import Merge, Summary
from builder.importing.staging import Staging

SETTINGS = "dateline.toml"


class ImportOptions(Frozen, frozen=True):
    """How something is imported."""

    source: str
    """The kind of source, by which the ledger is called: `wikipedia`."""
    settings: str = ""
    """What is to be the settings of a site that has none, as TOML; empty for nothing."""
    dry_run: bool = False
    """Whether nothing is to be written."""
    slug_length: int | None = None
    """How many letters the name of a new file may have."""
    checked_sources: str = ""
    """What is known to be wrong with sources, for a site that knows nothing; see `builder.config.checked_sources`."""


def run_import(batches: Iterable[Batch], config: Config, options: ImportOptions) -> Summary:
    """Import what a source gives into a site; what was done, or would be."""
    others = [(config.root / SETTINGS, options.settings.encode())] if options.settings else []
    if (checked := checked_in(options.checked_sources.encode())) and not (config.root / FILE).exists():
        others.append((config.root / FILE, checked_lines(checked.values())))
    with _staging(config, dry_run=options.dry_run) as staging:
        merge = Merge(config, Ledger(config.root, options.source, staging.ledgers), staging, options.slug_length)
        for batch in batches:
            merge.take(batch)
        return merge.finish(others, dry_run=options.dry_run)


@contextmanager
def _staging(config: Config, *, dry_run: bool) -> Iterator[Staging]:
    if not dry_run:
        with Staging(config.content, config.root) as staging:
            yield staging
        return
    with (
        tempfile.TemporaryDirectory(prefix="dateline-import-", ignore_cleanup_errors=True) as folder,
        Staging(config.content, config.root, Path(folder, "s")) as staging,
    ):
        yield staging


def config_with(settings: str, root: Path) -> Config | None:
    """The settings that a copy of a site brings with it, for the folder of a site that has none.

    None if there is nothing to take: the site has its own, or they are wrong, or name a folder outside of the site's.
    """
    if not settings or has_settings(root):
        return None
    with tempfile.TemporaryDirectory(prefix="dateline-import-", ignore_cleanup_errors=True) as folder:
        elsewhere = Path(folder).resolve()
        (elsewhere / SETTINGS).write_bytes(settings.encode())
        try:
            config = load_config(elsewhere)
        except ProblemsFound:
            return None
    folders = {name: getattr(config, name) for name in ("content", "output", "templates")}
    if errors(config.setting_problems) or not all(each.is_relative_to(elsewhere) for each in folders.values()):
        return None
    placed = {name: root / each.relative_to(elsewhere) for name, each in folders.items()}
    return replace(config, root=root, **placed)
