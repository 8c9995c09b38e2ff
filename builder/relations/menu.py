"""The menu, which stands at the top of every page: what the setting `nav` names, or else what the site has."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from builder.config.nav import NavItem
from builder.content.location import TOPICS as TOPICS_FOLDER
from builder.content.location import UNTITLED
from builder.core.addresses import (
    ALL_YEARS,
    CALENDAR,
    CHANGES,
    CONTENTS,
    DATA,
    OUTLETS,
    SEARCH,
    TOPICS,
    date_address,
    topic_address,
    with_ending,
)
from builder.core.model import Page
from builder.core.problems import Code, Problem, did_you_mean, nearest
from builder.core.urls import Address, Slug, is_web, path_slug, slugify, topic_slug
from builder.relations.name_resolution import excuse
from builder.relations.names import inside
from builder.relations.page_folders import PageFolder
from builder.relations.site import Site


class MenuItem(NamedTuple):
    """An item of the menu: a link inside the site or to elsewhere, or a group of links."""

    words: str
    address: Address | None = None
    url: str = ""
    items: "tuple[MenuItem, ...]" = ()


MENU = 8
"""Sections that the menu names at most, and as many pages: it stands on every page. The page of contents has all."""

FRONT = Address("index.html")
"""The front page, and what `nav` calls it."""

WORDS = ("years", "topics", "on-this-day", "sources", "changes", "search", "data", "contents")
"""What `nav` calls the pages that Dateline makes. A section of the same name is written with a slash: `topics/`."""


def contents_address(site: Site) -> Address | None:
    """Where the page of contents lies, if the site has one: `nav` names it, or without `nav` the menu names not all.

    None too if its place is taken by a file of the site.
    """
    nav = site.config.nav
    is_named = any(link.target == "contents" for item in nav for link in item.links)
    is_wanted = is_named if nav else max(len(site.by_section), len(site.top_pages)) > MENU
    return CONTENTS if is_wanted and site.is_free(CONTENTS) else None


def changes_address(site: Site) -> Address | None:
    """Where the page of recent changes lies; None if there is nothing to tell, or a file of the site in its place."""
    places = (CHANGES, *(with_ending(CHANGES, feed) for feed in ("xml", "json")))
    return CHANGES if site.has_changes and site.is_free(*places) else None


def made_page(word: str, site: Site) -> Address | None:
    """Where the page lies that one of WORDS stands for; None if it is not there."""
    config = site.config
    found: Address | None
    match word:
        case "years":  # the only section of a site is its years
            found = ALL_YEARS if len(site.by_section) > 1 else None
        case "topics":
            found = TOPICS if site.topics else None
        case "on-this-day":
            found = CALENDAR if site.has_days and config.on_this_day else None
        case "sources":
            found = OUTLETS if site.outlets and config.sources else None
        case "search":
            found = SEARCH if config.search else None
        case "data":
            found = DATA if config.data else None
        case "changes":
            found = changes_address(site)
        case _:
            found = contents_address(site)
    return found


def sections_in_menu(site: Site) -> Iterator[Slug]:
    """The sections that a menu without `nav` names: of many those first that the settings name."""
    there = site.by_section
    named = [slug for slug in site.config.sections if slug in there]
    chosen = {*list(dict.fromkeys((*named, *there)))[:MENU]}
    return (slug for slug in there if slug in chosen)


def pages_in_menu(site: Site) -> tuple[Page | PageFolder, ...]:
    """The pages that a menu without `nav` names."""
    return site.top_pages[:MENU]


def nav_items(site: Site, words: Mapping[str, str]) -> Iterator[MenuItem]:
    """The menu that `nav` asks for, given what pages call each of WORDS. What is not there yet is left out."""
    for item in site.config.nav:
        links = tuple([found for link in item.links if (found := _item(link, site, words))])
        if item.items and links:
            yield MenuItem(item.words, items=links)
        else:
            yield from links


def _item(item: NavItem, site: Site, words: Mapping[str, str]) -> MenuItem | None:
    if is_web(item.target):
        return MenuItem(item.words, url=item.target)
    if item.target in WORDS:
        address = made_page(item.target, site)
        return MenuItem(item.words or words[item.target], address) if address else None
    named = _named(item.target, site)
    return named and named._replace(words=item.words or named.words)


def _named(target: str, site: Site) -> MenuItem | None:
    """The section, the folder, the topic, the page or the file of content/ that an item names.

    What ends in a slash is no file.
    """
    path = path_slug(target)
    if target.strip("/") == FRONT:
        return MenuItem(site.config.title, FRONT)
    if not target.endswith(".md"):
        if path in site.by_section:
            return MenuItem(site.name_of(Slug(path)), date_address(Slug(path)))
        if folder := site.folder_at.get(Address(f"{path}/index.html")):
            return MenuItem(folder.title, folder.address)
        folder_name, _, name = target.strip("/").rpartition("/")
        if folder_name == TOPICS_FOLDER and (topic := site.topics.get(topic_slug(name))):
            return MenuItem(topic.name, topic_address(topic.slug))
    named, own = target.strip("/"), Address(f"{path}/index.html")
    files = () if target.endswith("/") else (named, f"{named}.md")
    at = next((site.names.by_path[file] for file in files if file in site.names.by_path), None)
    at = at or (own if own in site.names.page_at else None)
    if at is None:
        return None
    text = site.text_at(at)
    title = text.title if text else posixpath.basename(target)
    return MenuItem(site.config.title if title == UNTITLED else title, at)


def is_led_to(page: Page, site: Site) -> bool:
    """Whether the menu, the page of contents, a folder or a list of entries leads to a page."""
    place = site.page_place(page.address)
    if (place and (place.above or place.next)) or site.is_introduction(page):  # its folder's page, or its pages' crumbs
        return True
    if site.config.nav and not contents_address(site):
        items = nav_items(site, {word: word for word in WORDS})
        return any(page.address == link.address for item in items for link in item.items or (item,))
    return bool(place) or page in site.top_pages


def nav_problems(site: Site) -> Iterator[Problem]:
    """An error for each item of `nav` that leads to nothing; none for a section of the settings, or for a draft."""
    for item in (link for each in site.config.nav for link in each.links):
        target = item.target
        is_absent = excuse(target, site.absent) or path_slug(target) in site.absent.folders
        is_to_come = slugify(target) in site.config.sections or is_absent
        if not (is_web(target) or target in WORDS or _named(target, site) or is_to_come):
            what = f'the setting nav names "{target}", which the site does not have'
            cure = f"write a section, the path of a file or a folder below content/, or one of {', '.join(WORDS)}"
            yield Problem(Code.NAV_UNKNOWN, item.place, what, did_you_mean(nearest(target, _names(site)), cure))


def _names(site: Site) -> Iterator[str]:
    """All that an item may be called."""
    yield from WORDS
    yield from site.by_section
    yield from (f"{address.removesuffix('index.html')}" for address in site.folder_at)
    yield from (inside(page.path, site.config) for page in site.pages)
    yield from (f"{TOPICS_FOLDER}/{slug}/" for slug in site.topics)
