"""Lighthouse, which judges a page as a phone would load it: https://developer.chrome.com/docs/lighthouse/."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.serve.browser import browser_program, launch_options

POINTS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
"""The fewest points of each category."""

NOT_TO_BE_FOUND = ("404.html", ".history.html")
"""How the kinds end that search engines are told to leave out, which costs them the points of that category."""


def judged(modules: Path, address: str) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    flags = " ".join(("--headless=new", *launch_options()))
    command = ["node", f"{modules}/lighthouse/cli/index.js", address, "--quiet", "--output=json"]
    taken = [f"--chrome-path={browser_program()}", f"--chrome-flags={flags}", f"--only-categories={','.join(POINTS)}"]
    done = subprocess.run([*command, *taken, "--no-enable-error-reporting"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    return report


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
