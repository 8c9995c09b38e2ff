"""The current site: the snapshot that requests are answered from, its problems, and the broadcast to open pages."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Event

from builder.config.config import Config
from builder.core.derived import derive
from builder.core.digest import digest
from builder.core.problems import Code, Problem, ProblemsFound, Severity, at_levels, errors, sort_problems
from builder.core.real_files import read_inside
from builder.core.urls import Address
from builder.findings.inspection import Inspection
from builder.findings.registry import findings_of
from builder.pages.kind import Copied
from builder.relations.broken_links import CODES_OF_LINKS, broken_links
from builder.relations.files_of_settings import CODES_OF_FILES, files_of_settings
from builder.relations.menu import nav_problems
from builder.serve.broadcast import Broadcast
from builder.serve.site_state import SiteState, load_state
from builder.serve.snapshot import Made, Snapshot
from builder.serve.url_routing import Redirect

Echo = Callable[[str], None]
"""Prints a line on the terminal; only the command line may print, so it hands this in."""

REREAD_TIMEOUT = 1.0
"""Seconds that a page is waited for whose file changed a moment ago."""

WRITTEN_TIMEOUT = 10.0
"""Seconds that a file is waited for which was written in a form: a new one has the whole site looked at."""

BACKGROUND_DELAY = 0.5
"""Delay in seconds before background checks start, so that the first page request is served first."""


class CurrentSite:
    """The site that is served. One thread replaces its snapshot as a whole; whoever reads one keeps it."""

    def __init__(self, load_config: Callable[[], Config], echo: Echo) -> None:
        """Read the site. Raises ProblemsFound if its settings cannot be read, or there is no content."""
        self._load_config = load_config
        self.echo = echo
        self.updates = Broadcast()
        """Notifies open pages of a new snapshot, and of problems found or mended."""
        self.first_page_served = Event()
        self.reread: Callable[[str], None] | None = None
        """Has a file read again, by the thread that follows changes; none if no thread does."""
        self._updated = Condition()
        with _gc_paused():
            self.snapshot = Snapshot(load_state(load_config()))
        self.asset_changes: dict[Address, int] = {}
        """For each asset that changed, the number of the snapshot in which it did last, so that a page loads it again.

        An asset is a file that is published as it is. Its key is its address, or the name of a static file, which stays
        the same: `{"map.svg": 2, "static/own.css": 3}`.
        """
        self._check_problems: tuple[Problem, ...] = ()
        """Problems of addresses, links and templates, which are looked for some time after the snapshot is made."""
        self._inspection: Inspection | None = None
        """What the site's texts together say of each; worked out once, as few edits change little of it."""
        self._reported: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All known problems, by place.

        While a file has errors of its own, problems of what it refers to are left out: they are of its last good text.
        """
        state = self.snapshot.state
        broken = {problem.place.path for problem in errors(state.file_problems)}
        of_references = (*state.assembled.relation_problems, *self._check_problems)
        of_sound_files = (problem for problem in of_references if problem.place.path not in broken)
        return sort_problems(at_levels((*state.own_problems, *of_sound_files), state.config.problems))

    def warnings_of(self, target: Made | Copied | Redirect | None) -> tuple[Problem, ...]:
        """The warnings, notes and findings of the file that a page is made from."""
        source = self.snapshot.source(target.planned) if isinstance(target, Made) else None
        path = self.snapshot.state.config.display_path(source) if source else ""
        told = (p for p in self.problems if p.place.path == path and p.severity is not Severity.ERROR)
        return (*told, *self._findings_of(target))

    def _findings_of(self, target: Made | Copied | Redirect | None) -> tuple[Problem, ...]:
        """The findings of the text that a page shows, once the site was checked; none while its file is wrong."""
        snapshot, checked = self.snapshot, self._inspection
        text = snapshot.text(target.planned) if isinstance(target, Made) else None
        if not text or not checked or any(problem.place.path == text.path for problem in errors(self.problems)):
            return ()
        state = snapshot.state
        inspection = Inspection(state.site, state.details).following(checked)
        return sort_problems(at_levels(findings_of(text, inspection), state.config.problems))

    def read_if_changed(self, path: str) -> None:
        """Have the file that a page is made from read, if it is watched and holds something else than was read.

        So a page that is loaded by hand shows its file as it is, where the system tells of changes late or never.
        """
        if self.reread is None:
            return
        target = self.snapshot.find(path)
        source = self.snapshot.source(target.planned) if isinstance(target, Made) else None
        if source and self._differs(source):
            self.reread(str(source))
            with self._updated:
                self._updated.wait_for(lambda: not self._differs(source), REREAD_TIMEOUT)

    def read_written(self, file: Path) -> None:
        """Have a file of content/ read that was written just now, and wait for it, so that its page shows it."""
        if self.reread is None:
            return
        self.reread(str(file))
        with self._updated:
            self._updated.wait_for(lambda: self._is_known(file) and not self._differs(file), WRITTEN_TIMEOUT)

    def _is_known(self, file: Path) -> bool:
        state = self.snapshot.state
        return file.relative_to(state.config.content).as_posix() in state.texts.stamps

    @property
    def inspection(self) -> Inspection | None:
        """What findings are made by; none before the site was checked."""
        return self._inspection

    def _differs(self, source: Path) -> bool:
        """Whether a text's file holds something else than when it was read."""
        state = self.snapshot.state
        if not source.is_relative_to(state.config.content):
            return False
        stamp = state.texts.stamps.get(source.relative_to(state.config.content).as_posix())
        try:
            return stamp is not None and digest(read_inside(source, state.config.content)) != stamp.digest
        except OSError:
            return False

    def load_config(self) -> Config:
        """The settings as their files say now. Raises ProblemsFound if they have errors."""
        config = self._load_config()
        if errors(config.setting_problems):
            raise ProblemsFound(config.setting_problems)
        return config

    def update(self, state: SiteState, changed_assets: Iterable[Address]) -> None:
        """Make a snapshot of this state the current one, and notify open pages."""
        before = self.snapshot
        snapshot = before.following(state)
        self.asset_changes |= dict.fromkeys(changed_assets, snapshot.number)
        if state.sources.render_fingerprint != before.state.sources.render_fingerprint:
            self._check_problems = tuple(
                problem for problem in self._check_problems if not problem.code.slug.startswith("template")
            )
        self.snapshot = snapshot
        self.notify()
        if state.config != before.state.config or len(state.sources.files) != len(before.state.sources.files):
            collect_and_freeze()

    def notify(self) -> None:
        """Notify open pages, and requests that wait for a file to be read."""
        with self._updated:
            self._updated.notify_all()
        self.updates.notify()

    def wait_for_first_page(self) -> None:
        """Give way to the first page request, if it comes soon."""
        self.first_page_served.wait(BACKGROUND_DELAY)

    def warm_caches(self) -> None:
        """Compute what snapshots share, so that the next edit need not wait for it."""
        site = self.snapshot.state.site
        site.materialize()
        collect_and_freeze()

    def check(self) -> None:
        """Look for problems of addresses, links and templates, which no page needs, and prepare for findings."""
        self._check_problems = (*self.snapshot.published.problems, *self.snapshot.samples())
        self.report_problems()
        if self._inspection is None:
            state = self.snapshot.state
            inspection = Inspection(state.site, state.details)
            derive(inspection, "near_names", "named_contexts")
            self._inspection = inspection
            self.updates.notify()

    def check_links(self) -> None:
        """Look for broken links only, where no address was added or removed."""
        others = (problem for problem in self._check_problems if problem.code not in _CODES_OF_LINKS)
        site, published = self.snapshot.state.site, self.snapshot.published
        of_settings = (*files_of_settings(site.config, published), *nav_problems(site))
        self._check_problems = (*others, *of_settings, *broken_links(site, published))
        self.report_problems()

    def report_problems(self) -> None:
        """Print the problems that were not there at the last report, and notify open pages."""
        problems = self.problems
        if problems == self._reported:
            return
        for problem in problems:
            if problem not in self._reported:
                self.echo(str(problem))
        if errors(self._reported) and not errors(problems):
            self.echo("All errors are mended.")
        self._reported = problems
        self.updates.notify()


_CODES_OF_LINKS = frozenset((*CODES_OF_LINKS, *CODES_OF_FILES, Code.NAV_UNKNOWN))


@contextmanager
def _gc_paused() -> Iterator[None]:
    """Pause the garbage collector, then exempt what was made: reading a site makes little else than what is kept."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def collect_and_freeze() -> None:
    """Collect garbage once, and exempt what is left from later collections.

    In a large site, a collection that goes through all of it takes longer than to show an edit.
    """
    gc.collect()
    gc.freeze()
