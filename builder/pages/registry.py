"""The registry: every kind of page that Dateline publishes. What follows from kinds follows from this list alone."""

from collections.abc import Iterable
from typing import Any

from builder.core.urls import SEARCH_FOLDER, STATIC
from builder.pages import dates, entries, feeds, outlets, search, site_pages, topics
from builder.pages.kind import PageKind

KINDS: tuple[PageKind[Any], ...] = (
    *entries.KINDS,
    *dates.KINDS,
    *topics.KINDS,
    *outlets.KINDS,
    *site_pages.KINDS,
    *feeds.KINDS,
    *search.KINDS,
)


def reserved_folders(kinds: Iterable[PageKind[Any]]) -> frozenset[str]:
    """The folders at the top that Dateline publishes into, so that no section can be called like them."""
    folders = {kind.pattern.folder for kind in kinds} | {SEARCH_FOLDER.rstrip("/"), STATIC.rstrip("/")}
    return frozenset(folders - {""})
