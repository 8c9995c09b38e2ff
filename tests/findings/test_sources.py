"""Findings about sources."""

import pytest

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
