"""Lighthouse gives every kind of page all points, on a phone.

https://developer.chrome.com/docs/lighthouse/
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.referees.host import hosting
from tests.referees.published import SEEN, Sites, heaviest
from tests.serve.browser import options, program

POINTS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
"""The fewest points of each category."""

NOT_TO_BE_FOUND = "404.html"
"""The kind that search engines are told to leave out, which costs it the points of that category."""

TRIES = 3
"""Runs of which one has to have the points: a phone is simulated by the time that this machine takes."""


def judged(modules: Path, address: str) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    flags = " ".join(("--headless=new", *options()))
    command = ["node", f"{modules}/lighthouse/cli/index.js", address, "--quiet", "--output=json"]
    taken = [f"--chrome-path={program()}", f"--chrome-flags={flags}", f"--only-categories={','.join(POINTS)}"]
    done = subprocess.run([*command, *taken, "--no-enable-error-reporting"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def lost(report: dict[str, Any]) -> list[str]:
    """Each category with too few points, and the audits that took them."""
    short: list[str] = []
    for name, fewest in POINTS.items():
        category = report["categories"][name]
        points = round(100 * (category["score"] or 0))
        refused = name == "seo" and report["finalDisplayedUrl"].endswith(NOT_TO_BE_FOUND)
        if points < fewest and not refused:
            short.append(f"{report['finalDisplayedUrl']}: {points} points for {name}: {_why(report, category)}")
    return short


def _why(report: dict[str, Any], category: dict[str, Any]) -> str:
    audits = [report["audits"][reference["id"]] for reference in category["auditRefs"] if reference["weight"]]
    short = [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]
    return "; ".join(f"{audit['title']} {audit.get('displayValue', '')} {_places(audit)}" for audit in short)


def _places(audit: dict[str, Any]) -> str:
    items = audit.get("details", {}).get("items", [])
    return ", ".join(item["node"]["snippet"] for item in items[:3] if "node" in item)


@pytest.mark.parametrize("kind", SEEN)
def test_lighthouse_gives_a_page_all_points(kind: str, modules: Path, sites: Sites) -> None:
    _, address = heaviest(sites, kind)[0]
    short: list[str] = []
    for _ in range(TRIES):
        short = lost(judged(modules, address))
        if not short:
            return
    pytest.fail("\n".join(short))


def test_lighthouse_takes_points_from_a_page_that_lacks_something(modules: Path, tmp_path: Path) -> None:
    page = "<!doctype html><p style='color: #eee'>Words</p>"
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    with hosting(tmp_path) as host:
        short = "\n".join(lost(judged(modules, host)))
    assert "points for accessibility" in short
    assert "points for seo" in short
