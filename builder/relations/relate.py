"""From entries to the site: what links to what, and what is wrong between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from builder.config.config import Config
from builder.core.derived import derive, give
from builder.core.links import split_part
from builder.core.model import Content, Entry, GitHistory, Page, Reference, in_order
from builder.core.problems import Code, Problem
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.relations.grouping import Numbers
from builder.relations.name_resolution import (
    address_of,
    file_address,
    is_published_file,
    missing,
    pinned,
    unknown_wiki,
)
from builder.relations.names import Names
from builder.relations.outlets import Outlets
from builder.relations.site import Site
from builder.relations.topics import Topics, describe_topics, mixed_names


class Known(Frozen, frozen=True):
    """What relating gave that takes long to work out, for the same content once more."""

    topics: Numbers
    outlets: Numbers
    problems: tuple[Problem, ...]
    """What is wrong between texts."""


def relate(
    content: Content, config: Config, history: GitHistory, known: Known | None = None
) -> tuple[Site, tuple[Problem, ...]]:
    """The site that the entries and pages make, and what is wrong between them, of which some may be `known`."""
    problems: list[Problem] = []
    entries = in_order(content.entries)
    pages = tuple(sorted(content.pages, key=lambda page: page.address))
    names = Names(replace(content, entries=entries, pages=pages), config)
    if known:
        topics = Topics(entries, describe_topics(pages, config.topics), known.topics)
        give(names, topics=topics, outlets=Outlets(entries, known.outlets))
    else:
        problems += [problem for entry in entries if entry.related_lines for problem in missing(entry, names)]
        problems += mixed_names(names.topics)
    linking = [text for text in names.content.texts if text.links]
    links = links_of(linking, names, problems)
    site = Site(
        names=names,
        pinned=pins_of(entries, names, problems),
        links=links,
        images=images_of(entries, names),
        source_files=source_files_of(entries, names, problems),
        mentions=mentions_of(linking, links),
        history=history,
    )
    problems += names.aliases.problems
    derive(site, "turning_importance")  # of all entries, once: any page may ask
    return site, known.problems if known else tuple(problems)


def pins_of(entries: Iterable[Entry], names: Names, problems: list[Problem]) -> dict[Address, tuple[Entry, ...]]:
    """The pinned entries of each entry that has some."""
    having = (entry for entry in entries if entry.pins)
    return {entry.address: pins for entry in having if (pins := pinned(entry, names, problems))}


def links_of(items: Iterable[Entry | Page], names: Names, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """The addresses behind the links of each body."""
    links: dict[str, tuple[str, ...]] = {}
    for item in items:
        addresses = []
        for link in item.links:
            address = address_of(link, item, names)
            if address is None:
                problems += unknown_wiki(link, names)
            addresses.append(address or "")
        links[item.path] = tuple(addresses)
    return links


def images_of(entries: Iterable[Entry], names: Names) -> dict[Address, Address]:
    """The address of each entry's picture that lies in content/."""
    return {
        entry.address: split_part(file_address(entry.image.url, entry, names))[0]
        for entry in entries
        if entry.image and not entry.image.url.lower().startswith(("http://", "https://"))
    }


def source_files_of(
    entries: Iterable[Entry], names: Names, problems: list[Problem]
) -> dict[Address, tuple[str | None, ...]]:
    """The links to the files of the site that entries have as sources; each that is no file is a problem."""
    having = (entry for entry in entries if entry.source_files)
    return {
        entry.address: tuple([_source_file(file, entry, names, problems) for file in entry.source_files])
        for entry in having
    }


def _source_file(file: Reference, entry: Entry, names: Names, problems: list[Problem]) -> str | None:
    link = file_address(file.target, entry, names)
    if is_published_file(split_part(link)[0], names):
        return link
    what = (
        f'the source\'s address "{file.target}" is neither http or https nor a file of the site, so it is shown as text'
    )
    cure = "write the whole address, https:// included, or the path of the file"
    problems.append(Problem(Code.SOURCE_ADDRESS, file.place, what, cure))
    return None


def mentions_of(
    items: Iterable[Entry | Page], links: Mapping[str, tuple[str, ...]]
) -> dict[Address, tuple[Entry | Page, ...]]:
    """Who links to each address, in the order of the items, each once; a link to itself does not count."""
    found: dict[Address, dict[str, Entry | Page]] = defaultdict(dict)
    for item in items:
        for address in links[item.path]:
            target, _ = split_part(address)
            if target and target != item.address:
                found[target][item.path] = item
    return {address: tuple(by_path.values()) for address, by_path in found.items()}
