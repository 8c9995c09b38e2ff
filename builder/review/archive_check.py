"""Check an archive with its new settings, as a build would, and let the settings say what to do about its errors."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from builder.config.load import load_config
from builder.core.problems import Problem, ProblemsFound, at_levels, errors, fatal, sort_problems
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.core.text import pluralize
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.incremental.schedule import schedule
from builder.pages.registry import KINDS
from builder.scaffold.archive_settings import Proposal


class Checked(Frozen, frozen=True):
    """What a build of the archive would say."""

    entries: int = 0
    pages: int = 0
    problems: tuple[Problem, ...] = ()


def check_archive(folder: Path, jobs: int) -> Checked:
    """Read and relate an archive as its settings say, and look for what is wrong with it; nothing is published."""
    try:
        config = replace(load_config(folder), jobs=jobs)
        inputs = find_inputs(config, output=False)
        now = assemble(inputs, Progress())
        found = (*inputs.problems, *now.problems, *schedule(None, inputs, now, KINDS).problems)
    except ProblemsFound as error:
        return Checked(problems=error.problems)
    problems = sort_problems(at_levels(found, config.problems))
    return Checked(len(now.site.entries), len(now.site.pages), problems)


def keep_going(proposal: Proposal, problems: Sequence[Problem]) -> Proposal:
    """The proposal, which also says that what is wrong is left out if there are errors that a build can leave out."""
    wrong = errors(problems)
    if not wrong or fatal(problems):
        return proposal
    by_code = Counter(problem.code.slug for problem in wrong)
    counts = ", ".join(f"{number:,} {slug}" for slug, number in by_code.most_common())
    why = f"{pluralize(len(wrong), 'error')} when this was written: {counts}. Take the line away when they are mended."
    settings = {**proposal.settings, "keep_going": True}
    return replace(proposal, settings=settings, reasons={**proposal.reasons, "keep_going": why})
