"""Size budget: how large a site is, which of its files and folders are largest, and what could be turned off."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import accumulate
from operator import attrgetter

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.record import Frozen
from builder.core.text import format_size, pluralize
from builder.core.urls import Address
from builder.output.manifest import OutputFile

MEGABYTE = 1_000_000

PAGES_LIMIT = 1_000 * MEGABYTE
"""What GitHub Pages takes: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"""

REPORTED = 10
"""Files and folders that a report names."""


class SizeReport(Frozen, frozen=True):
    """The size of a site. The largest files and folders come as pairs of name and bytes, the largest first."""

    files: int
    size: int
    """Of all files, in bytes."""
    largest_files: tuple[tuple[str, int], ...]
    largest_folders: tuple[tuple[str, int], ...]
    """Each with all that is below it; those at the top, and those one below."""
    active: tuple[str, ...] = ()
    """The files that run code or that a host acts on, and that the settings let through."""


class TooLarge(ProblemsFound):
    """Raised if a site is larger than its budget; carries its size report."""

    def __init__(self, problems: Iterable[Problem], report: SizeReport) -> None:
        super().__init__(problems)
        self.report = report


def measure(outputs: Mapping[Address, OutputFile], active: Iterable[str] = ()) -> SizeReport:
    """Measure the files of a site, and its folders on the first two levels; `active` are files to be named anyhow."""
    sizes = {address: file.size for address, file in outputs.items()}
    folders: Counter[str] = Counter()
    for address, size in sizes.items():
        top, *below = address.split("/", 2)
        if below:
            folders[f"{top}/"] += size
        if len(below) > 1:
            folders[f"{top}/{below[0]}/"] += size
    return SizeReport(len(sizes), sum(sizes.values()), _largest(sizes.items()), _largest(folders.items()), (*active,))


def _largest(sizes: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(nlargest(REPORTED, sizes, key=lambda pair: (pair[1], pair[0])))


def total_size(outputs: Mapping[Address, OutputFile]) -> int:
    """The bytes of all files."""
    return sum(map(_SIZE, outputs.values()))


_SIZE = attrgetter("size")


def check_budget(
    outputs: Mapping[Address, OutputFile], config: Config, by_setting: Mapping[str, re.Pattern[str]]
) -> tuple[Problem, ...]:
    """Report a site that is larger than its budget, with what could be turned off, and what that would save."""
    size = total_size(outputs)
    excess = size - config.budget * MEGABYTE
    if excess <= 0:
        return ()
    what = f"the site has {format_size(size)}, {format_size(excess)} more than its budget of {config.budget:,} MB"
    cure = "".join(f"{advice}; or " for advice in _advice(savings(outputs, by_setting), size, excess))
    cure += "raise the setting budget if your host takes more"
    return (Problem(Code.SITE_TOO_LARGE, Place(config.display_path(config.output)), what, cure),)


def savings(outputs: Mapping[Address, OutputFile], by_setting: Mapping[str, re.Pattern[str]]) -> dict[str, int]:
    """For each setting that could be turned off the bytes of the files that would go, the most first.

    More is saved, as pages that stay link to these files and would not.
    """
    saved: Counter[str] = Counter()
    for address, file in outputs.items():
        if file.source is None:
            saved.update({setting: file.size for setting, files in by_setting.items() if files.fullmatch(address)})
    return dict(saved.most_common())


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
    share = report.size / PAGES_LIMIT
    files = pluralize(report.files, "file")
    yield f"{format_size(report.size)} in {files}, {share:.1%} of what GitHub Pages takes. The heaviest:"
    for name, size in (*report.largest_files, *report.largest_folders):
        yield f"{format_size(size):>10}  {name}"
    if report.active:
        files = pluralize(len(report.active), "file")
        yield f"The setting active_files lets {files} through that can run code, or that a host acts on:"
        yield from (f"            {name}" for name in report.active)
