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
from itertools import islice, product
from pathlib import Path

import msgspec
from msgspec.structs import replace

from builder.cache.store import FOLDER
from builder.concurrency import parallel_map
from builder.core.urls import MANIFEST
from builder.output.inspect import STAGING
from tests.faults import injection
from tests.faults.beside import at_once, beside_serve, one_output, one_output_at_once
from tests.faults.disks import commands, full_disk
from tests.faults.injection import ERRORS, Call, Fault, error_at, inject, kill_at, record
from tests.faults.trial import DAY, FIRST, States, Trial, build, faults_of_next, starts, traceback_in, try_fault
from tests.sites import SiteFolder

Kind = Callable[[States, int], Iterator[Trial]]
"""Tries each n-th of its faults."""


def _calls(states: States, site: SiteFolder) -> list[Call]:
    """The calls that a build of a site makes."""
    copy, file = states.copy(site, "trial"), states.fresh.path.with_name("calls")
    file.unlink(missing_ok=True)
    assert build(copy, lambda: inject(record(file), copy.path)).status == 0
    found = [line.split("\t", 2) for line in file.read_text().splitlines()]
    return [Call(does, path, writing == "1") for does, writing, path in found]


def _injected(make: Callable[[], Fault]) -> Callable[[SiteFolder], None]:
    return lambda site: inject(make(), site.path)


def kill(states: States, every: int) -> Iterator[Trial]:
    """Killed at each call, in the midst of it where it writes."""
    for when, begin in starts(states).items():
        calls = _calls(states, begin.site)
        for number in range(1, len(calls) + 1, every):
            call = calls[number - 1]
            name = f"{when}, call {number}: {call.does} {Path(call.path).name}"
            yield try_fault(states, name, begin, _injected(partial(kill_at, number)))


def kill_at_random(states: States, every: int) -> Iterator[Trial]:
    """Killed from outside at a random moment."""
    chance = random.Random(1)
    for when, begin in starts(states).items():
        for number in range(0, 60, every):
            moment = chance.uniform(0.001, 0.4)
            timer = partial(_kill_later, moment)
            yield try_fault(states, f"{when} {number}, after {moment * 1000:.0f} ms", begin, timer)


def _kill_later(moment: float, _: SiteFolder) -> None:
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, moment)


def kill_workers(states: States, every: int) -> Iterator[Trial]:
    """One worker process alone killed at each of its calls."""
    for when, begin in starts(states).items():
        for number in range(1, 60, every):
            yield try_fault(states, f"{when}, call {number}", replace(begin, jobs=2), partial(_kill_worker, number))


def _kill_worker(number: int, site: SiteFolder) -> None:
    parallel_map.parallel_map.__defaults__ = (20,)  # as if the site were a large one
    inject(kill_at(number, workers=True), site.path)


def errors(states: States, every: int) -> Iterator[Trial]:
    """An error at each call; where one is told, it is named."""
    for when, begin in starts(states).items():
        calls = _calls(states, begin.site)
        for code in ERRORS:
            for number in range(1, len(calls) + 1, every):
                call = calls[number - 1]
                name = f"{when}, {errno.errorcode[code]} at call {number}: {call.does} {Path(call.path).name}"
                fault = _injected(partial(error_at, number, code))
                yield try_fault(states, name, begin, fault, "" if code == errno.EINTR else os.strerror(code))


def first_cause(states: States, every: int) -> Iterator[Trial]:
    """A full disk at each call, and another error at all that write later: the first one is told."""
    for when, begin in starts(states).items():
        calls = _calls(states, begin.site)
        for number in range(1, len(calls) + 1, every):
            call = calls[number - 1]
            name = f"{when}, call {number}: {call.does} {Path(call.path).name}"
            fault = _injected(partial(error_at, number, errno.ENOSPC, errno.EIO))
            says = os.strerror(errno.ENOSPC if call.is_writing else 0)
            yield try_fault(states, name, begin, fault, says if call.is_writing else "")


def file_size(states: States, every: int) -> Iterator[Trial]:
    """Files may be no larger than so many bytes; the system writes what fits, and says so."""
    for when, begin in starts(states).items():
        for size in range(0, 60_000, 1_500 * every):
            limit = injection.no_room_after(size)
            yield try_fault(states, f"{when}, {size} bytes", begin, partial(_call, limit), "File too large")


def open_files(states: States, every: int) -> Iterator[Trial]:
    """Few files may be open."""
    for when, begin in starts(states).items():
        for most in range(5, 25, every):
            yield try_fault(states, f"{when}, {most} files", begin, partial(_limit, resource.RLIMIT_NOFILE, most))


