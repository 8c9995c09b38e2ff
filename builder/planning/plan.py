"""Plan: from the site to every file to be published, kind by kind."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from operator import attrgetter
from typing import Any

from builder.core.address_pattern import AddressPattern
from builder.core.model import Asset
from builder.core.problems import Problem
from builder.core.urls import SEARCH_FOLDER, Address
from builder.pages.kind import Copied, Overview, PageKind, Plan, PlannedPage
from builder.planning.collisions import address_key, collisions, free_aliases
from builder.planning.portable_addresses import unportable_addresses
from builder.relations.aliases import Alias
from builder.relations.broken_links import broken_links
from builder.relations.files_of_settings import files_of_settings
from builder.relations.menu import nav_problems
from builder.relations.site import Site
from builder.theme.load import Theme

_INDEX = Copied(Address(SEARCH_FOLDER.rstrip("/")), Asset("the search index", Address(SEARCH_FOLDER), ""))
"""Stands for all files of the search index: no other may lie in its folder."""

Kinds = Sequence[PageKind[Any]]


def plan(site: Site, theme: Theme, kinds: Kinds, *, folds_case: bool = False) -> tuple[Plan, tuple[Problem, ...]]:
    """Every file of the site, and a problem for each address taken twice and each link that leads nowhere.

    `folds_case` says that the disk takes names that differ only in case for one.
    """
    pages = [page for kind in kinds for page in kind.pages(site)]
    listed = listed_in_sitemap([page.address for page in pages], kinds, site)
    pages += overview_pages(Overview(site, listed), [kind for kind in kinds if not kind.gives_way])
    copies = copies_of(site, theme)
    index = (_INDEX,) if site.config.search else ()
    there, collided = collisions((*pages, *copies, *index), site)
    there_in_case = {item.address for item in there.values()}
    redirects, taken = free_aliases(site.aliases, there_in_case, folds_case=folds_case)
    giving_way = overview_pages(Overview(site, listed, redirects), [kind for kind in kinds if kind.gives_way])
    pages = [page for page in pages if there[address_key(page.address)] is page]
    copies = tuple(copy for copy in copies if there[address_key(copy.address)] is copy)
    pages += [page for page in giving_way if page.address not in there_in_case]
    addresses = {page.address for page in pages} | {copy.address for copy in copies}
    found = (*collided, *taken, *problems_of_addresses(site, redirects, addresses))
    return Plan(tuple(sorted(pages, key=_address)), copies), found


_address = attrgetter("address")


def problems_of_addresses(site: Site, redirects: Sequence[Alias], addresses: Set[Address]) -> Iterator[Problem]:
    """What is wrong with a site of which these are all addresses: names, files that settings want, and links."""
    yield from unportable_addresses(site, redirects, addresses)
    yield from files_of_settings(site.config, addresses)
    yield from nav_problems(site)
    yield from broken_links(site, addresses)


def overview_pages(overview: Overview, kinds: Iterable[PageKind[Any]]) -> Iterator[PlannedPage]:
    """The pages of those kinds that follow from the addresses of all others."""
    for kind in kinds:
        yield from kind.overview_pages(overview)


def listed_in_sitemap(addresses: Iterable[Address], kinds: Kinds, site: Site) -> tuple[Address, ...]:
    """Those of the addresses of pages that search engines should know, in order.

    A kind is known by its pattern, and by its pages where others that are listed lie at addresses of the same pattern.
    """
    listed = {kind.pattern.text for kind in kinds if kind.in_sitemap}
    left_out = [kind for kind in kinds if not (kind.in_sitemap or kind.gives_way)]
    patterns = [kind.pattern for kind in left_out if kind.pattern.text not in listed]
    pages = [address for address in addresses if address.endswith(".html")]
    beside = {page.address for kind in left_out if kind.pattern.text in listed for page in kind.pages(site)}
    hidden = matching(patterns, pages)
    return tuple(sorted([page for page in pages if page not in beside and page not in hidden]))


def matching(patterns: Iterable[AddressPattern], addresses: Iterable[Address]) -> set[Address]:
    """Those of the addresses that one of the patterns may make. Most are told from them by how they begin and end."""
    patterns = [*patterns]
    heads, tails = (tuple({getattr(pattern, part) for pattern in patterns}) for part in ("head", "tail"))
    regex = re.compile("|".join(pattern.regex for pattern in patterns) or "$^")
    return {each for each in addresses if each.endswith(tails) and each.startswith(heads) and regex.fullmatch(each)}


def copies_of(site: Site, theme: Theme) -> tuple[Copied, ...]:
    """The files that are published as they are, in the order of addresses."""
    return tuple(sorted([Copied(asset.address, asset) for asset in (*site.assets, *theme.static)], key=_address))


def samples(site: Site, kinds: Kinds) -> Iterator[PlannedPage]:
    """One page of each kind that the site has: what is wrong with a template shows on it."""
    overview = Overview(site, (), site.aliases[:1])
    for kind in kinds:
        pages = kind.overview_pages(overview) if kind.overview else kind.pages(site)
        yield from islice(pages, 1)
