"""From the site to every file to be published: its address, its template and what it shows."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Generic

from builder.config import Config
from builder.groups import G, Group
from builder.model import Absent, Asset, Entry, Page, TopicFile
from builder.near import TopicPair
from builder.problems import Code, Place, Problem, did_you_mean, nearest
from builder.resolve import excuse, unknown
from builder.site import Alias, Site
from builder.theme import Theme
from builder.timeline import Day, DayOfYear, Month, Section, Year
from builder.topics import Topic
from builder.urls import (
    INDEX,
    Address,
    Slug,
    date_address,
    entry_address,
    outlet_address,
    pair_address,
    topic_address,
    year_day_address,
)

LARGE_TOPIC = 100
"""A topic with more entries than this is also listed by year, and so is an outlet."""

MANY_TOPICS = 400
"""With more topics than this their index is also cut by first letter, and so is that of as many outlets."""

LATEST = 50
"""Entries on the page of a large topic or outlet."""

TOPIC_ITEMS = 20
"""Entries in the feed of a topic."""

SITE_ITEMS = 50
"""Entries in the site's own feeds."""

FRONT_DAYS = 3
"""Days with entries on the front page."""

EARLIER_YEARS = 5
"""Years of which the front page shows an entry of its latest day."""

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap: https://www.sitemaps.org/protocol.html"""


@dataclass(frozen=True, slots=True)
class Listing(Generic[G]):
    """The entries of a topic or an outlet that one page lists, oldest first."""

    group: G
    entries: tuple[Entry, ...]
    """All; or of a large one the latest, or those of a year."""
    year: int | None = None

    @property
    def span(self) -> tuple[Entry, ...]:
        """All entries of the year, or of all years."""
        return self.entries if self.year else self.group.entries


