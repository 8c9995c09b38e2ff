"""The command `import`: entries of another source become files of content/."""

import argparse
import errno
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from builder.cache.files import replace_file
from builder.cli.console import say
from builder.cli.options import folder, parse_day, progress, repository_of, today
from builder.cli.parser import add_command
from builder.concurrency.build_lock import build_lock
from builder.config.config import Config
from builder.config.load import load_config
from builder.config.settings_text import settings_text
from builder.core.dates import Date, date_of_ordinal
from builder.core.extras import IMPORT, needed
from builder.core.progress import Progress
from builder.core.real_files import LINK_REFUSED, FileRefused
from builder.core.urls import is_web, slugify

if TYPE_CHECKING:
    from builder.importing.items import Batch, Refused
    from builder.importing.merge import Summary

FORMATS = ("csv", "jsonl", "page", "timelinejs", "wikipedia")

SHOWN = 20
"""How many causes of what is refused are printed; all that is refused is in a file."""

ALIKE = 3
"""How many of one cause are printed one by one."""

ALL_REFUSED = ".dateline/import.txt"


def add_import(commands: Any) -> None:
    """Add the command `import`."""
    command = add_command(
        commands,
        "import",
        "write entries of another source into content/, or bring them up to date",
        "import csv harbour.csv --dry-run",
        "import jsonl harbour.jsonl",
        "import wikipedia --fetch 2011-05-01..2011-05-31",
    )
    command.set_defaults(run=_import, usage_error=command.error, on_error="nothing was imported")
    command.set_defaults(on_interrupt="Stopped. Say the same again to import what is missing.")
    command.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument(
        "sources",
        nargs="*",
        type=_source,
        metavar="SOURCE",
        help="a file, such as harbour.csv; for page a folder, for wikipedia either",
    )
    command.add_argument(
        "--site", type=folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    command.add_argument(
        "--section", type=_section, default="news", help="the folder below content/ of new entries (default: news)"
    )
    command.add_argument(
        "--fetch", type=_days, metavar="DATE..DATE", help="ask Wikipedia for these days, such as 2011-05-01..2011-05-31"
    )
    command.add_argument("--api", type=_address, metavar="URL", help="the API of another wiki to ask")
    command.add_argument(
        "--repository", type=repository_of, help="the site's repository, by which a wiki knows who asks"
    )
    command.add_argument("--slug-length", type=_length, metavar="N", help="letters of a new file's name at most")
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    command.add_argument("--quiet", action="store_true", help="print only what is refused")


def _import(options: argparse.Namespace) -> int:
    """Import, or say what stands in its way."""
    from builder.importing.staging import MovesLeft  # noqa: PLC0415  # for this command only

    try:
        return _import_and_print(options)
    except MovesLeft as left:
        where, why = left.cause.filename2 or left.cause.filename or "dateline", left.cause.strerror or left.cause
        say(f"{where}: {why}; not all was imported: mend this, then say the same again", error=True)
    return 1


def _import_and_print(options: argparse.Namespace) -> int:
    """Import, and print what was done once the progress bar is gone.

    1 if a source could not be read to its end, or if all is refused.
    """
    from builder.importing.run import ImportOptions, config_with, run_import  # noqa: PLC0415  # for this command only

    if not (options.sources or options.fetch):
        options.usage_error("the following arguments are required: SOURCE")
    if options.fetch and options.format != "wikipedia":
        options.usage_error("--fetch is for wikipedia only")
    if options.fetch and options.sources:
        options.usage_error("--fetch asks the wiki instead of reading files; leave the files out, or --fetch")
    if options.format == "page" and (wrong := next((each for each in options.sources if not each.is_dir()), None)):
        why = f"{wrong} is a file; name the folder that it is in" if wrong.exists() else f"there is no folder {wrong}"
        options.usage_error(why)
    root = options.site.resolve()
    with build_lock(options.site), progress(options) as shown:
        before, settings = settings_text(root), _text_of_site(options, "settings")
        taken = config_with(settings, root)
        config = replace(taken or load_config(root), today=today())
        config = replace(config, repository=options.repository or config.repository)
        batches = _batches(options, config, shown)
        asked = ImportOptions(
            options.format,
            settings if taken else "",
            options.dry_run,
            options.slug_length,
            _text_of_site(options, "checked_sources"),
        )
        summary = run_import(batches, config, asked)
    if settings and not taken and settings != before:
        say("The settings in the file are not taken: the site has its own, or a build would not take them.")
    _print(summary, options, config)
    return 1 if summary.unread or (summary.refused and not summary.taken) else 0


def _text_of_site(options: argparse.Namespace, field: str) -> str:
    from builder.importing.jsonl import text_of_site  # noqa: PLC0415  # for this command only

    return text_of_site(options.sources[0], field) if options.format == "jsonl" else ""


def _batches(options: argparse.Namespace, config: Config, progress: Progress) -> "Iterable[Batch]":
    """What the sources give. Raises ExtraMissing where that cannot be read."""
    if options.format == "csv":
        from builder.importing.spreadsheet import read_csv  # noqa: PLC0415  # for this source only

        return read_csv(options.sources, config, progress, options.section)
    if options.format == "timelinejs":
        from builder.importing.timelinejs import read_timelinejs  # noqa: PLC0415  # for this source only

        return read_timelinejs(options.sources, config, progress, options.section)
    if options.format == "jsonl":
        from builder.importing.jsonl import read_jsonl  # noqa: PLC0415  # for this source only

        return read_jsonl(options.sources, config, progress, options.section)
    if options.format == "page":
        from builder.importing.page_site import read_pages  # noqa: PLC0415  # for this source only

        return chain.from_iterable(read_pages(folder, progress) for folder in options.sources)
    with needed(IMPORT):
        from builder.importing.mediawiki_api import WIKIPEDIA, WikiApi, fetch_days  # noqa: PLC0415
        from builder.importing.wikipedia import read_wikipedia  # noqa: PLC0415  # for this source only
    if not options.fetch:
        return read_wikipedia(options.sources, config, progress, options.section)
    api = WikiApi(config, options.api or WIKIPEDIA)
    return fetch_days(api, options.fetch, config, progress, options.section)


def _print(summary: "Summary", options: argparse.Namespace, config: Config) -> None:
    lines = [*_refused_lines(summary.refused)]
    if lines:
        say(*lines, error=True)
    if len(lines) < len(summary.refused) and not options.dry_run:
        _write_refused(summary.refused, config)
    if not options.quiet:
        say(*_lines(summary, dry_run=options.dry_run))


def _write_refused(refused: "Sequence[Refused]", config: Config) -> None:
    """Write down all that is not taken, where not all of it is printed."""
    file = config.root / ALL_REFUSED
    try:
        file.parent.mkdir(exist_ok=True)
        if file.parent.is_symlink():
            raise FileRefused(errno.ELOOP, LINK_REFUSED, str(file.parent))
        replace_file(file, "".join(f"{each.place}: {each.why}\n" for each in refused).encode())
    except OSError as error:
        say(f"{file}: {error.strerror or error}; what is refused cannot be listed there", error=True)
    else:
        say(f"All {len(refused):,} are in {ALL_REFUSED}.", error=True)


def _refused_lines(refused: "Sequence[Refused]") -> Iterator[str]:
    """What is not taken: of those with one cause the first, and how many more there are if these are many."""
    places: dict[str, list[str]] = {}
    for each in refused:
        places.setdefault(each.why, []).append(each.place)
    for why, of_cause in islice(places.items(), SHOWN):
        shown = of_cause if len(of_cause) <= ALIKE else of_cause[:1]
        yield from (f"{place}: {why}" for place in shown)
        if len(of_cause) > len(shown):
            yield f"    the same of {len(of_cause) - len(shown):,} more, the last at {of_cause[-1]}"
    if len(places) > SHOWN:
        yield f"and {len(places) - SHOWN:,} other causes"


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


def _source(text: str) -> Path:
    if is_web(text):
        raise argparse.ArgumentTypeError(f"{text} is an address; save what is there, and name that file")
    return Path(text)


def _length(text: str) -> int:
    if not text.isdigit() or int(text) < 10:
        raise argparse.ArgumentTypeError("must be a whole number from 10 up")
    return int(text)


def _section(text: str) -> str:
    from builder.pages.registry import KINDS, reserved_folders  # noqa: PLC0415  # for this option only

    if not text or slugify(text) != text or text in reserved_folders(KINDS) or text.isdigit():
        raise argparse.ArgumentTypeError("must be the name of a folder in lower case, such as news")
    return text


def _address(text: str) -> str:
    if not is_web(text):
        raise argparse.ArgumentTypeError("must be an address such as https://en.wikipedia.org/w/api.php")
    return text


def _days(text: str) -> tuple[Date, ...]:
    """The days of a span that an option names."""
    first, dots, last = text.partition("..")
    begin, end = parse_day(first), parse_day(last if dots else first)
    if not (begin.day and end.day) or begin.ordinal > end.ordinal:
        raise argparse.ArgumentTypeError("must be one day or two, the earlier first: 2011-05-01..2011-05-31")
    return tuple(map(date_of_ordinal, range(begin.ordinal, end.ordinal + 1)))
