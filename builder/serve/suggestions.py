"""Suggestions for a 404 page: the published addresses most like one that does not exist ("did you mean")."""

from difflib import get_close_matches
from itertools import chain

from builder.core.addresses import date_address, outlet_address, topic_address
from builder.core.urls import Address
from builder.relations.site import Site

MAX_SUGGESTIONS = 5

_MAX_CANDIDATES = 1_000
_PREFIX = 4
"""Characters of a file's name that make it a candidate if they are the same."""


def similar_addresses(path: str, site: Site) -> tuple[tuple[Address, str], ...]:
    """The most similar addresses, the best match first, each with its title.

    Example: `news/2011/05/15/frist.html` gives `((Address("news/2011/05/15/first.html"), "First"),)`.
    """
    wanted = _normalized(path.strip("/"))
    published = _published(site)
    candidates = [name for name in published if _is_candidate(name, wanted)][:_MAX_CANDIDATES]
    return tuple(published[name] for name in get_close_matches(wanted, candidates, MAX_SUGGESTIONS, 0.6))


def _is_candidate(name: str, wanted: str) -> bool:
    """Whether two paths are alike enough to be compared letter by letter, which is slow."""
    folder, _, file = name.rpartition("/")
    wanted_folder, _, wanted_file = wanted.rpartition("/")
    has_prefix = file[:_PREFIX] == wanted_file[:_PREFIX]
    return has_prefix or (folder == wanted_folder and abs(len(file) - len(wanted_file)) < 9)


def _published(site: Site) -> dict[str, tuple[Address, str]]:
    """The texts, days, months, years, topics and outlets: address and title by normalized address."""
    texts = ((text.address, text.title) for text in site.texts)
    spans = ((date_address(section, date), date.iso) for section, date in site.spans)
    topics = ((topic_address(slug), slug.replace("-", " ")) for slug in site.topics)
    outlets = ((outlet_address(slug), slug.replace("-", " ")) for slug in (site.outlets if site.config.sources else ()))
    return {_normalized(address): (address, title) for address, title in chain(texts, spans, topics, outlets)}


def _normalized(address: str) -> str:
    return address.removesuffix("/index.html").removesuffix(".html").casefold()
