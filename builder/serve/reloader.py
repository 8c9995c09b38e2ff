"""Follows the files of a site that is served: reads what changed, and makes it the current state."""

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

from builder.concurrency.thread_task import beside
from builder.core.digest import digest
from builder.core.model import Asked
from builder.core.problems import ProblemsFound, errors
from builder.core.text import counted
from builder.core.urls import Address
from builder.serve.change_feed import Hearing
from builder.serve.current import Live, forget_garbage
from builder.serve.site_state import Held, edited, past_of, renewed, themed
from builder.serve.watched_paths import concerns, folders_of, inside_content, knows, log_of_git, templates_of, was_file

IN_PLACE = 1_000
"""Files that are looked at one by one; if more changed, everything is looked at."""

MANY = 8
"""Files of which so many changed that the system may not have told of all; everything is looked at in time."""

IDLE = 0.2
"""Seconds without a change after which all addresses and links are checked, and the most that this may take for it."""

LATE = 2.0
"""Seconds without a change after which they are checked where that takes longer."""


class Follow(Thread):
    """The thread that follows, until it is told to stop."""

    def __init__(self, live: Live) -> None:
        super().__init__(name="follow", daemon=True)
        self.ready = Event()
        """Set when nothing that changes any more is missed."""
        self._live = live
        self._hearing = Hearing(self._hears_of)
        self._doubted: set[str] = set()
        """Files that were wrong when they were read; that is believed if they are a moment later."""
        self._digests: dict[str, bytes] = {}
        """Of files that are published as they are and changed before."""
        self._asked: Callable[[], Asked] | None = None
        """Gives what git says since it moved on; it is asked from the moment on at which that was heard."""
        self._is_littered = True
        self._may_have_missed = False
        self._unchecked = True
        self._check_takes = 0.0

    def stop(self) -> None:
        """End the thread and wait for its end."""
        self._hearing.end()
        self.join()

    def run(self) -> None:
        """Follow until told to stop."""
        self._live.give_way()
        try:
            self._watch_folders()
            self._take_up(self._renewed(self._held), ())
            self._live.prepare()
            gc.disable()  # it is looked for when there is time, and not while somebody waits for an edit
            self.ready.set()
            self._live.say("Open pages follow what you write.")
            while (paths := self._hearing.next(self._until_rest(), self._held.config.root)) is not None:
                if paths:
                    self._look_at(paths)
                else:
                    self._rest()
        finally:
            self._hearing.close()
            gc.enable()

    @property
    def _held(self) -> Held:
        return self._live.edition.held

    def _until_rest(self) -> float | None:
        """Seconds without a change until there is time for what nobody waits for; None if there is no such thing."""
        if self._unchecked:
            return IDLE if self._check_takes < IDLE else LATE
        return LATE if self._is_littered else None

    def _rest(self) -> None:
        """Do what nobody waits for."""
        if self._unchecked:
            started = time.monotonic()
            if self._may_have_missed:
                self._may_have_missed = False
                self._take_up(self._renewed(self._held), ())
            self._unchecked = False
            self._live.prepare()
            self._live.check()
            self._check_takes = time.monotonic() - started
        else:
            forget_garbage()
            self._is_littered = False

    def _hears_of(self, path: str) -> bool:
        """Whether the site can depend on what lies there. If git moved on, it begins to be asked."""
        held = self._held
        if path == f"{log_of_git(held)}" and not self._asked:
            self._asked = beside(partial(past_of, held, held.config, held.reading))
        return concerns(held, path)

    def _look_at(self, paths: Collection[str]) -> None:
        """Read what changed, and show it if it makes a difference."""
        known = [path for path in paths if os.path.lexists(path) or knows(self._held, path)]
        if not known:  # editors make files that they soon delete
            return
        held = self._after(known)
        wrong = errors(held.noticed.all)
        if set(wrong) - set(errors(self._held.noticed.all)) and not self._doubted.issuperset(known):
            self._doubted.update(known)
            self._hearing.doubt(known)
            return
        self._doubted.difference_update(known)
        self._take_up(held, known)

    def _after(self, paths: Collection[str]) -> Held:
        """What is known after these files and folders changed."""
        log = f"{log_of_git(self._held)}"
        held = self._with_past() if log in paths else self._held
        paths = [path for path in paths if path != log]
        inside = [inside_content(held, path) for path in paths]
        if len(paths) <= IN_PLACE and all(each in held.files for each in inside) and (now := edited(held, inside)):
            return now
        if all(any(Path(path).is_relative_to(folder) for folder in templates_of(held)) for path in paths):
            return themed(held)
        return self._renewed(held)

    def _with_past(self) -> Held:
        """What is known, with what git says now; pages have yet to show that."""
        held, asked = self._held, self._asked
        self._asked = None
        if asked:
            held = replace(held, past=asked())
        return replace(held, past=past_of(held, held.config, held.reading))

    def _renewed(self, held: Held) -> Held:
        """What is known after a look at everything; with settings or content that cannot be used, what was known."""
        try:
            config = self._live.settings()
        except ProblemsFound as found:
            return replace(held, noticed=replace(held.noticed, settings=found.problems))
        try:
            return renewed(held, config)
        except ProblemsFound as found:
            return replace(held, noticed=replace(held.noticed, settings=found.problems, files=()))

    def _take_up(self, held: Held, paths: Collection[str]) -> None:
        """Make what is known the current state if it is another one, and look after all that this asks for."""
        self._is_littered = True
        if len(paths) > MANY:
            self._may_have_missed = self._unchecked = True
        before = self._held
        swapped = [*self._swapped(before, held, paths)]
        if held.site is before.site and held.making == before.making and not swapped:
            self._live.edition.held = held
            self._live.tell()
        else:
            self._live.become(held, swapped)
            self._live.say(self._summary(paths))
            if _has_same_addresses(before, held):
                self._live.check_links()
            else:
                self._unchecked = True
                self._live.tell()
        self._watch_again(before, paths)

    def _summary(self, paths: Collection[str]) -> str:
        """What changed, for a person."""
        if paths == [f"{log_of_git(self._held)}"]:
            return "Changed: what git knows."
        if len(paths) == 1:
            return f"Changed: {self._held.config.shown(Path(*paths))}"
        return f"Changed: {counted(len(paths), 'file')}" if paths else "Changed: what nobody told of."

    def _swapped(self, before: Held, after: Held, paths: Collection[str]) -> Iterable[Address]:
        """The files published as they are that are new, or gone, or hold something else; static ones by their names."""
        seen, sees = ({(name, its.digest) for name, its in held.theme.seen.items()} for held in (before, after))
        yield from {Address(name) for name, _ in seen ^ sees}
        old, new = ({asset.address: asset for asset in held.site.assets} for held in (before, after))
        for address in old.keys() | new.keys():
            was, now = old.get(address), new.get(address)
            if not (was and now) or was.file != now.file or (now.file in paths and self._is_other(now.file)):
                yield address

    def _is_other(self, file: str) -> bool:
        """Whether a file holds something else than when this was asked last."""
        try:
            now = digest(Path(file).read_bytes())
        except OSError:
            return True
        before, self._digests[file] = self._digests.get(file), now
        return now != before

    def _watch_again(self, before: Held, paths: Collection[str]) -> None:
        """Watch the folders that there are now, if they are others, and look at what happened in them meanwhile."""
        came = any(Path(path).is_dir() for path in paths) and self._hearing.is_at_limit()
        went = any(not Path(path).exists() and not was_file(before, path) for path in paths)
        if came or went or folders_of(self._held) != self._hearing.folders:
            self._watch_folders()
            self._take_up(self._renewed(self._held), ())

    def _watch_folders(self) -> None:
        every = 1 + len(self._held.files) / 10_000
        self._hearing.over(folders_of(self._held), every)
        if self._hearing.looks_every:
            self._live.say(
                f"The system cannot watch more folders, so all files are looked at every {every:.0f} s. "
                "On Linux, `sysctl fs.inotify.max_user_watches=524288` raises the limit."
            )


def _has_same_addresses(before: Held, after: Held) -> bool:
    """Whether no address can have come or gone, as only texts changed in their places."""
    was, now = before.site, after.site
    files = before.files is after.files and was.history is now.history
    same = files and before.config is after.config and before.theme is after.theme
    groups = ((was.topics, now.topics), (was.outlets, now.outlets))
    return same and was.aliases == now.aliases and all(old.numbers.keys() == new.numbers.keys() for old, new in groups)
