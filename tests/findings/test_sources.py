"""Findings about sources."""

import json

import pytest

from builder.config.checked_sources import FILE as CHECKED
from builder.core.problems import Code
from tests.findings.finding import entry, found
from tests.sites import SiteFolder

FILE = "content/news/2031/05/15/a.md"
WEB = '{name: Gazette, url: "https://example.org/a"}'
ARCHIVED = '{name: Post, url: "https://example.org/b", archive_url: "https://archive.example.org/b"}'


@pytest.mark.parametrize(
    ("sources", "text", "codes"),
    [
        ("", "Text.", {Code.SOURCE_MISSING}),
        ("", "It says [so](https://example.org/).", set()),
        ("", "See [b](b.md).", {Code.SOURCE_MISSING}),
        (f"sources: [{WEB}]", "Text.", {Code.SOURCE_SINGLE, Code.SOURCE_UNARCHIVED}),
        (f"sources: [{ARCHIVED}]", "Text.", {Code.SOURCE_SINGLE}),
        (f"sources: [{ARCHIVED}, Radio]", "Text.", set()),
        (f"sources: [{ARCHIVED}, {WEB}]", "Text.", {Code.SOURCE_UNARCHIVED}),
    ],
)
def test_what_an_entry_says_of_its_sources(site: SiteFolder, sources: str, text: str, codes: set[Code]) -> None:
    site.write({FILE: entry("A", sources, text=text), "content/about.md": entry("About")})
    about = (Code.SOURCE_MISSING, Code.SOURCE_SINGLE, Code.SOURCE_UNARCHIVED)
    assert {code for code in about if [problem.place.path for problem in found(site, code)] == [FILE]} == codes


def checked(state: str, **fields: object) -> str:
    """A line of what is known of an address."""
    return json.dumps({"url": "https://example.org/a", "state": state, **fields}) + "\n"


OF_ADDRESSES = (Code.SOURCE_DEAD, Code.SOURCE_FAILING, Code.SOURCE_MOVED, Code.SOURCE_PRIVATE)
DEAD = checked("gone", why="answered with status 410", since="2031-06-01", last="2031-06-02", days=2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (DEAD, Code.SOURCE_DEAD),
        (checked("gone", why="answered with status 410", since="2031-06-01", last="2031-06-01"), Code.SOURCE_FAILING),
        (checked("circling", since="2031-06-01", last="2031-09-01", days=9), Code.SOURCE_FAILING),
        (checked("moved", since="2031-06-01", moved="https://example.org/b"), Code.SOURCE_MOVED),
        (checked("private", since="2031-06-01"), Code.SOURCE_PRIVATE),
    ],
)
def test_what_is_written_down_of_an_address_is_told_where_the_source_stands(
    line: str, code: Code, site: SiteFolder
) -> None:
    site.write({FILE: entry("A", "sources:", f"  - {WEB}", "  - Radio"), CHECKED: line})
    told = {each: str(problem.place) for each in OF_ADDRESSES for problem in found(site, each)}
    assert told == {code: f"{FILE}:4"}


def test_the_cure_of_a_dead_source_is_its_copy(site: SiteFolder) -> None:
    copy = "https://web.archive.org/web/1/a"
    site.write(
        {
            FILE: entry("A", f"sources: [{WEB}]"),
            CHECKED: checked("gone", since="2031-06-01", last="2031-06-02", days=2, archive=copy),
        }
    )
    (problem,) = found(site, Code.SOURCE_DEAD)
    assert problem.cure == f"give it its copy: archive_url: {copy}"
    site.write({FILE: entry("A", "sources:", f"  - {WEB[:-1]}, archive_url: '{copy}'}}")})
    assert found(site, Code.SOURCE_DEAD) == []
