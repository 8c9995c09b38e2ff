"""Outlet of a source: the publisher's name, by the settings' aliases, its own name, or its host."""

from builder.config.outlets import OutletAliases
from builder.core.model import Source
from builder.core.urls import host, outlet_slug


def outlet_of(source: Source, aliases: OutletAliases) -> str | None:
    """The name of a source's outlet; None if it can have no page.

    It is the one that the settings give to the source's name, or else to its host; or else the source's own name, or
    where that has no letter or digit the host. A source that is called by its address or its title, and has no host,
    has none.

    >>> outlet_of(Source("The Post", "https://www.post.example/a"), OutletAliases())
    'The Post'
    >>> outlet_of(Source("https://www.post.example/a", "https://www.post.example/a"), OutletAliases())
    'post.example'
    """
    name = source.name.removeprefix("www.") if source.name not in (source.url, source.note, source.title) else ""
    slug = outlet_slug(name)
    if slug and not aliases.by_host:  # no host can have another name, so none is looked for
        return aliases.by_slug.get(slug, name)
    host_name = (source.url and host(source.url)) or name.lower()
    outlet = aliases.by_slug.get(slug) or _outlet_of_host(host_name, aliases)
    return outlet or next((own for own in (name, host_name) if outlet_slug(own)), None)


def _outlet_of_host(host_name: str, aliases: OutletAliases) -> str | None:
    """The outlet of a host, or of the nearest domain above it."""
    while host_name:
        if outlet := aliases.by_host.get(host_name):
            return outlet
        host_name = host_name.partition(".")[2]
    return None
