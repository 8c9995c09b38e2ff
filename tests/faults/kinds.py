"""The kinds of faults, each a list of trials: what is done, and what it broke."""

import errno
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from builder.cache.store import FOLDER
from builder.concurrency import parallel_map
from builder.core.record import Frozen
from builder.core.urls import MANIFEST
from builder.output.inspect import STAGING
from tests.faults import injection
from tests.faults.injection import ERRORS, Call, Fault, error_at, inject, kill_at, record
from tests.faults.trial import DAY, FIRST, Ended, States, build, faults_of, faults_of_next, sources, start, wait
from tests.sites import SiteFolder, tree


class Trial(Frozen, frozen=True):
    """What was tried, how the build ended, and what broke."""

    name: str
    ended: Ended
    broke: tuple[str, ...]


Kind = Callable[[States, int], Iterator[Trial]]
"""Tries each n-th of its faults."""


def _calls(states: States, site: SiteFolder) -> list[Call]:
    """The calls that a build of a site makes."""
    copy, file = states.copy(site, "trial"), states.fresh.path.with_name("calls")
    file.unlink(missing_ok=True)
    assert build(copy, lambda: inject(record(file), copy.path)).status == 0
    found = [line.split("\t", 2) for line in file.read_text().splitlines()]
    return [Call(does, path, writing == "1") for does, writing, path in found]


class Begin(Frozen, frozen=True):
    """The site that a trial copies, what a clean build of it makes, and how many processes build."""

    site: SiteFolder
    clean: Mapping[str, bytes]
    jobs: int = 1


def _starts(states: States) -> dict[str, Begin]:
    return {
        "the first build": Begin(states.fresh, states.clean_fresh),
        "a later build": Begin(states.changed, states.clean_changed),
    }


def _try(states: States, name: str, begin: Begin, before: Callable[[SiteFolder], None], says: str = "") -> Trial:
    """Build a copy of a site after `before` in the process that builds; `says` is in what it prints if it fails."""
    copy = states.copy(begin.site, "trial")
    owned = sources(copy)
    ended = build(copy, lambda: before(copy), jobs=begin.jobs)
    broke = [] if sources(copy) == owned else ["content was changed"]
    if ended.status == 1 and says.lower() not in ended.printed.lower():
        broke.append(f"it does not say “{says}”: {ended.printed.strip()}")
    return Trial(name, ended, (*broke, *faults_of(states, copy, ended, begin.clean)))


def _injected(make: Callable[[], Fault]) -> Callable[[SiteFolder], None]:
    return lambda site: inject(make(), site.path)


def kill(states: States, every: int) -> Iterator[Trial]:
    """Killed at each call, in the midst of it where it writes."""
    for when, begin in _starts(states).items():
        calls = _calls(states, begin.site)
        for number in range(1, len(calls) + 1, every):
            call = calls[number - 1]
            name = f"{when}, call {number}: {call.does} {Path(call.path).name}"
            yield _try(states, name, begin, _injected(partial(kill_at, number)))


def kill_at_random(states: States, every: int) -> Iterator[Trial]:
    """Killed from outside at a random moment."""
    chance = random.Random(1)
    for when, begin in _starts(states).items():
        for number in range(0, 60, every):
            moment = chance.uniform(0.001, 0.4)
            timer = partial(_kill_later, moment)
            yield _try(states, f"{when} {number}, after {moment * 1000:.0f} ms", begin, timer)


def _kill_later(moment: float, _: SiteFolder) -> None:
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, moment)


def kill_workers(states: States, every: int) -> Iterator[Trial]:
    """One worker process alone killed at each of its calls."""
    for when, begin in _starts(states).items():
        for number in range(1, 60, every):
            yield _try(states, f"{when}, call {number}", replace(begin, jobs=2), partial(_kill_worker, number))


def _kill_worker(number: int, site: SiteFolder) -> None:
    parallel_map.parallel_map.__defaults__ = (20,)  # as if the site were a large one
    inject(kill_at(number, workers=True), site.path)


def errors(states: States, every: int) -> Iterator[Trial]:
    """An error at each call; where one is told, it is named."""
    for when, begin in _starts(states).items():
        calls = _calls(states, begin.site)
        for code in ERRORS:
            for number in range(1, len(calls) + 1, every):
                call = calls[number - 1]
                name = f"{when}, {errno.errorcode[code]} at call {number}: {call.does} {Path(call.path).name}"
                fault = _injected(partial(error_at, number, code))
                yield _try(states, name, begin, fault, "" if code == errno.EINTR else os.strerror(code))


def first_cause(states: States, every: int) -> Iterator[Trial]:
    """A full disk at each call, and another error at all that write later: the first one is told."""
    for when, begin in _starts(states).items():
        calls = _calls(states, begin.site)
        for number in range(1, len(calls) + 1, every):
            call = calls[number - 1]
            name = f"{when}, call {number}: {call.does} {Path(call.path).name}"
            fault = _injected(partial(error_at, number, errno.ENOSPC, errno.EIO))
            says = os.strerror(errno.ENOSPC if call.is_writing else 0)
            yield _try(states, name, begin, fault, says if call.is_writing else "")


