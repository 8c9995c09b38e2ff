"""Aliases: the old addresses of texts and topics, from each of which a redirect page leads readers on.

Texts name them in their front matter, the setting `old_addresses` makes them by patterns, and topics have those of
their other names. A link in a text to an old address leads to the page itself.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from builder.config.config import Config
from builder.content.active_files import is_acted_on
from builder.core.addresses import topic_address
from builder.core.model import Content, Reference, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.core.record import Frozen
from builder.core.text import escape_unprintable
from builder.core.urls import Address, is_web, scheme, slugify
from builder.relations.old_addresses import old_addresses
from builder.relations.topics import Topics, earlier_slugs

_PART = re.compile(r"""[^.\s\\?#:*"<>|\x00-\x1f][^\\?#:*"<>|\x00-\x1f]*(?<![.\s])""")
_PART_LIMIT = 240
_FILE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")


class Alias(Frozen, frozen=True):
    """An old address, or that of a topic by another name; what it stands for, and where that is written."""

    address: Address
    target: Address
    title: str
    place: Place
    is_by_pattern: bool = False
    """Whether the setting `old_addresses` makes it, and no line of the text."""


class Aliases(Frozen, frozen=True, dict=True):
    """All aliases of a site, and what is wrong with some."""

    all: tuple[Alias, ...]
    """In the order of their addresses; of several with one address the first one counts."""
    problems: tuple[Problem, ...] = ()

    @cached_property
    def targets(self) -> Mapping[Address, Address]:
        """What each old address stands for."""
        return {alias.address: alias.target for alias in reversed(self.all)}


ALIAS_CODES = frozenset({Code.ALIAS_INVALID, Code.ALIAS_LEFT_OUT})
"""The codes of what is wrong with an alias by itself."""


def aliases_of(content: Content, topics: Topics, config: Config) -> Aliases:
    """The old addresses that entries and pages name, their own apart, and those of topics by other names."""
    problems: list[Problem] = []
    aliases: dict[tuple[Address, Address], Alias] = {}
    for text in content.texts:
        for alias in text.aliases:
            if is_only_name(alias):
                continue
            address = alias_address(alias, problems, config.base_url)
            if address and address != text.address:
                aliases.setdefault((address, text.address), Alias(address, text.address, text.title, alias.place))
    named = [*aliases.values(), *_topic_aliases(content, topics, config)]
    made = _made_by_patterns(content, config, {alias.address for alias in named})
    ordered = sorted([*named, *made], key=lambda alias: (alias.address, alias.place))
    return Aliases(tuple(ordered), tuple(problems))


def _made_by_patterns(content: Content, config: Config, named: Collection[Address]) -> Iterator[Alias]:
    """The old addresses by patterns, but for those that a text names: of several patterns the first one counts."""
    by_address: dict[Address, dict[int, list[Alias]]] = defaultdict(lambda: defaultdict(list))
    for text in content.texts if config.old_addresses else ():
        place = Place(text.path)
        for number, old in old_addresses(text, config):
            address = alias_address(Reference(old, place), [])  # one that no file can have is nobody's mistake
            if address and address != text.address and address not in named:
                by_address[address][number].append(Alias(address, text.address, text.title, place, is_by_pattern=True))
    for by_pattern in by_address.values():
        yield from by_pattern[min(by_pattern)]


def _topic_aliases(content: Content, topics: Topics, config: Config) -> Iterator[Alias]:
    """The addresses that topics would have by their other names, and those that they had before."""
    others = {**dict(earlier_slugs(topics)), **content.aliases}
    files = {page.topic: page.path for page in content.pages if isinstance(page, TopicFile)} if others else {}
    for other, slug in others.items():
        if topic := topics.get(slug):
            place = Place(files.get(slug) or config.display_path(config.content))
            yield Alias(topic_address(other), topic_address(slug), topic.name, place)


def is_only_name(alias: Reference) -> bool:
    """Whether an alias is a name and can be no old path: `Harbour rules`, but not `harbour-rules` or `rules.html`."""
    target = alias.target
    return "/" not in target and slugify(target) != target and not _FILE_ENDING.search(target)


def alias_address(alias: Reference, problems: list[Problem], base_url: str | None = None) -> Address | None:
    """The address that an old path stands for: `/a/b.html` as it is, `/a/b/` and `/a/b` as a folder's page.

    It may be written as it is at the site's own host.
    """
    path = alias.target.strip()
    path = path.removeprefix(base_url) if base_url else path
    if why := _unreachable(path):
        cure = "lead on from there by other means, and take it away here"
        problems.append(Problem(Code.ALIAS_LEFT_OUT, alias.place, f'the alias "{path}" {why}', cure))
        return None
    if escape_unprintable(path) != path:
        what = f'the alias "{escape_unprintable(path)}" holds a control character or a mark of direction'
        problems.append(Problem(Code.ALIAS_INVALID, alias.place, what, "take out what is not seen"))
        return None
    parts = path.strip("/").split("/")
    if scheme(path) or not all(_PART.fullmatch(part) and len(part.encode()) <= _PART_LIMIT for part in parts):
        what = f'the alias "{path}" is not a path inside the site'
        cure = "write one such as /news/2011/05/15/old-name.html"
        problems.append(Problem(Code.ALIAS_INVALID, alias.place, what, cure))
        return None
    plain = "/".join(parts)
    if is_acted_on(plain):
        what = f'the alias "{path}" is an address that a host or this site itself acts on'
        problems.append(
            Problem(Code.ALIAS_LEFT_OUT, alias.place, what, "take it away, or name the page that was there")
        )
        return None
    if plain.endswith(".md"):
        return Address(f"{plain.removesuffix('.md')}.html")
    has_ending = _FILE_ENDING.search(parts[-1]) and not path.endswith("/")
    return Address(plain if has_ending else f"{plain}/index.html")


def _unreachable(path: str) -> str:
    """Why no file of this site can lead on from an old address; empty if one can."""
    if is_web(path) or path.startswith("//"):
        return "lies on another host, where this site has no files"
    if "?" in path or "#" in path:
        return 'holds a "?" or "#", and what follows it is not part of a file\'s address'
    return ""
