"""The command that compares a site with an earlier state of itself: `diff`."""

import argparse
import sys
from collections.abc import Callable

from builder.config.config import Config
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress


def show_difference(options: argparse.Namespace, chosen: Callable[[Config], Config], progress: Progress) -> int:
    """Print what the site's files change since a branch, tag or commit; `chosen` is what other options say.

    That the earlier state cannot be built is nothing that the change does wrong. If the state of now cannot, its errors
    are the report.
    """
    from builder.review.build_states import NotBuilt, states  # noqa: PLC0415
    from builder.review.compare import compare  # noqa: PLC0415
    from builder.review.markdown_report import told, told_alone, told_wrong  # noqa: PLC0415
    from builder.vcs.git_command import GitFailed  # noqa: PLC0415  # for this command only

    try:
        before, after = states(options.site, options.since, chosen, progress)
    except GitFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    except ProblemsFound as found:
        print(told_wrong(found.problems), end="")
        return 1
    if isinstance(before, NotBuilt):
        print(told_alone(after.report, options.since, before.problems), end="")
    else:
        print(told(compare(before, after), options.since), end="")
    return 0