@dataclass(frozen=True, slots=True)
class Letter:
    """The topics or outlets whose slug starts with one character."""

    name: str
    address: Address
    slugs: tuple[Slug, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index, or the part of it under one letter."""

    letters: tuple[Letter, ...]
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class TopicIndex(Index):
    """The index of topics."""


@dataclass(frozen=True, slots=True)
class TopicsInOrder:
    """The topics by something else than their names: by `size`, or by `kind`."""

    order: str


@dataclass(frozen=True, slots=True)
class OutletIndex(Index):
    """The index of outlets."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest entries of a topic, or of the site, oldest first."""

    entries: tuple[Entry, ...]
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: the latest days that have entries, the day before them, and what was on the latest before."""

    days: tuple[Day, ...]
    earlier: Day | None
    on_this_day: tuple[Day, ...] = ()
    """The latest day in some earlier years, newest first, and of one year the sections in the order of their names."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All days of the year that have entries, in whatever year."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address of a text, or that of a topic by another name."""

    target: Address
    title: str
    """Of what is there."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A part of the site's addresses; or all parts, where there are several."""

    pages: tuple["Planned", ...] = ()
    parts: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing of the content: what settings and theme alone make."""


Shown = Entry | Page | Section | Year | Month | Day | DayOfYear | Group | TopicPair
"""What has pages of its own."""

Subject = Shown | Listing[Any] | Index | TopicsInOrder | Feed | Front | Calendar | Redirect | Sitemap | Whole
"""What one page shows."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be made: where, with which template, of what."""

    address: Address
    template: str
    subject: Subject
    origin: str
    """What asks for it, for messages: a file's path, or words for a page that is made of many."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file to be published as it is."""

    address: Address
    asset: Asset

    @property
    def origin(self) -> str:
        """What asks for it, for messages."""
        return self.asset.path


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file to be published, in the order of addresses."""

    pages: tuple[Planned, ...]
    copies: tuple[Copied, ...]


_INDEX = Copied(Address(INDEX.rstrip("/")), Asset("the search index", Address(INDEX), ""))
"""Stands for all files of the search index: no other may lie in its folder."""


def plan(site: Site, theme: Theme) -> tuple[Plan, tuple[Problem, ...]]:
    """Every file of the site, and a problem for each address taken twice and each link that leads nowhere."""
    pages = [*_pages(site)]
    pages += _sitemaps(pages, site.config)
    copies = copies_of(site, theme)
    first: dict[str, Planned | Copied] = {}
    index = (
        [Copied(Address(INDEX.rstrip("/")), Asset("the search index", Address(""), ""))] if site.config.search else []
    )
    collisions = tuple(_collisions((*pages, *copies, *index), first, site.config.shown(site.config.content)))
    redirects, taken = _redirects(site.aliases, first)
    pages += redirects
    addresses = {page.address for page in pages} | {copy.address for copy in copies}
    return Plan(tuple(sorted(pages, key=_address)), copies), (*collisions, *taken, *broken_links(site, addresses))


def copies_of(site: Site, theme: Theme) -> tuple[Copied, ...]:
    """The files that are published as they are, in the order of addresses."""
    return tuple(sorted([Copied(asset.address, asset) for asset in (*site.assets, *theme.static)], key=_address))


_address = attrgetter("address")


def _pages(site: Site) -> Iterator[Planned]:
    spans = (site.sections, site.spans.values(), site.year_days.values())
    groups = (site.topics.values(), site.outlets.values())
    shown: Iterable[Shown] = chain(site.entries, site.pages, *spans, *groups, site.near.pairs())
    for subject in shown:
        yield from pages_of(subject, site.config)
    yield from pages_of_all(site)


def pages_of(subject: Shown, config: Config) -> Iterator[Planned]:
    """The files that show one thing, and are there because it is."""
    match subject:
        case Entry() as entry:
            yield from _entry(entry, config)
        case TopicFile():
            return  # its topic's own page shows it
        case Page() as page:
            yield Planned(page.address, "page.html", page, page.path)
        case Section() as section:
            origin = f"the list of all years of {section.slug}"
            yield Planned(date_address(section.slug), "section.html", section, origin)
        case Group() as group:
            yield from _of_group(group, config)
        case TopicPair(first, second) as pair:
            origin = f'the topics "{first.name}" and "{second.name}"'
            yield Planned(pair_address(first.slug, second.slug), "pair.html", pair, origin)
        case Year() | Month() | Day() | DayOfYear() as span:
            yield from _span(span, config)


def _entry(entry: Entry, config: Config) -> Iterator[Planned]:
    for ending in config.formats:
        address = entry.address if ending == "html" else entry_address(entry.id, ending)
        yield Planned(address, sys.intern(f"entry.{ending}"), entry, entry.path)


def _span(span: Year | Month | Day | DayOfYear, config: Config) -> Iterator[Planned]:
    if isinstance(span, DayOfYear):
        origin = f"the list of {span.date.folder} in all years"
        yield Planned(year_day_address(span.date), "on-this-day.html", span, origin)
        return
    kind = type(span).__name__.lower()
    for ending in config.formats if isinstance(span, Day) else ("html",):
        address = date_address(span.section, span.date, ending)
        yield Planned(address, f"{kind}.{ending}", span, f"the list of {span.date.iso}")


def _of_group(group: Group, config: Config) -> Iterator[Planned]:
    """The lists of the entries of a topic or an outlet, and a topic's feed and data."""
    kind, what = ("topic", "topic") if isinstance(group, Topic) else ("outlet", "source")
    origin = f'the {what} "{group.name}"'
    years = years_of(group)
    latest = Listing(group, group.entries[-LATEST:] if years else group.entries)
    yield Planned(list_address(group), sys.intern(f"{kind}.html"), latest, origin)
    for part in years:
        yield Planned(list_address(group, part.year), sys.intern(f"{kind}-year.html"), part, origin)
    if isinstance(group, Topic):
        yield from _data_of(group, config, origin)


def _data_of(topic: Topic, config: Config, origin: str) -> Iterator[Planned]:
    if config.topic_feeds:
        feed = Feed(topic.entries[-TOPIC_ITEMS:], topic)
        yield Planned(topic_address(topic.slug, "feed.xml"), "feed.xml", feed, origin)
    if "json" in config.formats:
        yield Planned(topic_address(topic.slug, "index.json"), "topic.json", topic, origin)


def has_years(group: Group) -> bool:
    """Whether a topic or an outlet is so large that each of its years has a page of its own."""
    return len(group.entries) > LARGE_TOPIC


def years_of(group: G) -> tuple[Listing[G], ...]:
    """The years of a large topic or outlet, each with a page of its own; none for one that fits one page."""
    if not has_years(group):
        return ()
    by_year = groupby(group.entries, lambda entry: entry.date.year)
    return tuple(Listing(group, tuple(entries), year) for year, entries in by_year)


def list_address(group: Group, year: int | None = None) -> Address:
    """Where a topic or an outlet is published, or a year of it."""
    address_of = topic_address if isinstance(group, Topic) else outlet_address
    return address_of(group.slug, f"{year:04}.html") if year else address_of(group.slug)


def pages_of_all(site: Site) -> Iterator[Planned]:
    """The files that show something of the whole content, the sitemap and redirects apart."""
    yield from _index(TopicIndex, site.topics, "topics", "topic")
    for order in ("size", "kind") if site.has_kinds else ("size",):
        address = Address(f"topics/by-{order}.html")
        yield Planned(address, f"topics-by-{order}.html", TopicsInOrder(order), "the index of topics")
    yield from _index(OutletIndex, site.outlets, "sources", "outlet")
    if site.days:
        yield Planned(year_day_address(), "calendar.html", Calendar(), "the calendar of all years")
    feed = Feed(site.entries[-SITE_ITEMS:])
    for name, template, subject in (
        ("index.html", "front.html", _front(site)),
        ("404.html", "404.html", Whole()),
        ("feed.xml", "feed.xml", feed),
        ("feed.json", "feed.json", feed),
        ("robots.txt", "robots.txt", Whole()),
        (".nojekyll", "nojekyll", Whole()),
    ):
        yield Planned(Address(name), template, subject, f"the site's own {name}")
    if site.config.search:
        yield Planned(Address("search.html"), "search.html", Whole(), "the search page")


def _index(index: type[Index], slugs: Collection[Slug], folder: str, kind: str) -> Iterator[Planned]:
    """The pages of an index."""
    letters, origin = _letters(slugs, folder), f"the index of {folder}"
    yield Planned(Address(f"{folder}/index.html"), f"{kind}s.html", index(letters), origin)
    for letter in letters:
        yield Planned(letter.address, f"{kind}-letter.html", index(letters, letter), origin)


def _letters(slugs: Collection[Slug], folder: str) -> tuple[Letter, ...]:
    """The slugs by first character, where there are too many for one page."""
    if len(slugs) <= MANY_TOPICS:
        return ()
    by_letter: dict[str, list[Slug]] = defaultdict(list)
    for slug in slugs:
        by_letter["0-9" if slug[0].isdigit() else slug[0]].append(slug)
    return tuple(
        Letter(letter.upper(), Address(f"{folder}/{letter}.html"), tuple(its))
        for letter, its in sorted(by_letter.items())
    )


def _front(site: Site) -> Front:
    """The latest days that have entries, newest first, and of one day the sections in the order of their names."""
    dates = sorted({day.date for day in site.days}, reverse=True)
    days = sorted(site.days, key=lambda day: day.section)
    days.sort(key=lambda day: day.date, reverse=True)
    latest = dates[:FRONT_DAYS]
    return Front(
        days=tuple(day for day in days if day.date in latest),
        earlier=next((day for day in days if day.date not in latest), None),
        on_this_day=_on_this_day(days) if days else (),
    )


def _on_this_day(days: Sequence[Day]) -> tuple[Day, ...]:
    """The same day as the first of all days, in the earlier years nearest to it."""
    latest = days[0].date
    same = [day for day in days if day.date[1:] == latest[1:] and day.date < latest]
    dates = [*dict.fromkeys(day.date for day in same)][:EARLIER_YEARS]
    return tuple(day for day in same if day.date in dates)


def _redirects(aliases: Sequence[Alias], taken: Collection[str]) -> tuple[list[Planned], list[Problem]]:
    """A page for each old address that is free. One that is a page's now stays that page's."""
    pages: list[Planned] = []
    problems: list[Problem] = []
    files, folders = (set(taken), _all_folders(taken)) if aliases else (set(), set())
    for alias in aliases:
        address = alias.address.lower()
        if address in files or address in folders or files.intersection(_folders(address)):
            what = f"the alias {alias.address} is the address of something that exists"
            problems.append(Problem(Code.ALIAS_TAKEN, alias.place, what, "it is left out; take it away here"))
            continue
        pages.append(Planned(alias.address, "redirect.html", Redirect(alias.target, alias.title), alias.place.path))
        files.add(address)
        folders.update(_folders(address))
    return pages, problems


def _sitemaps(pages: Iterable[Planned], config: Config) -> list[Planned]:
    """The sitemap, in parts where one cannot hold it; none without a base URL, as it holds full addresses only."""
    if config.base_url is None:
        return []
    listed = sorted((page for page in pages if _is_listed(page)), key=_address)
    parts = [tuple(listed[n : n + SITEMAP_LIMIT]) for n in range(0, len(listed), SITEMAP_LIMIT)]
    origin = "the sitemap"
    if len(parts) == 1:
        return [Planned(Address("sitemap.xml"), "sitemap.xml", Sitemap(parts[0]), origin)]
    names = [Address(f"sitemap-{number}.xml") for number in range(1, len(parts) + 1)]
    made = [Planned(name, "sitemap.xml", Sitemap(part), origin) for name, part in zip(names, parts, strict=True)]
    return [Planned(Address("sitemap.xml"), "sitemap-index.xml", Sitemap(parts=tuple(names)), origin), *made]


def _is_listed(page: Planned) -> bool:
    return page.address.endswith(".html") and page.template not in ("redirect.html", "404.html")


def _collisions(
    items: Iterable[Planned | Copied], first: dict[str, Planned | Copied], content: str
) -> Iterator[Problem]:
    """A problem for each two things at one address, or one of them where the other needs a folder.

    `first` is filled with the first thing at each address, in lower case.
    """
    told: set[frozenset[str]] = set()
    for item in items:
        # A file system that does not tell upper from lower case has one file for both.
        other = first.setdefault(item.address.lower(), item)
        pair = frozenset((item.origin, other.origin))
        if other is not item and pair not in told:
            told.add(pair)
            yield _taken(item, other, content)
    for folder in sorted(_all_folders(first) & first.keys()):
        inside = (item for address, item in first.items() if address.startswith(f"{folder}/"))
        yield from (_taken(item, first[folder], content) for item in inside)


def _taken(item: Planned | Copied, other: Planned | Copied, content: str) -> Problem:
    """The problem of two things at one address, at the file in content/ that can be renamed."""
    mine = [origin for origin in (item.origin, other.origin) if origin.startswith(f"{content}/")]
    what = f"{other.address} is the address of {other.origin} and of {item.origin}"
    if not mine:
        return Problem(Code.ADDRESS_TAKEN, Place(content), what, f"give the folder in {content}/ another name")
    return Problem(Code.ADDRESS_TAKEN, Place(mine[0]), what, "rename one, or give it a slug of its own")


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in."""
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


def _all_folders(addresses: Iterable[str]) -> set[str]:
    """The folders that any of the addresses lies in."""
    nearest = {address.rpartition("/")[0] for address in addresses} - {""}
    return nearest | {folder for inner in nearest for folder in _folders(inner)}


def broken_links(site: Site, addresses: Collection[Address]) -> Iterator[Problem]:
    """A problem for each link of a body, and each picture, that leads to none of the addresses that are published."""
    if not site.links and not site.images:
        return
    anchors = {text.address: text.anchors for text in site.texts}
    for text in site.texts:
        for link, target in zip(text.links, site.links.get(text.path, ()), strict=True):
            address, _, part = target.partition("#")
            if address and address not in addresses:
                yield from _leads_nowhere(link.target, link.place, addresses, site.absent)
            elif part and not site.config.raw_html and part not in anchors.get(Address(address), (part,)):
                what = f'the link to "{link.target}" leads to a part that is not there'
                cure = did_you_mean(nearest(part, anchors[Address(address)]), "take the # and what follows away")
                yield Problem(Code.LINK_BROKEN, link.place, what, cure)
    for entry in site.entries:
        if entry.image and entry.address in site.images and site.images[entry.address] not in addresses:
            yield from _leads_nowhere(entry.image.url, entry.image.place, addresses, site.absent)


def _leads_nowhere(target: str, place: Place, addresses: Collection[Address], absent: Absent) -> Iterator[Problem]:
    name = target.partition("#")[0].lstrip("./").removesuffix(".md")
    by_name = {address.rpartition("/")[2].removesuffix(".html"): address for address in sorted(addresses)}
    near = nearest(name, sorted(addresses)) or by_name.get(nearest(name.rpartition("/")[2], by_name) or "")
    what = f'the link to "{target}" leads to nothing that is published'
    cure = did_you_mean(f"/{near}" if near else None, "mend the path, or add the file")
    yield from unknown(Code.LINK_BROKEN, place, what, cure, excuse(target, absent))
