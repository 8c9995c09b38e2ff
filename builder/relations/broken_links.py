"""Links and pictures that lead to nothing that is published."""

from collections.abc import Collection, Container, Iterator, Mapping
from functools import cached_property

from builder.core.links import split_part, strip_fingerprints
from builder.core.model import BodyLink, Entry, LinkKind, Text, Unpublished
from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.core.suggestions import Suggestions
from builder.core.urls import STATIC, Address
from builder.relations.name_resolution import excuse, lost_heading, plain_target, unknown
from builder.relations.site import Site

CODES_OF_LINKS = (Code.LINK_BROKEN, Code.WIKI_UNKNOWN)
"""The codes of the problems that are found here."""


def broken_links(site: Site, addresses: Collection[Address]) -> Iterator[Problem]:
    """A problem for each link of a body, and each picture, that leads to none of the addresses that are published."""
    if not site.links and not site.images:
        return
    published = _Published(addresses, addresses)
    anchors = {text.address: text.anchors for text in site.texts}
    for text in site.texts:
        yield from _broken_in(text, site, published, anchors)
    for entry in site.entries:
        yield from _broken_image(entry, site, published)


def broken_links_of(
    text: Text, site: Site, addresses: Container[Address], known: Collection[Address]
) -> Iterator[Problem]:
    """The same of one text; what its links may mean is looked for among the addresses that are `known`."""
    published = _Published(addresses, known)
    anchors = {other.address: other.anchors for other in site.texts}
    yield from _broken_in(text, site, published, anchors)
    if isinstance(text, Entry):
        yield from _broken_image(text, site, published)


def _broken_in(
    text: Text, site: Site, published: "_Published", anchors: Mapping[Address, Collection[str]]
) -> Iterator[Problem]:
    for link, target in zip(text.links, site.links.get(text.path, ()), strict=True):
        address, part = split_part(target)
        if address and address not in published.addresses:
            yield from _leads_nowhere(link.target, address, link.place, published, site.absent)
        elif part and not site.config.raw_html and part not in anchors.get(address, (part,)):
            yield _part_missing(link, part, anchors[address])
        elif not part and "#" in link.target and address and lost_heading(link, address, site.names):
            yield _part_missing(link, "", ())


def _broken_image(entry: Entry, site: Site, published: "_Published") -> Iterator[Problem]:
    wanted = site.images.get(entry.address) if entry.image else None
    if entry.image and wanted is not None and wanted not in published.addresses:
        yield from _leads_nowhere(entry.image.url, wanted, entry.image.place, published, site.absent)


def _part_missing(link: BodyLink, part: str, anchors: Collection[str]) -> Problem:
    """The problem of a part that a page does not have. A wiki link may lead to what nobody wrote yet."""
    shown = f"[[{link.target}]]" if link.kind is LinkKind.WIKI else f'the link to "{link.target}"'
    cure = did_you_mean(nearest(part, anchors), "take the # and what follows away")
    code = Code.WIKI_UNKNOWN if link.kind is LinkKind.WIKI else Code.LINK_BROKEN
    return Problem(code, link.place, f"{shown} leads to a part that is not there", cure)


def _leads_nowhere(
    target: str, wanted: Address, place: Place, published: "_Published", absent: Unpublished
) -> Iterator[Problem]:
    """The problem of a link that is written as `target` and leads to a `wanted` address."""
    if published.has_static(wanted):
        what = f'the link to "{target}" leads to a file of the theme, whose address changes with what it holds'
        cure = "put the file into content/, and link to it there"
        yield Problem(Code.LINK_BROKEN, place, what, cure)
        return
    near = published.suggestions.nearest(plain_target(target).partition("#")[0])
    what = f'the link to "{target}" leads to nothing that is published'
    cure = did_you_mean(f"/{near}" if near else None, "mend the path, or add the file")
    yield from unknown(Code.LINK_BROKEN, place, what, cure, excuse(target, absent))


class _Published:
    """The addresses that are published, for looking up what a link that leads to none of them means."""

    def __init__(self, addresses: Container[Address], known: Collection[Address]) -> None:
        self.addresses = addresses
        self._known = known
        self.suggestions = Suggestions(known)

    @cached_property
    def _static(self) -> frozenset[str]:
        """The names of the static files."""
        return frozenset(name for address in self._known if (name := _plain(address)).startswith(STATIC))

    def has_static(self, wanted: Address) -> bool:
        """Whether an address is the name of a static file that is published, or where that was before."""
        name = _plain(wanted)
        return name.startswith(STATIC) and name in self._static


def _plain(address: Address) -> str:
    return strip_fingerprints(address.encode()).decode()
