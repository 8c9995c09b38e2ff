"""From the site to every file to be published: its address, its template and what it shows."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter

from builder.config.config import Config
from builder.core.model import Asset, Entry, EntryHistory, Page, TopicFile
from builder.core.problems import Problem
from builder.core.text import collation_key
from builder.core.urls import (
    ALL_YEARS,
    SEARCH_FOLDER,
    Address,
    Slug,
    date_address,
    entry_address,
    entry_with_history,
    history_address,
    outlet_address,
    pair_address,
    topic_address,
    year_day_address,
)
from builder.planning.collisions import collisions, redirects
from builder.planning.pages import (
    AllYears,
    Calendar,
    Copied,
    Feed,
    Front,
    Index,
    Letter,
    Listing,
    OutletIndex,
    Plan,
    Planned,
    Redirects,
    Shown,
    Sitemap,
    TopicIndex,
    TopicsInOrder,
    Whole,
)
from builder.relations.broken_links import broken_links
from builder.relations.cooccurrence import TopicPair
from builder.relations.grouping import G, Group
from builder.relations.site import Site
from builder.relations.timeline import Day, DayOfYear, Month, Section, Year
from builder.relations.topics import Topic
from builder.theme.load import Theme

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

NOT_FOUND = Address("404.html")
"""The page for an address that does not exist."""

REDIRECTS = Address("_redirects")
"""Where hosts such as Netlify and Cloudflare look for redirects; a file of that name in content/ is published instead.

https://docs.netlify.com/routing/redirects/, https://developers.cloudflare.com/pages/configuration/redirects/
"""

_INDEX = Copied(Address(SEARCH_FOLDER.rstrip("/")), Asset("the search index", Address(SEARCH_FOLDER), ""))
"""Stands for all files of the search index: no other may lie in its folder."""


def plan(site: Site, theme: Theme) -> tuple[Plan, tuple[Problem, ...]]:
    """Every file of the site, and a problem for each address taken twice and each link that leads nowhere."""
    pages = [*_pages(site)]
    pages += sitemaps([page.address for page in pages], site.config)
    copies = copies_of(site, theme)
    index = (_INDEX,) if site.config.search else ()
    there, collided = collisions((*pages, *copies, *index), site.config.shown(site.config.content))
    redirecting, taken = redirects(site.aliases, there)
    pages += redirecting
    if redirecting and REDIRECTS not in there:
        pages.append(Planned(REDIRECTS, "redirects.txt", Redirects((*redirecting,)), "the list of old addresses"))
    addresses = {page.address for page in pages} | {copy.address for copy in copies}
    return Plan(tuple(sorted(pages, key=_address)), copies), (*collided, *taken, *broken_links(site, addresses))


def copies_of(site: Site, theme: Theme) -> tuple[Copied, ...]:
    """The files that are published as they are, in the order of addresses."""
    return tuple(sorted([Copied(asset.address, asset) for asset in (*site.assets, *theme.static)], key=_address))


_address = attrgetter("address")


def _pages(site: Site) -> Iterator[Planned]:
    spans = (site.sections, site.spans.values(), site.year_days.values())
    groups = (site.topics.values(), site.outlets.values())
    shown: Iterable[Shown] = chain(site.entries, site.histories, site.pages, *spans, *groups, site.near.pairs())
    for subject in shown:
        yield from pages_of(subject, site.config)
    yield from pages_of_all(site)


def pages_of(subject: Shown, config: Config) -> Iterator[Planned]:
    """The files that show one thing, and are there because it is."""
    match subject:
        case Entry() | EntryHistory() | Page() as text:
            yield from _of_text(text, config)
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


def _of_text(text: Entry | EntryHistory | Page, config: Config) -> Iterator[Planned]:
    match text:
        case Entry() as entry:
            for ending in config.formats:
                address = entry.address if ending == "html" else entry_address(entry.id, ending)
                yield Planned(address, sys.intern(f"entry.{ending}"), entry, entry.path)
        case EntryHistory(entry) as history:
            yield Planned(history_address(entry.id), "history.html", history, entry.path)
        case TopicFile():
            return  # its topic's own page shows it
        case Page() as page:
            yield Planned(page.address, "page.html", page, page.path)


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
    if site.has_days:
        yield Planned(year_day_address(), "calendar.html", Calendar(), "the calendar of all years")
    if len(site.by_section) > 1:
        yield Planned(ALL_YEARS, "all-years.html", AllYears(), "the list of all years")
    feed = Feed(site.entries[-SITE_ITEMS:])
    for name, template, subject in (
        ("index.html", "front.html", _front(site)),
        (NOT_FOUND, "404.html", Whole()),
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
        by_letter["0-9" if slug[0].isdigit() else collation_key(slug[0])[:1] or slug[0]].append(slug)
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


def sitemaps(addresses: Iterable[Address], config: Config) -> list[Planned]:
    """The sitemap of the pages among some addresses, those left out that nobody looks for.

    It is in parts where one cannot hold it. Without a base URL there is none, as it holds full addresses only.
    """
    if config.base_url is None:
        return []
    listed = sorted(address for address in addresses if _is_listed(address))
    parts = [tuple(listed[n : n + SITEMAP_LIMIT]) for n in range(0, len(listed), SITEMAP_LIMIT)]
    origin = "the sitemap"
    if len(parts) == 1:
        return [Planned(Address("sitemap.xml"), "sitemap.xml", Sitemap(parts[0]), origin)]
    names = [Address(f"sitemap-{number}.xml") for number in range(1, len(parts) + 1)]
    made = [Planned(name, "sitemap.xml", Sitemap(part), origin) for name, part in zip(names, parts, strict=True)]
    return [Planned(Address("sitemap.xml"), "sitemap-index.xml", Sitemap(parts=tuple(names)), origin), *made]


def _is_listed(address: Address) -> bool:
    return address.endswith(".html") and address != NOT_FOUND and not entry_with_history(address)
