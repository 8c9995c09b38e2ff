"""From entries to the site: days, months, years, topics, and what links to what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from builder.config import Config, TopicSettings
from builder.dates import Date
from builder.model import Content, Entry, Page
from builder.problems import Problem
from builder.related import index_entries
from builder.resolve import (
    Names,
    address_of,
    alias_address,
    file_address,
    missing,
    names_of,
    pinned,
    unknown_wiki,
)
from builder.site import Alias, Day, Month, Section, Site, Topic, Year
from builder.urls import Address, EntryId, Slug, slugify


def relate(content: Content, config: Config) -> tuple[Site, tuple[Problem, ...]]:
    """The site that the entries and pages make, and what is wrong between them."""
    problems: list[Problem] = []
    entries = tuple(sorted(content.entries, key=lambda entry: entry.order))
    content = replace(content, entries=entries)
    topics = topics_of(entries, config.topics)
    names = names_of(content, {slug: topic.name for slug, topic in topics.items()}, config)
    problems += [problem for entry in entries for problem in missing(entry, names)]
    links = _links(content, names, config, problems)
    site = Site(
        config=config,
        entries=entries,
        pages=tuple(sorted(content.pages, key=lambda page: page.address)),
        assets=content.assets,
        sections=sections_of(entries),
        topics=topics,
        index=index_entries(entries),
        pinned={entry.id: pins for entry in entries if (pins := pinned(entry, names, problems))},
        links=links,
        images=_images(entries, names, config),
        mentions=_mentions(content.texts, links),
        aliases=_aliases(content, problems),
        absent=content.absent,
    )
    return site, tuple(problems)


def sections_of(entries: Sequence[Entry]) -> tuple[Section, ...]:
    """The timelines, in the order of their names. The entries come oldest first, and stay so."""
    by_section: dict[Slug, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_section[entry.section].append(entry)
    return tuple(
        Section(slug, slug.replace("-", " ").capitalize(), _years(slug, its), tuple(its))
        for slug, its in sorted(by_section.items())
    )


def _years(section: Slug, entries: Iterable[Entry]) -> tuple[Year, ...]:
    years = []
    for year, in_year in groupby(entries, lambda entry: entry.date.year):
        its = list(in_year)
        undated = tuple(entry for entry in its if not entry.date.month)
        years.append(Year(section, Date(year), _months(section, its[len(undated) :]), undated))
    return tuple(years)


def _months(section: Slug, entries: Iterable[Entry]) -> tuple[Month, ...]:
    months = []
    for (year, month), in_month in groupby(entries, lambda entry: (entry.date.year, entry.date.month)):
        its = list(in_month)
        undated = tuple(entry for entry in its if not entry.date.day)
        by_day = groupby(its[len(undated) :], lambda entry: entry.date)
        days = tuple(Day(section, date, tuple(in_day)) for date, in_day in by_day)
        months.append(Month(section, Date(year, month), days, undated))
    return tuple(months)


def topics_of(entries: Sequence[Entry], settings: Mapping[str, TopicSettings]) -> dict[Slug, Topic]:
    """The topics by slug, in the order of slugs, each in the spelling and of the kind that is used most."""
    spellings: dict[Slug, Counter[str]] = defaultdict(Counter)
    kinds: dict[Slug, Counter[str]] = defaultdict(Counter)
    having: dict[Slug, list[Entry]] = defaultdict(list)
    for entry in entries:
        for context in entry.contexts:
            slug = context.slug
            spellings[slug][context.name] += 1
            if context.kind:
                kinds[slug][context.kind] += 1
            if not having[slug] or having[slug][-1] is not entry:
                having[slug].append(entry)
    described = {slugify(name): topic.description for name, topic in settings.items()}
    return {
        slug: Topic(
            slug=slug,
            name=_most_used(spellings[slug]),
            kind=_most_used(kinds[slug]) if slug in kinds else None,
            description=described.get(slug),
            entries=tuple(having[slug]),
        )
        for slug in sorted(having)
    }


def _most_used(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _links(content: Content, names: Names, config: Config, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """The addresses behind the links of each body that has any."""
    links: dict[str, tuple[str, ...]] = {}
    for item in content.texts:
        if not item.body.links:
            continue
        addresses = []
        for link in item.body.links:
            address = address_of(link, item, names, _inside(item.path, config))
            if address is None:
                problems += unknown_wiki(link, names)
            addresses.append(address or "")
        links[item.path] = tuple(addresses)
    return links


def _images(entries: Iterable[Entry], names: Names, config: Config) -> dict[EntryId, Address]:
    return {
        entry.id: Address(file_address(entry.image.url, entry.address, names, _inside(entry.path, config)))
        for entry in entries
        if entry.image and not entry.image.url.lower().startswith(("http://", "https://"))
    }


def _inside(path: str, config: Config) -> str:
    return path.removeprefix(f"{config.shown(config.content)}/")


def _mentions(
    items: Iterable[Entry | Page], links: Mapping[str, tuple[str, ...]]
) -> dict[Address, tuple[Entry | Page, ...]]:
    """Who links to each address, in the order of the items, each once; a link to itself does not count."""
    found: dict[Address, dict[str, Entry | Page]] = defaultdict(dict)
    for item in items:
        for address in links.get(item.path, ()):
            target = Address(address.partition("#")[0])
            if target != item.address:
                found[target][item.path] = item
    return {address: tuple(by_path.values()) for address, by_path in found.items()}


def _aliases(content: Content, problems: list[Problem]) -> tuple[Alias, ...]:
    """The old addresses that entries and pages name, their own apart."""
    aliases: dict[tuple[Address, Address], Alias] = {}
    for text in content.texts:
        for alias in text.aliases:
            address = alias_address(alias, problems)
            if address and address != text.address:
                aliases.setdefault((address, text.address), Alias(address, text.address, alias.place))
    return tuple(sorted(aliases.values(), key=lambda alias: (alias.address, alias.place)))
