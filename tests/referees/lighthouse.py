"""Lighthouse, which judges a page as a phone would load it: https://developer.chrome.com/docs/lighthouse/."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.serve.browser import browser_program, launch_options

POINTS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
"""The fewest points of each category."""

NOT_TO_BE_FOUND = ("404.html", ".history.html", "changes.html")
"""How the kinds end that search engines are told to leave out, which costs them the points of that category."""


_PROGRAM = Path(__file__).resolve().parent / "lighthouse.mjs"


class Lighthouse:
    """Lighthouse at work: one process with one browser judges page after page."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def judge(self, address: str) -> dict[str, Any]:
        """What it says of a page."""
        assert self._process.stdin
        assert self._process.stdout
        print(address, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, f"Lighthouse ended at {address}"
        report: dict[str, Any] = json.loads(answer)
        assert "runtimeError" not in report, report["runtimeError"]
        return report


@contextmanager
def at_work() -> Iterator[Lighthouse]:
    """Lighthouse, until it is needed no longer."""
    command = ["node", str(_PROGRAM), browser_program(), ",".join(POINTS), "--headless=new", *launch_options()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Lighthouse(process)


def points(report: dict[str, Any], category: str) -> int:
    """The points that a page has in a category, of 100."""
    return round(100 * (report["categories"][category]["score"] or 0))


def lost(report: dict[str, Any]) -> list[str]:
    """Each category with too few points, and the audits that took them."""
    short: list[str] = []
    for name, fewest in POINTS.items():
        address, has = report["finalDisplayedUrl"], points(report, name)
        refused = name == "seo" and address.endswith(NOT_TO_BE_FOUND)
        if has < fewest and not refused:
            short.append(f"{address}: {has} points for {name}: {_why(report, name)}")
    return short


def _why(report: dict[str, Any], category: str) -> str:
    references = report["categories"][category]["auditRefs"]
    audits = [report["audits"][reference["id"]] for reference in references if reference["weight"]]
    short = [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]
    return "; ".join(" ".join(_details(audit)) for audit in short)


def _details(audit: dict[str, Any]) -> Iterator[str]:
    yield from (audit[name] for name in ("title", "displayValue", "explanation") if name in audit)
    items = audit.get("details", {}).get("items", [])
    yield from (item["node"]["snippet"] for item in items[:3] if "node" in item)
