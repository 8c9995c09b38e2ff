"""A site in Hugo with the same pages as a site of Dateline: `python -m tests.benchmarks.hugo_site SITE HUGO_SITE`.

The theme and the settings are in `hugo/` beside this file. The content is written from what Dateline reads, so both
start from the same entries; Hugo finds Related itself, with what it has for that. What Dateline publishes beyond this
(a feed for each topic, a JSON feed, the years of large topics, nearest topics, ways through topics, outlets, days in
all years, search, 404.html) Hugo is not asked for.
"""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from itertools import groupby
from pathlib import Path

from builder.config.load import load_config
from builder.core.dates import Date
from builder.core.model import Detail, Entry
from builder.core.progress import Progress
from builder.core.urls import Slug
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.relations.topics import Topics
from builder.theme.language import Language
from tests.sites import ROOT

THEME = Path(__file__).with_name("hugo")
"""Hugo's settings and layouts."""

_KEPT = {"Ll", "Lm", "Lo", "Lu", "Mc", "Mn", "Nd"}


def hugo_program() -> Path:
    """The program that the package `hugo` brings: without the one in Python around it, whose start takes its own time.

    Raises SystemExit if the package is not installed.
    """
    try:
        return Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
    except PackageNotFoundError:
        raise SystemExit("Hugo is not installed here; `make bench` installs it") from None


def write_hugo_site(site: Path, hugo_site: Path) -> int:
    """Write the site of Hugo that belongs to a site folder of Dateline; returns how many entries it has."""
    now = assemble(find_inputs(load_config(site), clean=True), Progress())
    entries = now.site.entries
    shutil.copytree(THEME, hugo_site)
    shutil.copytree(ROOT / "templates/static", hugo_site / "static/static")
    names = {slug: topic.name for slug, topic in Topics(entries, {}).items()}
    for _, of_day in groupby(entries, lambda entry: entry.date):
        for second, entry in enumerate(of_day):
            detail = now.details(entry)
            front_matter = _front_matter(entry, detail, names, second)
            _write(hugo_site / "content" / f"{entry.id}.md", front_matter, _text(detail))
    for path, title, layout, date in _lists(entries):
        of_list = {"title": title, "layout": layout, "date": _instant(date)}
        _write(hugo_site / "content" / path / "_index.md", of_list)
    return len(entries)


def _front_matter(entry: Entry, detail: Detail, names: Mapping[Slug, str], second: int) -> dict[str, object]:
    """What Hugo is told of an entry.

    Hugo puts entries that share as many contexts in the order of their instants, so an entry's place in its day, in
    the order of addresses, is its second. Contexts are sorted: then the shared ones need no sorting in a layout.
    """
    front_matter: dict[str, object] = {
        "title": entry.title,
        "date": _instant(entry.date, second),
        "topics": sorted(names[slug] for slug in entry.topics),
        "sources": [{"name": source.name, "url": source.url} for source in detail.sources],
    }
    if not all(character == "-" or unicodedata.category(character) in _KEPT for character in entry.slug):
        front_matter["url"] = f"/{entry.address}"  # of itself Hugo would leave such a character out
    return front_matter


def _text(detail: Detail) -> str:
    """The text of an entry. Dateline shows HTML as it is written; so does Hugo if it does not see that it is HTML."""
    return detail.body.markdown.replace("<", "&lt;")


def _lists(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str, Date]]:
    """The folder, title, layout and date of each list of a time: of all years, a year, a month, a day."""
    seen, language = set(), Language("en")
    for entry in entries:
        date = entry.date
        for span, title, layout in (
            (date, f"{language.weekday(date)} {language.date(date)}", "day"),
            (Date(date.year, date.month), language.month(date.month), "month"),
            (Date(date.year), f"{date.year}", "year"),
        ):
            path = f"{entry.section}/{span.folder}"
            if path not in seen:
                seen.add(path)
                yield path, title, layout, span
        if entry.section not in seen:
            seen.add(entry.section)
            yield entry.section, entry.section.capitalize(), "section", date


def _instant(date: Date, second: int = 0) -> str:
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{date.first_day}T{hours:02}:{minutes:02}:{seconds:02}Z"


def _write(file: Path, front_matter: Mapping[str, object], text: str = "") -> None:
    """Write a content file. Hugo reads JSON faster than YAML or TOML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{json.dumps(front_matter, ensure_ascii=False, indent=1)}\n\n{text.strip()}\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Write the site and say how many entries it has."""
    site, hugo_site = map(Path, arguments)
    print(write_hugo_site(site, hugo_site))


if __name__ == "__main__":
    main(sys.argv[1:])
