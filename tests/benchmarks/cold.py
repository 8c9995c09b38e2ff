"""A site built from nothing, by Dateline and by Hugo in turns, and copied, which no generator can be faster than."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from tests.benchmarks.content import build_command, write_site
from tests.benchmarks.hugo_site import hugo_program
from tests.benchmarks.installed import installed
from tests.benchmarks.measure import Made, Run, made, median, run
from tests.benchmarks.report import Section, mebibytes, megabytes, seconds, table, took
from tests.benchmarks.same import differences
from tests.sites import ROOT

RUNS = 3
"""How often each program runs; the median counts."""

BARS: Mapping[int, float] = {1_000: 1.0, 10_000: 0.33, 83_458: 0.12}
"""For a number of entries the most that a build may take, divided by what Hugo takes."""

MINUTES = 60.0
"""Hugo runs only once where that takes more seconds than this."""

_TOLD = 10  # differences between the two sites, if there are any
_NOTES = """\
Each line is the run with the middle wall time. CPU is the processor time of all processes; others' CPU is what the rest
of the machine took meanwhile, which makes wall times longer than they would be. Memory is the most that all processes
had at one time, what they share counted once; where there are several it was looked at every tenth of a second or less
often. The programs took turns, each into a folder that was not there yet. Dateline is as pip installs it from
its wheel.

The pages of all entries were compared: both sites hold the same entries with the same title, date, text, contexts,
sources and Related, and every Related names the same shared contexts. Both have pages for days, months, years and
topics, a front page, a sitemap and a feed; no feeds of single topics, and no search. Dateline also made the nearest
topics, pages for pairs of topics and for the years of large ones, ways from entry to entry in each topic, pages for
outlets and for days in all years, charts and calendars, a JSON feed and 404.html.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one program took for one number of entries."""

    name: str
    runs: tuple[Run, ...]
    made: Made

    @property
    def run(self) -> Run:
        """The run that counts."""
        return median(self.runs)


@dataclass(frozen=True, slots=True)
class Compared:
    """What everything took for one number of entries."""

    entries: int
    dateline: Measured
    hugo: Measured
    copy: Measured


class Workplace:
    """A folder with the same site for Dateline and for Hugo, and what they make of it."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.hugo_site = folder / "hugo-site"
        self.output = folder / "output"
        self.hugo_output = folder / "hugo-output"
        self.copied = folder / "copied"
        self.temporary = folder / "temporary"

    def write_sites(self, entries: int) -> None:
        """Write both sites, each in a process of its own, so that the one that measures stays small."""
        write_site(self.site, entries, topic_feeds=False, search=False)
        make = [sys.executable, "-m", "tests.benchmarks.hugo_site", f"{self.site}", f"{self.hugo_site}"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)

    def build(self) -> Run:
        """Build the site with Dateline, with nothing there of an earlier build, not even compiled templates."""
        for left in (self.site / ".dateline", self.temporary):
            _move_aside(left)
        self.temporary.mkdir()
        return fresh(["env", f"TMPDIR={self.temporary}", *build_command(self.site, self.output)], self.output)

    def build_with_hugo(self) -> Run:
        """Build the site with Hugo, likewise."""
        build = [f"{hugo_program()}", "--quiet", "--noBuildLock", "--source", f"{self.hugo_site}"]
        return fresh([*build, "--destination", f"{self.hugo_output}"], self.hugo_output)

    def copy(self) -> Run:
        """Copy what Dateline made."""
        return fresh(["cp", "-r", f"{self.output}", f"{self.copied}"], self.copied)

    def check(self) -> None:
        """End everything, saying why, if the two sites do not hold the same entries and Related."""
        found = differences(self.site / "content", self.output, self.hugo_output)
        if first := list(islice(found, _TOLD)):
            raise SystemExit("\n".join(["Dateline and Hugo did not make the same, so nothing was compared:", *first]))


def cold_builds(sizes: Sequence[int]) -> Section:
    """Cold builds of each number of entries."""
    return told([compare(entries) for entries in sizes])


