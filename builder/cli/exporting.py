"""The command `export`: all of a site in one file."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.config.config import Config
from builder.config.load import load_config
from builder.core.progress import Progress
from builder.core.text import format_size, pluralize

FORMATS = ("jsonl", "csv", "sqlite")


def add_export(commands: Any, add_common_options: Callable[[argparse.ArgumentParser], None]) -> argparse.ArgumentParser:
    """Add the command `export`; the caller says what runs it."""
    command: argparse.ArgumentParser = commands.add_parser(
        "export", help="write all of the site into one file: JSON Lines, CSV or SQLite"
    )
    command.set_defaults(usage_error=command.error, on_error="nothing was exported")
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
    return command


def run_export(options: argparse.Namespace, override: Callable[[Config], Config], progress: Progress) -> str:
    """Write the site into a file, and say what it holds; `override` applies options to the settings."""
    from builder.export.write import export  # noqa: PLC0415  # loads what reads and relates
    from builder.incremental.inputs import find_inputs  # noqa: PLC0415

    inputs = find_inputs(override(load_config(options.site)), output=False)
    done = export(inputs, options.format, options.file, progress, published=options.published)
    size, pages = format_size(options.file.stat().st_size), pluralize(len(done.site.pages), "page")
    return f"made  {options.file}: {pluralize(len(done.site.entries), 'entry')}, {pages}, {size}"


def _file(text: str) -> Path:
    file = Path(text)
    if not text or file.is_dir():
        raise argparse.ArgumentTypeError(f"must name a file, such as {text.rstrip('/') or '.'}/site.jsonl")
    if not file.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {file.parent}")
    return file
