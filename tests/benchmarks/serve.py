"""`dateline serve --watch` as an editor meets it: how soon the first page comes, and how soon an edit shows.

The server is a process of its own. An edit is a word more in a title. The clock starts when the file is closed; then
the open page hears in its channel that it changed, asks for itself again, and the clock stops when its bytes hold the
new word.
"""

import http.client
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from builder.content.scan import SETTLED
from tests.benchmarks.content import build, write_site
from tests.benchmarks.installed import dateline, installed
from tests.benchmarks.report import Section, seconds, table
from tests.serve.running import event_stream

EDITS = 100
"""How many edits are timed for each kind of page."""

SWITCHED = 500
"""Files that a branch switch changes."""

FIRST = {"with a warm cache": 0.35, "cold": 4.0}
"""The most seconds until the first page at 10,000 entries.

A warm cache is of a build that found marks to believe: a site's files are seldom as fresh as `scan.SETTLED` says.
"""

BARS: Mapping[int, float] = {10_000: 0.020, 83_458: 0.040}
"""For a number of entries the most seconds that 95 of 100 edits may take."""

SWITCH = 2.0
"""The most seconds that a branch switch may take."""

_SEED = 20_110_515
_PAUSE = 0.2
_START = 120.0
_LINK = re.compile(r'href="([^"#:]+\.html)"')
_RELATED = re.compile(r'<section class="related">.*?</section>', re.DOTALL)
_NOTES = """\
Each edit puts a word into the title of another entry, drawn by chance. The time is from the close of the file to the
last byte of the page with the new word, as an open page fetches it after it heard in its channel that it changed. One
edit is made at a time, with a rest of 0.2 s between two. The page of a topic is that of the year where the topic is
large. A branch switch is `git checkout` of a branch in which 500 entries have another text; its time is from the start
of git to the page, and the reloads are those that the open page heard of until a second after.

What limits it: 4 ms in which a second file may change, so that a burst is one change; reading the file; putting the
entry in the place of the old one in the lists that hold it, which grows with the number of entries; and rendering the
page, which takes longest for the pages of large topics.
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What a site of a size took."""

    entries: int
    first: Mapping[str, float]
    """Seconds to the first page, by what the server knew before."""
    edits: Mapping[str, Sequence[float]]
    """Seconds until each edit showed, by the kind of page, ascending."""
    switch: float
    """Seconds until a branch switch showed."""
    reloads: int
    """How often the open page heard that it changed."""


class Client:
    """A browser that keeps its connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START)

    def get(self, path: str) -> str:
        """The text of a page. Raises ValueError if there is none."""
        try:
            answer = self._asked(path)
        except (http.client.RemoteDisconnected, ConnectionResetError):  # the server ends connections that rest
            self._connection.close()
            answer = self._asked(path)
        text = answer.read().decode()
        if answer.status != 200:
            raise ValueError(f"{path} is answered with {answer.status}")
        return text

    def _asked(self, path: str) -> http.client.HTTPResponse:
        self._connection.request("GET", quote(path))
        return self._connection.getresponse()


def serving(sizes: Sequence[int]) -> Section:
    """What serving takes, for each number of entries."""
    return told([measure(entries) for entries in sizes])


def measure(entries: int) -> Served:
    """Serve a site, make edits and a branch switch."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        site, output = Path(folder, "site"), Path(folder, "output")
        write_site(site, entries)
        time.sleep(SETTLED)
        build(site, output)
        shutil.rmtree(output)
        files = sorted((site / "content").rglob("*.md"))
        first = {what: first_page(site, files[0], clean=what == "cold") for what in ("with a warm cache", "cold")}
        with served(site) as client:
            time.sleep(3 + entries / 20_000)
            drawn = random.Random(_SEED)
            edits = {kind: sorted(_edits(client, site, files, find, drawn)) for kind, find in PAGES.items()}
        switch, reloads = _branch_switch(site, files)
    found = Served(entries, first, edits, switch, reloads)
    print(f"{entries:,} entries served: {[*map(_row, [found])]}", file=sys.stderr, flush=True)
    return found


