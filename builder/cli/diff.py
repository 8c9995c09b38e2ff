"""The command `diff`: compares a site with an earlier state of itself."""

import argparse
import sys
from collections.abc import Callable

from builder.config.config import Config
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress


def run_diff(options: argparse.Namespace, override: Callable[[Config], Config], progress: Progress) -> int:
    """Print what the site's files change since a branch, tag or commit; `override` applies options to the settings.

    An earlier state that cannot be built is no error of the change. If the present one cannot, its errors are the
    report.
    """
    from builder.review.build_states import FailedState, build_states  # noqa: PLC0415
    from builder.review.compare import compare  # noqa: PLC0415
    from builder.review.markdown_report import diff_report, errors_report, report_without_diff  # noqa: PLC0415
    from builder.vcs.git_command import GitFailed  # noqa: PLC0415  # for this command only

    try:
        before, after = build_states(options.site, options.ref, override, progress)
    except GitFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    except ProblemsFound as error:
        print(errors_report(error.problems), end="")
        return 1
    if isinstance(before, FailedState):
        print(report_without_diff(after.report, options.ref, before.problems), end="")
    else:
        print(diff_report(compare(before, after), options.ref), end="")
    return 0
