"""How large a site is, what of it is heaviest, and whether it is larger than its budget."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate
from operator import attrgetter

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.text import counted, weighed
from builder.core.urls import INDEX, Address
from builder.output.manifest import OutputFile

MEGABYTE = 1_000_000

PAGES_LIMIT = 1_000 * MEGABYTE
"""What GitHub Pages takes: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"""

HEAVIEST = 10
"""Files and folders that are told of."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How large a site is. What is heavy comes as pairs of a name and a size in bytes, the heaviest first."""

    files: int
    size: int
    """Of all files, in bytes."""
    heavy_files: tuple[tuple[str, int], ...]
    heavy_folders: tuple[tuple[str, int], ...]
    """Each with all that is below it; those at the top, and those one below."""


class TooLarge(ProblemsFound):
    """Raised where a site is larger than its budget; knows what is heavy in it."""

    def __init__(self, problems: Iterable[Problem], weight: Weight) -> None:
        super().__init__(problems)
        self.weight = weight


def weigh(outputs: Mapping[Address, OutputFile]) -> Weight:
    """What the files of a site weigh."""
    sizes = {address: made.size for address, made in outputs.items()}
    folders: Counter[str] = Counter()
    for address, size in sizes.items():
        top, *below = address.split("/", 2)
        if below:
            folders[f"{top}/"] += size
        if len(below) > 1:
            folders[f"{top}/{below[0]}/"] += size
    return Weight(len(sizes), sum(sizes.values()), _heaviest(sizes.items()), _heaviest(folders.items()))


def size_of(outputs: Mapping[Address, OutputFile]) -> int:
    """The bytes of all files."""
    return sum(map(_SIZE, outputs.values()))


_SIZE = attrgetter("size")


def over_budget(outputs: Mapping[Address, OutputFile], config: Config) -> tuple[Problem, ...]:
    """The problem of a site that is larger than its budget, with what could be turned off, and what that would save."""
    size = size_of(outputs)
    over = size - config.budget * MEGABYTE
    if over <= 0:
        return ()
    what = f"the site has {weighed(size)}, {weighed(over)} more than its budget of {config.budget:,} MB"
    cure = "".join(f"{way}; or " for way in _ways(savings(outputs), size, over))
    cure += "raise the setting budget if your host takes more"
    return (Problem(Code.SITE_TOO_LARGE, Place(config.shown(config.output)), what, cure),)


def savings(outputs: Mapping[Address, OutputFile]) -> dict[str, int]:
    """The bytes of the files that would not be there if something were turned off in the settings, by what that is.

    More is saved, as pages that stay lead to these files and would not. The most comes first.
    """
    saved: Counter[str] = Counter()
    for address, made in outputs.items():
        if made.source is None:
            saved.update({name: made.size for name, is_of in _SWITCHES.items() if is_of(address)})
    return dict(saved.most_common())


def _ways(saved: Mapping[str, int], size: int, over: int) -> Iterator[str]:
    """What to turn off: each thing that alone saves enough, or else as few as do together, or all if they may not."""
    alone = [name for name, bytes_ in saved.items() if bytes_ >= over]
    if alone:
        yield from (f"turn off {name}, which saves at least {weighed(saved[name])}" for name in alone)
        return
    sums = [*accumulate(saved.values())]
    needed = next((number for number, bytes_ in enumerate(sums, 1) if bytes_ >= over), len(sums))
    if needed:
        *others, last = [*saved][:needed]
        named = f"{', '.join(others)} and {last}" if others else last
        most = weighed(size - sums[-1])
        left = f", and leaves up to {most}, which may still be too much" if sums[needed - 1] < over else ""
        yield f"turn off {named}, which saves at least {weighed(sums[needed - 1])}{left}"


def told(weight: Weight) -> Iterator[str]:
    """A weight as lines for a person."""
    share = weight.size / PAGES_LIMIT
    files = counted(weight.files, "file")
    yield f"{weighed(weight.size)} in {files}, {share:.1%} of what GitHub Pages takes. The heaviest:"
    for name, size in (*weight.heavy_files, *weight.heavy_folders):
        yield f"{weighed(size):>10}  {name}"


def _heaviest(sizes: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(nlargest(HEAVIEST, sizes, key=lambda pair: (pair[1], pair[0])))


def _is_data(address: Address, ending: str) -> bool:
    """Whether a file is there because the setting `formats` names its ending."""
    return address.endswith(ending) and address != f"feed{ending}" and not address.startswith(("static/", INDEX))


_SWITCHES: Mapping[str, Callable[[Address], bool]] = {
    "json in formats": lambda address: _is_data(address, ".json"),
    "md in formats": lambda address: _is_data(address, ".md"),
    "xml in formats": lambda address: (
        _is_data(address, ".xml") and not address.endswith("/feed.xml") and not address.startswith("sitemap")
    ),
    "topic_feeds": lambda address: address.startswith("topics/") and address.endswith("/feed.xml"),
    "search": lambda address: address.startswith(INDEX) or address == "search.html",
}
"""What can be turned off, and which files are there because it is on."""