def file_size(states: States, every: int) -> Iterator[Trial]:
    """Files may be no larger than so many bytes; the system writes what fits, and says so."""
    for when, begin in _starts(states).items():
        for size in range(0, 60_000, 1_500 * every):
            limit = injection.no_room_after(size)
            yield _try(states, f"{when}, {size} bytes", begin, partial(_call, limit), "File too large")


def open_files(states: States, every: int) -> Iterator[Trial]:
    """Few files may be open."""
    for when, begin in _starts(states).items():
        for most in range(5, 25, every):
            yield _try(states, f"{when}, {most} files", begin, partial(_limit, resource.RLIMIT_NOFILE, most))


def memory(states: States, every: int) -> Iterator[Trial]:
    """Little memory may be taken."""
    for when, begin in _starts(states).items():
        for more in range(0, 40, every):
            yield _try(states, f"{when}, {more} MB more", begin, partial(_limit_memory, more * 2**20))


def _call(limit: Callable[[], None], _: SiteFolder) -> None:
    limit()


def _limit(which: int, most: int, _: SiteFolder) -> None:
    resource.setrlimit(which, (most, most))


def _limit_memory(more: int, _: SiteFolder) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more,) * 2)


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "a byte flipped": lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
    "the last byte flipped": lambda content: content[:-1] + bytes([content[-1] ^ 255]),
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "noise": lambda content: random.Random(2).randbytes(len(content)),
}


def damaged_memory(states: States, every: int) -> Iterator[Trial]:
    """What builds remember in `.dateline/`, damaged, lost, or of another site."""
    begin = _starts(states)["a later build"]
    files = sorted(file.name for file in (begin.site.path / FOLDER).iterdir() if file.name != ".gitignore")
    for number, (name, how) in enumerate((name, how) for name in files for how in (*DAMAGES, "lost", "a folder")):
        if number % every == 0:
            yield _try(states, f"{name[:8]}: {how}", begin, partial(_damage, name, how))
    for name, other in (("of another site", _other_memory), ("of an older format", _older_format)):
        yield _try(states, name, begin, partial(other, states))


def _damage(name: str, how: str, site: SiteFolder) -> None:
    file = site.path / FOLDER / name
    if how in DAMAGES:
        file.write_bytes(DAMAGES[how](file.read_bytes()))
    else:
        file.unlink()
        if how == "a folder":
            file.mkdir()


def _other_memory(states: States, site: SiteFolder) -> None:
    shutil.rmtree(site.path / FOLDER)
    other = SiteFolder(states.fresh.path.with_name("other"))
    other.write({**FIRST, f"{DAY}/first.md": "---\ntitle: Other\ncontexts: [Oman]\n---\n"})
    other.build()
    shutil.copytree(other.path / FOLDER, site.path / FOLDER)


def _older_format(_: States, site: SiteFolder) -> None:
    from builder.cache import files, store  # noqa: PLC0415  # to write it as an older version did

    file = site.path / FOLDER / files.INDEX
    content = file.read_bytes()[files.DIGEST_SIZE :]
    fields = msgspec.msgpack.decode(content)
    files.write_file(file, msgspec.msgpack.encode(fields | {"format": store.FORMAT - 1}))


def _edit_unseen(file: Path) -> None:
    status = file.stat()
    content = file.read_bytes()
    file.write_bytes(content[:-2] + b"x" + content[-1:])
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replace(file: Path, make: Callable[[Path], object]) -> None:
    file.unlink()
    make(file)


EDITS: Mapping[str, Callable[[Path], None]] = {
    "removed": lambda file: file.unlink(),
    "other bytes, all times as before": _edit_unseen,
    "cut": lambda file: os.truncate(file, 10),
    "empty": lambda file: os.truncate(file, 0),
    "may not be read": lambda file: file.chmod(0),
    "may not be written": lambda file: file.chmod(0o400),
    "a folder": partial(_replace, make=Path.mkdir),
    "a link to nothing": partial(_replace, make=lambda file: file.symlink_to("nowhere")),
    "a link to content": partial(_replace, make=lambda file: file.symlink_to("../content/about.md")),
    "a pipe": partial(_replace, make=os.mkfifo),
}


def edited_output(states: States, every: int) -> Iterator[Trial]:
    """Files of the output removed, changed, or replaced by what is no file."""
    begin = _starts(states)["a later build"]
    names = ["index.html", "news/2011/05/15/second.html", "search/index.json", "feed.xml", MANIFEST]
    for number, (name, how) in enumerate((name, how) for name in names for how in EDITS):
        if number % every == 0:
            yield _try(states, f"{name}: {how}", begin, partial(_edit, name, how))
    for name, edit_site in {
        "all removed": lambda site: shutil.rmtree(site.output),
        "a folder removed": lambda site: shutil.rmtree(site.output / "topics"),
        "an old staging folder": lambda site: site.write({f"output/{STAGING}/index.html": "Half"}),
        "a file in the place of the staging folder": lambda site: site.write({f"output/{STAGING}": "Half"}),
        "a new list of files begun": lambda site: site.write({f"output/{MANIFEST}-new": "Half"}),
    }.items():
        yield _try(states, name, begin, edit_site)


