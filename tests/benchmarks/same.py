"""Whether two generators made the same of one content folder: the same entries, with the same Related."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import unquote, urljoin

SECTION = "news"
"""The section that the corpus is written into."""

_ARTICLE = re.compile(r"<article>(.*?)</article>", re.DOTALL)
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_DATE = re.compile(r'<meta property="article:published_time" content="(.*?)">')
_TEXT = re.compile(r'<div class="text">(.*?)</div>', re.DOTALL)
_TOPICS = re.compile(r'<ul class="topics">(.*?)</ul>', re.DOTALL)
_THREADS = re.compile(r'<section class="threads rail">(.*?)</section>', re.DOTALL)
_TOPIC = re.compile(r'<li><a href=".*?">(.*?)</a>', re.DOTALL)
_SOURCES = re.compile(r'<section class="sources">(.*?)</section>', re.DOTALL)
_RELATED = re.compile(r'<section class="related">(.*?)</section>', re.DOTALL)
_LINK = re.compile(r'<a href="(.*?)">(.*?)</a>', re.DOTALL)
_DISTANCE = r" · (?:\d+ \w+ (?:before|after)|same \w+)"
_ITEM = re.compile(rf'<li><a href="(.*?)">(.*?)</a>\s*<small>(.*?) · (.*?)(?:{_DISTANCE})?</small>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of an entry shows."""

    title: str
    date: str
    """As ISO 8601."""
    text: str
    """Its text as HTML."""
    contexts: tuple[str, ...]
    """The names of its contexts, in alphabetical order: they stand in another one on each site."""
    sources: tuple[tuple[str, str], ...]
    """The address and the name of each source."""
    related: tuple[tuple[str, ...], ...]
    """The Related entries in the order shown: address, title, date as shown, names of the shared contexts."""


def differences(content: Path, one: Path, other: Path) -> Iterator[str]:
    """A line for each entry of a content folder that one of two sites lacks or that they show differently."""
    expected = {file.relative_to(content).with_suffix(".html").as_posix() for file in content.rglob("*.md")}
    shown = expected
    for site in (one, other):
        found = _entries(site)
        yield from (f"{address} is not in {site}" for address in sorted(expected - found))
        yield from (f"{address} is in {site} and not in {content}" for address in sorted(found - expected))
        shown = shown & found
    for address in sorted(shown):
        mine, theirs = (read_page(site, address) for site in (one, other))
        for field in fields(Shown):
            ours, others = getattr(mine, field.name), getattr(theirs, field.name)
            if ours != others:
                yield f"{address}: {field.name} is {ours!r} in {one} and {others!r} in {other}"


def read_page(site: Path, address: str) -> Shown:
    """What the page of an entry shows. Raises ValueError if it is not the page of an entry."""
    page = (site / address).read_text(encoding="utf-8")
    article = _part(_ARTICLE, page)
    listed = _part(_RELATED, page)
    related = _ITEM.findall(listed)
    topics = _part(_THREADS, page) or _part(_TOPICS, article)
    if listed.count("<small>") != len(related):
        raise ValueError(f"{site / address} has a Related entry that is not understood")
    return Shown(
        title=html.unescape(_part(_TITLE, article)),
        date=_part(_DATE, page),
        text=html.unescape(_part(_TEXT, article)).strip(),
        contexts=tuple(sorted(map(html.unescape, _TOPIC.findall(topics)))),
        sources=tuple((html.unescape(url), html.unescape(name)) for url, name in _LINK.findall(_part(_SOURCES, page))),
        related=tuple((_address(link, address), *map(html.unescape, words)) for link, *words in related),
    )


def _entries(site: Path) -> set[str]:
    """The addresses of a site's entries."""
    files = (site / SECTION).rglob("*.html")
    return {file.relative_to(site).as_posix() for file in files if file.name != "index.html"}


def _part(pattern: re.Pattern[str], text: str) -> str:
    """The part of a page that a pattern describes; empty if the page has none."""
    found = pattern.search(text)
    return found[1] if found else ""


def _address(link: str, page: str) -> str:
    """Where a link of a page leads, as an address inside the site."""
    return unquote(urljoin(f"/{page}", html.unescape(link))).removeprefix("/")
