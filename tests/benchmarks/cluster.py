"""A clean build by a cluster of two workers on this machine, against one by two local processes.

The cluster stands before: its start is not counted, and what its processes do for the build is. What goes through it is
counted in one more build, whose time is not. `python -m tests.benchmarks.cluster 10000` prints what it finds.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from builder.build.pipeline import build
from builder.build.verify import difference
from builder.cache.installed import check_installed
from builder.cache.installed import installed as versions
from builder.concurrency.open_executor import open_executor
from builder.config.load import load_config
from builder.incremental.inputs import find_inputs
from tests.benchmarks.cold import fresh
from tests.benchmarks.content import build_command, write_site
from tests.benchmarks.installed import installed
from tests.benchmarks.measure import Run, processor_time
from tests.benchmarks.report import Section, mebibytes, megabytes, seconds, table, took
from tests.counted_executor import CountedExecutor
from tests.dask_cluster import dask_cluster
from tests.sites import ROOT

RUNS = 3
"""How often each is built, in turns; the median counts."""

CPU = 1.3
"""How many times the processor time of a local build the cluster may take."""

_NOTES = """\
The memory of the local build is that of its processes together, of the other one that of the driver: the process that
reads the settings, relates, plans, and moves what the workers staged. Bytes are those of what is shared, and of the
results, as Dateline hands them to Dask. What is shared goes to each worker once.
"""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went through an executor."""

    shared: tuple[int, ...]
    """The bytes of what all processes need: to read, and to render."""
    read: int
    """The bytes of what came back of files."""
    rendered: int
    """The bytes of what came back of pages."""
    pages: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What the builds of a site took."""

    entries: int
    local: Run
    driver: Run
    """By the cluster: the command itself."""
    workers: float
    """Seconds of processor time of the cluster's processes in that build."""
    traffic: Traffic


def clusters(sizes: Sequence[int]) -> Section:
    """Sites of each number of entries, built by two local processes and by a cluster."""
    return told([measure(entries) for entries in sizes])


def measure(entries: int) -> Spread:
    """Build a site both ways. Ends the program if they do not make the same."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name)
        site, here, there = folder / "site", folder / "here", folder / "there"
        write_site(site, entries)
        local: list[Run] = []
        spread: list[tuple[Run, float]] = []
        with dask_cluster(folder, installed()) as cluster:
            by_cluster = ("--clean", "--executor", cluster.name)
            fresh([*build_command(site, there), *by_cluster], there)  # workers load what they need
            for _ in range(RUNS):
                local.append(fresh([*build_command(site, here), "--clean", "--jobs", "2"], here))
                before = processor_time(cluster.processes)
                driver = fresh([*build_command(site, there), *by_cluster], there)
                spread.append((driver, processor_time(cluster.processes) - before))
                _report(entries, local[-1], *spread[-1])
            if found := difference(there, here, {}):
                raise SystemExit(f"The cluster did not make what a local build makes: {found}")
            traffic = _count(site, folder / "counted", cluster.name)
    driver, workers = sorted(spread, key=lambda each: each[0].cpu + each[1])[RUNS // 2]
    return Spread(entries, sorted(local, key=lambda each: each.cpu)[RUNS // 2], driver, workers, traffic)


def _report(entries: int, local: Run, driver: Run, workers: float) -> None:
    facts = f"local {seconds(local.cpu)}, driver {seconds(driver.cpu)}, cluster {seconds(workers)}"
    print(f"{entries:,} entries, CPU: {facts}", file=sys.stderr, flush=True)


def _count(site: Path, output: Path, executor: str) -> Traffic:
    """What goes through an executor, asked in a process that has the Dateline of the workers."""
    command = [sys.executable, "-m", "tests.benchmarks.cluster", "--count", str(site), str(output), executor]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, cwd=installed(), env=environment, stdout=subprocess.PIPE)
    shared, read, rendered, pages = json.loads(done.stdout)
    return Traffic(tuple(shared), read, rendered, pages)


def count(site: Path, output: Path, executor: str) -> None:
    """Print what goes through an executor."""
    config = replace(load_config(site), output=output)
    with closing(CountedExecutor(open_executor(executor, 2, partial(check_installed, versions())))) as counted:
        built = build(find_inputs(config, clean=True, remember=False), executor=counted)
    read, rendered = ([0, *map(sum, counted.results)])[-2:]
    print(json.dumps([counted.shared, read, rendered, len(built.written.outputs)]))


def told(measured: Sequence[Spread]) -> Section:
    """What was found with each number of entries."""
    ratios = (
        (
            f"{each.entries:,}",
            f"{(each.driver.cpu + each.workers) / each.local.cpu:.2f}",
            f"{CPU}",
            f"{each.driver.largest / each.local.memory:.2f}",
            "1.0",
            f"{each.traffic.rendered / each.traffic.pages:,.0f}",
        )
        for each in measured
    )
    head = ("entries", "CPU / local", "at most", "memory of the driver / local", "at most", "bytes for each page")
    figures = ("", "entries", "wall", "CPU", "others' CPU", "memory", "workers' CPU", "driver's memory")
    sent = ("entries", "pages", "shared to read", "shared to render", "read", "rendered")
    return Section(
        "A cluster",
        table(head, ratios),
        f"{table(figures, [row for each in measured for row in _rows(each)])}\n"
        f"{table(sent, [_traffic(each) for each in measured])}\n{_NOTES}",
    )


def _rows(each: Spread) -> Iterable[tuple[str, ...]]:
    """Everything that was measured of builds."""
    yield "two local processes", f"{each.entries:,}", *took(each.local), "–", mebibytes(each.local.largest)
    workers, memory = seconds(each.workers), mebibytes(each.driver.largest)
    yield "a cluster of two workers", f"{each.entries:,}", *took(each.driver), workers, memory


def _traffic(each: Spread) -> tuple[str, ...]:
    found = each.traffic
    sizes = (*(0, *found.shared)[-2:], found.read, found.rendered)
    return f"{each.entries:,}", f"{found.pages:,}", *map(megabytes, sizes)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--count"]:
        count(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    else:
        section = clusters([int(size) for size in sys.argv[1:]] or [10_000])
        print(section.ratios, section.figures, sep="\n")
