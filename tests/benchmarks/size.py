"""What a site with its data and feeds weighs, by kind of file, and how much of that are titles and addresses alone."""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from builder.output.inspect import list_files
from tests.benchmarks.content import build, write_site
from tests.benchmarks.report import Section, megabytes, table
from tests.weight import weight

FORMATS = ("html", "json")

BARS: Mapping[int, int] = {83_458: 640_000_000}
"""For a number of entries the most bytes that the site may have."""

READ = 15_000
"""The most bytes that a reader gets who opens an entry with ten Related, compressed."""

DRAWN = 1_000
"""About how many entries' pages are weighed as readers get them."""

KINDS = (
    "entries' pages",
    "entries' JSON",
    "days' pages",
    "days' JSON",
    "topics' pages",
    "topics' JSON",
    "topics' feeds",
    "outlets' pages",
    "lists",
    "search index",
    "everything else",
)
"""The kinds of files. Lists are those of months, years, days in all years, all topics and all outlets; the pages of a
topic or an outlet include those of its years."""

_TITLE = re.compile(rb"<h1>(.*?)</h1>")
_LINK = re.compile(rb'<a(?: rel="\w+")? href="([^"]*\.html)">(?:<span>[^<]*</span> )?([^<]*)</a>')
_UNTITLED = re.compile(rb'<nav class="trails".*?</nav>|<details class="cite">.*?</details>', re.DOTALL)
"""The parts of an entry's page whose links to entries show no titles."""

_NOT_AN_ENTRY = re.compile(rb"(?:.*/)?(?:index|\d{2}|\d{4}|404)\.html")
_OF_FEED = re.compile(rb'<title>([^<]*)</title>\n<link href="([^"]*)"/>')
_NOTES = """\
The site has HTML, JSON and feeds. The floor is what no page can leave out: the bytes of the titles and addresses of
entries as they stand in the files, without any markup around them. An entry's page and its JSON name itself, its ten
Related and the entries before and after it; a day, a month and a topic name their entries; so does a feed.
"""


@dataclass(frozen=True, slots=True)
class Weight:
    """What some files weigh."""

    files: int = 0
    size: int = 0
    """In bytes."""
    floor: int = 0
    """Bytes of titles and addresses of entries in them."""

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.files + other.files, self.size + other.size, self.floor + other.floor)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a site weighs."""

    entries: int
    kinds: Mapping[str, Weight]
    """By kind of file, all KINDS."""
    read: Sequence[int]
    """What is sent to readers of some entries that have ten Related: bytes, in no order."""

    @property
    def whole(self) -> Weight:
        """All files together."""
        return sum(self.kinds.values(), Weight())


def sizes_of_sites(sizes: Sequence[int]) -> Section:
    """What the site weighs with each number of entries."""
    return told([measure(entries) for entries in sizes])


def measure(entries: int) -> Weighed:
    """Build a site of that many entries and weigh it."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        site, output = Path(folder, "site"), Path(folder, "output")
        write_site(site, entries, FORMATS)
        build(site, output)
        return Weighed(entries, weigh(output), read(output))


def weigh(output: Path) -> dict[str, Weight]:
    """What the files of each kind in a folder weigh."""
    kinds = dict.fromkeys(KINDS, Weight())
    for address in list_files(output):
        content = (output / address).read_bytes()
        kinds[kind_of(address)] += Weight(1, len(content), floor_of(address, content))
    return kinds


def read(output: Path) -> list[int]:
    """What is sent to those who read some of the entries that have ten Related."""
    data = [address for address in list_files(output) if kind_of(address) == "entries' JSON"]
    drawn = [output / address for address in sorted(data)[:: len(data) // DRAWN + 1]]
    full = [file for file in drawn if len(json.loads(file.read_bytes())["related"]) == 10]
    return [weight(file.with_suffix(".html"), output) for file in full]


def kind_of(address: str) -> str:
    """The kind of a file."""
    *folders, name = address.split("/")
    data = name.endswith(".json")
    match folders:
        case ["topics"] | ["sources"] | ["news"] | ["news", _] | ["news", _, _] | ["on-this-day", *_]:
            return "lists"
        case ["topics", _]:
            return "topics' feeds" if name == "feed.xml" else "topics' JSON" if data else "topics' pages"
        case ["sources", _]:
            return "outlets' pages"
        case ["news", _, _, _] if name.startswith("index."):
            return "days' JSON" if data else "days' pages"
        case ["news", _, _, _]:
            return "entries' JSON" if data else "entries' pages"
    return "search index" if folders[:1] == ["search"] else "everything else"


def floor_of(address: str, content: bytes) -> int:
    """The bytes of titles and addresses of entries in a file."""
    if address.endswith(".json"):
        return sum(len(text.encode()) for text in _names(json.loads(content)))
    if address.endswith(".xml"):
        return _length(_OF_FEED.findall(content))
    titled = _LINK.findall(_UNTITLED.sub(b"", content))
    links = [(link, title) for link, title in titled if not _NOT_AN_ENTRY.fullmatch(link)]
    own = _TITLE.findall(content) if kind_of(address) == "entries' pages" else []
    return _length(links) + sum(map(len, own))


def _length(pairs: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(link) + len(title) for link, title in pairs)


def _names(data: Any) -> Iterator[str]:
    """The titles and addresses of entries, wherever they are in a JSON file."""
    if isinstance(data, list):
        for item in data:
            yield from _names(item)
    elif isinstance(data, dict):
        if "title" in data:
            yield from (
                data[key] for key in ("title", "id", "url", "previous", "next") if isinstance(data.get(key), str)
            )
        for value in data.values():
            yield from _names(value)


def told(weighed: Sequence[Weighed]) -> Section:
    """What was found with each number of entries."""
    head = ("entries", "the site", "bar", "site / bar", "bytes for each entry", "titles and addresses alone")
    ratios = table((*head, "sent for an entry", "at most", "bar"), map(_ratios, weighed))
    head = ("", "entries", "files", "MB", "bytes", "of which titles and addresses")
    rows = [_row(name, each.entries, weight) for each in weighed for name, weight in _lines(each)]
    return Section("Size", ratios, f"{table(head, rows)}\n{_NOTES}")


def _ratios(weighed: Weighed) -> tuple[str, ...]:
    whole, bar = weighed.whole, BARS.get(weighed.entries)
    return (
        f"{weighed.entries:,}",
        megabytes(whole.size),
        megabytes(bar) if bar else "–",
        f"{whole.size / bar:.2f}" if bar else "–",
        f"{whole.size // weighed.entries:,}",
        f"{megabytes(whole.floor)}, {whole.floor / whole.size:.0%}",
        *(f"{size / 1000:.1f} kB" for size in (median(weighed.read), max(weighed.read), READ)),
    )


def _lines(weighed: Weighed) -> Iterator[tuple[str, Weight]]:
    yield from weighed.kinds.items()
    yield "all files", weighed.whole


def _row(name: str, entries: int, weight: Weight) -> tuple[str, ...]:
    return (
        name,
        f"{entries:,}",
        f"{weight.files:,}",
        megabytes(weight.size),
        f"{weight.size:,}",
        f"{weight.floor:,}",
    )
