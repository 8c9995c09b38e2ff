"""The addresses most like one that leads nowhere, for whoever mistyped it."""

from difflib import get_close_matches
from itertools import chain

from builder.core.addresses import date_address, outlet_address, topic_address
from builder.core.urls import Address
from builder.relations.site import Site

MOST = 5
"""How many are offered."""

_MANY = 1_000
_ALIKE = 4


def near(path: str, site: Site) -> tuple[tuple[Address, str], ...]:
    """The nearest addresses, the nearest first, each with what is there in words."""
    wanted = path.strip("/").removesuffix("/index.html").removesuffix(".html").casefold()
    known = _known(site)
    names = [name for name in known if _may_be_meant(name, wanted)][:_MANY]
    found = get_close_matches(wanted, names, MOST, 0.6)
    return tuple(known[name] for name in found)


def _may_be_meant(name: str, wanted: str) -> bool:
    """Whether comparing the two letter by letter, which takes long, is worth it."""
    mine, its = name.rpartition("/"), wanted.rpartition("/")
    return mine[2][:_ALIKE] == its[2][:_ALIKE] or (mine[0] == its[0] and abs(len(mine[2]) - len(its[2])) < 9)


def _known(site: Site) -> dict[str, tuple[Address, str]]:
    """What can be meant: texts, days, months, years, topics and outlets, by address without its ending."""
    texts = ((text.address, text.title) for text in site.texts)
    spans = ((date_address(section, date), date.iso) for section, date in site.spans)
    topics = ((topic_address(slug), slug.replace("-", " ")) for slug in site.topics)
    outlets = ((outlet_address(slug), slug.replace("-", " ")) for slug in site.outlets)
    return {
        address.removesuffix("/index.html").removesuffix(".html").casefold(): (address, text)
        for address, text in chain(texts, spans, topics, outlets)
    }
