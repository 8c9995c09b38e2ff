"""The command `dateline`: its parser, its commands, and their exit statuses."""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from builder import __version__
from builder.cache.report import Report
from builder.cli.authoring import add_init, add_new, parse_day, today
from builder.cli.check import FORMATS, run_check
from builder.cli.diff import run_diff
from builder.cli.exporting import add_export, run_export
from builder.cli.importing import PackageMissing, add_import, run_import_command
from builder.cli.problem_lines import print_problems
from builder.cli.topics import add_topics
from builder.concurrency.build_lock import build_lock
from builder.config.checks import base_url, repository
from builder.config.config import Config
from builder.config.load import load_config
from builder.core.problems import (
    BuildRunning,
    Code,
    ProblemsFound,
    ProcessLost,
    did_you_mean,
    errors,
    nearest,
)
from builder.core.progress import Progress
from builder.core.text import pluralize
from builder.core.urls import Address
from builder.incremental.inputs import Inputs, find_inputs
from builder.output.manifest import OutputFile
from builder.output.size_budget import TooLarge, measure, report_lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns 0 if it went well, 1 if the site has errors, 2 for a wrong command line, 130 after Ctrl-C.
    """
    options, unknown = parser().parse_known_args(arguments)
    if unknown:
        options.usage_error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        return int(options.run(options))
    except ProblemsFound as error:
        print_problems(error.problems, getattr(options, "site", Path()), sys.stderr)
        if isinstance(error, TooLarge):
            print("\n".join(report_lines(error.report)), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'dateline'}: {error.strerror or error}; {options.on_error}", file=sys.stderr)
        return 1
    except BuildRunning:
        print("Another build of this site is at work; let it end, or stop it, and try again.", file=sys.stderr)
        return 1
    except ProcessLost:
        print("A process was ended from outside, perhaps for want of memory; try --jobs 1.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(options.on_interrupt, file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The parser of all commands and their options."""
    top = argparse.ArgumentParser(prog="dateline", description="Make a news timeline of dated Markdown entries.")
    top.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = _add_build_command(commands, "build", _build, "publish the site into its output folder")
    command.add_argument("--clean", action="store_true", help="write every file anew, changed or not")
    command.add_argument("--timings", action="store_true", help="show how long steps took, and what is slow")
    command.add_argument("--sizes", action="store_true", help="show the heaviest files and folders")
    _add_build_command(commands, "verify", _verify, "build, and compare the output with that of a clean build")
    _add_check(commands)
    _add_explain(commands)
    _add_schema(commands)
    _add_serve(commands)
    _add_diff(commands)
    add_export(commands, _add_common_options).set_defaults(run=_export)
    add_import(commands, _folder, _repository).set_defaults(run=_import)
    add_init(commands)
    add_new(commands, _folder)
    add_topics(commands, _folder)
    return top


def _add_check(commands: Any) -> None:
    """Add the command `check`, which writes no page."""
    command = commands.add_parser("check", help="say what a build would refuse, and what could be better")
    command.set_defaults(run=_check, usage_error=command.error, quiet=False)
    command.set_defaults(on_error="nothing was checked", on_interrupt="Stopped. Nothing was checked.")
    command.add_argument(
        "site", type=_folder, nargs="?", default=Path(), metavar="DIR", help="the folder that holds content/"
    )
    _add_config_options(command)
    command.add_argument(
        "--format", choices=FORMATS, default="text", help="text, annotations for GitHub's workflows, or JSON"
    )


def _add_explain(commands: Any) -> None:
    """Add the command `explain`, which looks at no site."""
    command = commands.add_parser("explain", help="say what a code of a problem means, with examples")
    command.set_defaults(run=_explain, usage_error=command.error, on_error="nothing was explained", on_interrupt="")
    command.add_argument(
        "code", type=_code, nargs="?", metavar="CODE", help="the code, such as date-invalid; without it, all are listed"
    )


def _add_schema(commands: Any) -> None:
    """Add the command `schema`, which reads nothing but the settings."""
    command = commands.add_parser("schema", help="print the JSON Schema of the settings, or of front matter")
    command.set_defaults(run=_schema, usage_error=command.error, on_error="no schema was made", on_interrupt="")
    command.add_argument("of", choices=("settings", "entry", "topic"), help="the settings, or whose front matter")
    command.add_argument(
        "--site", type=_folder, default=Path(), help="the site whose names of keys front matter has (default: this one)"
    )


