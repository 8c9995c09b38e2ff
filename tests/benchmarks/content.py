"""A site of real news to measure with: its content from ../shared/corpus, its settings, and the command to build it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.sites import ROOT, SHARED

CORPUS = SHARED / "corpus"
"""Real entries, and the program that writes them."""


def write_site(
    site: Path, entries: int, formats: Sequence[str] = ("html",), corpus: Path = CORPUS, **switches: bool
) -> None:
    """Write a site of that many entries, in a process of its own, so that the one that measures stays small.

    `switches` are settings that are on or off.
    """
    make = [sys.executable, f"{corpus / 'make_site.py'}", f"{site / 'content'}", "--entries", f"{entries}"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    settings = {"formats": [*formats], "base_url": "https://example.org/", "budget": 10_000, **switches}
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    (site / "dateline.toml").write_text("".join(lines), encoding="utf-8")


def build_command(site: Path, output: Path) -> Sequence[str]:
    """The command that builds a site into a folder; it is run in the checkout."""
    build = [sys.executable, "-m", "builder", "build", "--quiet", "--site", f"{site}"]
    return [*build, "--output", f"{output}"]


def build(site: Path, output: Path) -> None:
    """Build a site without measuring it."""
    subprocess.run(build_command(site, output), check=True, cwd=ROOT)


def replace_in(file: Path, old: str, new: str) -> None:
    """Put another text in the place of one that is there. Raises ValueError if it is not."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{file} is not as the corpus is")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
