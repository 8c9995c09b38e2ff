"""A site of real news to measure with: its content from ../shared/corpus, its settings, and the command to build it."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.sites import ROOT, SHARED


def write_site(site: Path, entries: int, formats: Sequence[str] = ("html",), *, topic_feeds: bool = True) -> None:
    """Write a site of that many entries, in a process of its own, so that the one that measures stays small."""
    corpus = [sys.executable, f"{SHARED / 'corpus/make_site.py'}", f"{site / 'content'}", "--entries", f"{entries}"]
    subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
    named = ", ".join(f'"{name}"' for name in formats)
    settings = f'formats = [{named}]\nbase_url = "https://example.org/"\n'
    settings += f"topic_feeds = {str(topic_feeds).lower()}\n"
    (site / "dateline.toml").write_text(settings, encoding="utf-8")


def build_command(site: Path, output: Path) -> Sequence[str]:
    """The command that builds a site into a folder; it is run in the checkout."""
    build = [sys.executable, "-m", "builder", "build", "--quiet", "--site", f"{site}"]
    return [*build, "--output", f"{output}"]


def build(site: Path, output: Path) -> None:
    """Build a site without measuring it."""
    subprocess.run(build_command(site, output), check=True, cwd=ROOT)
