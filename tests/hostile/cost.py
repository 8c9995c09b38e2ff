"""What reading a hostile input costs: the seconds of the processor and the memory, in a process of its own."""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import NamedTuple

MEMORY = 2_000_000_000
"""The bytes of address space that a reader gets; one that wants more fails, and with it the measurement."""


class Cost(NamedTuple):
    """What a reader took of the machine."""

    seconds: float
    """Of the processor, so that other work on the machine does not count."""
    memory: int
    """Bytes more than before, at the highest."""
    outcome: str
    """What came of it: `read`, the codes of its problems, or how it ended."""


def cost(read: Callable[[], str], seconds: int = 20) -> Cost:
    """Measure a reader in a fork of this process, which is ended after some seconds of the processor."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _measure(read, writing, seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if not answer:
        return Cost(
            float(seconds),
            0,
            f"ended by {signal.Signals(os.WTERMSIG(status)).name}" if os.WIFSIGNALED(status) else "ended",
        )
    return Cost(*json.loads(answer))


def _measure(read: Callable[[], str], writing: int, seconds: int) -> None:
    """Run the reader, write what it took, and end the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    begin, before = _used()
    try:
        outcome = read()
    except MemoryError:
        outcome = "MemoryError"
    except Exception as error:  # a traceback is what the measurement looks for
        outcome = f"{type(error).__name__}: {error}"[:80]
    end, after = _used()
    os.write(writing, json.dumps([end - begin, after - before, outcome]).encode())
    os._exit(0)


def _used() -> tuple[float, int]:
    """The seconds of the processor so far, and the most memory so far, of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
