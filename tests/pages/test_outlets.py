"""The pages of outlets, and what stands at the address of one that a single entry names."""

from lxml import html

from tests.sites import BASE_URL, SiteFolder

DAY = "content/news/2011/05/15"
POST = "sources/post/index.html"


def entry(title: str, *sources: str) -> str:
    """An entry with some outlets."""
    return f"---\ntitle: {title}\nsources: [{', '.join(sources)}]\n---\n"


def test_the_address_of_an_outlet_of_one_entry_leads_to_it_and_so_does_the_index(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A", "Post")})
    site.build(base_url=BASE_URL)
    assert 'content="0; url=../../news/2011/05/15/a.html"' in site.page(POST)
    (link,) = html.fromstring(site.page("sources/index.html")).cssselect("ul.index a")
    assert (link.text, link.get("href")) == ("Post", "../news/2011/05/15/a.html")
    assert "All from" not in site.page("news/2011/05/15/a.html")
    assert "sources/post" not in site.page("sitemap.xml")


def test_an_outlet_has_a_page_as_long_as_several_entries_name_it_and_all_of_them_lead_to_it(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A", "Post", "BBC")})
    site.build(base_url=BASE_URL)
    site.write({f"{DAY}/b.md": entry("B", "Post")})
    site.build(base_url=BASE_URL)
    assert ">B</a>" in site.page(POST)
    assert "sources/post/" in site.page("sitemap.xml")
    assert site.page("news/2011/05/15/a.html").count("All from") == 1
    (site.path / f"{DAY}/b.md").unlink()
    site.build(base_url=BASE_URL)
    assert 'http-equiv="refresh"' in site.page(POST)
    assert "All from" not in site.page("news/2011/05/15/a.html")


def test_without_pages_of_sources_nothing_leads_to_them(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A", "Post"), f"{DAY}/b.md": entry("B", "Post", "BBC")})
    site.build(sources=False)
    assert not any(address.startswith("sources/") for address in site.tree())
    assert not any(b"sources/" in page for address, page in site.tree().items() if address.endswith(".html"))
    assert "Post" in site.page("news/2011/05/15/a.html")


def test_the_sitemap_follows_an_outlet_that_gets_a_page_by_its_second_entry(site: SiteFolder) -> None:
    def entry(sources: str) -> str:
        return f"---\ntitle: A\nsources: {sources}\n---\n"

    site.write({"dateline.toml": 'base_url = "https://example.org/"\n'})
    site.write({"content/news/2011-05-15-a.md": entry("[Gazette]"), "content/news/2011-05-16-b.md": entry("[Post]")})
    site.build()
    assert "sources/gazette/" not in site.page("sitemap.xml")
    for sources, has_page in (("[Gazette, Post]", True), ("[Post]", False)):
        site.write({"content/news/2011-05-16-b.md": entry(sources)})
        site.build()
        assert ("sources/gazette/" in site.page("sitemap.xml")) is has_page
