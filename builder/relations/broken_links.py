"""Links and pictures that lead to nothing that is published."""

from collections.abc import Collection, Iterator

from builder.core.links import strip_fingerprints
from builder.core.model import Unpublished
from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.core.urls import STATIC, Address
from builder.relations.name_resolution import excuse, unknown
from builder.relations.site import Site


def broken_links(site: Site, addresses: Collection[Address]) -> Iterator[Problem]:
    """A problem for each link of a body, and each picture, that leads to none of the addresses that are published."""
    if not site.links and not site.images:
        return
    anchors = {text.address: text.anchors for text in site.texts}
    for text in site.texts:
        for link, target in zip(text.links, site.links.get(text.path, ()), strict=True):
            address, _, part = target.partition("#")
            if address and address not in addresses:
                yield from _leads_nowhere(link.target, Address(address), link.place, addresses, site.absent)
            elif part and not site.config.raw_html and part not in anchors.get(Address(address), (part,)):
                what = f'the link to "{link.target}" leads to a part that is not there'
                cure = did_you_mean(nearest(part, anchors[Address(address)]), "take the # and what follows away")
                yield Problem(Code.LINK_BROKEN, link.place, what, cure)
    for entry in site.entries:
        if entry.image and entry.address in site.images and site.images[entry.address] not in addresses:
            wanted = site.images[entry.address]
            yield from _leads_nowhere(entry.image.url, wanted, entry.image.place, addresses, site.absent)


def _leads_nowhere(
    target: str, wanted: Address, place: Place, addresses: Collection[Address], absent: Unpublished
) -> Iterator[Problem]:
    """The problem of a link that is written as `target` and leads to a `wanted` address."""
    if _is_static(wanted, addresses):
        what = f'the link to "{target}" leads to a file of the theme, whose address changes with what it holds'
        cure = "put the file into content/, and link to it there"
        yield Problem(Code.LINK_BROKEN, place, what, cure)
        return
    name = target.partition("#")[0].lstrip("./").removesuffix(".md")
    by_name = {address.rpartition("/")[2].removesuffix(".html"): address for address in sorted(addresses)}
    near = nearest(name, sorted(addresses)) or by_name.get(nearest(name.rpartition("/")[2], by_name) or "")
    what = f'the link to "{target}" leads to nothing that is published'
    cure = did_you_mean(f"/{near}" if near else None, "mend the path, or add the file")
    yield from unknown(Code.LINK_BROKEN, place, what, cure, excuse(target, absent))


def _is_static(wanted: Address, addresses: Collection[Address]) -> bool:
    """Whether an address is the name of a static file that is published, or where that was before."""
    name = _plain(wanted)
    return name.startswith(STATIC) and any(_plain(address) == name for address in addresses)


def _plain(address: Address) -> str:
    return strip_fingerprints(address.encode()).decode()
