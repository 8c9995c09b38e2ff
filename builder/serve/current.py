"""The site as it is now: the state that requests are answered from, what is wrong with it, and who is told."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event

from builder.config.config import Config
from builder.core.problems import Code, Problem, ProblemsFound, errors, in_order
from builder.core.urls import Address
from builder.relations.broken_links import broken_links
from builder.serve.broadcast import Bell
from builder.serve.site_state import Held, hold
from builder.serve.snapshot import Edition

Say = Callable[[str], None]
"""Tells the person at the terminal a line."""

FIRST_PAGE = 0.5
"""Seconds for which everything that nobody waits for gives way to the first page."""


class Live:
    """A site that is served. Its edition is replaced as a whole by one thread; whoever holds one keeps it."""

    def __init__(self, load: Callable[[], Config], say: Say) -> None:
        """Read the site. Raises ProblemsFound if its settings cannot be read, or there is no content."""
        self._load = load
        self.say = say
        self.bell = Bell()
        """Rung when there is another edition, and when something is found to be wrong or mended."""
        self.shown = Event()
        """Set when the first page was made."""
        with _no_garbage():
            self.edition = Edition(hold(load()))
        self.swapped: dict[Address, int] = {}
        """For each file published as it is that changed, the number of the edition that it changed in.

        By address; a static one by its name, which stays as it is.
        """
        self._checked: tuple[Problem, ...] = ()
        """What is wrong with addresses, links and templates; found some time after the edition."""
        self._told: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is known to be wrong, by place.

        What a file refers to is left out while the file itself is wrong: it was found in what the file held before.
        """
        noticed = self.edition.held.noticed
        wrong = {problem.place.path for problem in errors(noticed.files)}
        referred = (*noticed.relations, *self._checked)
        return in_order((*noticed.own, *(problem for problem in referred if problem.place.path not in wrong)))

    def settings(self) -> Config:
        """The settings as they are now. Raises ProblemsFound if they are wrong."""
        config = self._load()
        if errors(config.problems):
            raise ProblemsFound(config.problems)
        return config

    def become(self, held: Held, swapped: Iterable[Address]) -> None:
        """Make what is known of the files the current state, and wake all who wait for another one."""
        before = self.edition
        edition = before.following(held)
        self.swapped |= dict.fromkeys(swapped, edition.number)
        if held.making != before.held.making:
            self._checked = tuple(problem for problem in self._checked if not problem.code.slug.startswith("template"))
        self.edition = edition
        self.bell.ring()
        if held.config != before.held.config or len(held.files) != len(before.held.files):
            forget_garbage()

    def give_way(self) -> None:
        """Let the first page be made, if somebody asks for it soon."""
        self.shown.wait(FIRST_PAGE)

    def prepare(self) -> None:
        """Make everything ready that the next edit can take over, so that it need not be made then."""
        site = self.edition.held.site
        site.prepare()
        _ = site.spans
        forget_garbage()

    def check(self) -> None:
        """Find what is wrong with addresses, links and templates, which no page needs to be shown."""
        self._checked = (*self.edition.published.problems, *self.edition.samples())
        self.tell()

    def check_links(self) -> None:
        """Find the links that lead nowhere, where no address came or went."""
        others = (problem for problem in self._checked if problem.code is not Code.LINK_BROKEN)
        broken = broken_links(self.edition.held.site, self.edition.published)
        self._checked = (*others, *broken)
        self.tell()

    def tell(self) -> None:
        """Tell what is wrong now and was not before."""
        problems = self.problems
        if problems == self._told:
            return
        for problem in problems:
            if problem not in self._told:
                self.say(str(problem))
        if errors(self._told) and not errors(problems):
            self.say("All errors are mended.")
        self._told = problems
        self.bell.ring()


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Look for no garbage meanwhile, nor ever in what is made: reading a site makes little else than what is kept."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def forget_garbage() -> None:
    """Leave what is there out of the search for garbage, which in a large site takes longer than to show an edit."""
    gc.collect()
    gc.freeze()
