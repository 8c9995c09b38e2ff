"""The command `import`: entries of another source become files of content/."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.concurrency.build_lock import build_lock
from builder.config.config import Config
from builder.config.load import load_config
from builder.config.settings_text import settings_text
from builder.core.progress import Progress

if TYPE_CHECKING:
    from builder.importing.items import Refused
    from builder.importing.merge import Summary

FORMATS = ("jsonl",)

SHOWN = 20
"""How many of what is refused are printed; all of them are in a file."""

ALL_REFUSED = ".dateline/import.txt"


def add_import(commands: Any, folder: Callable[[str], Path]) -> argparse.ArgumentParser:
    """Add the command `import`; the caller says what runs it."""
    command: argparse.ArgumentParser = commands.add_parser(
        "import", help="write entries of another source into content/, or bring them up to date"
    )
    command.set_defaults(usage_error=command.error, on_error="nothing was imported")
    command.set_defaults(on_interrupt="Stopped. Nothing was imported.")
    command.add_argument("format", choices=FORMATS, metavar="FORMAT", help=" or ".join(FORMATS))
    command.add_argument("sources", nargs="*", type=Path, metavar="SOURCE", help="a file; can be given again")
    command.add_argument(
        "--site", type=folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    command.add_argument("--section", default="news", help="the folder below content/ of new entries (default: news)")
    command.add_argument("--slug-length", type=_length, metavar="N", help="letters of a new file's name at most")
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    command.add_argument("--quiet", action="store_true", help="print only what is refused")
    return command


def run_import_command(options: argparse.Namespace, progress: Progress) -> int:
    """Import, and print what was done."""
    from builder.importing.jsonl import read_jsonl, settings_in  # noqa: PLC0415
    from builder.importing.run import ImportOptions, config_with, run_import  # noqa: PLC0415  # for this command only

    if not options.sources:
        options.usage_error("the following arguments are required: SOURCE")
    root = options.site.resolve()
    with build_lock(options.site):
        settings = settings_in(options.sources[0])
        taken = config_with(settings, root)
        before = settings_text(root)
        config = taken or load_config(root)
        batches = read_jsonl(options.sources, config, progress, options.section)
        kept = settings if taken else ""
        asked = ImportOptions(options.format, kept, options.dry_run, options.slug_length)
        summary = run_import(batches, config, asked)
    if settings and not taken and settings != before:
        print("The settings in the file are not taken: the site has its own, or a build would not take them.")
    _print(summary, options, config)
    return 1 if summary.unread else 0


def _print(summary: "Summary", options: argparse.Namespace, config: Config) -> None:
    if summary.refused:
        print("\n".join(_refused_lines(summary.refused)), file=sys.stderr)
        if len(summary.refused) > SHOWN and not options.dry_run:
            file = config.root / ALL_REFUSED
            file.parent.mkdir(exist_ok=True)
            file.write_text("".join(f"{each.place}: {each.why}\n" for each in summary.refused), encoding="utf-8")
            print(f"All {len(summary.refused):,} are in {ALL_REFUSED}.", file=sys.stderr)
    if not options.quiet:
        print("\n".join(_lines(summary, dry_run=options.dry_run)))


def _refused_lines(refused: Iterable["Refused"]) -> Iterator[str]:
    """What is not taken, the first of it one by one, and then how often each cause comes."""
    refused = tuple(refused)
    yield from (f"{each.place}: {each.why}" for each in refused[:SHOWN])
    if len(refused) > SHOWN:
        for why, count in Counter(each.why for each in refused).most_common(SHOWN):
            yield f"{count:,} times: {why}"


def _lines(summary: "Summary", *, dry_run: bool) -> Iterator[str]:
    """What was done, as the last lines of an import."""
    for note, count in sorted(summary.notes.items()):
        yield f"{note}: {count:,}"
    counted = (
        ("new", summary.new),
        ("changed", summary.changed),
        ("as they were", summary.same),
        ("kept as they are changed here", summary.edited),
        ("not brought back, as they are removed here", summary.removed),
        ("kept, though gone from the source", summary.gone),
        ("refused", len(summary.refused)),
    )
    told = [f"{count:,} {words}" for words, count in counted if count or words == "new"]
    yield f"{'It would be: ' if dry_run else ''}{', '.join(told)}."


def _length(text: str) -> int:
    if not text.isdigit() or int(text) < 10:
        raise argparse.ArgumentTypeError("must be a whole number from 10 up")
    return int(text)
