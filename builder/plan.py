"""From the site to every file to be published: its address, its template and what it shows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from builder.config import Config
from builder.model import Absent, Asset, Entry, Page
from builder.problems import Code, Place, Problem, did_you_mean, nearest
from builder.resolve import excuse, unknown
from builder.site import Alias, Site
from builder.theme import Theme
from builder.timeline import Day, Month, Section, Year
from builder.topics import Topic
from builder.urls import Address, date_address, entry_address, topic_address

LARGE_TOPIC = 100
"""A topic with more entries than this is also listed by year."""

MANY_TOPICS = 400
"""With more topics than this the index of topics is also cut by first letter."""

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap: https://www.sitemaps.org/protocol.html"""


@dataclass(frozen=True, slots=True)
class TopicYear:
    """The entries of one year of a large topic."""

    topic: Topic
    year: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TopicLetter:
    """The topics whose slug starts with one character."""

    letter: str
    address: Address
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and the one that it stands for."""

    target: Address


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A part of the site's addresses; or all parts, where there are several."""

    pages: tuple["Planned", ...] = ()
    parts: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """The site as a whole: the front page, the feeds, the index of topics."""


Subject = Entry | Page | Day | Month | Year | Section | Topic | TopicYear | TopicLetter | Redirect | Sitemap | Whole


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


def plan(site: Site, theme: Theme) -> tuple[Plan, tuple[Problem, ...]]:
    """Every file of the site, and a problem for each address taken twice and each link that leads nowhere."""
    pages = [*_pages(site)]
    pages += _sitemaps(pages, site.config)
    copies = [Copied(asset.address, asset) for asset in (*site.assets, *theme.static)]
    first: dict[str, Planned | Copied] = {}
    collisions = tuple(_collisions((*pages, *copies), first, site.config.shown(site.config.content)))
    redirects, taken = _redirects(site.aliases, first)
    pages += redirects
    planned = Plan(tuple(sorted(pages, key=_address)), tuple(sorted(copies, key=_address)))
    return planned, (*collisions, *taken, *_broken(site, planned))


_address = attrgetter("address")


def _pages(site: Site) -> Iterator[Planned]:
    for entry in site.entries:
        yield from _formats(entry, site.config)
    for page in site.pages:
        yield Planned(page.address, "page.html", page, page.path)
    for section in site.sections:
        yield from _section(section, site.config)
    for topic in site.topics.values():
        yield from _topic(topic, site.config)
    yield from _topic_index(tuple(site.topics.values()))
    yield from _whole(site)


def _formats(entry: Entry, config: Config) -> Iterator[Planned]:
    for ending in config.formats:
        yield Planned(entry_address(entry.id, ending), f"entry.{ending}", entry, entry.path)


def _section(section: Section, config: Config) -> Iterator[Planned]:
    slug = section.slug
    yield Planned(date_address(slug), "section.html", section, f"the list of all years of {slug}")
    for year in section.years:
        yield Planned(date_address(slug, year.date), "year.html", year, f"the list of {year.date.iso}")
        for month in year.months:
            yield Planned(date_address(slug, month.date), "month.html", month, f"the list of {month.date.iso}")
            for day in month.days:
                for ending in config.formats:
                    address = date_address(slug, day.date, ending)
                    yield Planned(address, f"day.{ending}", day, f"the list of {day.date.iso}")


def _topic(topic: Topic, config: Config) -> Iterator[Planned]:
    origin = f'the topic "{topic.name}"'
    yield Planned(topic_address(topic.slug), "topic.html", topic, origin)
    yield Planned(topic_address(topic.slug, "feed.xml"), "feed.xml", topic, origin)
    if "json" in config.formats:
        yield Planned(topic_address(topic.slug, "index.json"), "topic.json", topic, origin)
    for part in years_of(topic):
        address = topic_address(topic.slug, f"{part.year:04}.html")
        yield Planned(address, "topic-year.html", part, origin)


def years_of(topic: Topic) -> tuple[TopicYear, ...]:
    """The years of a large topic, each with a page of its own; none for a topic that fits one page."""
    if len(topic.entries) <= LARGE_TOPIC:
        return ()
    by_year = groupby(topic.entries, lambda entry: entry.date.year)
    return tuple(TopicYear(topic, year, tuple(entries)) for year, entries in by_year)


def _topic_index(topics: Sequence[Topic]) -> Iterator[Planned]:
    yield Planned(Address("topics/index.html"), "topics.html", Whole(), "the index of topics")
    for part in letters_of(topics):
        yield Planned(part.address, "topic-letter.html", part, "the index of topics")


def letters_of(topics: Sequence[Topic]) -> tuple[TopicLetter, ...]:
    """The topics by first character, where there are too many for one page."""
    if len(topics) <= MANY_TOPICS:
        return ()
    by_letter: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        by_letter["0-9" if topic.slug[0].isdigit() else topic.slug[0]].append(topic)
    return tuple(
        TopicLetter(letter.upper(), Address(f"topics/{letter}.html"), tuple(its))
        for letter, its in sorted(by_letter.items())
    )


def _whole(site: Site) -> Iterator[Planned]:
    for name, template in (
        ("index.html", "front.html"),
        ("404.html", "404.html"),
        ("feed.xml", "feed.xml"),
        ("feed.json", "feed.json"),
        ("robots.txt", "robots.txt"),
        (".nojekyll", "nojekyll"),
    ):
        yield Planned(Address(name), template, Whole(), f"the site's own {name}")


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
        pages.append(Planned(alias.address, "redirect.html", Redirect(alias.target), alias.place.path))
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
    cure = "rename one, or give it a slug of its own"
    return Problem(Code.ADDRESS_TAKEN, Place(mine[0] if mine else content), what, cure)


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in."""
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


def _all_folders(addresses: Iterable[str]) -> set[str]:
    """The folders that any of the addresses lies in."""
    nearest = {address.rpartition("/")[0] for address in addresses} - {""}
    return nearest | {folder for inner in nearest for folder in _folders(inner)}


def _broken(site: Site, planned: Plan) -> Iterator[Problem]:
    """A problem for each link of a body, and each picture, that leads to nothing that is published."""
    if not site.links and not site.images:
        return
    addresses = {page.address for page in planned.pages} | {copy.address for copy in planned.copies}
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
        if entry.image and entry.id in site.images and site.images[entry.id] not in addresses:
            yield from _leads_nowhere(entry.image.url, entry.image.place, addresses, site.absent)


def _leads_nowhere(target: str, place: Place, addresses: set[Address], absent: Absent) -> Iterator[Problem]:
    name = target.partition("#")[0].lstrip("./").removesuffix(".md")
    by_name = {address.rpartition("/")[2].removesuffix(".html"): address for address in sorted(addresses)}
    near = nearest(name, sorted(addresses)) or by_name.get(nearest(name.rpartition("/")[2], by_name) or "")
    what = f'the link to "{target}" leads to nothing that is published'
    cure = did_you_mean(f"/{near}" if near else None, "mend the path, or add the file")
    yield from unknown(Code.LINK_BROKEN, place, what, cure, excuse(target, absent))
