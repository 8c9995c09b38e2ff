"""What the pages of topics and of outlets have in common: lists, cut by year where they are long, and indexes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Generic

from builder.core.address_pattern import AddressPattern
from builder.core.addresses import (
    OUTLET,
    OUTLET_MONTH,
    OUTLET_YEAR,
    TOPIC,
    TOPIC_MONTH,
    TOPIC_YEAR,
    year_heading,
)
from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.record import Frozen
from builder.core.text import collation_key
from builder.core.urls import Address, Slug
from builder.pages.entries_by_year import by_day, by_month, by_year
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.grouping import LARGE, G, Group, Groups
from builder.relations.site import Site
from builder.relations.topics import Topic
from builder.views.contract import GroupView, LinkView

LATEST = 50
"""Entries on the page of a large topic or outlet."""

MAX_INDEX = 250
"""With more topics or outlets than this their index is also cut by first letter, and a letter by the next ones."""

_LONGEST = 3
"""Characters by which an index is cut at most."""


class Listing(Frozen, Generic[G], frozen=True):
    """The entries of a topic or an outlet that one page lists, oldest first."""

    group: G
    entries: tuple[Entry, ...]
    """All; or of a large one the latest, or those of a year or a month."""
    date: Date | None = None
    """The year or the month; none on the own page of a topic or an outlet."""

    @property
    def year(self) -> int | None:
        """The year of the page, or of its month."""
        return self.date.year if self.date else None

    @property
    def span(self) -> tuple[Entry, ...]:
        """All entries of the year or the month, or of all years."""
        return self.entries if self.date else self.group.entries

    @property
    def has_months(self) -> bool:
        """Whether it is a year with so many entries that each of its months has a page of its own."""
        return self.date is not None and not self.date.month and len(self.entries) > LARGE


def has_years(group: Group) -> bool:
    """Whether a topic or an outlet is so large that each of its years has a page of its own."""
    return len(group.entries) > LARGE


def latest_of(group: G) -> Listing[G]:
    """The list on the own page of a topic or an outlet: all its entries, or the latest of a large one."""
    return Listing(group, group.entries[-LATEST:] if has_years(group) else group.entries)


def years_of(group: G) -> tuple[Listing[G], ...]:
    """The years of a large topic or outlet, each with a page of its own; none for one that fits one page."""
    if not has_years(group):
        return ()
    years = groupby(group.entries, attrgetter("date.year"))
    return tuple(Listing(group, tuple(entries), Date(year)) for year, entries in years)


def months_of(year: Listing[G]) -> tuple[Listing[G], ...]:
    """The months of a year with many entries, each with a page of its own; none for one that fits one page.

    Entries of which no month is known are on the page of the year alone.
    """
    if not year.has_months:
        return ()
    months = groupby((entry for entry in year.entries if entry.date.month), lambda entry: Date(*entry.date[:2]))
    return tuple(Listing(year.group, tuple(entries), month) for month, entries in months)


def list_address(group: Group, year: int | None = None) -> Address:
    """Where a topic or an outlet is published, or a year of it."""
    page, year_page = (TOPIC, TOPIC_YEAR) if isinstance(group, Topic) else (OUTLET, OUTLET_YEAR)
    return year_page.make(slug=group.slug, year=year) if year else page.make(slug=group.slug)


def month_address(group: Group, month: Date) -> Address:
    """Where a month of a topic or an outlet is published."""
    return (TOPIC_MONTH if isinstance(group, Topic) else OUTLET_MONTH).make(slug=group.slug, date=month)


def listing_address(listing: Listing[Any]) -> Address:
    """Where a list is published."""
    if listing.date and listing.date.month:
        return month_address(listing.group, listing.date)
    return list_address(listing.group, listing.year)


def groups_in(pieces: Pieces, listing: Listing[Any], where: Callable[[int], Address]) -> tuple[GroupView, ...]:
    """The entries of a list by year and month, the latest first.

    A year whose months have pages shows the chief entries of each, and a month with as many those of each day.
    """
    if listing.has_months:
        return (by_month(pieces, listing.entries, partial(month_address, listing.group), listing_address(listing)),)
    if listing.date and listing.date.month and len(listing.entries) > LARGE:
        return (by_day(pieces, listing.entries, listing_address(listing)),)
    return by_year(pieces, listing.entries, where)


def year_address_of(group: Group) -> Callable[[int], Address]:
    """Where the entries of each year of a topic or an outlet are listed."""
    return partial(list_address, group) if has_years(group) else partial(year_heading, list_address(group))


def year_links(pieces: Pieces, group: Group) -> tuple[LinkView, ...]:
    """Links to the pages of the years of a large topic or outlet, latest first: all pages of the group have them."""
    links: tuple[LinkView, ...] = pieces.made(_year_links, group)
    return links


def _year_links(pieces: Pieces, group: Group) -> tuple[LinkView, ...]:
    return tuple(_link(pieces, listing) for listing in reversed(years_of(group)))


def year_link(pieces: Pieces, listing: Listing[Any]) -> LinkView | None:
    """A link from the page of a month to that of its year; none from other pages."""
    if not (listing.date and listing.date.month):
        return None
    return LinkView(list_address(listing.group, listing.year), pieces.date(Date(listing.date.year)).text)


def _link(pieces: Pieces, listing: Listing[Any]) -> LinkView:
    date = listing.date
    return LinkView(listing_address(listing), pieces.date(date).text if date else "", len(listing.entries))


def listing_parameters(listing: Listing[Any]) -> dict[str, Any]:
    """What fills the pattern of a topic's or an outlet's address."""
    return {"slug": listing.group.slug, "year": listing.year, "date": listing.date}


def group_origin(subject: Group) -> str:
    """What messages call a topic or an outlet, of which a page is made."""
    return subject.name_in_messages


def listing_origin(subject: Listing[Any]) -> str:
    """What messages call the topic or the outlet of a list."""
    return group_origin(subject.group)


def shows_any(changes: Changes, entries: Iterable[Entry]) -> bool:
    """Whether one of some entries is shown otherwise than before."""
    return any(entry.address in changes.shown for entry in entries)


class Letter(Frozen, frozen=True):
    """The topics or outlets whose slug starts with one character, or some: one page of their index."""

    letter: str
    """As the address has it: a, 0-9, co."""
    slugs: tuple[Slug, ...]
    parts: tuple["Letter", ...] = ()
    """Of very many the same by one more character, each on a page of its own."""

    @property
    def name(self) -> str:
        """As readers see it."""
        return self.letter.capitalize()


class Index(Frozen, frozen=True):
    """An index, or the part of it under one letter."""

    letters: tuple[Letter, ...]
    path: tuple[Letter, ...] = ()
    """The letter, and the part of it that the page is of."""

    @property
    def letter(self) -> Letter | None:
        """What the page is of; none for the index itself."""
        return self.path[-1] if self.path else None


def letters_of(groups: Groups[Any]) -> tuple[Letter, ...]:
    """The slugs by first character, where there are too many for one page; of each with too many by the next ones."""
    return _letters((*groups,)) if has_letters(groups) else ()


@lru_cache(maxsize=4)  # of topics and of outlets, before a change and after it
def _letters(slugs: tuple[Slug, ...]) -> tuple[Letter, ...]:
    return _by_beginning(slugs, 1)


def has_letters(groups: Groups[Any]) -> bool:
    """Whether there are too many groups for one page of names."""
    return len(groups) > MAX_INDEX


def _by_beginning(slugs: Sequence[Slug], length: int) -> tuple[Letter, ...]:
    found: dict[str, list[Slug]] = defaultdict(list)
    for slug in slugs:
        found[_beginning(slug, length)].append(slug)
    return tuple(
        Letter(
            letter,
            tuple(its),
            _by_beginning(its, length + 1) if len(its) > MAX_INDEX and length < _LONGEST else (),
        )
        for letter, its in sorted(found.items())
    )


def _beginning(slug: Slug, length: int) -> str:
    """So many first characters of a slug, without marks: `co`; `c-` for `c`, and one name for all figures."""
    if length == 1 and slug[0].isdigit():
        return "0-9"
    return "".join(collation_key(character)[:1] or character for character in slug[:length]).ljust(length, "-")


def letter_links(pattern: AddressPattern, letters: Sequence[Letter]) -> tuple[LinkView, ...]:
    """Links to the pages of the letters of an index."""
    return tuple(LinkView(pattern.make(letter=part.letter), part.name, len(part.slugs)) for part in letters)


def part_links(pattern: AddressPattern, index: Index) -> tuple[tuple[LinkView, ...], ...]:
    """Links to the parts of the letter of a page, and to the parts of such a part."""
    return tuple(letter_links(pattern, letter.parts) for letter in index.path if letter.parts)


def listed_by_name(groups: Groups[G], index: Index) -> list[G]:
    """What a page of an index lists: nothing where letters do; of a letter with parts the largest."""
    if not index.letter:
        return groups.by_name(() if index.letters else groups)
    slugs: Iterable[Slug] = index.letter.slugs
    if index.letter.parts:
        counts = {slug: len(groups.numbers[slug]) for slug in slugs}
        slugs = [group.slug for group, _ in groups.largest(counts, MAX_INDEX)]
    return groups.by_name(slugs)


def letter_parameters(index: Index) -> dict[str, Any]:
    """What fills the pattern of a letter's address."""
    return {"letter": index.letter.letter if index.letter else ""}