def memory(states: States, every: int) -> Iterator[Trial]:
    """Little memory may be taken."""
    for when, begin in starts(states).items():
        for more in range(0, 40, every):
            yield try_fault(states, f"{when}, {more} MB more", begin, partial(_limit_memory, more * 2**20))


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
    begin = starts(states)["a later build"]
    files = sorted(file.name for file in (begin.site.path / FOLDER).iterdir() if file.name != ".gitignore")
    for number, (name, how) in enumerate((name, how) for name in files for how in (*DAMAGES, "lost", "a folder")):
        if number % every == 0:
            yield try_fault(states, f"{name[:8]}: {how}", begin, partial(_damage, name, how))
    for name, other in (("of another site", _other_memory), ("of an older format", _older_format)):
        yield try_fault(states, name, begin, partial(other, states))


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
    begin = starts(states)["a later build"]
    names = ["index.html", "news/2011/05/15/second.html", "search/index.json", "feed.xml", MANIFEST]
    for number, (name, how) in enumerate((name, how) for name in names for how in EDITS):
        if number % every == 0:
            yield try_fault(states, f"{name}: {how}", begin, partial(_edit, name, how))
    for name, edit_site in {
        "all removed": lambda site: shutil.rmtree(site.output),
        "a folder removed": lambda site: shutil.rmtree(site.output / "topics"),
        "an old staging folder": lambda site: site.write({f"output/{STAGING}/index.html": "Half"}),
        "a file in the place of the staging folder": lambda site: site.write({f"output/{STAGING}": "Half"}),
        "a new list of files begun": lambda site: site.write({f"output/{MANIFEST}-new": "Half"}),
    }.items():
        yield try_fault(states, name, begin, edit_site)


def _edit(name: str, how: str, site: SiteFolder) -> None:
    EDITS[how](site.output / name)


def clocks(states: States, every: int) -> Iterator[Trial]:
    """Files of the future or of long ago, and a clock that was set back."""
    begin = starts(states)["a later build"]
    moments = {"in the future": 4_000_000_000, "in 1970": 0, "before 1970": -1_000_000}
    for number, (name, moment) in enumerate(moments.items()):
        for place in ("content", "output", FOLDER):
            if number % every == 0:
                yield try_fault(states, f"{place} {name}", begin, partial(_set_times, place, moment))
    yield try_fault(states, "the clock of the build set back", begin, _set_clock_back)


def _set_times(folder: str, moment: int, site: SiteFolder) -> None:
    for file in (site.path / folder).rglob("*"):
        os.utime(file, (moment, moment))


def _set_clock_back(_: SiteFolder) -> None:
    time.time = lambda: 1_000_000_000.0
    time.time_ns = lambda: 10**18


ALTERED: Mapping[str, str] = {
    f"{DAY}/second.md": "---\ntitle: Changed\ncontexts: [Fiji]\n---\nChanged.\n",
    f"{DAY}/a.txt": "Another file.\n",
    "templates/404.html": "<!doctype html>\nNot any more.\n",
    "dateline.toml": 'title = "Changed"\n',
}
"""Files that change while they are read, and what each then holds."""


def changed_while_read(states: States, every: int) -> Iterator[Trial]:
    """A file of the site removed, changed or made a folder when the n-th call is made; the next build is right."""
    begin = states.fresh
    calls = range(1, len(_calls(states, begin)) + 1)
    for number, name, how in islice(product(calls, ALTERED, ("removed", "changed", "a folder")), 0, None, every):
        copy = states.copy(begin, "trial")
        file = copy.path / name
        ended = build(copy, partial(inject, _alter_at(number, file, how, ALTERED[name]), copy.path))
        if file.is_dir():
            file.rmdir()
            file.write_text(ALTERED[name])
        clean = states.clean_build(copy)
        broke = (*traceback_in(ended), *faults_of_next(copy, ended, clean))
        yield Trial(f"call {number}, {name}: {how}", ended, broke)


def _alter_at(number: int, file: Path, how: str, text: str) -> Fault:
    driver = os.getpid()

    def fault(_: Call, count: int) -> None:
        if count == number and os.getppid() == driver:
            if how == "changed":
                file.write_text(text)
            else:
                file.unlink()
                if how == "a folder":
                    file.mkdir()

    return fault


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
    "full-disk": full_disk,
    "commands": commands,
    "at-once": at_once,
    "beside-serve": beside_serve,
    "one-output": one_output,
    "one-output-at-once": one_output_at_once,
}
"""The kinds of faults by name, as `python -m tests.faults NAME` takes them."""
