"""A new site: settings each explained in place, a first entry, an about page, the publishing workflow, issue forms."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from builder import __version__
from builder.contributing import CORRECTION, SOURCE
from builder.dates import Date
from builder.text import one_line

_SKELETON = Path(__file__).resolve().parent / "skeleton"


class SiteExists(Exception):
    """Raised where there is a site already; says so in words for the person who wants a new one."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The files of a new site, by their paths in its folder."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Those that were there before, and stay as they are."""


def begin(folder: Path, today: Date) -> Begun:
    """Make a new site in a folder, which is made too if it is not there; no file that is there is written over.

    Raises SiteExists if the folder already holds a site, and OSError if it cannot be written to.
    """
    for name in ("dateline.toml", "content"):
        if (folder / name).exists():
            raise SiteExists(f"{folder / name} is there, so this is a site already; choose another folder.")
    files = {
        "dateline.toml": "dateline.toml",
        f"content/news/{today.folder}/this-timeline-begins.md": "entry.md",
        "content/about.md": "about.md",
        ".gitignore": "gitignore",
        "requirements.txt": "requirements.txt",
        ".github/workflows/pages.yml": "pages.yml",
        f".github/ISSUE_TEMPLATE/{CORRECTION}": CORRECTION,
        f".github/ISSUE_TEMPLATE/{SOURCE}": SOURCE,
    }
    kept = tuple(name for name in files if (folder / name).exists())
    words = {"title": _title(folder), "version": __version__}
    for name in files.keys() - {*kept}:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (_SKELETON / files[name]).read_text(encoding="utf-8")
        file.write_text(Template(text).safe_substitute(words), encoding="utf-8", newline="\n")
    return Begun(tuple(name for name in files if name not in kept), kept)


def _title(folder: Path) -> str:
    """A first title of a site, out of its folder's name: harbour-news gives Harbour news."""
    name = one_line(folder.resolve().name.translate(dict.fromkeys(map(ord, '-_"\\'), " ")))
    return f"{name[:1].upper()}{name[1:]}" or "A news timeline"