def _add_serve(commands: Any) -> None:
    """Add the command `serve`, which builds nothing and so has options of its own."""
    command = commands.add_parser("serve", help="show the site in a browser, straight from its files")
    command.set_defaults(run=_serve, usage_error=command.error, on_error="the server stopped", on_interrupt="Stopped.")
    _add_common_options(command)
    command.add_argument("--watch", action="store_true", help="follow changes, and show them in open pages at once")
    command.add_argument("--poll", action="store_true", help="watch by looking at all files now and then")
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name besides the server's own that it answers to, such as that of a proxy; can be given again",
    )
    command.add_argument(
        "--host", type=_host, default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    command.add_argument("--port", type=_port, default=8000, help="the port to listen on, or 0 for any (default: 8000)")
    command.add_argument("--open", action="store_true", help="open the site in a browser")


def _add_diff(commands: Any) -> None:
    """Add the command `diff`, which builds two states of the site elsewhere."""
    command = commands.add_parser("diff", help="show what the site's files change since a branch, tag or commit")
    command.set_defaults(run=_diff, usage_error=command.error, quiet=False)
    command.set_defaults(on_error="nothing was compared", on_interrupt="Stopped. Nothing was compared.")
    command.add_argument("ref", metavar="REF", help="the branch, tag or commit, such as origin/main")
    _add_common_options(command)


def _add_common_options(command: argparse.ArgumentParser) -> None:
    """Add the options of all commands that read the site."""
    command.add_argument(
        "--site", type=_folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    _add_config_options(command)


def _add_config_options(command: argparse.ArgumentParser) -> None:
    """Add the options that take the place of settings, or go with them."""
    command.add_argument("--base-url", type=_base_url, help="the address that the site will have, or '' for none")
    command.add_argument("--repository", type=_repository, help="the site's repository on GitHub, or '' for none")
    command.add_argument(
        "--jobs", type=_jobs, default=cpu_count(), help="processes to share the work (default: all cores)"
    )
    command.add_argument("--drafts", action="store_true", help="publish drafts too")
    command.add_argument(
        "--today", type=parse_day, help="the day that counts as today, such as 2011-05-15 (default: by the clock)"
    )


def _add_build_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str
) -> argparse.ArgumentParser:
    """Add a command that builds, with the options that all of these have."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=summary)
    command.set_defaults(run=run, usage_error=command.error, on_error="the build stopped")
    command.set_defaults(on_interrupt="Stopped. The next build completes what this one began.")
    _add_common_options(command)
    command.add_argument("--output", type=_output, help="where to publish to, instead of the setting output")
    command.add_argument(
        "--keep-going", action="store_true", help="leave out what is wrong in content/, and publish everything else"
    )
    command.add_argument("--quiet", action="store_true", help="print errors only")
    return command


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return Path(text)


def _code(text: str) -> Code:
    codes = {code.slug: code for code in Code}
    slug = text.strip("[]").casefold()
    if slug not in codes:
        cure = did_you_mean(nearest(slug, codes), "`dateline explain` lists all")
        raise argparse.ArgumentTypeError(f'there is no code "{text}"; {cure}')
    return codes[slug]


def _output(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("must name a folder, such as public; leave it out for the setting output")
    return Path(text)


def _base_url(text: str) -> str:
    try:
        return base_url(text) or ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _repository(text: str) -> str:
    try:
        return repository(text) or ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1 up")
    return int(text)


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 65_535:
        raise argparse.ArgumentTypeError("must be a whole number from 0 to 65535")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    start = time.perf_counter()
    gc.disable()  # what a build makes it keeps to its end: looking for garbage would only take time
    with build_lock(options.site), _progress(options) as progress:
        with progress.step("survey"):
            inputs = find_inputs(_with_options(load_config(options.site), options), clean=options.clean)
        report, changed, outputs = _build_if_needed(inputs, progress)
    wrong = errors(report.problems)
    if wrong or not options.quiet:
        print_problems(wrong if options.quiet else report.problems, options.site, sys.stderr)
    if options.timings:
        _print_timings(progress)
    if options.sizes:
        print("\n".join(report_lines(measure(outputs()))))
    if not options.quiet:
        print(summary_line(report, changed, time.perf_counter() - start))
        if wrong:
            print(f"{pluralize(len(wrong), 'error')}: what is wrong was left out, and everything else is published.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Compare the site's build with a clean one; 1 if they differ."""
    from builder.build.verify import verify  # noqa: PLC0415  # loads what builds

    with build_lock(options.site), _progress(options) as progress:
        verified = verify(_with_options(load_config(options.site), options), progress)
    if verified.difference:
        print(f"The build differs from a clean one: {verified.difference}", file=sys.stderr)
        if verified.is_ours:
            print("Please report this; until it is mended, build with --clean.", file=sys.stderr)
        else:
            print("Something else changed the output; `dateline build --clean` puts it right.", file=sys.stderr)
        return 1
    if verified.lost:
        print("These words are not on their pages, or not in their order:", *verified.lost, sep="\n", file=sys.stderr)
        print("Please report this: every word of a text belongs on its page.", file=sys.stderr)
        return 1
    if not options.quiet:
        print(f"The output is what a clean build makes: {pluralize(verified.files, 'file')} compared.")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Print what a build would refuse, and the findings."""
    with _progress(options) as progress:
        return run_check(options, lambda config: _with_options(config, options), progress)


def _explain(options: argparse.Namespace) -> int:
    """Print the page of a code, or the list of all codes."""
    from builder.explanations.page import explanation_page  # noqa: PLC0415  # for this command only

    if options.code:
        print(explanation_page(options.code))
    else:
        width = max(len(code.slug) for code in Code)
        for code in Code:
            print(f"{code.slug:{width}}  {code.meaning}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from builder.config.schemas import entry_schema, schema_file, settings_schema, topic_schema  # noqa: PLC0415

    if options.of == "settings":
        schema = settings_schema()
    else:
        schema = (entry_schema if options.of == "entry" else topic_schema)(load_config(options.site).fields)
    print(schema_file(schema), end="")
    return 0


def _diff(options: argparse.Namespace) -> int:
    """Print what the site's files change."""
    with _progress(options) as progress:
        return run_diff(options, lambda config: _with_options(config, options), progress)


def _export(options: argparse.Namespace) -> int:
    """Write all of the site into one file."""
    with _progress(options) as progress:
        made = run_export(options, lambda config: _with_options(config, options), progress)
    if not options.quiet:
        print(made)
    return 0


def _import(options: argparse.Namespace) -> int:
    """Bring entries of another source into content/."""
    try:
        return run_import_command(options, _progress(options))
    except PackageMissing as missing:
        print(missing, file=sys.stderr)
        return 1


def _serve(options: argparse.Namespace) -> int:
    """Serve the site until Ctrl-C, which is its usual end."""
    try:
        from builder.serve.server import PortUnavailable, ServeOptions, serve  # noqa: PLC0415  # loads the HTTP server

        serve_options = ServeOptions(
            host=options.host,
            port=options.port,
            watch=options.watch or options.poll,
            poll=options.poll,
            allowed_hosts=tuple(options.allow_host),
            open_browser=options.open,
        )
        try:
            serve(lambda: _with_options(load_config(options.site), options), serve_options, partial(print, flush=True))
        except PortUnavailable as unavailable:
            print(unavailable, file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _progress(options: argparse.Namespace) -> AbstractContextManager[Progress]:
    """The progress of a build: a bar on a terminal, else only measured."""
    if options.quiet or not sys.stderr.isatty():
        return nullcontext(Progress())
    from builder.cli.progress_bar import ProgressBar  # noqa: PLC0415  # takes long to load, for a person at a terminal only

    return ProgressBar()


def _build_if_needed(
    inputs: Inputs, progress: Progress
) -> tuple[Report, int, Callable[[], Mapping[Address, OutputFile]]]:
    """Build a site unless nothing changed; the report, how many files were written, and a function for all outputs.

    Static files that stay for one more build are among the outputs.
    """
    with progress.step("survey"):
        report = inputs.report_if_unchanged()
    if report:
        return report, 0, lambda: inputs.cache.outputs.values
    with progress.step("load"):
        from builder.build.pipeline import build  # noqa: PLC0415  # takes longer to load than to find that nothing changed
    built = build(inputs, progress)
    return built.report, built.written.changed, lambda: {**inputs.earlier_static, **built.written.outputs}


def _print_timings(progress: Progress) -> None:
    """Print how long each step took, the slowest pages, and the templates that are rendered more slowly."""
    for name, seconds in progress.steps.items():
        print(f"{name:10} {seconds:8.3f} s")
    if progress.slowest:
        print("The slowest pages:")
    for page in progress.slowest:
        print(f"{page.seconds * 1000:8.1f} ms  {page.address}")
    if progress.by_jinja:
        print(f"Rendered by Jinja itself, which takes longer: {', '.join(sorted(progress.by_jinja))}")


def _with_options(config: Config, options: argparse.Namespace) -> Config:
    """The settings, overridden by the options of the command line."""
    config = replace(config, drafts=options.drafts, jobs=options.jobs, today=options.today or today())
    if getattr(options, "output", None) is not None:
        config = replace(config, output=options.output.resolve())
    if getattr(options, "keep_going", False):
        config = replace(config, keep_going=True)
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url or None)
    if options.repository is not None:
        config = replace(config, repository=options.repository or None)
    return config


def cpu_count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def summary_line(report: Report, written: int, seconds: float) -> str:
    """The last line of a successful build: `2 entries, 2 days, 2 topics, 14 pages, 30 files written, …`."""
    return ", ".join(
        [
            pluralize(report.entries, "entry"),
            pluralize(report.days, "day"),
            pluralize(report.topics, "topic"),
            pluralize(report.pages, "page"),
            f"{pluralize(written, 'file')} written",
            pluralize(report.size, "byte"),
            f"{seconds:.2f} s",
        ]
    )
