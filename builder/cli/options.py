"""Options that several commands have, what they give, and what a command shows while it works."""

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from msgspec.structs import replace

from builder.cli.console import say
from builder.config.checks import base_url, repository
from builder.config.config import Config
from builder.config.load import load_config
from builder.core.dates import Date, parse_date
from builder.core.progress import Progress
from builder.vcs.working_tree import path_in_repository


def add_common_options(command: argparse.ArgumentParser, *, takes_folder: bool = False) -> None:
    """Add the options of all commands that read the site. Some take its folder without --site too."""
    command.add_argument(
        "--site", type=folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    if takes_folder:
        command.add_argument("folder", type=folder, nargs="?", action=_SetSite, metavar="SITE", help="as --site SITE")
    add_config_options(command)


class _SetSite(argparse.Action):
    """The site's folder as an argument of its own, as people, pre-commit and editors give it."""

    def __call__(self, parser: object, namespace: argparse.Namespace, values: object, option: object = None) -> None:
        """Called with None where the command line has no such argument."""
        if values is not None:
            namespace.site = values


def add_config_options(command: argparse.ArgumentParser) -> None:
    """Add the options that take the place of settings, or go with them."""
    for name in ("content", "templates"):
        command.add_argument(
            f"--{name}", type=folder, metavar="DIR", help=f"a folder for the setting {name}, which may lie anywhere"
        )
    command.add_argument("--base-url", type=_base_url, help="the address that the site will have, or '' for none")
    command.add_argument("--repository", type=repository_of, help="the site's repository on GitHub, or '' for none")
    command.add_argument(
        "--jobs", type=whole_number(1), default=cpu_count(), help="processes to share the work (default: all cores)"
    )
    command.add_argument("--drafts", action="store_true", help="publish drafts too")
    command.add_argument(
        "--today", type=parse_day, help="the day that counts as today, such as 2011-05-15 (default: by the clock)"
    )


def folder(text: str) -> Path:
    """A folder that is there."""
    try:
        if Path(text).is_dir():
            return Path(text)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error.strerror}") from error
    raise argparse.ArgumentTypeError(f"there is no folder {text}")


def repository_of(text: str) -> str:
    """A repository on GitHub; empty for none."""
    try:
        return repository(text) or ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _base_url(text: str) -> str:
    try:
        return base_url(text) or ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def whole_number(least: int) -> Callable[[str], int]:
    """The parser of an option's number, which is not below the least one."""

    def number(text: str) -> int:
        if text.isdecimal() and (value := int(text)) >= least:
            return value
        raise argparse.ArgumentTypeError(f"must be a whole number from {least} up")

    return number


def parse_day(text: str) -> Date:
    """The date that an option names."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; write it as 2011-05-15") from error


def today() -> Date:
    """Today's date in the person's time zone."""
    day = datetime.date.today()
    return Date(day.year, day.month, day.day)


def settings_of(options: argparse.Namespace) -> Config:
    """The settings of the site that the options name, overridden by the others of them."""
    return with_options(load_config(options.site), options)


def add_templates_of(command: argparse.ArgumentParser) -> None:
    """Add the option that takes the templates of another state of the site, for a command that uses `made_settings`."""
    command.add_argument(
        "--templates-of",
        metavar="REF",
        help="the templates, which are code, that the site had where HEAD left a branch, tag or commit",
    )


@contextmanager
def made_settings(options: argparse.Namespace) -> Iterator[Config]:
    """The settings of the site that is to be made, with the templates of another state if the options want them.

    Raises GitFailed.
    """
    config = settings_of(options)
    if not options.templates_of:
        yield config
        return
    if options.templates:
        options.usage_error("--templates-of and --templates each say which templates; leave one out")
    from builder.review.other_templates import templates_of  # noqa: PLC0415  # runs git, which is seldom needed

    with templates_of(options.site, options.templates_of) as templates:
        yield replace(config, templates=templates)


def with_options(config: Config, options: argparse.Namespace) -> Config:
    """The settings, overridden by the options of the command line."""
    config = replace(config, drafts=options.drafts, jobs=options.jobs, today=options.today or today())
    for name in ("content", "templates", "output"):
        if (given := getattr(options, name, None)) is not None:
            config = replace(config, **{name: given.resolve()})
    config = replace(config, path_in_repository=path_in_repository(config.content, config.root))
    if getattr(options, "keep_going", False):
        config = replace(config, keep_going=True)
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url or None)
    if options.repository is not None:
        config = replace(config, repository=options.repository or None)
    return config


class _ProgressLines(Progress):
    """Prints what a step waits for; for a log, and where there is no terminal."""

    def say(self, line: str) -> None:
        say(line, error=True, flush=True)


def progress(options: argparse.Namespace) -> AbstractContextManager[Progress]:
    """The progress of a build: a bar on a terminal, else lines where it waits long, and for --quiet nothing."""
    if options.quiet:
        return nullcontext(Progress())
    if not sys.stderr.isatty():
        return nullcontext(_ProgressLines())
    from builder.cli.progress_bar import ProgressBar  # noqa: PLC0415  # takes long to load, for a person at a terminal only

    return ProgressBar()


def cpu_count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
