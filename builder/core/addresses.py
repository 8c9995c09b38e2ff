"""Where the things that pages link to are published: one pattern for each, used to make addresses and to read them.

Links between pages go in circles and imports may not, so what others link to has its pattern here and not in the
module of its kind of page.
"""

from builder.core.address_pattern import AddressPattern
from builder.core.dates import Date, YearDay
from builder.core.urls import Address, EntryId, Slug

ENTRY = AddressPattern("{section}/{date:date}/{slug}.html")
HISTORY = AddressPattern("{section}/{date:date}/{slug}.history.html")
"""Where the versions of an entry are listed; no slug has a dot, so no entry is there."""

SECTION = AddressPattern("{section}/index.html")
SPAN = AddressPattern("{section}/{date:date}/index.html")
"""Where a day, month or year of a section is listed."""

ALL_YEARS = Address("all-years.html")
"""Where all years of all sections are, if there are several sections."""

CALENDAR = Address("on-this-day/index.html")
YEAR_DAY = AddressPattern("on-this-day/{date:year_day}.html")
TOPIC = AddressPattern("topics/{slug}/index.html")
TOPIC_YEAR = AddressPattern("topics/{slug}/{year:year}.html")
TOPIC_FEED = AddressPattern("topics/{slug}/feed.xml")
TOPIC_PAIR = AddressPattern("topics/{slug}/and/{other}.html")
OUTLET = AddressPattern("sources/{slug}/index.html")
OUTLET_YEAR = AddressPattern("sources/{slug}/{year:year}.html")


def with_ending(address: Address, ending: str) -> Address:
    """Where the same thing as on an HTML page is published in another format."""
    return Address(address.removesuffix("html") + ending)


def entry_address(entry: EntryId) -> Address:
    """Where an entry is published."""
    return Address(f"{entry}.html")


def id_of(address: Address) -> EntryId:
    """The id of the entry that is published there in HTML."""
    return EntryId(address.removesuffix(".html"))


def history_address(entry: EntryId) -> Address:
    """Where the versions of an entry are listed."""
    return Address(f"{entry}.history.html")


def date_address(section: Slug, date: Date | None = None) -> Address:
    """Where a day, month or year of a section is listed; without a date, the section as a whole."""
    return SPAN.make(section=section, date=date) if date else SECTION.make(section=section)


def year_heading(page: Address, year: int) -> Address:
    """Where a year begins on a page that lists several."""
    return Address(f"{page}#{year:04}")


def year_day_address(date: YearDay) -> Address:
    """Where the entries of one day of all years are listed."""
    return YEAR_DAY.make(date=date)


def topic_address(slug: Slug) -> Address:
    """Where a topic is published."""
    return TOPIC.make(slug=slug)


def pair_address(one: Slug, other: Slug) -> Address:
    """Where two topics that often occur together are published: `topics/iran/and/north-korea.html`."""
    first, second = sorted((one, other))
    return TOPIC_PAIR.make(slug=first, other=second)


def outlet_address(slug: Slug) -> Address:
    """Where an outlet is published."""
    return OUTLET.make(slug=slug)
