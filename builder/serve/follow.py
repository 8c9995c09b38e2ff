"""Follows the files of a site that is served: hears what changed, reads it, and makes it the current state."""

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from builder.fingerprint import digest
from builder.head import tree_of
from builder.model import Asked
from builder.problems import ProblemsFound, errors
from builder.scan import is_passed_over, publishable_name
from builder.serve.beside import beside
from builder.serve.git import lock_of
from builder.serve.held import Held, edited, past_of, renewed, themed
from builder.serve.live import Live, forget_garbage
from builder.serve.patience import LATER, Patience, State
from builder.serve.watch import Folder, Watch
from builder.text import counted
from builder.urls import Address

SETTINGS = ("dateline.toml", "pyproject.toml")

IN_PLACE = 1_000
"""Files that are looked at one by one; if more changed, everything is looked at."""

MANY = 8
"""Files of which so many changed that the system may not have told of all; everything is looked at in time."""

IDLE = 0.2
"""Seconds without a change after which all addresses and links are checked, and the most that this may take for it."""

LATE = 2.0
"""Seconds without a change after which they are checked where that takes longer."""

GIT = 10.0
"""Seconds that git may take to change files."""

QUIET = 2 * LATER
"""Seconds without a change after which all that git changed is known: a busy system tells of it late."""

Heard = tuple[str, State] | None