@contextmanager
def served(site: Path) -> Iterator[Client]:
    """Serve and watch a site in a process of its own, ready to follow edits."""
    with _started(site, "--watch") as (process, port):
        assert process.stdout
        while "follow" not in process.stdout.readline():
            if process.poll() is not None:
                raise SystemExit("The server ended before it followed.")
        yield Client(port)


@contextmanager
def _started(site: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = dateline("serve", "--site", f"{site}", "--port", f"{port}", *options)
    with subprocess.Popen(command, cwd=installed(), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, port
        finally:
            process.terminate()


def first_page(site: Path, file: Path, *, clean: bool) -> float:
    """Seconds from the start of the server to its first page, with the memory of a build or without."""
    memory, aside = site / ".dateline", site / ".dateline-aside"
    if clean:
        memory.rename(aside)
    try:
        started = time.perf_counter()
        with _started(site) as (_, port):
            while True:
                try:
                    Client(port).get(page_of(site, file))
                    return time.perf_counter() - started
                except OSError:
                    time.sleep(0.005)
    finally:
        if clean:
            shutil.rmtree(memory, ignore_errors=True)
            aside.rename(memory)


def page_of(site: Path, file: Path) -> str:
    """The address of the page of an entry."""
    return f"/{file.relative_to(site / 'content').with_suffix('.html').as_posix()}"


Find = Callable[[Client, str], str | None]
"""Finds a page that shows an entry, given the entry's own; none if there is no such page."""


def itself(_: Client, page: str) -> str | None:
    """The page of the entry itself."""
    return page


def its_day(_: Client, page: str) -> str | None:
    """The page of its day."""
    return f"{page.rpartition('/')[0]}/"


def a_topic(client: Client, page: str) -> str | None:
    """The page of one of its topics that lists it: for a large topic that of the year."""
    year = page.split("/")[2]
    topics = [link for link in _linked(client.get(page), page) if re.fullmatch(r"/topics/[^/]+/index\.html", link)]
    for topic in topics:
        for listing in (topic, topic.replace("index.html", f"{year}.html")):
            if _links_to(client, listing, page):
                return listing
    return None


def one_that_lists_it(client: Client, page: str) -> str | None:
    """The page of an entry that lists it as Related."""
    related = _RELATED.search(client.get(page))
    pages = _linked(related[0], page) if related else []
    return next((other for other in pages if "/topics/" not in other and _lists(client, other, page)), None)


PAGES: Mapping[str, Find] = {
    "the entry": itself,
    "its day": its_day,
    "a topic": a_topic,
    "listed as Related": one_that_lists_it,
}
"""The kinds of pages on which an edit has to show."""


def _linked(text: str, page: str) -> list[str]:
    """Where the links of a page lead, from the root."""
    base = f"http://x{page}"
    return [unquote(urljoin(base, link).removeprefix("http://x")) for link in _LINK.findall(text)]


def _links_to(client: Client, listing: str, page: str) -> bool:
    try:
        return page in _linked(client.get(listing), listing)
    except ValueError:
        return False


def _lists(client: Client, other: str, page: str) -> bool:
    related = _RELATED.search(client.get(other))
    return related is not None and page in _linked(related[0], other)


def _edits(client: Client, site: Path, files: Sequence[Path], find: Find, drawn: random.Random) -> Iterator[float]:
    """The seconds until each edit showed."""
    done = 0
    while done < EDITS:
        file = drawn.choice(files)
        page = find(client, page_of(site, file))
        if page:
            yield _edit(client, file, page, f"word{drawn.randrange(10**9)}")
            done += 1


def _edit(client: Client, file: Path, page: str, word: str) -> float:
    """Put a word into a title and wait until an open page shows it."""
    text = file.read_text(encoding="utf-8").replace('\ntitle: "', f'\ntitle: "{word} ', 1)
    if word not in text:
        raise SystemExit(f"{file} is not as the corpus is")
    with event_stream(client.port, page, client.get(page)) as events:
        time.sleep(_PAUSE)
        with open(file, "w", encoding="utf-8") as written:
            written.write(text)
        closed = time.perf_counter()
        while not events.next_message()["changed"]:
            continue
        shown = client.get(page)
        took = time.perf_counter() - closed
    if word not in shown:
        raise SystemExit(f"{page} does not show what was written into {file}")
    return took


def _branch_switch(site: Path, files: Sequence[Path]) -> tuple[float, int]:
    """The seconds that a branch switch takes to show, and how many reloads it is."""
    changed = random.Random(_SEED).sample(files, SWITCHED)
    _git(site, "init", "--quiet", "--initial-branch", "before")
    for branch in ("before", "after"):
        if branch == "after":
            _git(site, "checkout", "--quiet", "-b", branch)
            for file in changed:
                file.write_text(file.read_text(encoding="utf-8") + "\nAnother branch.\n", encoding="utf-8")
        _git(site, "add", "content")
        _git(site, "commit", "--quiet", "--message", branch)
    page = page_of(site, changed[0])
    with served(site) as client, event_stream(client.port, page, client.get(page)) as events:
        time.sleep(3 + len(files) / 20_000)
        started = time.perf_counter()
        _git(site, "checkout", "--quiet", "before")
        while not events.next_message()["changed"]:
            continue
        shown = client.get(page)
        took = time.perf_counter() - started
        if "Another branch." in shown:
            raise SystemExit("A branch switch showed before it was done.")
        reloads = 1
        while not events.is_silent_for(1.0):
            reloads += events.next_message()["changed"]
    return took, reloads


def _git(site: Path, *arguments: str) -> None:
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=site, check=True, stdout=subprocess.DEVNULL)


def told(found: Sequence[Served]) -> Section:
    """What was found for each size."""
    bars = [(kind, each, BARS[each.entries]) for each in found if each.entries in BARS for kind in each.edits]
    rows = [(kind, f"{each.entries:,}", _ms(_part(each.edits[kind], 95)), _ms(bar)) for kind, each, bar in bars]
    ratios = table(("an edit shows on", "entries", "95 of 100 within", "bar"), rows)
    starts = [
        (what, f"{each.entries:,}", seconds(took), seconds(FIRST[what]) if each.entries == 10_000 else "–")
        for each in found
        for what, took in each.first.items()
    ]
    first = table(("first page", "entries", "after", "bar"), starts)
    switches = [
        (f"{SWITCHED} files", f"{each.entries:,}", seconds(each.switch), seconds(SWITCH), f"{each.reloads}")
        for each in found
    ]
    switched = table(("branch switch", "entries", "shown after", "bar", "reloads"), switches)
    head = ("an edit shows on", "entries", "median", "95 of 100", "worst")
    edits = table(head, [row for each in found for row in _row(each)])
    return Section("Serving while writing", f"{(rows and ratios) or ''}\n{first}\n{switched}", f"{edits}\n{_NOTES}")


def _row(each: Served) -> list[tuple[str, ...]]:
    return [
        (kind, f"{each.entries:,}", _ms(_part(took, 50)), _ms(_part(took, 95)), _ms(took[-1]))
        for kind, took in each.edits.items()
    ]


def _part(ascending: Sequence[float], percent: int) -> float:
    """What so many of a hundred do not exceed."""
    return ascending[max(0, -(-len(ascending) * percent // 100) - 1)]


def _ms(value: float) -> str:
    return f"{value * 1000:,.0f} ms"


if __name__ == "__main__":
    print(serving([int(size) for size in sys.argv[1:]] or [1_000]).figures)
