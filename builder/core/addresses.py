"""Addresses of the pages that others link to: one pattern for each, which makes addresses and parses them.

Links between pages go in circles and imports may not, so the patterns that several modules need are here, and not in
the modules of their kinds. One that only modules of pages need can stay in its own, as long as they can import that.
"""

from builder.core.address_pattern import AddressPattern
from builder.core.dates import Date, YearDay
from builder.core.urls import Address, EntryId, Slug

ENTRY = AddressPattern("{section}/{date:date}/{slug}.html")
HISTORY = AddressPattern("{section}/{date:date}/{slug}.history.html")
"""The history page of an entry; no slug has a dot, so no entry has this address."""

ENTRY_CARD = AddressPattern("{section}/{date:date}/{slug}.card.png")
"""The card of an entry, likewise."""

SECTION = AddressPattern("{section}/index.html")
SPAN = AddressPattern("{section}/{date:date}/index.html")
"""The page of a day, month or year of a section."""

ALL_YEARS = Address("all-years.html")
"""The page of all years of all sections, if there are several sections."""

SITE_STRIP = Address("strip.svg")
"""The strip of all entries."""

CALENDAR = Address("on-this-day/index.html")
YEAR_DAY = AddressPattern("on-this-day/{date:year_day}.html")
TOPICS = Address("topics/index.html")
"""The index of topics."""
OUTLETS = Address("sources/index.html")
"""The index of sources."""
CHANGES = Address("changes.html")
"""The page of recent changes, beside which its feeds lie."""
CONTENTS = Address("contents.html")
SEARCH = Address("search.html")
DATA = Address("data.html")
TOPIC = AddressPattern("topics/{slug}/index.html")
TOPIC_YEAR = AddressPattern("topics/{slug}/{year:year}.html")
TOPIC_MONTH = AddressPattern("topics/{slug}/{date:month}.html")
TOPIC_TURNING_POINTS = AddressPattern("topics/{slug}/turning-points.html")
TOPIC_OLDEST_FIRST = AddressPattern("topics/{slug}/oldest-first.html")
TOPIC_FEED = AddressPattern("topics/{slug}/feed.xml")
TOPIC_STRIP = AddressPattern("topics/{slug}/strip.svg")
TOPIC_CARD = AddressPattern("topics/{slug}/card.png")
TOPIC_PAIR = AddressPattern("topics/{slug}/and/{other}.html")
OUTLET = AddressPattern("sources/{slug}/index.html")
OUTLET_YEAR = AddressPattern("sources/{slug}/{year:year}.html")
OUTLET_MONTH = AddressPattern("sources/{slug}/{date:month}.html")


def with_ending(address: Address, ending: str) -> Address:
    """The address of an HTML page in another format: `news/2011/index.html` with `json` is `news/2011/index.json`."""
    return Address(address.removesuffix("html") + ending)


def entry_address(entry: EntryId) -> Address:
    """The address of an entry's page."""
    return Address(f"{entry}.html")


def id_of(address: Address) -> EntryId:
    """The id of the entry whose page has an address."""
    return EntryId(address.removesuffix(".html"))


def card_address(entry: EntryId) -> Address:
    """The address of an entry's card."""
    return Address(f"{entry}.card.png")


def history_address(entry: EntryId) -> Address:
    """The address of an entry's history page."""
    return Address(f"{entry}.history.html")


def date_address(section: Slug, date: Date | None = None) -> Address:
    """The address of a day, month or year of a section; without a date, of the section as a whole."""
    return SPAN.make(section=section, date=date) if date else SECTION.make(section=section)


def span_at(address: Address) -> tuple[Slug, Date] | None:
    """The section and the day, month or year that an address may be the page of; none if it can be of none."""
    values = SPAN.match(address)
    return (values["section"], values["date"]) if values else None


def year_heading(page: Address, year: int) -> Address:
    """The address of the heading of a year on a page that lists several: `all-years.html#2011`."""
    return Address(f"{page}#{year:04}")


def year_day_address(date: YearDay) -> Address:
    """The address of a day of the year: `on-this-day/05/15.html`."""
    return YEAR_DAY.make(date=date)


def topic_address(slug: Slug) -> Address:
    """The address of a topic's page: `topics/iran/index.html`."""
    return TOPIC.make(slug=slug)


def strip_address(slug: Slug) -> Address:
    """The address of a topic's strip: `topics/iran/strip.svg`."""
    return TOPIC_STRIP.make(slug=slug)


def topic_card_address(slug: Slug) -> Address:
    """The address of a topic's card."""
    return TOPIC_CARD.make(slug=slug)


def pair_address(one: Slug, other: Slug) -> Address:
    """The address of a pair of topics that often occur together: `topics/iran/and/north-korea.html`."""
    first, second = sorted((one, other))
    return TOPIC_PAIR.make(slug=first, other=second)


def outlet_address(slug: Slug) -> Address:
    """The address of an outlet's page: `sources/the-post/index.html`."""
    return OUTLET.make(slug=slug)