class GroupPages(Frozen, Generic[G], frozen=True):
    """What the kinds of pages of topics and of outlets have in common: their subjects, and which a change affects.

    OUTLET_PAGES = GroupPages(_outlets, _changed_outlets, _relisted_outlets, _came_or_went)
    PageKind(name="outlet", subjects=OUTLET_PAGES.listings, find=OUTLET_PAGES.find, affected=OUTLET_PAGES.affected, ...)
    """

    groups: Callable[[Site], Groups[G]]
    """Gives the topics, or the outlets, of a site."""
    changed: Callable[[Changes], Set[Slug]]
    """Gives those that a change may concern."""
    relisted: Callable[[Changes], Set[Slug]]
    """Gives those of which the list itself differs, whatever is shown of its entries."""
    came_or_went: Callable[[Changes], bool]
    """Tells whether some of them are new, or gone, so that other pages of letters may lead elsewhere."""

    def listings(self, site: Site) -> Iterable[Listing[G]]:
        """The lists on their own pages."""
        return map(latest_of, self.groups(site).values())

    def years(self, site: Site) -> Iterable[Listing[G]]:
        """The years of large ones."""
        return chain.from_iterable(map(years_of, self.groups(site).values()))

    def months(self, site: Site) -> Iterable[Listing[G]]:
        """The months of their years with many entries."""
        return chain.from_iterable(map(months_of, self.years(site)))

    def find(self, site: Site, values: Mapping[str, Any]) -> Listing[G] | None:
        """The list on the own page of the one that an address names."""
        group = self.groups(site).get(values["slug"])
        return latest_of(group) if group else None

    def find_year(self, site: Site, values: Mapping[str, Any]) -> Listing[G] | None:
        """The list of the year that an address names, if it has a page of its own."""
        group = self.groups(site).get(values["slug"])
        years = years_of(group) if group else ()
        return next((listing for listing in years if listing.year == values["year"]), None)

    def find_month(self, site: Site, values: Mapping[str, Any]) -> Listing[G] | None:
        """The list of the month that an address names, if it has a page of its own."""
        year = self.find_year(site, {"slug": values["slug"], "year": values["date"].year})
        months = months_of(year) if year else ()
        return next((listing for listing in months if listing.date == values["date"]), None)

    def changed_groups(self, changes: Changes, site: Site) -> Iterable[G]:
        """Those of a site that a change may concern."""
        groups = self.groups(site)
        return (groups[slug] for slug in self.changed(changes) if slug in groups)

    def affected(self, changes: Changes, site: Site) -> Iterable[Listing[G]]:
        """The lists on their own pages that may differ."""
        return self._differing(changes, map(latest_of, self.changed_groups(changes, site)))

    def affected_years(self, changes: Changes, site: Site) -> Iterable[Listing[G]]:
        """The years of large ones that may differ."""
        return self._differing(changes, chain.from_iterable(map(years_of, self.changed_groups(changes, site))))

    def affected_months(self, changes: Changes, site: Site) -> Iterable[Listing[G]]:
        """The months of their years that may differ."""
        years = chain.from_iterable(map(years_of, self.changed_groups(changes, site)))
        return self._differing(changes, chain.from_iterable(map(months_of, years)))

    def _differing(self, changes: Changes, listings: Iterable[Listing[G]]) -> Iterable[Listing[G]]:
        relisted = self.relisted(changes)
        return (each for each in listings if each.group.slug in relisted or shows_any(changes, each.entries))

    def index(self, site: Site) -> Iterable[Index]:
        """The page of all of them, if there are any."""
        groups = self.groups(site)
        return (Index(letters_of(groups)),) if groups else ()

    def letters(self, site: Site) -> Iterable[Index]:
        """The pages of an index that is cut by first letter."""
        letters = letters_of(self.groups(site))
        return (Index(letters, path) for letter in letters for path in _paths((letter,)))

    def affected_letters(self, changes: Changes, site: Site) -> Iterable[Index]:
        """The pages of letters that may differ: those that list one of which the list differs."""
        if self.came_or_went(changes):
            return self.letters(site)
        relisted = self.relisted(changes)
        pages = self.letters(site) if relisted else ()
        return (page for page in pages if page.letter and not relisted.isdisjoint(page.letter.slugs))


def _paths(path: tuple[Letter, ...]) -> Iterator[tuple[Letter, ...]]:
    """A letter, and all its parts, each with what it is a part of."""
    yield path
    for part in path[-1].parts:
        yield from _paths((*path, part))
