"""The command `dateline`: its commands and their exit statuses."""

import argparse
import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from builder import __version__
from builder.cli.authoring import add_init, add_new
from builder.cli.build import add_build, add_verify
from builder.cli.check import add_check
from builder.cli.console import PAGE_NAMED, more_line, printable_output, say, say_text
from builder.cli.diff import add_diff
from builder.cli.explain import add_explain
from builder.cli.exporting import add_export
from builder.cli.help import add_help
from builder.cli.importing import add_import
from builder.cli.parser import CommandParser
from builder.cli.problem_lines import print_problems
from builder.cli.publishing import add_publish
from builder.cli.schema import add_schema
from builder.cli.serve import add_serve
from builder.cli.sources import add_sources
from builder.cli.topics import add_topics
from builder.core.extras import ExtraMissing
from builder.core.problems import BuildRunning, ExecutorFailed, GitFailed, OutputBusy, ProblemsFound, ProcessLost
from builder.output.size_budget import TooLarge, report_lines

_EPILOG = """\
to begin:
  dateline init harbour       makes a site in a folder of its own
  dateline help               names the parts of the manual; `dateline help WORD` finds a page of it
"""

_COMMANDS = (
    add_build,
    add_verify,
    add_publish,
    add_check,
    add_help,
    add_explain,
    add_schema,
    add_serve,
    add_diff,
    add_export,
    add_import,
    add_init,
    add_new,
    add_topics,
    add_sources,
)
"""What adds each command to the parser, in the order of `--help`."""


_WORDS: Mapping[type[Exception], str] = {
    BuildRunning: "Another build of this site is at work; let it end, or stop it, and try again.",
    OutputBusy: "Another build writes into the same output folder; let it end, and try again. Each site needs its own.",
    MemoryError: "There is not enough memory; try --jobs 1, close other programs, or use a machine with more.",
    ProcessLost: "A process was ended from outside, perhaps for want of memory; try --jobs 1.",
}
"""What is printed of errors that do not say it themselves."""

_OF_MEMORY = (ImportError, MemoryError, SystemError)
"""The errors of which some mean that memory lacks: where a call gets none, or a module cannot be loaded."""

_SIGNS_OF_MEMORY = ("without exception set", "failed to map segment", "cannot allocate memory")
"""What those say that are no MemoryError: Python 3.11 of a call, and the loader of the system."""

_CURES: Mapping[int, str] = {
    errno.EACCES: "see who owns it and who may read and write it",
    errno.EPERM: "see who owns it and who may read and write it",
    errno.EROFS: "that disk may only be read; name a folder on another one, or mount it for writing",
    errno.ENOSPC: "make room on that disk, and try again",
    errno.EDQUOT: "make room on that disk, and try again",
    errno.EFBIG: "let files be larger (`ulimit -f`), and try again",
    errno.EMFILE: "let more files be open (`ulimit -n`), and try again",
    errno.ENFILE: "close other programs, and try again",
    errno.EIO: "the disk or its connection may be failing; have it checked, and save what is on it",
}
"""What to do where the system refuses something, by what it says."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns 0 if it went well, 1 if the site has errors, 2 for a wrong command line, 130 after Ctrl-C, and 141 where
    nobody reads on what it prints, as after `dateline explain | head`: a shell says so of programs that SIGPIPE ends.
    """
    try:
        with printable_output():
            return _run(arguments)
    except BrokenPipeError:
        return 141


def _run(arguments: Sequence[str] | None) -> int:
    options, unknown = parser().parse_known_args(arguments)
    if unknown:
        options.usage_error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        status = _status(options)
    except KeyboardInterrupt:
        say_text(options.on_interrupt, error=True)
        return 130
    if status == 1:
        say(more_line(options.command_words), error=True)
    return 1 if status == PAGE_NAMED else status


def _status(options: argparse.Namespace) -> int:
    """Run the command, and print the error that it ends with; PAGE_NAMED where that names a page of the manual."""
    try:
        return int(options.run(options))
    except ProblemsFound as error:
        print_problems(error.problems, getattr(options, "site", Path()), error=True)
        if isinstance(error, TooLarge):
            say(*report_lines(error.report), error=True)
        return PAGE_NAMED
    except BrokenPipeError:
        raise
    except OSError as error:
        cure = _CURES.get(error.errno or 0)
        place = error.filename if isinstance(error.filename, str | os.PathLike) else "dateline"
        say(f"{place}: {error.strerror or error}; {options.on_error}{f'; {cure}' if cure else ''}", error=True)
        return 1
    except (BuildRunning, ExecutorFailed, ExtraMissing, GitFailed, OutputBusy, *_OF_MEMORY, ProcessLost) as error:
        say_text(_words_of(error), error=True)
        return 1


def _words_of(error: Exception) -> str:
    """What is printed of an error. Of those that may say that memory lacks, those that do not are raised again."""
    if isinstance(error, _OF_MEMORY):
        if not (isinstance(error, MemoryError) or any(sign in str(error) for sign in _SIGNS_OF_MEMORY)):
            raise error
        return _WORDS[MemoryError]
    return _WORDS.get(type(error)) or str(error)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands and their options."""
    top = CommandParser(prog="dateline", description="Make a news timeline of dated Markdown entries.", epilog=_EPILOG)
    top.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in _COMMANDS:
        add(commands)
    return top