def told(compared: Sequence[Compared]) -> Section:
    """What was found with each number of entries."""
    return Section("Cold builds", "\n".join([_ratios(compared), _growth(compared)]), _figures(compared))


def compare(entries: int) -> Compared:
    """Build that many entries with both programs in turns, see that they made the same, and copy it."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        place = Workplace(Path(folder))
        place.write_sites(entries)
        dateline: list[Run] = []
        hugo: list[Run] = []
        for _ in range(RUNS):
            dateline.append(_reported(entries, "Dateline", place.build()))
            if not hugo or hugo[0].wall < MINUTES:
                hugo.append(_reported(entries, "Hugo", place.build_with_hugo()))
                place.check()
        copies = [_reported(entries, "cp -r", place.copy()) for _ in range(RUNS)]
        return Compared(
            entries,
            Measured("Dateline", tuple(dateline), made(place.output)),
            Measured("Hugo", tuple(hugo), made(place.hugo_output)),
            Measured("`cp -r`", tuple(copies), made(place.copied)),
        )


def fresh(command: Sequence[str], output: Path) -> Run:
    """Run what makes a folder, with the folder not there yet and nothing left for the system to write."""
    _move_aside(output)
    os.sync()
    return run(command, installed())


def _move_aside(folder: Path) -> None:
    """Take a folder away without deleting it, which the whole workplace is in the end.

    For minutes after files were deleted, ext4 without a journal looks for inodes that are none of theirs: making
    3,000 files then took 2.3 s of the system in the place of 0.2.
    """
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{time.monotonic_ns()}"))


def _reported(entries: int, name: str, took: Run) -> Run:
    facts = f"{seconds(took.wall)}, CPU {seconds(took.cpu)}, others' {seconds(took.others)}, {mebibytes(took.memory)}"
    print(f"{entries:,} entries, {name}: {facts}", file=sys.stderr, flush=True)
    return took


def _ratios(compared: Iterable[Compared]) -> str:
    """What Dateline takes, divided by what Hugo and a copy take."""
    head = ("entries", "wall / Hugo's", "bar", "CPU / Hugo's", "memory / Hugo's", "wall / `cp -r`'s")
    rows = []
    for each in compared:
        ours, hugos, copy = each.dateline.run, each.hugo.run, each.copy.run
        others = (ours.cpu / hugos.cpu, ours.memory / hugos.memory, ours.wall / copy.wall)
        bar = f"{BARS[each.entries]:.2f}" if each.entries in BARS else "–"
        rows.append((f"{each.entries:,}", f"{ours.wall / hugos.wall:.2f}", bar, *(f"{ratio:.2f}" for ratio in others)))
    return (
        f"What Dateline takes, divided by what Hugo takes and what a copy of the result takes:\n\n{table(head, rows)}"
    )


def _growth(compared: Sequence[Compared]) -> str:
    """How much longer an entry takes where there are more of them; 1 if it takes no longer."""
    rows = []
    for few, many in pairwise(compared):
        share = few.entries / many.entries
        ours = many.dateline.run.wall / few.dateline.run.wall * share
        hugos = many.hugo.run.wall / few.hugo.run.wall * share
        rows.append((f"{many.entries:,} against {few.entries:,}", f"{ours:.2f}", f"{hugos:.2f}"))
    return "Wall time for one entry, with more entries against fewer:\n\n" + table(
        ("entries", "Dateline", "Hugo"), rows
    )


def _figures(compared: Iterable[Compared]) -> str:
    """Everything that was measured."""
    head = ("", "entries", "wall", "CPU", "others' CPU", "memory", "largest process", "files", "bytes", "all runs")
    rows = [_row(each.entries, measured) for each in compared for measured in (each.dateline, each.hugo, each.copy)]
    return f"{table(head, rows)}\n{_NOTES}"


def _row(entries: int, measured: Measured) -> tuple[str, ...]:
    counts = measured.run
    return (
        measured.name,
        f"{entries:,}",
        *took(counts),
        mebibytes(counts.largest),
        f"{measured.made.files:,}",
        megabytes(measured.made.size),
        ", ".join(seconds(each.wall) for each in measured.runs),
    )
