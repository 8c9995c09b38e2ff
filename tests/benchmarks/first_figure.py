"""How long a cold build of real entries takes, HTML only, and how much memory: `make measure`.

Runs `dateline build` on entries of ../shared/corpus, each time into a new folder, and prints a table in Markdown.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.sites import SHARED


@dataclass(frozen=True, slots=True)
class Run:
    """What one build took."""

    files: int
    wall: float
    """Seconds."""
    user: float
    """Seconds of processor time of all processes, spent in the program."""
    system: float
    """The same, spent in the system, most of it on making files."""
    memory: int
    """The largest process, in KiB."""


def measure(site: Path, output: Path) -> Run:
    """Build a site into a folder that is not there yet."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "builder", "build", "--quiet", "--site", str(site), "--output", str(output)]
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit("the build failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return Run(sum(len(names) for _, _, names in os.walk(output)), wall, user, system, usage.ru_maxrss)


def main() -> None:
    """Measure three builds and print the median one."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--entries", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        make = [sys.executable, str(SHARED / "corpus/make_site.py"), str(site / "content")]
        subprocess.run([*make, "--entries", str(options.entries)], check=True, stdout=subprocess.DEVNULL)
        (site / "dateline.toml").write_text('formats = ["html"]\n', encoding="utf-8")
        runs = [measure(site, Path(folder) / f"output-{n}") for n in range(options.runs)]
    run = sorted(runs, key=lambda run: run.wall)[len(runs) // 2]
    print("| entries | files | wall time | user time | system time | memory of the largest process |")
    print("|---|---|---|---|---|---|")
    times = f"{run.wall:.1f} s | {run.user:.1f} s | {run.system:.1f} s"
    print(f"| {options.entries:,} | {run.files:,} | {times} | {run.memory / 1024:.0f} MiB |")
    print(f"\nWall times of all runs: {', '.join(f'{run.wall:.1f} s' for run in runs)}")


if __name__ == "__main__":
    main()
