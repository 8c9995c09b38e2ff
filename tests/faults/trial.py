"""A trial: a small site is built with a fault, and what that leaves is compared with what it must leave."""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from builder.cache.store import FOLDER
from builder.cli.main import main
from builder.core.record import Frozen
from builder.core.urls import MANIFEST
from builder.output.inspect import STAGING
from tests.sites import SiteFolder, tree

DAY = "content/news/2011/05/15"

FIRST: Mapping[str, str] = {
    "dateline.toml": 'title = "Trial"\nbase_url = "https://example.org/"\n',
    f"{DAY}/first.md": "---\ntitle: First\ncontexts: [Iran, Peru]\n---\nOne.\n",
    f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [Iran]\naliases: [old/second]\n---\nTwo.\n",
    f"{DAY}/a.txt": "A file.\n",
    "content/about.md": "---\ntitle: About\n---\nWho we are.\n",
    "templates/404.html": "<!doctype html>\nNot here.\n",
    "templates/static/own.css": "body { color: navy }\n",
}
"""The files of the site at its first build."""

SECOND: Mapping[str, str | None] = {
    f"{DAY}/first.md": None,
    f"{DAY}/second.md": "---\ntitle: The second\ncontexts: [Iran, Chad]\n---\nTwo.\n",
    f"{DAY}/a.txt": None,
    f"{DAY}/a.txt/b.txt": "A folder.\n",
    "content/news/2012/01/01/third.md": "---\ntitle: Third\ncontexts: [Chad]\n---\nThree.\n",
}
"""What is changed before the second build; None for what is removed."""


class Ended(Frozen, frozen=True):
    """How a command ended."""

    status: int
    """As a shell tells it: negative for a signal."""
    printed: str


class States:
    """A site of few files in the states that trials begin with, and what a clean build of each makes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fresh = SiteFolder(folder / "fresh")
        self.fresh.write(FIRST)
        self.built = SiteFolder(folder / "built")
        shutil.copytree(self.fresh.path, self.built.path, dirs_exist_ok=True)
        assert build(self.built).status == 0
        self.changed = self.copy(self.built, "changed")
        change(self.changed)
        self.clean_fresh = self.clean_build(self.fresh)
        self.clean_changed = self.clean_build(self.changed)
        self.whole: dict[str, set[bytes]] = {}
        """For each address the contents that a whole page has in either state."""
        for files in (self.clean_fresh, self.clean_changed):
            for name, content in files.items():
                self.whole.setdefault(name, set()).add(content)

    def copy(self, site: SiteFolder, name: str) -> SiteFolder:
        """A copy of a site, in the place of an earlier one of that name."""
        shutil.rmtree(self._folder / name, ignore_errors=True)
        shutil.copytree(site.path, self._folder / name, symlinks=True)
        return SiteFolder(self._folder / name)

    def clean_build(self, site: SiteFolder) -> dict[str, bytes]:
        """What a clean build of a site makes, in a copy of it."""
        copy = self.copy(site, "clean")
        shutil.rmtree(copy.output, ignore_errors=True)
        shutil.rmtree(copy.path / FOLDER, ignore_errors=True)
        assert build(copy).status == 0
        return copy.tree()


def change(site: SiteFolder) -> None:
    """Change the site to its second state."""
    for name, text in SECOND.items():
        if text is None:
            (site.path / name).unlink()
        else:
            site.write({name: text})


def build(site: SiteFolder, before: Callable[[], None] = lambda: None, *arguments: str, jobs: int = 1) -> Ended:
    """Build a site in a forked process, after `before` is called there."""
    return wait(start_build(site, before, *arguments, jobs=jobs))


def start_build(site: SiteFolder, before: Callable[[], None], *arguments: str, jobs: int = 1) -> tuple[int, int]:
    """Start to build a site, on one day whatever the clock says."""
    return start(before, "build", "--site", str(site.path), "--jobs", str(jobs), "--today", "2031-05-15", *arguments)


def start(before: Callable[[], None], *command: str) -> tuple[int, int]:
    """Start a command; the process, and the end of the pipe that what it prints comes from."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _run(before, command, write_end)
        finally:
            os._exit(70)
    os.close(write_end)
    return child, read_end


