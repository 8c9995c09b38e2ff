"""The command `export`: all of a site in one file."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.cli.console import say
from builder.cli.options import add_common_options, progress, settings_of
from builder.cli.parser import add_command
from builder.config.config import Config
from builder.content.scan import SETTINGS_FILES
from builder.core.text import format_size, pluralize

if TYPE_CHECKING:
    from builder.incremental.assemble import Assembled

FORMATS = ("jsonl", "csv", "sqlite")


def add_export(commands: Any) -> None:
    """Add the command `export`."""
    command = add_command(
        commands,
        "export",
        "write all of the site into one file: JSON Lines, CSV or SQLite",
        "export jsonl harbour.jsonl",
        "export sqlite harbour.sqlite",
    )
    command.set_defaults(run=_export, usage_error=command.error, on_error="nothing was exported")
    command.set_defaults(on_interrupt="Stopped. Nothing was exported.")
    command.add_argument("format", choices=FORMATS, metavar="FORMAT", help="jsonl, csv or sqlite")
    command.add_argument("file", type=_file, metavar="FILE", help="the file; one that is there is replaced")
    add_common_options(command)
    command.add_argument(
        "--published",
        action="store_true",
        help="leave out of jsonl what readers may not see: drafts, comments, settings",
    )
    command.add_argument(
        "--keep-going", action="store_true", help="leave out what is wrong in content/, and export everything else"
    )
    command.add_argument("--quiet", action="store_true", help="print errors only")


def _export(options: argparse.Namespace) -> int:
    """Write all of the site into one file, and print what that holds."""
    from builder.export.write import export  # noqa: PLC0415  # loads what reads and relates
    from builder.incremental.inputs import find_inputs  # noqa: PLC0415

    config = settings_of(options)
    if _is_of_site(options.file.resolve(), config):
        options.usage_error(f"{options.file} is a part of the site; name a file beside it, such as site.jsonl")
    with progress(options) as shown:
        inputs = find_inputs(config, output=False)
        done = export(inputs, options.format, options.file, shown, published=options.published)
    if not options.quiet:
        say(f"made  {options.file}: {', '.join(_held(done, options))}")
    return 0


def _held(done: "Assembled", options: argparse.Namespace) -> Iterator[str]:
    """What an export holds. In CSV there are no pages."""
    yield pluralize(len(done.site.entries), "entry")
    if options.format != "csv":
        yield pluralize(len(done.site.pages), "page")
    yield format_size(options.file.stat().st_size)


def _is_of_site(file: Path, config: Config) -> bool:
    """Whether a file has the site's settings, or lies among what is read or published; in a vault any file may."""
    folders = (config.output, config.templates, *((config.content,) if config.content != config.root else ()))
    has_settings = file.parent == config.root and file.name in SETTINGS_FILES
    return has_settings or any(file.is_relative_to(folder) for folder in folders)


def _file(text: str) -> Path:
    file = Path(text)
    if not text or file.is_dir():
        raise argparse.ArgumentTypeError(f"must name a file, such as {text.rstrip('/') or '.'}/site.jsonl")
    if not file.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {file.parent}")
    return file
