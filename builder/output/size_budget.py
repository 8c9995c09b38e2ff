"""Size budget: how large a site is as it lies and packed, what is largest in it, and what could be turned off.

GitHub documents a gigabyte for a published site, and its action measures the packed archive; sites of more than two
gigabytes as they lie are published daily. So as it lies a site over its budget is warned of, and packed it is refused.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import accumulate
from operator import attrgetter, itemgetter

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.record import Frozen
from builder.core.text import format_size, pluralize
from builder.core.urls import Address
from builder.output.manifest import OutputFile

MEGABYTE = 1_000_000

PAGES_LIMIT = 1_000 * MEGABYTE
"""What GitHub Pages takes: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"""

OTHER = "files that are published as they are"
"""What is no kind of page."""

REPORTED = 10
"""Files and folders that a report names."""


class KindSize(Frozen, frozen=True):
    """What the pages of a kind weigh together."""

    name: str
    files: int
    size: int
    """In bytes."""


class SizeReport(Frozen, frozen=True):
    """The size of a site. The largest files and folders come as pairs of name and bytes, the largest first."""

    files: int
    size: int
    """Of all files, in bytes."""
    packed: int
    """About how many bytes the archive has that is uploaded."""
    largest_files: tuple[tuple[str, int], ...]
    largest_folders: tuple[tuple[str, int], ...]
    """Each with all that is below it; those at the top, and those one below."""
    kinds: tuple[KindSize, ...] = ()
    """The heaviest first."""
    entries: int = 0
    active: tuple[str, ...] = ()
    """The files that run code or that a host acts on, and that the settings let through."""


class TooLarge(ProblemsFound):
    """Raised if a site is larger than its budget; carries its size report."""

    def __init__(self, problems: Iterable[Problem], report: SizeReport) -> None:
        super().__init__(problems)
        self.report = report


def measure(outputs: Mapping[Address, OutputFile], packed: int) -> SizeReport:
    """Measure the files of a site, and its folders on the first two levels."""
    sizes = {address: file.size for address, file in outputs.items()}
    folders: Counter[str] = Counter()
    for address, size in sizes.items():
        top, *below = address.split("/", 2)
        if below:
            folders[f"{top}/"] += size
        if len(below) > 1:
            folders[f"{top}/{below[0]}/"] += size
    return SizeReport(len(sizes), sum(sizes.values()), packed, _largest(sizes.items()), _largest(folders.items()))


def sizes_of_kinds(
    outputs: Mapping[Address, OutputFile], by_kind: Mapping[str, re.Pattern[str]]
) -> tuple[KindSize, ...]:
    """What the files of each kind weigh, by the first pattern that fits an address; files of content/ are one kind."""
    sizes: dict[str, list[int]] = defaultdict(list)
    for address, file in outputs.items():
        fitting = (name for name, pattern in by_kind.items() if pattern.fullmatch(address))
        sizes[OTHER if file.source else next(fitting, OTHER)].append(file.size)
    kinds = (KindSize(name, len(its), sum(its)) for name, its in sizes.items())
    return tuple(sorted(kinds, key=lambda kind: (-kind.size, kind.name)))


def _largest(sizes: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(nlargest(REPORTED, sizes, key=lambda pair: (pair[1], pair[0])))


def total_size(outputs: Mapping[Address, OutputFile]) -> int:
    """The bytes of all files."""
    return sum(map(_SIZE, outputs.values()))


_SIZE = attrgetter("size")


def check_size(
    outputs: Mapping[Address, OutputFile], config: Config, by_setting: Mapping[str, re.Pattern[str]]
) -> tuple[Problem, ...]:
    """Warn of a site that is larger as it lies than its budget, with what could be turned off and what that saves."""
    size = total_size(outputs)
    excess = size - config.budget * MEGABYTE
    if excess <= 0:
        return ()
    what = over_budget(size, config)
    cure = "".join(f"{advice}; or " for advice in _advice(savings(outputs, by_setting), size, excess))
    return (Problem(Code.SITE_LARGE, _place(config), what, f"{cure}{_shorten(config)}raise the setting budget"),)


def over_budget(size: int, config: Config) -> str:
    """What is said of a site of this size as it lies; empty within its budget."""
    excess = size - config.budget * MEGABYTE
    if excess <= 0:
        return ""
    return f"the site has {format_size(size)}, {format_size(excess)} more than its budget of {config.budget:,} MB"


def check_packed(config: Config, packed: int) -> tuple[Problem, ...]:
    """Refuse a site that is larger than its budget as it is uploaded."""
    excess = packed - config.packed_budget * MEGABYTE
    if excess <= 0:
        return ()
    what = (
        f"the site has about {format_size(packed)} as it is packed for the upload, {format_size(excess)} more than its "
        f"packed_budget of {config.packed_budget:,} MB"
    )
    cure = f"{_shorten(config)}turn off what it can do without, or raise packed_budget if your host takes more"
    return (Problem(Code.SITE_TOO_LARGE, _place(config), what, cure),)


def is_known_to_fit(size: int, packed: int, config: Config) -> bool:
    """Whether a site is within its budget as it is uploaded: by its size as it lies, or by what it has packed at most.

    `packed` is 0 where that is not known.
    """
    limit = config.packed_budget * MEGABYTE
    return size <= limit or 0 < packed <= limit


def _place(config: Config) -> Place:
    return Place(config.display_path(config.output))


def _shorten(config: Config) -> str:
    """What makes pages smaller and leaves none out."""
    smaller = [
        name
        for name, is_unset in (
            ("topic_feeds = 10", config.topic_feeds == 1),
            ("list_title = 100", not config.list_title),
            ('data = ["jsonl"] in place of json in formats', "json" in config.formats and not config.data),
        )
        if is_unset
    ]
    return f"set {' and '.join(smaller)}, or " if smaller else ""


def savings(outputs: Mapping[Address, OutputFile], by_setting: Mapping[str, re.Pattern[str]]) -> dict[str, int]:
    """For each setting that could be turned off the bytes of the files that would go, the most first.

    More is saved, as pages that stay link to these files and would not.
    """
    saved = dict.fromkeys(by_setting, 0)
    any_of_them = re.compile("|".join(files.pattern for files in by_setting.values()) or "$^")
    for address in filter(any_of_them.fullmatch, outputs):  # one look at each file, as there are many
        file = outputs[address]
        for setting, files in by_setting.items() if file.source is None else ():
            saved[setting] += file.size if files.fullmatch(address) else 0
    return dict(sorted(filter(itemgetter(1), saved.items()), key=lambda item: -item[1]))


def _advice(saved: Mapping[str, int], size: int, excess: int) -> Iterator[str]:
    """What to turn off: each setting that alone saves enough, or else as few as do together, or all if they may not."""
    enough_alone = [setting for setting, bytes_ in saved.items() if bytes_ >= excess]
    if enough_alone:
        yield from (
            f"turn off {setting}, which saves at least {format_size(saved[setting])}" for setting in enough_alone
        )
        return
    sums = [*accumulate(saved.values())]
    needed = next((number for number, bytes_ in enumerate(sums, 1) if bytes_ >= excess), len(sums))
    if needed:
        *others, last = [*saved][:needed]
        named = f"{', '.join(others)} and {last}" if others else last
        most = format_size(size - sums[-1])
        left = f", and leaves up to {most}, which may still be too much" if sums[needed - 1] < excess else ""
        yield f"turn off {named}, which saves at least {format_size(sums[needed - 1])}{left}"


def report_lines(report: SizeReport) -> Iterator[str]:
    """A size report as lines for a person."""
    share = report.packed / PAGES_LIMIT
    files = pluralize(report.files, "file")
    packed = f"about {format_size(report.packed)} packed for the upload"
    yield f"{format_size(report.size)} in {files}, {packed}, {share:.1%} of what GitHub Pages takes. The heaviest:"
    for name, size in (*report.largest_files, *report.largest_folders):
        yield f"{format_size(size):>10}  {name}"
    if report.entries:
        yield f"Bytes for each of the {pluralize(report.entries, 'entry')}, by kind of page:"
        for kind in report.kinds:
            files = pluralize(kind.files, "file")
            yield f"{kind.size // report.entries:>10,}  {kind.name} ({format_size(kind.size)} in {files})"
        yield f"{report.size // report.entries:>10,}  all together"
    if report.active:
        files = pluralize(len(report.active), "file")
        yield f"The setting active_files lets {files} through that can run code, or that a host acts on:"
        yield from (f"            {name}" for name in report.active)
