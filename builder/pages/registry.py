"""The registry: every kind of page that Dateline publishes. What follows from kinds follows from this list alone."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from builder.core.urls import SEARCH_FOLDER, STATIC
from builder.pages import (
    all_years,
    cards,
    contents,
    data_set,
    dates,
    entries,
    feeds,
    front,
    outlets,
    plain_pages,
    recent_changes,
    search,
    site_pages,
    strips,
    topic_feeds,
    topic_index,
    topic_pairs,
    topics,
    wanted,
    year_days,
)
from builder.pages.kind import PageKind

KINDS: tuple[PageKind[Any], ...] = (
    *entries.KINDS,
    *dates.KINDS,
    *all_years.KINDS,
    *year_days.KINDS,
    *topic_feeds.KINDS,  # named before the JSON of topics in the heads of their pages
    *topics.KINDS,
    *topic_pairs.KINDS,
    *topic_index.KINDS,
    *strips.KINDS,
    *cards.KINDS,
    *outlets.KINDS,
    *wanted.KINDS,
    *contents.KINDS,
    *recent_changes.KINDS,
    *front.KINDS,
    *site_pages.KINDS,
    *feeds.KINDS,
    *plain_pages.KINDS,
    *search.KINDS,
    *data_set.KINDS,
)


def reserved_folders(kinds: Iterable[PageKind[Any]]) -> frozenset[str]:
    """The folders at the top that Dateline publishes into, which `new` and imports take for no section.

    A section that is called like one is built as long as no two pages want the same address.
    """
    folders = {kind.pattern.folder for kind in kinds} | {SEARCH_FOLDER.rstrip("/"), STATIC.rstrip("/")}
    return frozenset(folders - {""})


def files_by_setting(kinds: Iterable[PageKind[Any]]) -> Mapping[str, re.Pattern[str]]:
    """For each setting that turns kinds of page off, the addresses of the files that are there because of it."""
    patterns: dict[str, list[str]] = {"search": [f"{SEARCH_FOLDER}.*"]}
    for kind in kinds:
        if kind.setting:
            patterns.setdefault(kind.setting, []).append(kind.pattern.regex)
    return {setting: re.compile("|".join(those)) for setting, those in patterns.items()}


def files_by_kind(kinds: Iterable[PageKind[Any]]) -> Mapping[str, re.Pattern[str]]:
    """For each kind of page, and for the search index, the addresses of its files: the first one that fits counts."""
    certain = sorted(
        (kind for kind in kinds if not kind.gives_way), key=lambda kind: len(kind.pattern.literal), reverse=True
    )
    return {
        "search index": re.compile(f"{SEARCH_FOLDER}.*"),
        **{kind.name: re.compile(kind.pattern.regex) for kind in certain},
    }


def kinds_table(kinds: Iterable[PageKind[Any]]) -> str:
    """The kinds of page as a table: where each is published, in which formats beside, and what it shows."""
    kinds = tuple(kinds)
    rows = ["| address | also | what it shows |", "|---|---|---|"]
    for kind in kinds:
        if not any(_is_format_of(kind, other) for other in kinds):
            endings = (f"`.{each.format.name}`" for each in kinds if each.format and _is_format_of(each, kind))
            rows.append(f"| `{kind.pattern.example}` | {', '.join(endings)} | {kind.description} |")
    return "\n".join(rows)


def _is_format_of(kind: PageKind[Any], other: PageKind[Any]) -> bool:
    """Whether a kind is what another one shows in another format."""
    return kind.format is not None and kind.name == f"{other.name}.{kind.format.name}"
