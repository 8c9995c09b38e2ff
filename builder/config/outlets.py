"""The setting `outlets`: which names and hosts of sources are one outlet."""

from collections.abc import Mapping
from typing import Any

from msgspec import field

from builder.config import checks
from builder.core.json_schema import TEXT, list_of, table_of, takes
from builder.core.record import Frozen
from builder.core.text import one_line
from builder.core.urls import outlet_slug


class OutletAliases(Frozen, frozen=True):
    """Alias table of outlets: the name of the outlet that a source's name or host stands for.

    OutletAliases({"bbc-news": "BBC News", "bbc": "BBC News"}, {"bbc.co.uk": "BBC News"})
    """

    by_slug: Mapping[str, str] = field(default_factory=dict)
    """By the slug of what a source is called."""
    by_host: Mapping[str, str] = field(default_factory=dict)
    """Without `www.`; hosts below one of them belong to it."""


@takes(table_of(list_of(TEXT)))
def check_outlets(value: Any) -> OutletAliases:
    """Check the setting: hosts and other names by outlet, none of them given to two outlets."""
    by_slug: dict[str, str] = {}
    by_host: dict[str, str] = {}
    for key, aliases in checks.table(value).items():
        outlet = one_line(key)
        with checks.inside(key):
            others = checks.names(aliases, 'hosts and names, such as ["bbc.co.uk", "BBC"]')
            for name in (outlet, *others):
                plain = one_line(name).removeprefix("www.")
                slug = outlet_slug(plain)
                if not slug or "://" in plain:
                    raise ValueError(
                        f'has "{name}", which is neither the name of an outlet nor a host such as bbc.co.uk'
                    )
                if (first := by_slug.setdefault(slug, outlet)) != outlet:
                    raise ValueError(f'has "{name}", which is given to "{first}" too')
                if "." in plain:
                    by_host[plain.lower()] = outlet
    return OutletAliases(by_slug, by_host)
