"""What an entry says on its own page: its text, its sources, its corrections, its picture."""

import re

from tests.sites import SiteFolder, said

PAGE = "news/2011/05/15/a.html"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x06\x00\x00\x00"


def write(site: SiteFolder, keys: str, body: str = "Words.") -> None:
    """Publish an entry with some keys."""
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\n{keys}---\n{body}\n"})
    site.build()


def test_a_heading_links_to_itself_on_its_own_page_and_not_in_feeds(site: SiteFolder) -> None:
    write(site, "contexts: [Iran]\n", "## Plans\n\nWords.")
    assert 'href="#plans"' in site.page(PAGE)
    assert 'href="#plans"' not in site.page("feed.xml")


def test_the_links_of_a_correction_are_those_of_its_own_note(site: SiteFolder) -> None:
    site.write({"content/about.md": "# About\n", "content/faq.md": "# FAQ\n"})
    notes = "correction: [{2011-06-01: 'See [it](/about.md).'}, {2011-06-02: '[[FAQ]]'}]\n"
    write(site, notes, "[Home](/index.html)")
    links = re.findall(r'href="(?:\.\./)+(\w+)\.html">(it|FAQ|Home)<', site.page(PAGE))
    assert {("about", "it"), ("faq", "FAQ"), ("index", "Home")} <= {*links}
    assert {("faq", "it"), ("about", "FAQ")}.isdisjoint(links)


def test_a_source_leads_to_the_page_of_its_outlet_where_that_has_one(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/16/b.md": "---\ntitle: B\nsources: [Gazette]\n---\n"})
    write(site, "sources: [Gazette, Post]\n")
    assert "sources/gazette/index.html" in site.page(PAGE)
    assert "sources/post" not in site.page(PAGE)
    assert any("Post" in words for words in said(site.page(PAGE), ".sources li"))


def test_a_picture_of_the_site_has_its_size(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/map.png": PNG})
    write(site, "image: map.png\n")
    assert 'width="3" height="2"' in site.page(PAGE)
