"""Faults beside a build: another build, a server of the same site, another site in the same output."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from functools import partial
from urllib.request import urlopen

from tests.faults.trial import (
    States,
    Trial,
    build,
    change,
    faults_of_next,
    start,
    start_build,
    starts,
    traceback_in,
    wait,
)
from tests.sites import tree

TIMEOUT = 20


def at_once(states: States, every: int) -> Iterator[Trial]:
    """Two builds of one site at once: one waits or is refused, and the output is a clean build's."""
    for when, begin in starts(states).items():
        for number in range(0, 12, every):
            copy = states.copy(begin.site, "trial")
            started = [start_build(copy, partial(time.sleep, seconds)) for seconds in (0, number / 100)]
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


def one_output_at_once(states: States, every: int) -> Iterator[Trial]:
    """Two sites into one new output at once: one publishes all of it, and the other is refused and changes nothing."""
    other = states.copy(states.fresh, "other")
    (other.path / "dateline.toml").write_text('title = "Other"\n')
    clean = {}
    for site in (states.fresh, other):
        alone = site.path.with_name("alone")
        shutil.rmtree(alone, ignore_errors=True)
        assert build(states.copy(site, "trial"), lambda: None, "--output", str(alone)).status == 0
        clean[site.path] = tree(alone)
    for number in range(0, 12, every):
        shared = states.fresh.path.with_name("shared")
        shutil.rmtree(shared, ignore_errors=True)
        copies = [states.copy(site, name) for site, name in ((states.fresh, "one"), (other, "two"))]
        pauses = (0, number / 100)
        started = [
            start_build(copy, partial(time.sleep, pause), "--output", str(shared))
            for copy, pause in zip(copies, pauses, strict=True)
        ]
        ended = [wait(each) for each in started]
        winners = [site for site, each in zip(clean, ended, strict=True) if each.status == 0]
        broke = [] if len(winners) == 1 else [f"{len(winners)} published: {[each.printed.strip() for each in ended]}"]
        broke += [] if not winners or tree(shared) == clean[winners[0]] else ["the output is not that of the one"]
        yield Trial(f"{number * 10} ms apart", ended[1], tuple(broke))


def beside_serve(states: States, every: int) -> Iterator[Trial]:
    """A build while the same site is served and watched: pages are whole all the while, and both end well."""
    for number in range(0, 12, every):
        copy = states.copy(states.built, "trial")
        server = start(lambda: None, "serve", "--site", str(copy.path), "--watch", "--port", "0")
        try:
            address = _address(server[1])
            change(copy)
            time.sleep(number / 50)
            building = start_build(copy, lambda: None)
            broke = [*_halves(address, building[0])]
            ended = wait(building)
            if not _shows(f"{address}news/2011/05/15/second.html", "<h1>The second"):
                broke.append("the server does not show what was changed")
        finally:
            os.kill(server[0], signal.SIGINT)
            served = wait(server)
        broke += [f"the server ended with {served.status}: {served.printed.strip()}"] if served.status else []
        broke += [*traceback_in(served), *traceback_in(ended)]
        broke += [] if ended.status == 0 else [f"the build failed: {ended.printed.strip()}"]
        name = f"a build {number * 20} ms after the change that is served"
        yield Trial(name, ended, (*broke, *faults_of_next(copy, ended, states.clean_changed)))


def _address(read_end: int) -> str:
    """The address that a server prints first."""
    printed = b""
    while b"\n" not in printed:
        printed += os.read(read_end, 1_000)
    return next(word for word in printed.decode().split() if word.startswith("http"))


def _halves(address: str, building: int) -> Iterator[str]:
    """The pages that a server gave half, as long as a build lasts."""
    while os.waitid(os.P_PID, building, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        with urlopen(f"{address}index.html", timeout=TIMEOUT) as answer:  # noqa: S310  # the server above
            if b"</html>" not in answer.read():
                yield "the server gave half a page"


def _shows(address: str, words: str) -> bool:
    """Whether a page shows some words before long."""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        with urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310
            if words in answer.read().decode():
                return True
        time.sleep(0.05)
    return False
