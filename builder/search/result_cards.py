"""What a result shows of each entry of a day: `search/days/2011/05/15-0.json`, and `15-1.json` for the ninth and so on.

A list, in the order of the entries' places in the day, of lists: address, title, summary or first words, topics (each
a name, or name and kind), date where it is not the day itself, importance. What is missing at the end of a list is
null. So is an address that is made of the section, the date and the letters of the title, as most are: they would take
a third of the room.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from builder.core.model import Entry
from builder.core.urls import TITLE_LIMIT, Address
from builder.relations.site import Site
from builder.search.document_ids import Numbered

TOGETHER = 8
"""Entries in one file: results are seldom of one day, and the others of a day are loaded in vain."""

_LETTERS = re.compile("[0-9a-zß-ɏ]+")
"""Those of which `templates/static/search-index.js` makes addresses; of a title in other scripts it makes none."""


def by_day(numbered: Numbered) -> Iterator[tuple[int, list[Entry]]]:
    """Each day with its entries."""
    scale = numbered.scale
    for day, its in groupby(numbered.entries.items(), lambda item: item[0] // scale.width + scale.epoch):
        yield day, [entry for _, entry in its]


def files(site: Site, numbered: Numbered) -> Iterator[tuple[Address, bytes]]:
    """The files of all days."""
    for day, its in by_day(numbered):
        yield from files_of(site, day, its)


def files_of(site: Site, day: int, entries: Sequence[Entry]) -> Iterator[tuple[Address, bytes]]:
    """The files of a day with its entries."""
    for start in range(0, len(entries), TOGETHER):
        shown = [_shown(site, entry) for entry in entries[start : start + TOGETHER]]
        yield address_of(day, start // TOGETHER), msgspec.json.encode(shown)


def address_of(day: int, part: int) -> Address:
    """Where a part of a day's entries lies."""
    date = datetime.date.fromordinal(day)
    return Address(f"search/days/{date.year:04}/{date.month:02}/{date.day:02}-{part}.json")


def addresses_of(day: int, count: int) -> Iterator[Address]:
    """Where all of a day's entries lie, if it has so many."""
    return (address_of(day, start // TOGETHER) for start in range(0, count, TOGETHER))


def _shown(site: Site, entry: Entry) -> Sequence[object]:
    shown = [
        None if _is_usual(entry) else entry.address,
        entry.title,
        entry.summary or entry.excerpt,
        [
            [topic.name, topic.kind] if topic.kind else topic.name
            for topic in (site.topics[slug] for slug in entry.topics)
        ],
        None if entry.date.day else entry.date.iso,
        entry.importance,
    ]
    while shown[-1] is None:
        shown.pop()
    return shown


def _is_usual(entry: Entry) -> bool:
    """Whether the file of an entry, which lies in the folder of its section and date, is named after its title."""
    name = "-".join(_LETTERS.findall(entry.title[:TITLE_LIMIT].lower()))
    return entry.address.endswith(f"/{name}.html")


def days_of(entries: Iterable[Entry]) -> set[int]:
    """The days that entries lie in."""
    return {entry.date.ordinal for entry in entries}
