"""Dateline measured, and compared with Hugo, on the machine at hand: `make bench`, `make bench-full`.

Prints what it finds. `make bench-full`, which measures every size, also writes it into RESULTS.md beside this file.
What is measured are the SECTIONS: another one is a function that takes the numbers of entries and gives its part of the
text.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.check import checks
from tests.benchmarks.cold import cold_builds
from tests.benchmarks.hugo_site import hugo_program
from tests.benchmarks.large import large_sites
from tests.benchmarks.publish import publications
from tests.benchmarks.report import Section, machine, results
from tests.benchmarks.serve import serving
from tests.benchmarks.size import sizes_of_sites
from tests.benchmarks.warm import warm_builds
from tests.memory_disk import use_memory_disk
from tests.sites import SHARED

SIZES = (1_000, 10_000)
"""Entries of a run that takes minutes."""

FULL = 83_458
"""All entries of the corpus."""

LARGE = (113_984, 300_000)
"""Entries of sites larger than that: of an archive of 24 years, and of more than any that is known."""

SECTIONS: tuple[Callable[[Sequence[int]], Section], ...] = (
    cold_builds,
    warm_builds,
    serving,
    checks,
    publications,
    sizes_of_sites,
)
"""What is measured, in the order in which it is told."""

ROOM = 3 * 1024**3
"""The bytes that the sites of a short run may take."""

ROOM_OF_ALL = 16 * 1024**3
"""The bytes that all of them may take."""

RESULTS = Path(__file__).with_name("RESULTS.md")
"""What was found when everything was measured last."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print the text; with `--full`, keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help=f"also with {FULL:,} entries")
    parser.add_argument("--large", action="store_true", help="also edits of sites larger than the corpus, for hours")
    options = parser.parse_args(arguments)
    if sys.platform != "linux":
        raise SystemExit("The memory of processes is read from /proc, which only Linux has.")
    if not SHARED.is_dir():
        raise SystemExit(f"The entries to measure with are not there: {SHARED}")
    use_memory_disk(ROOM_OF_ALL if options.full or options.large else ROOM)
    here = machine(hugo_program())
    sizes = (*SIZES, FULL) if options.full else SIZES
    sections = [section(sizes) for section in SECTIONS]
    if options.large:
        sections.append(large_sites(LARGE))
    text = results(sections, here)
    if options.full:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
