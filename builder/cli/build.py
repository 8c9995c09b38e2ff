"""The commands `build` and `verify`: publish a site, and compare what was published with a clean build."""

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from builder.cache.report import Report
from builder.cli.console import say
from builder.cli.options import add_common_options, add_templates_of, made_settings, progress, settings_of
from builder.cli.parser import add_command
from builder.cli.problem_lines import print_problems
from builder.concurrency.build_lock import build_lock
from builder.core.problems import errors
from builder.core.progress import Progress
from builder.core.text import pluralize
from builder.core.urls import Address
from builder.incremental.inputs import Inputs, find_inputs
from builder.output.manifest import OutputFile
from builder.output.packed_size import packed_size
from builder.output.size_budget import SizeReport, measure, report_lines, sizes_of_kinds

if TYPE_CHECKING:
    from builder.concurrency.shared_map import SharingExecutor


def add_build(commands: Any) -> None:
    """Add the command `build`."""
    command = _add(
        commands, "build", _build, "publish the site into its output folder", "build", "build harbour --drafts"
    )
    add_templates_of(command)
    command.add_argument("--clean", action="store_true", help="write every file anew, changed or not")
    command.add_argument("--take-over", action="store_true", help="publish over another site that is in the output")
    command.add_argument(
        "--executor",
        type=_executor,
        metavar="NAME",
        help="who reads and renders where there is much: a cluster, dask://host:8786, or processes of loky, loky:4",
    )
    command.add_argument("--timings", action="store_true", help="show how long steps took, and what is slow")
    command.add_argument("--sizes", action="store_true", help="show the heaviest files and folders")


def add_verify(commands: Any) -> None:
    """Add the command `verify`."""
    _add(commands, "verify", _verify, "build, and compare the output with that of a clean build", "verify")


def _add(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str, *examples: str
) -> argparse.ArgumentParser:
    """Add a command that builds, with the options that all of these have."""
    command = add_command(commands, name, summary, *examples)
    command.set_defaults(run=run, usage_error=command.error, on_error="the build stopped")
    command.set_defaults(on_interrupt="Stopped. The next build completes what this one began.")
    add_common_options(command, takes_folder=True)
    command.add_argument("--output", type=output_folder, help="where to publish to, instead of the setting output")
    command.add_argument(
        "--keep-going", action="store_true", help="leave out what is wrong in content/, and publish everything else"
    )
    command.add_argument("--quiet", action="store_true", help="print errors only")
    return command


def output_folder(text: str) -> Path:
    """The folder that an option names."""
    if not text:
        raise argparse.ArgumentTypeError("must name a folder, such as public; leave it out for the setting output")
    return Path(text)


def _build(options: argparse.Namespace) -> int:
    start = time.perf_counter()
    gc.disable()  # what a build makes it keeps to its end: looking for garbage would only take time
    with build_lock(options.site), progress(options) as shown, made_settings(options) as config:
        with shown.step("survey"):
            inputs = find_inputs(config, clean=options.clean, take_over=options.take_over)
        with _opened(options) as executor:
            report, changed, outputs, _ = build_if_needed(inputs, shown, executor)
    wrong = errors(report.problems)
    if wrong or not options.quiet:
        print_problems(wrong if options.quiet else report.problems, options.site, error=True)
    if options.timings:
        _print_timings(shown)
    if options.sizes:
        say(*report_lines(_size_report(inputs, outputs(), report.entries)))
    if not options.quiet:
        say(summary_line(report, changed, time.perf_counter() - start))
        if wrong:
            say(f"{pluralize(len(wrong), 'error')}: what is wrong was left out, and everything else is published.")
    return 0


def _executor(name: str) -> str:
    """The name of an executor."""
    from builder.concurrency.open_executor import check_name  # noqa: PLC0415  # for this option only

    try:
        return check_name(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


@contextmanager
def _opened(options: argparse.Namespace) -> "Iterator[SharingExecutor | None]":
    """The executor that the options name, which is not asked before there is much to do."""
    if not options.executor:
        yield None
        return
    from builder.cache.installed import check_of_here  # noqa: PLC0415  # for this option only
    from builder.concurrency.open_executor import open_executor  # noqa: PLC0415

    with closing(open_executor(options.executor, options.jobs, check_of_here())) as executor:
        yield executor


class Outcome(NamedTuple):
    """What a build gave, or the one before it if nothing changed."""

    report: Report
    changed: int
    """How many files were written."""
    outputs: Callable[[], Mapping[Address, OutputFile]]
    """Gives all files; it takes time to read what they were."""
    earlier: tuple[Address, ...] = ()
    """Static files of the build before that lie beside them."""


def build_if_needed(inputs: Inputs, progress: Progress, executor: "SharingExecutor | None" = None) -> Outcome:
    """Build a site unless nothing changed."""
    with progress.step("survey"):
        report = inputs.report_if_unchanged()
    if report:
        return Outcome(report, 0, lambda: inputs.cache.outputs.values, inputs.cache.earlier)
    with progress.step("load"):
        from builder.build.pipeline import build  # noqa: PLC0415  # takes longer to load than to find that nothing changed
    built = build(inputs, progress, executor)
    return Outcome(built.report, built.written.changed, lambda: {**inputs.earlier_static, **built.written.outputs})


def _size_report(inputs: Inputs, outputs: Mapping[Address, OutputFile], entries: int) -> SizeReport:
    """What the site weighs, by kind of page too."""
    from builder.pages.registry import KINDS, files_by_kind  # noqa: PLC0415  # loads all that makes pages

    measured = measure(outputs, packed_size(outputs, (inputs.config.output,)))
    kinds = sizes_of_kinds(outputs, files_by_kind(KINDS))
    active = tuple(file.relative_path for file in inputs.sources.active)
    return replace(measured, kinds=kinds, entries=entries, active=active)


def _print_timings(progress: Progress) -> None:
    """Print how long each step took, the slowest pages, and the templates that are rendered more slowly."""
    for name, seconds in progress.steps.items():
        say(f"{name:10} {seconds:8.3f} s")
    if progress.slowest:
        say("The slowest pages:")
    for page in progress.slowest:
        say(f"{page.seconds * 1000:8.1f} ms  {page.address}")
    if progress.by_jinja:
        say(f"Rendered by Jinja itself, which takes longer: {', '.join(sorted(progress.by_jinja))}")


def _verify(options: argparse.Namespace) -> int:
    """Compare the site's build with a clean one; 1 if they differ."""
    from builder.build.verify import verify  # noqa: PLC0415  # loads what builds

    with build_lock(options.site), progress(options) as shown:
        verified = verify(settings_of(options), shown)
    if verified.difference:
        say(f"The build differs from a clean one: {verified.difference}", error=True)
        if verified.is_ours:
            say("Please report this; until it is mended, build with --clean.", error=True)
        else:
            say("Something else changed the output; `dateline build --clean` puts it right.", error=True)
        return 1
    if verified.lost:
        say("These words are not on their pages, or not in their order:", *verified.lost, error=True)
        say("Please report this: every word of a text belongs on its page.", error=True)
        return 1
    if not options.quiet:
        say(f"The output is what a clean build makes: {pluralize(verified.files, 'file')} compared.")
    return 0


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
