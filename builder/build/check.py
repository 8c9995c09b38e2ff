"""Check a site: what a build would refuse, and the findings. No page is written, so its size alone is not checked."""

from builder.build.pipeline import is_refused, prepare, template_problems
from builder.config.config import Config
from builder.core.problems import Problem, ProblemsFound, at_levels, sort_problems
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.findings.inspection import Inspection
from builder.findings.registry import findings
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.pages.registry import KINDS


class Checked(Frozen, frozen=True):
    """What checking a site gave."""

    problems: tuple[Problem, ...]
    """Problems of a build and findings, by place."""
    texts: int
    """How many entries and pages were read."""
    is_refused: bool
    """Whether a build would refuse to publish the site."""


def check(config: Config, progress: Progress) -> Checked:
    """Check a site. Every text is read, whatever earlier builds remember, as findings need what only its page shows."""
    try:
        inputs = find_inputs(config, clean=True, remember=False)
        now = assemble(inputs, progress)
        _, known = prepare(inputs, now, progress, None, KINDS)
    except ProblemsFound as error:
        return Checked(error.problems, 0, is_refused=True)
    with progress.step("findings"):
        of_templates = template_problems(inputs, now, KINDS)
        found = at_levels(findings(Inspection(now.site, now.details)), config.problems)
        problems = sort_problems((*known, *of_templates, *found))
    return Checked(problems, len(now.site.texts), is_refused(problems, config))
