"""Faults of disks: one with too little room for a build, and files that other commands cannot write whole."""

import ctypes
import os
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tests.faults.injection import no_room_after
from tests.faults.trial import Ended, States, Trial, build, faults_of, sources, start, starts, wait, wrong_words
from tests.sites import SiteFolder

_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000
_REMOUNT, _PRIVATE, _ALL_BELOW = 32, 1 << 18, 1 << 14
"""Flags of https://man7.org/linux/man-pages/man2/unshare.2.html and https://man7.org/linux/man-pages/man2/mount.2.html."""

_ROOM = 16_000
"""Kilobytes in which every site of a trial fits many times."""


def full_disk(states: States, every: int) -> Iterator[Trial]:
    """A disk that has room for so many kilobytes of a build only; the whole site lies on it.

    It is a file system in memory, which only a process of its own sees. Where the system lets nobody mount one, as in
    some containers, nothing is tried: a limit of the size of files says nearly the same.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open(write_end, "wb") as pipe:
                pipe.write(msgspec.msgpack.encode([*_on_small_disks(states, every)]))
            os._exit(0)
        except BaseException:  # it is for the person who reads the table
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(write_end)
    with open(read_end, "rb") as pipe:
        trials = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    yield from msgspec.msgpack.decode(trials, type=list[Trial])


def _on_small_disks(states: States, every: int) -> Iterator[Trial]:
    disk = states.fresh.path.with_name("disk")
    disk.mkdir(exist_ok=True)
    if not _mount(disk):
        return
    for when, begin in starts(states).items():
        for room in range(0, 600, 12 * every):
            copy = states.copy(begin.site, "disk/trial")
            owned = sources(copy)
            _resize(disk, _used(disk) + room)
            ended = build(copy)
            broke = [] if sources(copy) == owned else ["content was changed"]
            if ended.status and "No space left on device" not in ended.printed:
                broke.append(f"it does not say that there is no room: {ended.printed.strip()}")
            _resize(disk, _ROOM)
            broke += faults_of(states, copy, ended, begin.clean)
            yield Trial(f"{when}, {room} kB", ended, tuple(broke))


def _mount(folder: Path) -> bool:
    """Mount a file system in memory, for this process and those that it starts; whether the system lets it."""
    user, group = os.getuid(), os.getgid()
    system = ctypes.CDLL(None)
    if system.unshare(_NEW_MOUNTS | (_NEW_USERS if user else 0)):
        return False
    try:
        maps = {"setgroups": "deny", "uid_map": f"0 {user} 1", "gid_map": f"0 {group} 1"} if user else {}
        for name, line in maps.items():
            Path(f"/proc/self/{name}").write_text(line)
    except OSError:
        return False
    if system.mount(b"none", b"/", None, _PRIVATE | _ALL_BELOW, None):
        return False
    mounted: int = system.mount(b"none", bytes(folder), b"tmpfs", 0, f"size={_ROOM}k".encode())
    return mounted == 0


def _resize(disk: Path, kilobytes: int) -> None:
    assert ctypes.CDLL(None).mount(b"none", bytes(disk), b"tmpfs", _REMOUNT, f"size={kilobytes}k".encode()) == 0


def _used(disk: Path) -> int:
    """The kilobytes that a disk holds."""
    status = os.statvfs(disk)
    return (status.f_blocks - status.f_bfree) * status.f_frsize // 1024


COMMANDS: Mapping[str, Sequence[str]] = {
    "init": ("init", "{site}/new"),
    "new": ("new", "A third", "--date", "2011-05-16", "--context", "Iran", "--site", "{site}"),
    "import": ("import", "jsonl", "{site}/other.jsonl", "--site", "{site}"),
    "rename": ("topics", "rename", "Iran", "Persia", "--yes", "--site", "{site}"),
    "export jsonl": ("export", "jsonl", "{site}/site.jsonl", "--site", "{site}"),
    "export csv, packed": ("export", "csv", "{site}/site.csv.gz", "--site", "{site}"),
    "export sqlite": ("export", "sqlite", "{site}/site.sqlite", "--site", "{site}"),
    "export sqlite, packed": ("export", "sqlite", "{site}/site.sqlite.gz", "--site", "{site}"),
}
"""Other commands that write files."""

OTHER = '{"title": "Imported", "date": "2011-05-17", "contexts": ["Iran"], "markdown": "Text."}\n'


def commands(states: States, every: int) -> Iterator[Trial]:
    """Other commands, whose files may be no larger than so many bytes; said again, each completes its work."""
    for name, command in COMMANDS.items():
        for size in (0, 1, 20, 100, 300, 1_000, 5_000, 20_000)[:: min(every, 8)]:
            copy = _with_other(states)
            assert _run(copy, command).status == 0, name
            clean = sources(copy)
            copy = _with_other(states)
            whole = {*sources(copy).items(), *clean.items()}
            ended = _run(copy, command, no_room_after(size))
            broke = [*wrong_words(ended)]
            broke += [f"half a file: {at}" for at, content in sources(copy).items() if (at, content) not in whole]
            again = _run(copy, command) if ended.status else ended
            if again.status or sources(copy) != clean:
                broke.append(f"said again, it does not complete its work: {again.printed.strip()}")
            yield Trial(f"{name}, {size} bytes", ended, tuple(broke))


def _with_other(states: States) -> SiteFolder:
    """A site, and a file that can be imported."""
    copy = states.copy(states.fresh, "trial")
    copy.write({"other.jsonl": OTHER})
    return copy


def _run(site: SiteFolder, command: Sequence[str], before: Callable[[], None] = lambda: None) -> Ended:
    return wait(start(before, *(part.format(site=site.path) for part in command)))
