"""How what was measured is told: numbers, tables, and the whole of RESULTS.md."""

import os
import platform
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from builder.cli.options import cpu_count
from tests.benchmarks.measure import Run

_FOOT = """\
## How to run it

    make bench           # 1,000 and 10,000 entries; needs ../shared/corpus beside the checkout; prints only
    make bench-full      # 83,458 entries as well, and writes this file; Hugo takes minutes and gigabytes of memory

Both put what they build into memory where there is room, as a disk that has just deleted many files makes new ones
slowly; else, and with `TMPDIR=/some/folder make bench`, onto a disk.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that was measured."""

    heading: str
    ratios: str
    """What it comes to, as Markdown; stands at the top of the file."""
    figures: str
    """What was measured, as Markdown."""


def seconds(value: float) -> str:
    """A time: 7.7 s."""
    return f"{value:,.1f} s" if value >= 1 else f"{value:.2f} s"


def mebibytes(value: int) -> str:
    """An amount of memory: 133 MiB."""
    return f"{value / 2**20:,.0f} MiB"


def took(run: Run) -> tuple[str, str, str, str]:
    """What a run took: wall time, processor time, that of others, memory."""
    return seconds(run.wall), seconds(run.cpu), seconds(run.others), mebibytes(run.memory)


def megabytes(value: int) -> str:
    """The size of files: 168.6 MB."""
    return f"{value / 10**6:,.1f} MB"


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; its first column is text, the others are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def results(sections: Iterable[Section], machine: str) -> str:
    """The text of RESULTS.md: ratios first, then what they come from, then where it was measured and how."""
    measured = list(sections)
    parts = ["# What the benchmarks found\n"]
    parts += [f"## {section.heading}: ratios\n\n{section.ratios}" for section in measured]
    parts += [f"## {section.heading}: figures\n\n{section.figures}" for section in measured]
    return "\n".join([*parts, f"## The machine\n\n{machine}", _FOOT])


def machine(hugo: Path) -> str:
    """The machine that this runs on and the programs that are measured, as a list in Markdown."""
    folder = tempfile.gettempdir()
    files = _said("stat", "--file-system", "--format=%T", folder)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    facts = {
        "processor": f"{_processor()}, {cpu_count()} cores",
        "memory": mebibytes(memory),
        "system": f"{platform.system()} {platform.release()}; files in {folder} ({files})",
        "Python": platform.python_version(),
        "Hugo": _said(f"{hugo}", "version").split()[1],
        "day": f"{datetime.now(UTC).date()}",
        "load when it began": f"{os.getloadavg()[0]:.1f} processes at work, the mean of the minute before",
    }
    return "".join(f"- {name}: {value}\n" for name, value in facts.items())


def _said(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _processor() -> str:
    """The name that the processor gives itself."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
