"""The commands that write content: `init` and `new`."""

import argparse
import datetime
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.dates import Date, parse_date


def add_init(commands: Any) -> None:
    """`init`, which makes a new site."""
    command = commands.add_parser("init", help="make a new site")
    command.set_defaults(run=_init, refuse=command.error)
    command.add_argument("folder", type=Path, metavar="DIR", help="the site's folder; it is made if it is not there")


def add_new(commands: Any, folder: Callable[[str], Path]) -> None:
    """`new`, which writes a new entry."""
    command = commands.add_parser("new", help="write a new entry; on a terminal, what is not given is asked for")
    command.set_defaults(run=_new, refuse=command.error)
    command.add_argument("title", nargs="?", metavar="TITLE", help="the headline")
    command.add_argument(
        "--site", type=folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    command.add_argument("--date", type=_date, help="the day, such as 2011-05-15 (default: today)")
    command.add_argument("--context", action="append", metavar="NAME", default=[], help="a context; can be given again")
    command.add_argument(
        "--source", action="append", metavar="NAME=URL", default=[], help="a source; can be given again"
    )
    command.add_argument("--section", default="news", help="the folder below content/ (default: news)")
    command.add_argument("--edit", action="store_true", help="open the new file in $EDITOR")


def _init(options: argparse.Namespace) -> int:
    """Make a new site, and say what comes next."""
    from builder.begin import SiteExists, begin  # noqa: PLC0415  # for this command only

    try:
        begun = begin(options.folder, _today())
    except SiteExists as exists:
        print(exists, file=sys.stderr)
        return 1
    for name in begun.made:
        print(f"made  {options.folder / name}")
    for name in begun.kept:
        print(f"kept  {options.folder / name}, which was there")
    print(f"\nSee it in a browser:  dateline serve --watch --open --site {shlex.quote(str(options.folder))}")
    return 0


def _new(options: argparse.Namespace) -> int:
    """Write a new entry, and say where it is."""
    from builder.asking import Given, complete, completing  # noqa: PLC0415  # for this command only
    from builder.compose import EntryExists, NewEntry, compose  # noqa: PLC0415
    from builder.settings import load_config  # noqa: PLC0415

    config = load_config(options.site)
    given = Given(options.title, options.date, (*options.context,), (*options.source,), options.section)
    if sys.stdin.isatty():
        completing(config)
        entry = complete(given, _today(), input)
    elif options.title is None:
        options.refuse("the following arguments are required: TITLE")
    else:
        entry = NewEntry(options.title, given.date or _today(), given.contexts, given.sources, given.section)
    try:
        file = compose(entry, config.content)
    except (EntryExists, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(f"made  {config.shown(file)}")
    return _edited(file) if options.edit else 0


def _edited(file: Path) -> int:
    """Open a file in the editor that a person has chosen; how that ended."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        print("There is no editor to open it in: set EDITOR to its name.", file=sys.stderr)
        return 1
    return subprocess.run([*shlex.split(editor), str(file)], check=False).returncode  # noqa: S603  # the person's own


def _today() -> Date:
    """The day that it is where the person is."""
    today = datetime.date.today()
    return Date(today.year, today.month, today.day)


def _date(text: str) -> Date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; write it as 2011-05-15") from error
