"""The reloader: the thread that reads changed files and makes the result the current site."""

import gc
import os
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from threading import Event, Thread

from msgspec.structs import replace

from builder.concurrency.thread_task import start_in_thread
from builder.core.digest import digest
from builder.core.model import GitHistoryResult
from builder.core.problems import ProblemsFound, errors
from builder.core.real_files import read_file
from builder.core.text import pluralize
from builder.core.urls import Address
from builder.serve.change_feed import ChangeFeed
from builder.serve.clock import SYSTEM_CLOCK, Clock
from builder.serve.current import CurrentSite, collect_and_freeze
from builder.serve.site_state import SiteState, current_history, edit, reload_theme, rescan
from builder.serve.watched_paths import (
    git_head_log,
    is_known,
    is_relevant,
    path_in_content,
    template_folders,
    was_file,
    watched_folders,
)

MAX_SINGLE_READS = 1_000
"""Changed files that are read one by one; if more changed, the whole site is scanned."""

MAX_RELIABLE_BATCH = 8
"""Changed files of one batch up to which the system is sure to have reported all; after more, the site is rescanned."""

CHECK_DELAY = 0.2
"""Idle seconds before addresses, links and templates are checked, if the last check took less than that."""

SLOW_CHECK_DELAY = 2.0
"""Idle seconds before they are checked if the last check took longer, and before garbage is collected."""