def _edit(name: str, how: str, site: SiteFolder) -> None:
    EDITS[how](site.output / name)


def clocks(states: States, every: int) -> Iterator[Trial]:
    """Files of the future or of long ago, and a clock that was set back."""
    begin = _starts(states)["a later build"]
    moments = {"in the future": 4_000_000_000, "in 1970": 0, "before 1970": -1_000_000}
    for number, (name, moment) in enumerate(moments.items()):
        for place in ("content", "output", FOLDER):
            if number % every == 0:
                yield _try(states, f"{place} {name}", begin, partial(_set_times, place, moment))
    yield _try(states, "the clock of the build set back", begin, _set_clock_back)


def _set_times(folder: str, moment: int, site: SiteFolder) -> None:
    for file in (site.path / folder).rglob("*"):
        os.utime(file, (moment, moment))


def _set_clock_back(_: SiteFolder) -> None:
    time.time = lambda: 1_000_000_000.0
    time.time_ns = lambda: 10**18


def changed_while_read(states: States, every: int) -> Iterator[Trial]:
    """A file of content/ removed, changed or made a folder when the n-th call is made; the next build is right."""
    begin = states.fresh
    calls = len(_calls(states, begin))
    for number in range(1, calls + 1, every):
        for how in ("removed", "changed", "a folder"):
            copy = states.copy(begin, "trial")
            file = copy.path / DAY / "second.md"
            ended = build(copy, partial(inject, _alter_at(number, file, how), copy.path))
            if file.is_dir():
                file.rmdir()
                file.write_text("---\ntitle: After\n---\n")
            clean = states.clean_build(copy)
            broke = (*_traceback(ended), *faults_of_next(copy, ended, clean))
            yield Trial(f"call {number}: {how}", ended, broke)


def _alter_at(number: int, file: Path, how: str) -> Fault:
    driver = os.getpid()

    def fault(_: Call, count: int) -> None:
        if count == number and os.getppid() == driver:
            if how == "changed":
                file.write_text("---\ntitle: Changed\ncontexts: [Fiji]\n---\nChanged.\n")
            else:
                file.unlink()
                if how == "a folder":
                    file.mkdir()

    return fault


def _traceback(ended: Ended) -> Iterator[str]:
    if "Traceback" in ended.printed:
        yield ended.printed.strip().splitlines()[-1]


def at_once(states: States, every: int) -> Iterator[Trial]:
    """Two builds of one site at once: one waits or is refused, and the output is a clean build's."""
    for when, begin in _starts(states).items():
        for number in range(0, 12, every):
            copy = states.copy(begin.site, "trial")
            started = [start(copy, partial(time.sleep, seconds)) for seconds in (0, number / 100)]
            ended = [wait(each) for each in started]
            refused = [each for each in ended if each.status]
            broke = [] if all("Another build" in each.printed for each in refused) else [refused[0].printed]
            broke += ["both failed"] if len(refused) > 1 else []
            yield Trial(
                f"{when}, {number * 10} ms apart", ended[0], (*broke, *faults_of_next(copy, ended[0], begin.clean))
            )


def one_output(states: States, _: int) -> Iterator[Trial]:
    """Two sites into one output: the second is refused with the first one's name, unless it is told to take over."""
    one, other = states.copy(states.fresh, "one"), states.copy(states.fresh, "other")
    (other.path / "dateline.toml").write_text('title = "Other"\n')
    shared = states.fresh.path.with_name("shared")
    shutil.rmtree(shared, ignore_errors=True)
    assert build(one, lambda: None, "--output", str(shared)).status == 0
    before = tree(shared)
    ended = build(other, lambda: None, "--output", str(shared))
    broke = [] if ended.status == 1 and "Trial" in ended.printed else [f"not refused by name: {ended.printed.strip()}"]
    broke += [] if tree(shared) == before else ["the refused site changed the output"]
    taken = build(other, lambda: None, "--output", str(shared), "--take-over")
    broke += [] if taken.status == 0 else ["it does not take over where it is told to"]
    back = build(one, lambda: None, "--output", str(shared))
    broke += [] if back.status == 1 else ["the first takes it back untold"]
    yield Trial("another title", ended, tuple(broke))


KINDS: Mapping[str, Kind] = {
    "kill": kill,
    "kill-at-random": kill_at_random,
    "kill-workers": kill_workers,
    "errors": errors,
    "first-cause": first_cause,
    "file-size": file_size,
    "open-files": open_files,
    "memory": memory,
    "damaged-memory": damaged_memory,
    "edited-output": edited_output,
    "clocks": clocks,
    "changed-while-read": changed_while_read,
    "at-once": at_once,
    "one-output": one_output,
}
"""The kinds of faults by name, as `python -m tests.faults NAME` takes them."""
