"""The command `publish`: builds the site, and puts what changed into a bucket of object storage or a folder."""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from builder.cli.build import build_if_needed
from builder.cli.console import say
from builder.cli.options import add_common_options, progress, settings_of, whole_number
from builder.cli.parser import add_command
from builder.cli.problem_lines import print_problems
from builder.concurrency.build_lock import build_lock
from builder.concurrency.sigterm import sigterm_interrupts
from builder.config.config import Config
from builder.config.publishing import check_target
from builder.core.file_errors import naming
from builder.core.problems import ProblemsFound
from builder.core.text import pluralize
from builder.core.urls import Address
from builder.incremental.inputs import find_inputs

if TYPE_CHECKING:
    from builder.publishing.publish import Published

_SHOWN = 100
"""How many files a dry run names."""


def add_publish(commands: Any) -> None:
    """Add the command `publish`."""
    command = add_command(
        commands,
        "publish",
        "build, and put what changed into a bucket or a folder",
        "publish s3://harbour-news --dry-run",
    )
    command.set_defaults(run=_publish, usage_error=command.error, on_error="not all was published; publish again")
    command.set_defaults(on_interrupt="Stopped. Publish again, which goes on where this stopped.")
    command.add_argument(
        "to", type=_target, nargs="?", metavar="TO", help="s3://bucket/path, gs://…, az://…, https://…, or a folder"
    )
    add_common_options(command)
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    command.add_argument("--verify", action="store_true", help="look at all that lies there, and mend it")
    command.add_argument(
        "--max-deletes",
        type=whole_number(0),
        metavar="N",
        help="delete so many files at most (default: publish.max_deletes)",
    )
    command.add_argument(
        "--take-over", action="store_true", help="publish over another site, or where a run was broken off just now"
    )
    command.add_argument(
        "--changed", type=Path, metavar="FILE", help="write the changed addresses into a file, for a CDN to forget"
    )
    command.add_argument(
        "--keep-going", action="store_true", help="leave out what is wrong in content/, and publish everything else"
    )
    command.add_argument("--quiet", action="store_true", help="print errors only")


def _publish(options: argparse.Namespace) -> int:
    """Build, publish, and print what was done; 1 if the store refused."""
    from builder.publishing.open_store import folder_of, open_store  # noqa: PLC0415  # for this command only
    from builder.publishing.publish import Output, PublishOptions, publish  # noqa: PLC0415
    from builder.publishing.store import StoreFailed  # noqa: PLC0415

    start = time.perf_counter()
    config = settings_of(options)
    target, base = (options.to, Path()) if options.to else (config.publish.to, config.root)
    if not target:
        if config.setting_problems:
            raise ProblemsFound(config.setting_problems)
        options.usage_error("say where to, such as s3://harbour-news; or set publish.to in the settings")
    if "://" not in target:
        _check_folder(folder_of(target, base).resolve(), config, options)
    if options.changed and not options.dry_run:
        _check_list(options.changed.resolve(), config, options)
        options.changed.touch()  # a place that cannot be written is told before anything is published
    most = config.publish.max_deletes if options.max_deletes is None else options.max_deletes
    allowed = PublishOptions(most, options.take_over, options.verify, options.dry_run)
    try:
        with build_lock(options.site), progress(options) as shown:
            store = open_store(target, base)
            with shown.step("survey"):
                inputs = find_inputs(config)
            report, _, outputs, earlier = build_if_needed(inputs, shown)
            output = Output(config.output, config.site_name, outputs(), earlier)
            with sigterm_interrupts():
                done = publish(output, store, config.publish, allowed, shown, partial(_tell, options.changed, config))
    except StoreFailed as error:
        say(f"{error}.", error=True)
        return 1
    if not options.quiet:
        print_problems(report.problems, options.site, error=True)
        say(*_lines(done, dry_run=options.dry_run), _summary(done, time.perf_counter() - start, options))
    return 0


def _tell(file: Path | None, config: Config, changed: Sequence[Address]) -> None:
    """Write the paths that changed into a file, if there is one."""
    if file:
        with naming(file):
            file.write_text("".join(f"{path}\n" for path in _paths(changed, config.base_url)), encoding="utf-8")


def _lines(done: "Published", *, dry_run: bool) -> Iterator[str]:
    """What a dry run names, and what was not as it was left."""
    if done.mended:
        yield f"Changed there by somebody else: {', '.join(done.mended[:5])}{' …' if len(done.mended) > 5 else ''}"
    if not dry_run:
        return
    plan = done.publication
    lines = [*(f"upload  {upload.address}" for upload in plan.uploads), *(f"delete  {at}" for at in plan.deletions)]
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"and {len(lines) - _SHOWN:,} more"


def _summary(done: "Published", seconds: float, options: argparse.Namespace) -> str:
    """The last line: `2 files uploaded, 1 deleted, 28 unchanged, 0.52 s`."""
    plan = done.publication
    uploaded, deleted = ("to upload", "to delete") if options.dry_run else ("uploaded", "deleted")
    files = pluralize(len(plan.uploads), "file")
    return f"{files} {uploaded}, {len(plan.deletions):,} {deleted}, {plan.unchanged:,} unchanged, {seconds:.2f} s"


def _paths(changed: Iterable[Address], base_url: str | None) -> Iterator[str]:
    """The paths at which browsers ask for files; a folder's page has two: `/news/index.html`, `/news/`."""
    base = urlsplit(base_url or "").path.rstrip("/")
    for address in changed:
        path = f"{base}/{quote(address)}"
        yield path
        if path.endswith("/index.html"):
            yield path.removesuffix("index.html")


def _check_folder(folder: Path, config: Config, options: argparse.Namespace) -> None:
    """Refuse a folder that has the site's own files."""
    own = (config.content, config.output, config.templates)
    if config.root.is_relative_to(folder) or any(folder.is_relative_to(each) for each in own):
        options.usage_error(f"{folder} has files of the site itself; name a folder beside them")


def _check_list(file: Path, config: Config, options: argparse.Namespace) -> None:
    """Refuse a list of changed addresses in the place of one of the site's own files."""
    if any(file.is_relative_to(each) for each in (config.content, config.output, config.templates)):
        options.usage_error(f"--changed would write over the site's own files: {file}; name a file beside them")


def _target(text: str) -> str:
    try:
        return check_target(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