def _run(before: Callable[[], None], command: Sequence[str], write_end: int) -> None:
    """Run a command, and end this process without anything that its parent has to do at its end.

    What pytest adds to importing goes first, as it takes memory for itself.
    """
    sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("_pytest")]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(60)  # what hangs is ended, and shows as that signal
    os.dup2(write_end, 1)
    os.dup2(write_end, 2)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
    try:
        before()
        status = main(command)
    except SystemExit as end:  # of a wrong command line
        status = 70 if end.code is None else int(end.code)
    except BaseException:  # it is what the trial looks for
        status = 70
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def wait(started: tuple[int, int]) -> Ended:
    """Wait for a command to end."""
    child, read_end = started
    with open(read_end, errors="replace") as pipe:
        printed = pipe.read()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), printed)


def sources(site: SiteFolder) -> dict[str, bytes]:
    """The files of the site that are its owner's."""
    return {
        name: content for name, content in tree(site.path).items() if not name.startswith((f"{FOLDER}/", "output/"))
    }


def faults_of(states: States, site: SiteFolder, ended: Ended, clean: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with what a build that met a fault left and said, and with the next build."""
    yield from wrong_words(ended)
    for name, content in tree(site.output).items() if site.output.is_dir() else ():
        is_internal = name in (MANIFEST, f"{MANIFEST}-new", STAGING) or name.startswith(f"{STAGING}/")
        if not is_internal and content not in states.whole.get(name, ()) and content != clean.get(name):
            yield f"half a page: {name}"
    if ended.status == 0 and site.tree() != clean:
        yield "it says success, and the output is not a clean build's"
    yield from faults_of_next(site, ended, clean)


def traceback_in(ended: Ended) -> Iterator[str]:
    """The last line of a traceback that a command printed."""
    if "Traceback" in ended.printed:
        yield f"a traceback: {ended.printed.strip().splitlines()[-1]}"


def wrong_words(ended: Ended) -> Iterator[str]:
    """What is wrong with how a command that met a fault ended, and with what it said."""
    yield from traceback_in(ended)
    if ended.status == -signal.SIGALRM:
        yield "it hung"
    if ended.status > 0 and not ended.printed.strip():
        yield "it says nothing"
    if ended.printed.startswith("dateline: "):
        yield f"it names no file: {ended.printed.strip()}"


def faults_of_next(site: SiteFolder, ended: Ended, clean: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with the build after one that met a fault."""
    following = build(site)
    if "[output-refused]" in ended.printed and ended.printed == following.printed:
        shutil.rmtree(site.output)  # what is not known to be made by builds is not touched, until its owner removes it
        following = build(site)
    if following.status:
        yield f"the next build fails: {following.printed.strip()}"
    elif (ours := site.tree()) != clean:
        names = [name for name in sorted({*ours, *clean}) if ours.get(name) != clean.get(name)]
        yield f"the next build is not a clean one's: {', '.join(names[:3])}"


class Trial(Frozen, frozen=True):
    """What was tried, how the build ended, and what broke."""

    name: str
    ended: Ended
    broke: tuple[str, ...]


class Begin(Frozen, frozen=True):
    """The site that a trial copies, what a clean build of it makes, and how many processes build."""

    site: SiteFolder
    clean: Mapping[str, bytes]
    jobs: int = 1


def starts(states: States) -> dict[str, Begin]:
    """The states of the site that most kinds of faults begin with."""
    return {
        "the first build": Begin(states.fresh, states.clean_fresh),
        "a later build": Begin(states.changed, states.clean_changed),
    }


def try_fault(states: States, name: str, begin: Begin, before: Callable[[SiteFolder], None], says: str = "") -> Trial:
    """Build a copy of a site after `before` in the process that builds; `says` is in what it prints if it fails."""
    copy = states.copy(begin.site, "trial")
    owned = sources(copy)
    ended = build(copy, lambda: before(copy), jobs=begin.jobs)
    broke = [] if sources(copy) == owned else ["content was changed"]
    if ended.status == 1 and says.lower() not in ended.printed.lower():
        broke.append(f"it does not say “{says}”: {ended.printed.strip()}")
    return Trial(name, ended, (*broke, *faults_of(states, copy, ended, begin.clean)))
