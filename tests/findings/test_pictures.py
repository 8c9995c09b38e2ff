"""Findings about pictures."""

from builder.core.problems import Code, Place
from tests.findings.finding import entry, found
from tests.sites import SiteFolder

FOLDER = "content/news/2031/05/15"
FILE = f"{FOLDER}/a.md"


def places(site: SiteFolder, text: str) -> list[Place]:
    """Where a picture without alternative text is found in an entry."""
    site.write({FILE: text, f"{FOLDER}/ship.png": b"picture"})
    return [problem.place for problem in found(site, Code.IMAGE_ALT_MISSING)]


def test_an_entrys_picture_needs_alternative_text(site: SiteFolder) -> None:
    assert places(site, entry("A", "image: ship.png")) == [Place(FILE, 3)]
    assert places(site, entry("A", "image: {url: ship.png, alt: A ship}")) == []


def test_a_picture_in_a_text_needs_alternative_text(site: SiteFolder) -> None:
    assert places(site, entry("A", text="Text.\n\n![](ship.png)")) == [Place(FILE, 6)]
    assert places(site, entry("A", text="![A ship](ship.png)")) == []


def test_pages_are_asked_too(site: SiteFolder) -> None:
    site.write({FILE: entry("A"), "content/about.md": entry("About", text="![](news/2031/05/15/ship.png)")})
    site.write({f"{FOLDER}/ship.png": b"picture"})
    assert [problem.place for problem in found(site, Code.IMAGE_ALT_MISSING)] == [Place("content/about.md", 4)]
