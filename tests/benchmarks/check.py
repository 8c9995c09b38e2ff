"""How long `dateline check` takes: all of a site's texts are read, related, planned and asked for findings."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.content import write_site
from tests.benchmarks.installed import dateline, installed
from tests.benchmarks.measure import Run, median, run
from tests.benchmarks.report import Section, table, took

RUNS = 3
LIMIT = 30
"""Seconds that all entries of the corpus may take."""


def checks(sizes: Sequence[int]) -> Section:
    """Sites of these numbers of entries, checked."""
    rows: list[tuple[str, ...]] = []
    for entries in sizes:
        found, measured = _check(entries)
        rows.append((f"{entries:,}", f"{found:,}", *took(measured)))
    head = ("entries", "told", "wall time", "processor time", "others' processor time", "memory")
    ratios = f"{sizes[-1]:,} entries are checked in {measured.wall:.0f} s, of {LIMIT} s that they may take.\n"
    return Section("dateline check", ratios, table(head, rows))


def _check(entries: int) -> tuple[int, Run]:
    """How many problems and findings a site has, and the middle one of some runs."""
    with tempfile.TemporaryDirectory(prefix="dateline-check-") as folder:
        site = Path(folder)
        write_site(site, entries)
        command = dateline("check", f"{site}")
        measured = median([run([*command, "--format", "github"], installed()) for _ in range(RUNS)])
        told = subprocess.run([*command, "--format", "json"], cwd=installed(), check=True, capture_output=True).stdout
        return told.count(b'"code":'), measured