class Reloader(Thread):
    """Applies changes of files to the current site until it is stopped."""

    def __init__(self, current: CurrentSite, clock: Clock = SYSTEM_CLOCK, *, poll: bool = False) -> None:
        super().__init__(name="reloader", daemon=True)
        self.ready = Event()
        """Set when every change from then on is noticed."""
        self._current = current
        self._clock = clock
        self._feed = ChangeFeed(self._is_relevant, clock, poll=poll)
        self._unconfirmed: set[str] = set()
        """Files with new errors, read once; the errors count if they are still there at a second reading."""
        self._asset_digests: dict[str, bytes] = {}
        """For each asset that changed before, the digest of its bytes."""
        self._pending_history: Callable[[], GitHistoryResult] | None = None
        """Waits for the history from git, which is asked as soon as its log is seen to change."""
        self._needs_gc = True
        self._needs_rescan = False
        self._needs_check = True
        self._check_seconds = 0.0

    def stop(self) -> None:
        """End the thread and wait for its end."""
        self._feed.stop()
        self.join()

    def run(self) -> None:
        """Apply changes until stopped."""
        self._current.wait_for_first_page()
        try:
            self._watch_folders()
            self._apply(self._rescan(self._state), ())
            self._current.warm_caches()
            gc.disable()  # collections are made when idle, and not while somebody waits for an edit
            self._current.reread = self._feed.report
            self.ready.set()
            self._current.echo("Open pages follow what you write.")
            while (paths := self._feed.next_batch(self._idle_timeout(), self._state.config.root)) is not None:
                if paths:
                    self._process(paths)
                else:
                    self._run_deferred_work()
        finally:
            self._current.reread = None
            self._feed.close()
            gc.enable()

    @property
    def _state(self) -> SiteState:
        return self._current.snapshot.state

    def _idle_timeout(self) -> float | None:
        """Idle seconds before deferred work (checks, garbage collection) may run; None if none is pending."""
        if self._needs_check:
            return CHECK_DELAY if self._check_seconds < CHECK_DELAY else SLOW_CHECK_DELAY
        return SLOW_CHECK_DELAY if self._needs_gc else None

    def _run_deferred_work(self) -> None:
        if self._needs_check:
            start = self._clock.now()
            if self._needs_rescan:
                self._needs_rescan = False
                self._apply(self._rescan(self._state), ())
            self._needs_check = False
            self._current.warm_caches()
            self._current.check()
            self._check_seconds = self._clock.now() - start
        else:
            collect_and_freeze()
            self._needs_gc = False

    def _is_relevant(self, path: str) -> bool:
        """Whether the site can depend on a path. If it is git's log, git is asked for the history from now on."""
        state = self._state
        if path == f"{git_head_log(state)}" and not self._pending_history:
            self._pending_history = start_in_thread(
                partial(current_history, state, state.config, state.sources.read_fingerprint)
            )
        return is_relevant(state, path)

    def _process(self, paths: Collection[str]) -> None:
        """Read changed paths and apply the result; new errors only if they are there at a second reading too."""
        known = [path for path in paths if os.path.lexists(path) or is_known(self._state, path)]
        if not known:  # editors make files that they soon delete
            return
        state = self._read(known)
        new_errors = set(errors(state.problems)) - set(errors(self._state.problems))
        if new_errors and not self._unconfirmed.issuperset(known):
            self._unconfirmed.update(known)
            self._feed.requeue(known)
            return
        self._unconfirmed.difference_update(known)
        self._apply(state, known)

    def _read(self, paths: Collection[str]) -> SiteState:
        """The state after these files and folders changed: edited texts alone if possible, else by a scan."""
        log = f"{git_head_log(self._state)}"
        state = self._with_history() if log in paths else self._state
        paths = [path for path in paths if path != log]
        texts = [path_in_content(state, path) for path in paths]
        are_texts = len(paths) <= MAX_SINGLE_READS and all(text in state.sources.files for text in texts)
        if are_texts and (edited := edit(state, texts)):
            return edited
        if all(any(Path(path).is_relative_to(folder) for folder in template_folders(state)) for path in paths):
            return reload_theme(state)
        return self._rescan(state)

    def _with_history(self) -> SiteState:
        """The state with the history that git gives now, which no page shows yet."""
        state, pending = self._state, self._pending_history
        self._pending_history = None
        if pending:
            state = replace(state, history=pending())
        return replace(state, history=current_history(state, state.config, state.sources.read_fingerprint))

    def _rescan(self, state: SiteState) -> SiteState:
        """The state after a scan of the whole site; the state as it is where settings or content cannot be used."""
        try:
            config = self._current.load_config()
        except ProblemsFound as error:
            return replace(state, setting_problems=error.problems)
        try:
            return rescan(state, config)
        except ProblemsFound as error:
            return replace(state, setting_problems=error.problems)

    def _apply(self, state: SiteState, paths: Collection[str]) -> None:
        """Make this state the current one if pages may differ, report problems, and schedule what follows from it."""
        self._needs_gc = True
        if len(paths) > MAX_RELIABLE_BATCH:
            self._needs_rescan = self._needs_check = True
        before = self._state
        changed_assets = [*self._changed_assets(before, state, paths)]
        if (
            state.site is before.site
            and state.sources.render_fingerprint == before.sources.render_fingerprint
            and not changed_assets
        ):
            self._current.snapshot.state = state
            self._current.notify()
            self._current.report_problems()
        else:
            self._current.update(state, changed_assets)
            self._current.echo(self._summary(paths))
            if _has_same_addresses(before, state):
                self._current.check_links()
            else:
                self._needs_check = True
                self._current.report_problems()
        self._update_watches(before, paths)

    def _summary(self, paths: Collection[str]) -> str:
        """The line on the terminal that says what changed."""
        if paths == [f"{git_head_log(self._state)}"]:
            return "Changed: what git knows."
        if len(paths) == 1:
            return f"Changed: {self._state.config.display_path(Path(*paths))}"
        return f"Changed: {pluralize(len(paths), 'file')}" if paths else "Changed: what nobody told of."

    def _changed_assets(self, before: SiteState, after: SiteState, paths: Collection[str]) -> Iterable[Address]:
        """The assets that are new, gone or hold other bytes: by address, static files by name."""
        old_static, new_static = (
            {(name, seen.digest) for name, seen in state.theme.stamps.items()} for state in (before, after)
        )
        yield from {Address(name) for name, _ in old_static ^ new_static}
        old_assets, new_assets = ({asset.address: asset for asset in state.site.assets} for state in (before, after))
        for address in old_assets.keys() | new_assets.keys():
            old, new = old_assets.get(address), new_assets.get(address)
            if not (old and new) or old.file != new.file or (new.file in paths and self._has_new_bytes(new.file)):
                yield address

    def _has_new_bytes(self, file: str) -> bool:
        """Whether a file holds other bytes than when this was asked last."""
        try:
            new = digest(read_file(file))
        except OSError:
            return True
        old, self._asset_digests[file] = self._asset_digests.get(file), new
        return new != old

    def _update_watches(self, before: SiteState, paths: Collection[str]) -> None:
        """Watch the folders that exist now, if they are others, and scan for what happened in them meanwhile."""
        may_miss_new = any(Path(path).is_dir() for path in paths) and self._feed.is_at_watch_limit()
        is_folder_gone = any(not Path(path).exists() and not was_file(before, path) for path in paths)
        if may_miss_new or is_folder_gone or watched_folders(self._state) != self._feed.folders:
            self._watch_folders()
            self._apply(self._rescan(self._state), ())

    def _watch_folders(self) -> None:
        poll_interval = 1 + len(self._state.sources.files) / 10_000
        self._feed.watch(watched_folders(self._state), poll_interval)
        if self._feed.poll_reason:
            self._current.echo(f"{self._feed.poll_reason}, so all files are looked at every {poll_interval:.0f} s.")


def _has_same_addresses(before: SiteState, after: SiteState) -> bool:
    """Whether no address can have been added or removed, as only texts were edited in place."""
    old, new = before.site, after.site
    is_same = before.sources is after.sources and old.history is new.history
    groups = ((old.topics, new.topics), (old.outlets, new.outlets))
    return (
        is_same
        and old.aliases == new.aliases
        and all(a.numbers is b.numbers or a.numbers.keys() == b.numbers.keys() for a, b in groups)
    )
