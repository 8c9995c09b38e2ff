"""The name of the outlet that a source belongs to."""

from builder.config.outlets import OutletAliases
from builder.core.model import Source
from builder.core.urls import host, slugify


def outlet_of(source: Source, aliases: OutletAliases) -> str | None:
    """The name of a source's outlet, if that can have a page.

    It is the one that the settings give to the source's name, or else to its host; or else the source's own name, or
    where that has no letter or digit the host. What is called by its address alone, and has no host, has none.
    """
    name = source.name.removeprefix("www.") if source.name not in (source.url, source.note) else ""
    at = (source.url and host(source.url)) or name.lower()
    known = aliases.by_slug.get(slugify(name)) or _outlet_of_host(at, aliases)
    return known or next((own for own in (name, at) if slugify(own)), None)


def _outlet_of_host(at: str, aliases: OutletAliases) -> str | None:
    """The outlet of a host, or of the nearest of those that it is below."""
    while at:
        if found := aliases.by_host.get(at):
            return found
        at = at.partition(".")[2]
    return None
