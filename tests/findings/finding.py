"""What the rules find in a small site."""

from builder.core.problems import Code, Problem
from builder.findings.inspection import Inspection
from builder.findings.registry import findings
from tests.sites import SiteFolder


def found(site: SiteFolder, code: Code) -> list[Problem]:
    """The findings of one code, in the order of their places."""
    now = site.assemble()
    told = (problem for problem in findings(Inspection(now.site, now.details)) if problem.code is code)
    return sorted(told, key=lambda problem: problem.place)


def entry(title: str, *lines: str, text: str = "Text.") -> str:
    """An entry's file with some more lines of front matter."""
    return "\n".join(["---", f"title: {title}", *lines, "---", text, ""])
