"""What a command takes: time, processor time, memory, and what it makes. Memory is read from Linux's /proc."""

import os
import re
import subprocess
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

INTERVAL = 0.1
"""Seconds between two looks at the memory, at least."""

LEISURE = 20
"""A look at the memory is followed by this many times its own length without one, so that it slows nothing down."""

_SHARE = re.compile(rb"^Pss: +(\d+) kB$", re.MULTILINE)
_PEAK = re.compile(rb"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took."""

    wall: float
    """Seconds from its start to its end."""
    cpu: float
    """Seconds of processor time, in programs and in the system, of all its processes."""
    memory: int
    """Bytes that all its processes had together when they had most; what several share counts once."""
    largest: int
    """Bytes that the largest of its processes had, shared or not, when it had most."""
    others: float
    """Seconds of processor time that everything else on the machine took meanwhile: best none."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is in a folder."""

    files: int
    size: int
    """Bytes in all files."""


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder and measure it. Raises CalledProcessError if it fails."""
    ended = Event()
    busy = _busy()
    started = time.perf_counter()
    with ThreadPoolExecutor(1) as beside, subprocess.Popen(command, cwd=folder) as process:
        peaks = beside.submit(_peaks, process.pid, ended)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            wall = time.perf_counter() - started
            ended.set()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    memory, largest = peaks.result()
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, memory, largest, max(0.0, _busy() - busy - cpu))


def median(runs: Sequence[Run]) -> Run:
    """The run whose wall time is the middle one."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


def made(folder: Path) -> Made:
    """What is in a folder and all folders below it."""
    sizes = [os.lstat(os.path.join(at, name)).st_size for at, _, names in os.walk(folder) for name in names]
    return Made(len(sizes), sum(sizes))


def _busy() -> float:
    """Seconds of processor time that the machine has spent on anything since it was started."""
    with open("/proc/stat", encoding="ascii") as file:
        counts = file.readline()
    user, nice, system, _idle, _waiting, *interrupts = map(int, counts.split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def processor_time(processes: Iterable[int]) -> float:
    """Seconds of processor time that processes and all that they started have taken; of those that still run."""
    counts = [_times(pid) for root in processes for pid in _tree(root)]
    return sum(counts) / os.sysconf("SC_CLK_TCK")


def _times(pid: int) -> int:
    """The clock ticks that a process has taken, in programs and in the system; 0 if it has ended since."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _peaks(pid: int, ended: Event) -> tuple[int, int]:
    """The most memory of a process and all that it started, and of the largest of them, until it has ended.

    The system keeps a process's own peak, which costs nothing to read. What several have together takes it long to add
    up where they are large, so that is asked only where there are several.
    """
    together = largest = 0
    pause = 0.0
    while not ended.wait(pause):
        before = time.perf_counter()
        tree = _tree(pid)
        largest = max(largest, *(_read(f"/proc/{each}/status", _PEAK) for each in tree))
        if len(tree) > 1:
            together = max(together, sum(_read(f"/proc/{each}/smaps_rollup", _SHARE) for each in tree))
        pause = max(INTERVAL, LEISURE * (time.perf_counter() - before))
    return max(together, largest), largest


def _tree(pid: int) -> list[int]:
    """A process and all that it started, and so on."""
    tree = [pid]
    for each in tree:
        try:
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                tree += map(int, children.read_bytes().split())
        except OSError:  # it has ended since, or a thread of it
            continue
    return tree


def _read(file: str, pattern: re.Pattern[bytes]) -> int:
    """A number of KiB from a file of the system, in bytes; 0 if the process has ended since."""
    try:
        found = pattern.search(Path(file).read_bytes())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
