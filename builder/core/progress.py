"""How far a build is and how long its steps take, for the person who waits for it."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

SLOWEST = 10
"""Pages that are named because they took longest."""


@dataclass(frozen=True, slots=True, order=True)
class Took:
    """How long making one page took."""

    seconds: float
    address: str


class Progress:
    """Hears of the steps of a build as they happen. This one only measures; one on a terminal also shows them."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        """The seconds that each step took, in the order of the steps."""
        self._inside = 0.0
        """The seconds that all steps have taken, each counted once."""
        self.slowest: list[Took] = []
        """The pages that took longest, the slowest first."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside as a step, other steps in it apart."""
        started = time.perf_counter() - self._inside
        try:
            yield
        finally:
            seconds = time.perf_counter() - self._inside - started
            self.steps[name] = self.steps.get(name, 0.0) + seconds
            self._inside += seconds

    def over(self, parts: Iterable[T], name: str, count: int) -> Iterator[T]:
        """Measure and show the work on a number of parts as a step while they come."""
        with self.step(name):
            for done, part in enumerate(parts, 1):
                self.show(name, done, count)
                yield part

    def show(self, name: str, done: int, count: int) -> None:
        """Show that a step has done so many of its parts."""

    def took(self, pages: Iterable[Took]) -> None:
        """Remember those of the pages that are among the slowest."""
        self.slowest = slowest((*self.slowest, *pages))


def slowest(pages: Iterable[Took]) -> list[Took]:
    """The pages that took longest, the slowest first."""
    return sorted(pages, reverse=True)[:SLOWEST]
