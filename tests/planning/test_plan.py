"""The plan: which files a site is published as."""

import pytest

from builder.pages.listings import MAX_INDEX
from builder.relations.grouping import LARGE
from tests.sites import BASE_URL, SiteFolder


def addresses(site: SiteFolder, **settings: object) -> set[str]:
    """Every address of the site's plan, the theme's files left out."""
    planned = site.plan(**settings)
    found = {page.address for page in planned.pages} | {copy.address for copy in planned.copies}
    return {address for address in found if not address.startswith("static/")}


def test_an_entry_gives_its_own_page_and_those_of_its_day_month_year_section_and_topics(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n"})
    assert addresses(site, formats=("html",)) == {
        "news/2011/05/15/a.html",
        "news/2011/05/15/index.html",
        "news/2011/05/index.html",
        "news/2011/index.html",
        "news/index.html",
        "on-this-day/05/15.html",
        "on-this-day/index.html",
        "topics/iran/index.html",
        "topics/iran/feed.xml",
        "topics/by-size.html",
        "topics/index.html",
        "index.html",
        "404.html",
        "search.html",
        "feed.xml",
        "feed.json",
        "robots.txt",
        ".nojekyll",
    }


def test_entries_and_days_are_published_in_every_format_that_is_asked_for(two_entries: SiteFolder) -> None:
    formats = ("html", "json", "md", "xml")
    added = addresses(two_entries, formats=formats) - addresses(two_entries, formats=("html",))
    assert {address.rpartition(".")[2] for address in added} == {"json", "md", "xml"}
    assert {f"news/2011/05/15/first.{name}" for name in formats[1:]} <= added
    assert {f"news/2011/05/15/index.{name}" for name in formats[1:]} <= added


def test_a_partial_date_gives_no_page_for_a_day_or_month_that_is_not_known(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/a.md": "---\ntitle: A\ndate: 2011\n---\n",
            "content/news/b.md": "---\ntitle: B\ndate: 2012-05\n---\n",
        }
    )
    found = {address for address in addresses(site) if address.startswith(("news/", "on-this-day/"))}
    assert found == {
        "news/2011/a.html",
        "news/2011/a.json",
        "news/2011/index.html",
        "news/2012/05/b.html",
        "news/2012/05/b.json",
        "news/2012/05/index.html",
        "news/2012/index.html",
        "news/index.html",
    }


def test_a_day_of_the_year_has_one_page_for_all_years_and_sections(site: SiteFolder) -> None:
    names = ("news/2008-02-29", "news/2012-02-29", "opinion/2012-02-29", "opinion/2011-03-1")
    site.write({f"content/{name}-a.md": "---\ntitle: A\n---\n" for name in names})
    found = {address for address in addresses(site) if address.startswith("on-this-day/")}
    assert found == {"on-this-day/02/29.html", "on-this-day/03/1.html", "on-this-day/index.html"}


def test_there_is_a_sitemap_only_where_the_base_url_is_known(two_entries: SiteFolder) -> None:
    assert addresses(two_entries, base_url=BASE_URL) - addresses(two_entries) == {"sitemap.xml"}


def entries(count: int, names: str, key: str = "contexts") -> dict[str, str]:
    """So many entries over two years; the names of their contexts, or of another key, may hold the number of each."""
    return {
        f"content/news/{2010 + n % 2}/05/15/{n}.md": f"---\ntitle: E{n}\n{key}: [{names.format(n)}]\n---\n"
        for n in range(count)
    }


@pytest.mark.parametrize(("count", "by_year"), [(LARGE, False), (LARGE + 1, True)])
def test_only_a_large_topic_is_also_listed_by_year(site: SiteFolder, count: int, by_year: bool) -> None:
    site.write(entries(count, "Iran"))
    years = {"topics/iran/2010.html", "topics/iran/2011.html"}
    assert years & addresses(site) == (years if by_year else set())


def test_the_index_of_very_many_topics_is_cut_by_first_character(site: SiteFolder) -> None:
    site.write(entries(MAX_INDEX, "b{0}") | {"content/news/x.md": "---\ntitle: X\ndate: 2011\ncontexts: [7, é]\n---\n"})
    pages = {address for address in addresses(site) if address.count("/") == 1 and address.startswith("topics/")}
    assert pages == {"topics/index.html", "topics/by-size.html", "topics/0-9.html", "topics/b.html", "topics/e.html"}


@pytest.mark.parametrize(("count", "by_year"), [(LARGE, False), (LARGE + 1, True)])
def test_an_outlet_has_the_same_pages_as_a_topic(site: SiteFolder, count: int, by_year: bool) -> None:
    site.write(entries(count, "Post", "sources"))
    years = {"sources/post/2010.html", "sources/post/2011.html"} if by_year else set()
    pages = {address for address in addresses(site) if address.startswith("sources/")}
    assert pages == {"sources/index.html", "sources/post/index.html"} | years


def test_the_index_of_very_many_outlets_is_cut_by_first_character(site: SiteFolder) -> None:
    site.write(entries(MAX_INDEX + 1, "B{0}", "sources") | entries(1, "9 News", "sources"))
    pages = {address for address in addresses(site) if address.count("/") == 1 and address.startswith("sources/")}
    assert pages == {"sources/index.html", "sources/0-9.html", "sources/b.html"}


def test_outlets_called_as_pages_of_the_index_are_have_pages_too(site: SiteFolder) -> None:
    site.write(entries(1, "Index, X, 2011, b", "sources"))
    assert site.problems() == ()
    assert {f"sources/{name}/index.html" for name in ("index", "x", "2011", "b")} <= addresses(site)


def test_adding_an_entry_moves_no_address(site: SiteFolder) -> None:
    site.write(entries(120, "Iran"))
    before = addresses(site)
    site.write({"content/news/2009/01/1/new.md": "---\ntitle: New\ncontexts: [Iran]\n---\n"})
    assert before < addresses(site)


def test_a_file_that_is_not_markdown_is_published_where_it_lies(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\n---\n", "content/news/2011/05/15/Map 1.png": b"png"})
    assert "news/2011/05/15/Map 1.png" in addresses(site)


def test_an_alias_is_a_page_of_its_own(site: SiteFolder) -> None:
    aliases = "[/old.html, /older/, oldest, /a.md]"
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\naliases: {aliases}\n---\n"})
    assert {"old.html", "older/index.html", "oldest/index.html", "a.html"} <= addresses(site)


def test_old_addresses_are_listed_for_hosts_that_redirect_by_themselves(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\naliases: [/old.html, /was here/]\n---\n"})
    assert addresses(site) >= {"_redirects"}
    site.build(base_url=BASE_URL)
    comment, *rules = site.page("_redirects").splitlines()
    assert comment.startswith("# ")
    assert rules == [
        f"/repo/{old} /repo/news/2011/05/15/a.html {status}"
        for status in ("301!", "301")
        for old in ("old.html", "was%20here/")
    ]
    site.build()
    assert "\n/old.html /news/2011/05/15/a.html 301\n" in site.page("_redirects")


def test_a_list_of_redirects_of_the_sites_own_is_published_instead(site: SiteFolder) -> None:
    site.write(
        {"content/news/2011/05/15/a.md": "---\ntitle: A\naliases: [/old.html]\n---\n", "content/_redirects": "/x /y"}
    )
    site.write({"dateline.toml": 'active_files = ["/_redirects"]\n'})
    site.build()
    assert site.page("_redirects") == "/x /y"
    assert site.problems() == ()


def test_without_old_addresses_there_is_no_list_of_them(two_entries: SiteFolder) -> None:
    assert "_redirects" not in addresses(two_entries)
