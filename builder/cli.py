"""The command line: the only place that prints and that decides how a run ends."""

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from builder import __version__
from builder.build import Built, build
from builder.config import Config, base_url, load_config
from builder.present.pieces import counted
from builder.problems import Problem, ProblemsFound, Severity
from builder.workers import cores


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns 0 if it went well, 1 if the site has errors, 2 for a wrong command line, 130 after Ctrl-C.
    """
    options = parser().parse_args(arguments)
    try:
        return _build(options)
    except ProblemsFound as found:
        _print_problems(found.problems)
        return 1
    except OSError as error:
        print(f"{error.filename or 'dateline'}: {error.strerror or error}; the build stopped", file=sys.stderr)
        return 1
    except BrokenProcessPool:
        print("A process was ended from outside, perhaps for want of memory; try --jobs 1.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The next build completes what this one began.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="dateline", description="Make a news timeline of dated Markdown entries.")
    top.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("build", help="publish the site into its output folder")
    command.add_argument(
        "--site", type=_folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    command.add_argument("--output", type=Path, help="where to publish to, instead of the setting output")
    command.add_argument("--base-url", type=_base_url, help="the address that the site will have, or '' for none")
    command.add_argument("--jobs", type=_jobs, default=cores(), help="processes to share the work (default: all cores)")
    command.add_argument("--clean", action="store_true", help="write every file anew, changed or not")
    command.add_argument("--drafts", action="store_true", help="publish drafts too")
    command.add_argument("--quiet", action="store_true", help="print errors only")
    return top


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return Path(text)


def _base_url(text: str) -> str:
    try:
        return base_url(text) or ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1 up")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    gc.disable()  # what a build makes it keeps to its end: looking for garbage would only take time
    config = _with_options(load_config(options.site), options)
    built = build(config, clean=options.clean)
    if not options.quiet:
        _print_problems(built.assembled.problems)
        print(facts(built, time.perf_counter() - started))
    return 0


def _with_options(config: Config, options: argparse.Namespace) -> Config:
    config = replace(config, drafts=options.drafts, jobs=options.jobs)
    if options.output is not None:
        config = replace(config, output=options.output.resolve())
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url or None)
    return config


def facts(built: Built, seconds: float) -> str:
    """The last line of a run that went well."""
    site, written = built.assembled.site, built.written
    return ", ".join(
        [
            counted(len(site.entries), "entry"),
            counted(len(site.days), "day"),
            counted(len(site.topics), "topic"),
            counted(sum(page.address.endswith(".html") for page in built.assembled.plan.pages), "page"),
            f"{counted(written.changed, 'file')} written",
            f"{counted(written.size, 'byte')}",
            f"{seconds:.2f} s",
        ]
    )


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    counts = [
        counted(number, severity.value)
        for severity in Severity
        if (number := sum(problem.code.severity is severity for problem in problems))
    ]
    if counts:
        print(", ".join(counts), file=sys.stderr)
