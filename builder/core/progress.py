"""Progress of a build: its steps and their timings, an interface that a progress bar implements."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from builder.core.record import Frozen

T = TypeVar("T")

SLOWEST = 10
"""How many of the slowest pages are reported."""


class PageTime(Frozen, frozen=True, order=True):
    """The time that rendering one page took."""

    seconds: float
    address: str


class Progress:
    """Receives the steps of a build as they happen. This one only measures; a progress bar also shows them."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        """The seconds that each step took, in the order of the steps."""
        self._measured = 0.0
        """The seconds that all steps have taken, each counted once."""
        self.slowest: list[PageTime] = []
        """The pages that took longest, the slowest first."""
        self.by_jinja: set[str] = set()
        """The templates that Jinja rendered, as they could not be compiled or raised an error."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step, without other steps inside it."""
        started = time.perf_counter() - self._measured
        try:
            yield
        finally:
            seconds = time.perf_counter() - self._measured - started
            self.steps[name] = self.steps.get(name, 0.0) + seconds
            self._measured += seconds

    def track(self, items: Iterable[T], name: str, count: int) -> Iterator[T]:
        """Measure and show a step while its items come, of which there are so many."""
        with self.step(name):
            for done, item in enumerate(items, 1):
                self.show(name, done, count)
                yield item

    def show(self, name: str, done: int, count: int) -> None:
        """Show that a step has done so many of its items."""

    def say(self, line: str) -> None:
        """Say what a step waits for, where it waits long."""

    def record(self, pages: Iterable[PageTime], by_jinja: Iterable[str]) -> None:
        """Record the times of pages, of which the slowest are kept, and the templates that Jinja rendered."""
        self.slowest = slowest((*self.slowest, *pages))
        self.by_jinja.update(by_jinja)


def slowest(pages: Iterable[PageTime]) -> list[PageTime]:
    """The slowest pages, the slowest first."""
    return sorted(pages, reverse=True)[:SLOWEST]
