"""Result cards: what a result shows of each entry of a day.

They lie in `search/days/2011/05/15-0.json`, from the ninth on in `15-1.json`, and so forth, in the order of their slots
in the day. A card is a list: address, title, summary or first words, topics (each a name, or name and kind), date where
it is not the day itself, importance, end of what lasts. What is missing at the end is left out.

    [[null, "Iran tests a missile", "The test ...", ["Iran", ["Tehran", "place"]], null, 7]]

An address is null if it follows from the section, the date and the letters of the title, and a number if it follows
from the title's first words, of so many letters, as most do: they would take a third of the room.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from builder.core.model import Entry
from builder.core.urls import NAME_LIMIT, TITLE_LIMIT, Address, first_words
from builder.relations.site import Site
from builder.search.document_ids import DocumentIds

CARDS_PER_FILE = 8
"""Few, as results are seldom of one day, and the others of a day are loaded in vain."""

_LETTERS = re.compile("[0-9a-zß-ɏ]+")
"""Those of which `templates/static/search-index.js` makes addresses; of a title in other scripts it makes none."""


def entries_by_day(ids: DocumentIds) -> Iterator[tuple[int, list[Entry]]]:
    """Each day that has entries, with them."""
    scheme = ids.scheme
    for day, group in groupby(ids.entries.items(), lambda item: item[0] // scheme.width + scheme.epoch):
        yield day, [entry for _, entry in group]


def files(site: Site, ids: DocumentIds) -> Iterator[tuple[Address, bytes]]:
    """The files of all days."""
    for day, entries in entries_by_day(ids):
        yield from day_files(site, day, entries)


def day_files(site: Site, day: int, entries: Sequence[Entry]) -> Iterator[tuple[Address, bytes]]:
    """The files of a day, given its entries."""
    for start in range(0, len(entries), CARDS_PER_FILE):
        cards = [_card(site, entry) for entry in entries[start : start + CARDS_PER_FILE]]
        yield file_address(day, start // CARDS_PER_FILE), msgspec.json.encode(cards)


def file_address(day: int, part: int) -> Address:
    """The address of a file of a day's cards."""
    date = datetime.date.fromordinal(day)
    return Address(f"search/days/{date.year:04}/{date.month:02}/{date.day:02}-{part}.json")


def day_addresses(day: int, count: int) -> Iterator[Address]:
    """The addresses of all files of a day that has so many entries."""
    return (file_address(day, start // CARDS_PER_FILE) for start in range(0, count, CARDS_PER_FILE))


def _card(site: Site, entry: Entry) -> Sequence[object]:
    card = [
        _address(entry),
        entry.title,
        entry.summary or entry.excerpt,
        [
            [topic.name, topic.kind] if topic.kind else topic.name
            for topic in (site.topics[slug] for slug in entry.topics)
        ],
        None if entry.date.day else entry.date.iso,
        entry.importance,
        entry.end.iso if entry.end else None,
    ]
    while card[-1] is None:
        card.pop()
    return card


def _address(entry: Entry) -> Address | int | None:
    """What is said of the address of an entry, which lies in the folder of its section and date."""
    if entry.address.endswith(f"/{_name(entry.title[:TITLE_LIMIT])}.html"):
        return None
    is_short = entry.address.endswith(f"/{first_words(_name(entry.title), NAME_LIMIT)}.html")
    return NAME_LIMIT if is_short else entry.address


def _name(title: str) -> str:
    return "-".join(_LETTERS.findall(title.lower()))


def days_with(entries: Iterable[Entry]) -> set[int]:
    """The days that some entries are dated with."""
    return {entry.date.ordinal for entry in entries}
