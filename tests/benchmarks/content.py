"""A site of real news to measure with: its content from ../shared/corpus, its settings, and the command to build it."""

import json
import subprocess
import sys
from calendar import isleap
from collections.abc import Sequence
from itertools import count, islice
from pathlib import Path

from tests.benchmarks.installed import dateline, installed
from tests.sites import SHARED

CORPUS = SHARED / "corpus"
"""Real entries, and the program that writes them."""


def write_site(
    site: Path, entries: int, formats: Sequence[str] = ("html",), corpus: Path = CORPUS, **switches: bool
) -> None:
    """Write a site of that many entries, in a process of its own, so that the one that measures stays small.

    Where the corpus has fewer, its entries of earlier years are added. `switches` are settings that are on or off.
    """
    make = [sys.executable, f"{corpus / 'make_site.py'}", f"{site / 'content'}", "--entries", f"{entries}"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    _add_earlier(site / "content", entries)
    settings = {"formats": [*formats], "base_url": "https://example.org/", "budget": 10_000, **switches}
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    (site / "dateline.toml").write_text("".join(lines), encoding="utf-8")


def _add_earlier(content: Path, entries: int) -> None:
    """Add the entries of a site again as those of twenty, forty and more years before, until there are so many.

    Those of a 29 February are left out in 1900 and 1800, which had none.
    """
    newest_first = sorted(content.rglob("*.md"), reverse=True)
    again = ((file, years) for years in count(20, 20) for file in newest_first)
    earlier = (moved for file, years in again if (moved := _earlier(file.relative_to(content), years)))
    for old, new in islice(earlier, entries - len(newest_first)):
        year, earlier_year = old.parts[1], new.parts[1]
        text = (content / old).read_text(encoding="utf-8")
        (content / new).parent.mkdir(parents=True, exist_ok=True)
        (content / new).write_text(text.replace(f"\ndate: {year}-", f"\ndate: {earlier_year}-", 1), encoding="utf-8")


def _earlier(path: Path, years: int) -> tuple[Path, Path] | None:
    """The path of an entry, with that of the same so many years before; None where that day never was."""
    section, year, month, day, *rest = path.parts
    earlier = int(year) - years
    if (month, day) == ("02", "29") and not isleap(earlier):
        return None
    return path, Path(section, f"{earlier}", month, day, *rest)


def build_command(site: Path, output: Path) -> Sequence[str]:
    """The command that builds a site into a folder."""
    return dateline("build", "--quiet", "--site", f"{site}", "--output", f"{output}")


def build(site: Path, output: Path) -> None:
    """Build a site without measuring it."""
    subprocess.run(build_command(site, output), check=True, cwd=installed())


def replace_in(file: Path, old: str, new: str) -> None:
    """Put another text in the place of one that is there. Raises ValueError if it is not."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{file} is not as the corpus is")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
