"""The examples of explanations, built; as a program, it writes what builds say of them into the pages: `make docs`."""

import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from builder.build.check import check
from builder.core.dates import Date
from builder.core.problems import FINDINGS, Code, Problem, ProblemsFound
from builder.core.progress import Progress
from builder.explanations.page import PAGES, Explanation, Step, explanation
from tests.sites import SiteFolder

TODAY = Date(2031, 12, 31)
SOUND = "---\ntitle: A train is late\ncontexts: [trains]\nignore_findings: [source-missing, orphan]\n---\nIt waits.\n"
"""An entry that lies beside each example."""


def problems(steps: Iterable[Step], code: Code, folder: Path) -> tuple[Problem, ...]:
    """What a build says of an example, and for the code of a finding what a check finds of it."""
    site = SiteFolder(folder)
    if code is not Code.CONTENT_MISSING:
        site.write({"content/news/2031/05/15/train.md": SOUND})
    for step in steps:
        if step.command:
            subprocess.run(["bash", "-e", "-c", step.command], cwd=folder, check=True)
        elif step.file == "dateline.toml" and 'content = "content"' in step.text:
            site.write({step.file: step.text, "content/news/2031/05/15/train.md": SOUND})
        else:
            site.write({step.file: step.text})
    if code not in FINDINGS:
        return site.problems(today=TODAY)
    try:
        return check(site.config(today=TODAY), Progress()).problems
    except ProblemsFound as found:
        return found.problems


def message(code: Code, explained: Explanation) -> str:
    """The lines that the wrong example of a code gives."""
    with tempfile.TemporaryDirectory() as folder:
        told = problems(explained.wrong, code, Path(folder))
    return "\n".join(str(problem) for problem in told if problem.code is code)


def write_messages() -> None:
    """Write into each page what is said of its wrong example."""
    for code in Code:
        page = PAGES / f"{code.slug}.toml"
        before, _, rest = page.read_text(encoding="utf-8").partition("message = '")
        quote = "''" if rest.startswith("''") and not rest.startswith("'\n") else ""
        _, _, after = rest.removeprefix(quote).partition(f"{quote}'\n")
        page.write_text(f"{before}message = '''\n{message(code, explanation(code))}\n'''\n{after}", encoding="utf-8")


if __name__ == "__main__":
    write_messages()
