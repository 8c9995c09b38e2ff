"""Portable addresses: warnings of old addresses and outlets that a build on Windows or macOS has no file for.

What files, contexts and slugs make of addresses is told where they are read; see builder/content/portable_names.py.
"""

from collections.abc import Iterable, Iterator, Sequence

from builder.content.portable_names import is_device
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Address
from builder.planning.collisions import address_key
from builder.relations.aliases import Alias
from builder.relations.site import Site

_CURE = "take it away, if the site is to be built there"


def unportable_addresses(site: Site, redirects: Sequence[Alias], addresses: Iterable[Address]) -> Iterator[Problem]:
    """A warning for each outlet and each redirect that has no file of its own there.

    `addresses` are those of all that is published, redirects among them or not.
    """
    if site.config.sources:
        yield from _outlets(site)
    old = {alias.address for alias in redirects}
    first = {address_key(address): address for address in addresses if address not in old} if redirects else {}
    for alias in redirects:
        what = f"the alias /{alias.address}"
        if device := next(filter(is_device, alias.address.split("/")), None):
            yield _problem(alias.place, f'{what} has "{device}", the name of a device on Windows', _CURE)
        elif (other := first.setdefault(address_key(alias.address), alias.address)) != alias.address:
            why = f"{what} and /{other} differ in case or the form of Unicode alone"
            yield _problem(alias.place, f"{why}, and Windows and macOS have one file for both", _CURE)


def _outlets(site: Site) -> Iterator[Problem]:
    """A warning for each outlet whose folder has the name of a device."""
    for outlet in (site.outlets[slug] for slug in site.outlets if is_device(slug)):
        what = (
            f'the page of the source "{outlet.name}" lies in a folder "{outlet.slug}", the name of a device on '
            "Windows, where the site cannot be built then"
        )
        yield _problem(Place(outlet.entries[0].path), what, "give the source a longer name")


def _problem(place: Place, what: str, cure: str) -> Problem:
    return Problem(Code.NAME_UNPORTABLE, place, what, cure)
