"""Sites larger than the corpus, with everything that they can publish: what an edit costs, as builds and as served.

An edit should cost what it changes, and not what the site has. So it is the processor time of all processes that is
held against a bar here, of a build that starts anew; and for serving the time to the first page.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder.content.scan import SETTLED
from tests.benchmarks.content import build, build_command, write_site
from tests.benchmarks.installed import installed
from tests.benchmarks.measure import Made, Run, made, median, run
from tests.benchmarks.report import Section, megabytes, seconds, table, took
from tests.benchmarks.serve import first_page
from tests.benchmarks.warm import Edits

RUNS = 3
"""How often each edit is made, each time to another entry; the median counts."""

_NOTHING = "nothing changed"
_WORD = "one word of a text"
_ENTRY = "one entry added"

KINDS: Mapping[str, Callable[[Edits], None]] = {_NOTHING: Edits.nothing, _WORD: Edits.body, _ENTRY: Edits.add}
"""What happens between two builds."""

BARS: Mapping[int, Mapping[str, float]] = {
    113_984: {_WORD: 3.0, _ENTRY: 6.0},
    300_000: {_WORD: 6.0, _ENTRY: 12.0},
}
"""For a number of entries the most seconds of processor time that a build after an edit may take."""

FIRST = {113_984: 3.0}
"""For a number of entries the most seconds until the first page is served."""

_NOTES = """\
The entries are those of the corpus, and again those twenty, forty and sixty years before. The sites have HTML, search
and the feeds of topics. Each line of an edit is the run with the middle processor time, of a build that starts anew as
a process; its modules were compiled to bytecode before. The clean build is made once. The first page is served from
what the last build left.
"""


@dataclass(frozen=True, slots=True)
class Large:
    """What a large site took."""

    entries: int
    made: Made
    clean: Run
    """The build of all of it."""
    edits: Mapping[str, Sequence[Run]]
    """The builds after each kind of edit, by their processor time."""
    first: float
    """Seconds to the first page."""


def large_sites(sizes: Sequence[int]) -> Section:
    """Large sites of each number of entries."""
    return told([measure(entries) for entries in sizes])


def measure(entries: int) -> Large:
    """Build a site, edit it, and serve it."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        site, output = Path(folder, "site"), Path(folder, "output")
        write_site(site, entries)
        time.sleep(SETTLED)
        clean = run(build_command(site, output), installed())
        edits = Edits(site / "content")
        found = Large(
            entries,
            made(output),
            clean,
            {what: _after(partial(change, edits), site, output) for what, change in KINDS.items()},
            first_page(site, edits.files[0], clean=False),
        )
    facts = ", ".join(f"{what} {seconds(median(runs).cpu)}" for what, runs in found.edits.items())
    print(f"{entries:,} entries, CPU: all of it {seconds(clean.cpu)}, {facts}", file=sys.stderr, flush=True)
    return found


def _after(change: Callable[[], None], site: Path, output: Path) -> Sequence[Run]:
    """Builds after a change. Before each everything is old, and known."""
    runs = []
    for _ in range(RUNS):
        time.sleep(SETTLED)
        build(site, output)
        change()
        runs.append(run(build_command(site, output), installed()))
    return sorted(runs, key=lambda run: run.cpu)


def told(measured: Sequence[Large]) -> Section:
    """What was found with each number of entries."""
    bars = (
        (what, f"{each.entries:,}", *_against(runs[len(runs) // 2].cpu, BARS.get(each.entries, {}).get(what)))
        for each in measured
        for what, runs in each.edits.items()
    )
    first = ((f"{each.entries:,}", *_against(each.first, FIRST.get(each.entries))) for each in measured)
    head = ("", "entries", "wall", "CPU", "others' CPU", "memory", "all runs, CPU")
    return Section(
        "Large sites",
        f"The processor time that a build takes, and the most that it may take:\n\n"
        f"{table(('after', 'entries', 'CPU', 'bar', 'CPU / bar'), bars)}\n"
        f"{table(('entries', 'first page after', 'bar', 'time / bar'), first)}",
        f"{table(head, [row for each in measured for row in _rows(each)])}\n"
        f"{table(('entries', 'files', 'bytes'), [_row(each) for each in measured])}\n{_NOTES}",
    )


def _against(took: float, bar: float | None) -> tuple[str, str, str]:
    return (seconds(took), seconds(bar), f"{took / bar:.2f}") if bar else (seconds(took), "–", "–")


def _rows(each: Large) -> Sequence[tuple[str, ...]]:
    """Everything that was measured of builds."""
    builds = {"all of it": [each.clean], **each.edits}
    return [
        (what, f"{each.entries:,}", *took(runs[len(runs) // 2]), ", ".join(seconds(run.cpu) for run in runs))
        for what, runs in builds.items()
    ]


def _row(each: Large) -> tuple[str, ...]:
    return f"{each.entries:,}", f"{each.made.files:,}", megabytes(each.made.size)


if __name__ == "__main__":
    found = large_sites([int(size) for size in sys.argv[1:]] or [113_984])
    print(found.ratios, found.figures, sep="\n")