class Follow(Thread):
    """The thread that follows. What it hears from others comes through its queue; None ends it."""

    def __init__(self, live: Live) -> None:
        super().__init__(name="follow", daemon=True)
        self.ready = Event()
        """Set when nothing that changes any more is missed."""
        self._live = live
        self._heard: SimpleQueue[Heard] = SimpleQueue()
        self._patience = Patience()
        self._watch = Watch(lambda path, state: self._heard.put((path, state)))
        self._watched: tuple[Folder, ...] = ()
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
        self._heard.put(None)
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
            while self._hear():
                if paths := self._patience.take(time.monotonic()):
                    self._look_at(self._with_all_of_git(paths))
        finally:
            self._watch.stop()
            gc.enable()

    @property
    def _held(self) -> Held:
        return self._live.edition.held

    def _hear(self) -> bool:
        """Wait until something is to be looked at; False at the end."""
        while (wait := self._patience.wait(time.monotonic())) != 0:
            try:
                heard = self._heard.get(timeout=wait if wait is not None else self._until_rest())
            except Empty:
                if wait is None:
                    self._rest()
                continue
            if heard is None:
                return False
            self._note(heard)
        return True

    def _note(self, heard: tuple[str, State]) -> None:
        path, state = heard
        if self._hears_of(path):
            self._patience.add(path, time.monotonic(), state)

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

    def _with_all_of_git(self, paths: frozenset[str]) -> frozenset[str]:
        """The paths, and while git is at work in the folder all others that it changes too."""
        lock = lock_of(self._held.config.root)
        until = time.monotonic() + GIT
        if not (lock and lock.exists()):
            return paths
        while lock.exists() and time.monotonic() < until:
            time.sleep(LATER / 10)
        while (heard := self._told_within(QUIET)) is not None:
            paths |= {heard[0]} if self._hears_of(heard[0]) else set()
        return paths

    def _told_within(self, seconds: float) -> Heard:
        """The next file that changed; None if none does in this time, or this thread has to end."""
        try:
            heard = self._heard.get(timeout=seconds)
        except Empty:
            return None
        if heard is None:
            self._heard.put(None)
        return heard

    def _hears_of(self, path: str) -> bool:
        """Whether a site can depend on what lies there. If git moved on, it begins to be asked."""
        if path == f"{self._log_of_git()}" and not self._asked:
            self._asked = beside(partial(past_of, self._held, self._held.config, self._held.reading))
        return self._concerns(path)

    def _concerns(self, path: str) -> bool:
        """Whether a site can depend on what lies there."""
        config, file = self._held.config, Path(path)
        for folder in (config.content, config.root / "templates", *self._held.theme.folders):
            if file.is_relative_to(folder):
                inside = file.relative_to(folder).parts
                return not file.is_relative_to(config.output) and not any(map(is_passed_over, inside))
        return (file.parent == config.root and file.name in SETTINGS) or file == self._log_of_git()

    def _log_of_git(self) -> Path | None:
        """The file in which git notes each commit that the working tree came to stand at, if it is asked for them."""
        config = self._held.config
        tree = tree_of(config.content) if config.history else None
        return tree.data / "logs/HEAD" if tree else None

    def _look_at(self, paths: Collection[str]) -> None:
        """Read what changed, and show it if it makes a difference."""
        known = [path for path in paths if self._is_there_or_was(path)]
        if not known:
            return
        held = self._after(known)
        wrong = errors(held.noticed.all)
        if set(wrong) - set(errors(self._held.noticed.all)) and not self._doubted.issuperset(known):
            self._doubted.update(known)
            for path in known:
                self._patience.add(path, time.monotonic(), State.UNSURE)
            return
        self._doubted.difference_update(known)
        self._take_up(held, known)

    def _is_there_or_was(self, path: str) -> bool:
        """Whether there is such a file or folder, or the site knows it: editors make files that they soon delete."""
        held = self._held
        if os.path.lexists(path) or Path(path) in (held.config.content, *held.theme.folders):
            return True
        return (
            Path(path).name in SETTINGS
            or _has(held.theme.templates, path)
            or _has((asset.file for asset in held.assets.values()), path)
            or _has(held.files, self._inside(path))
            or _has((each.place.path for each in held.noticed.files), publishable_name(held.config.shown(Path(path))))
        )

    def _inside(self, path: str) -> str:
        """The path below content/, if it is one."""
        return path.removeprefix(f"{self._held.config.content}/")

    def _after(self, paths: Collection[str]) -> Held:
        """What is known after these files and folders changed."""
        log = f"{self._log_of_git()}"
        held = self._with_past() if log in paths else self._held
        paths = [path for path in paths if path != log]
        inside = [self._inside(path) for path in paths]
        if len(paths) <= IN_PLACE and all(each in held.files for each in inside) and (now := edited(held, inside)):
            return now
        themes = (held.config.root / "templates", *held.theme.folders)
        if all(any(Path(path).is_relative_to(folder) for folder in themes) for path in paths):
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
        if paths == [f"{self._log_of_git()}"]:
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

    def _folders(self) -> tuple[Folder, ...]:
        """What has to be watched: content, templates, and the folders in which these or the settings may be made."""
        config = self._held.config
        deep = tuple(dict.fromkeys((config.content, config.root / "templates", *self._held.theme.folders)))
        flat = dict.fromkeys((config.root, *(folder.parent for folder in deep)))
        log = self._log_of_git()
        flat |= {log.parent: None} if log else {}
        inside = (folder for folder in flat if not any(folder.is_relative_to(other) for other in deep))
        folders = (*(Folder(folder, True) for folder in deep), *(Folder(folder, False) for folder in inside))
        return tuple(folder for folder in folders if folder.path.is_dir())

    def _watch_again(self, before: Held, paths: Collection[str]) -> None:
        """Watch the folders that there are now, if they are others, and look at what happened in them meanwhile."""
        came = any(Path(path).is_dir() for path in paths) and not self._watch.every and self._watch.is_at_limit()
        went = any(not Path(path).exists() and not self._was_file(path, before) for path in paths)
        if came or went or self._folders() != self._watched:
            self._watch_folders()
            self._take_up(self._renewed(self._held), ())

    def _was_file(self, path: str, held: Held) -> bool:
        files = held.theme.templates | {asset.file for asset in held.assets.values()}
        return self._inside(path) in held.files or path in files

    def _watch_folders(self) -> None:
        self._watched = self._folders()
        every = 1 + len(self._held.files) / 10_000
        self._watch.over(self._watched, every)
        if self._watch.every:
            self._live.say(
                f"The system cannot watch more folders, so all files are looked at every {every:.0f} s. "
                "On Linux, `sysctl fs.inotify.max_user_watches=524288` raises the limit."
            )


def _has(files: Iterable[str], path: str) -> bool:
    """Whether there is such a file, or one below it."""
    return any(file == path or file.startswith(f"{path}/") for file in files)


def _has_same_addresses(before: Held, after: Held) -> bool:
    """Whether no address can have come or gone, as only texts changed in their places."""
    was, now = before.site, after.site
    files = before.files is after.files and was.history is now.history
    same = files and before.config is after.config and before.theme is after.theme
    groups = ((was.topics, now.topics), (was.outlets, now.outlets))
    return same and was.aliases == now.aliases and all(old.numbers.keys() == new.numbers.keys() for old, new in groups)
