"""The command `diff`: compares a site with an earlier state of itself."""

import argparse
from functools import partial
from typing import Any

from builder.cli.console import PAGE_NAMED, say, say_text
from builder.cli.options import add_common_options, progress, with_options
from builder.cli.parser import add_command
from builder.cli.problem_lines import help_line
from builder.core.problems import ProblemsFound


def add_diff(commands: Any) -> None:
    """Add the command `diff`, which builds two states of the site elsewhere."""
    command = add_command(
        commands, "diff", "show what the site's files change since a branch, tag or commit", "diff main"
    )
    command.set_defaults(run=_diff, usage_error=command.error, quiet=False)
    command.set_defaults(on_error="nothing was compared", on_interrupt="Stopped. Nothing was compared.")
    command.add_argument("ref", metavar="REF", help="the branch, tag or commit, such as origin/main")
    command.add_argument(
        "--own-templates",
        action="store_true",
        help="make the site as it is now with its own templates, which are code, instead of those of REF",
    )
    add_common_options(command)


def _diff(options: argparse.Namespace) -> int:
    """Print what the site's files change since a branch, tag or commit.

    An earlier state that cannot be built is no error of the change. If the present one cannot, its errors are the
    report.
    """
    from builder.review.build_states import FailedState, build_states  # noqa: PLC0415
    from builder.review.compare import compare  # noqa: PLC0415
    from builder.review.markdown_report import diff_report, errors_report, report_without_diff  # noqa: PLC0415  # for this command only

    try:
        with progress(options) as shown:
            override = partial(with_options, options=options)
            before, after = build_states(
                options.site, options.ref, override, shown, own_templates=options.own_templates
            )
    except ProblemsFound as error:
        say_text(errors_report(error.problems))
        say(help_line(error.problems), error=True)
        return PAGE_NAMED
    if isinstance(before, FailedState):
        say_text(report_without_diff(after.report, options.ref, before.problems, after.unused_templates))
    else:
        say_text(diff_report(compare(before, after), options.ref))
    return 0
