"""The examples of explanations, built; as a program, it writes what builds say of them into the pages: `make docs`."""

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from builder.build.check import check
from builder.core.dates import Date
from builder.core.problems import FINDINGS, Code, Problem, ProblemsFound
from builder.core.progress import Progress
from builder.explanations.page import PAGES, Step, explanation
from tests.sites import SiteFolder

TODAY = Date(2012, 1, 1)
"""A day after those of all examples, so that none of them is still to come for whoever tries them; but for what is."""


def problems(steps: Iterable[Step], code: Code, folder: Path) -> tuple[Problem, ...]:
    """What a build says of a site made of an example alone, and for the code of a finding what a check finds of it."""
    site = SiteFolder(folder)
    for step in steps:
        if step.command:
            subprocess.run(["bash", "-e", "-c", step.command], cwd=folder, check=True)
        else:
            site.write({step.file: step.text})
    if code not in FINDINGS:
        return site.problems(today=TODAY)
    try:
        return check(site.config(today=TODAY), Progress()).problems
    except ProblemsFound as found:
        return found.problems


def message(code: Code, told: Iterable[Problem]) -> str:
    """The lines that tell of a code."""
    return "\n".join(str(problem) for problem in told if problem.code is code)


def others(code: Code, told: Iterable[Problem]) -> tuple[str, ...]:
    """The other codes that are told."""
    return tuple(sorted({problem.code.slug for problem in told} - {code.slug}))


def write_messages() -> None:
    """Write into each page what is said of its wrong example."""
    for code in Code:
        page = PAGES / f"{code.slug}.toml"
        with tempfile.TemporaryDirectory() as folder:
            told = problems(explanation(code).wrong, code, Path(folder))
        page.write_text(with_message(page.read_text(encoding="utf-8"), code, told), encoding="utf-8")


def with_message(page: str, code: Code, told: tuple[Problem, ...]) -> str:
    """A page with what is told of its wrong example."""
    page = re.sub(r"(?m)^also = .*\n", "", page)
    before, _, rest = page.partition("message = '")
    quote = "''" if rest.startswith("''") and not rest.startswith("'\n") else ""
    _, _, after = rest.removeprefix(quote).partition(f"{quote}'\n")
    listed = ", ".join(f'"{other}"' for other in others(code, told))
    also = f"also = [{listed}]\n" if listed and code in FINDINGS else ""
    return f"{before}message = '''\n{message(code, told)}\n'''\n{also}{after}"


if __name__ == "__main__":
    write_messages()
