"""Wanted pages, as wikis call them: names that wiki links have and that nothing is published for yet."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from builder.content.body import PICTURE
from builder.core.model import Content, Entry, LinkKind, Page
from builder.core.record import Frozen
from builder.core.urls import slugify, topic_slug
from builder.relations.name_resolution import excuse


class Wanted(Frozen, frozen=True):
    """A name that texts link to, and these texts in the order of the site's."""

    name: str
    """As most of the links write it."""
    texts: tuple[Entry | Page, ...]


def wanted_names(content: Content, links: Mapping[str, tuple[str, ...]]) -> tuple[Wanted, ...]:
    """The wanted names, those of most texts first, then by name; `links` has an empty address for each such link.

    What a draft or a file with errors is called is not wanted: somebody wrote that already. Pictures and days are none.
    """
    if not any("" in addresses for addresses in links.values()):
        return ()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[str, dict[str, Entry | Page]] = defaultdict(dict)
    for text in content.texts:
        if "" in links.get(text.path, ()):
            for name in _names_without_page(text, links[text.path]):
                if excuse(name, content.unpublished) is None:
                    slug = topic_slug(name)
                    spellings[slug][name] += 1
                    texts[slug][text.path] = text
    found = (Wanted(_usual(spellings[slug]), tuple(by_path.values())) for slug, by_path in texts.items())
    return tuple(sorted(found, key=lambda wanted: (-len(wanted.texts), wanted.name)))


def _names_without_page(text: Entry | Page, addresses: tuple[str, ...]) -> Iterator[str]:
    for link, address in zip(text.links, addresses, strict=True):
        name, _, part = link.target.partition("#")
        name = name.strip() if part.strip() else link.target.strip()
        is_name = bool(slugify(name)) and not name.replace("-", "").isdigit() and not PICTURE.search(name)
        if not address and link.kind is LinkKind.WIKI and is_name:
            yield name


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))
