"""Lighthouse, which judges a page as a phone would load it: https://developer.chrome.com/docs/lighthouse/."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from select import select
from signal import SIGINT
from typing import Any

from tests.serve.browser import browser_program, launch_options

POINTS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
"""The fewest points of each category."""

NOT_TO_BE_FOUND = ("404.html", ".history.html", "changes.html")
"""How the kinds end that search engines are told to leave out, which costs them the points of that category."""


PATIENCE = 120.0
"""Seconds that a page may take. A browser may stop to answer, and Lighthouse then waits for it without an end."""

TO_END = 5.0
"""Seconds that it has to end its browser and itself."""

_PROGRAM = Path(__file__).resolve().parent / "lighthouse.mjs"


class Lighthouse:
    """Lighthouse at work: one process with one browser judges page after page; another, if it does not answer."""

    def __init__(self, command: Sequence[str], patience: float = PATIENCE, to_end: float = TO_END) -> None:
        self._command = command
        self._patience = patience
        self._to_end = to_end
        self._process = self._start()

    def judge(self, address: str, categories: Iterable[str] = ()) -> dict[str, Any]:
        """What it says of a page in some categories, or else in all.

        Raises AssertionError if it says nothing, even asked anew.
        """
        line = f"{address} {','.join(categories)}".rstrip()
        answer = self._ask(line)
        if not answer:
            self.end()
            self._process = self._start()
            answer = self._ask(line)
        assert answer, f"Lighthouse does not answer at {address}"
        report: dict[str, Any] = json.loads(answer)
        assert "runtimeError" not in report, report["runtimeError"]
        return report

    def end(self) -> None:
        """End it and its browser: where nothing more is asked, or else where it is interrupted."""
        for ask_to_end in (self._say_no_more, partial(self._process.send_signal, SIGINT), self._process.kill):
            ask_to_end()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self._to_end)
                break
        if self._process.stdout:
            self._process.stdout.close()

    def _say_no_more(self) -> None:
        with suppress(BrokenPipeError):
            assert self._process.stdin
            self._process.stdin.close()

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _ask(self, line: str) -> str:
        """Its answer, a line of JSON, or an empty text if it ends or takes too long."""
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):  # it has ended
            print(line, file=self._process.stdin, flush=True)
        ready, _, _ = select([self._process.stdout], [], [], self._patience)
        return self._process.stdout.readline() if ready else ""


@contextmanager
def at_work() -> Iterator[Lighthouse]:
    """Lighthouse, until it is needed no longer."""
    lighthouse = Lighthouse(
        ["node", str(_PROGRAM), browser_program(), ",".join(POINTS), "--headless=new", *launch_options()]
    )
    try:
        yield lighthouse
    finally:
        lighthouse.end()


def points(report: dict[str, Any], category: str) -> int:
    """The points that a page has in a category, of 100."""
    return round(100 * (report["categories"][category]["score"] or 0))


def lost(report: dict[str, Any]) -> dict[str, str]:
    """By category that was judged and has too few points: the page, its points, and the audits that took them."""
    short: dict[str, str] = {}
    address = report["finalDisplayedUrl"]
    for name in report["categories"]:
        has = points(report, name)
        refused = name == "seo" and address.endswith(NOT_TO_BE_FOUND)
        if has < POINTS[name] and not refused:
            short[name] = f"{address}: {has} points for {name}: {_why(report, name)}"
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
