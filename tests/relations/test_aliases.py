"""Old addresses: which paths can be one, and that links in texts to them lead to the pages themselves."""

import pytest

from builder.core.model import Reference
from builder.core.problems import Code, Place, Problem
from builder.relations.aliases import alias_address, is_only_name
from tests.sites import SiteFolder

PLACE = Place("content/x.md", 3)


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/a/b.html", "a/b.html"),
        ("a/b.md", "a/b.html"),
        ("/a/b", "a/b/index.html"),
        ("/a/b/", "a/b/index.html"),
        ("/a/v1.2/", "a/v1.2/index.html"),
        (" /2011/ärger.html ", "2011/ärger.html"),
    ],
)
def test_an_old_path_is_a_file_or_the_page_of_a_folder(alias: str, address: str) -> None:
    problems: list[Problem] = []
    assert (alias_address(Reference(alias, PLACE), problems), problems) == (address, [])


@pytest.mark.parametrize(
    "alias",
    ["", "/", "/a//b", "/../a", "a/./b", "a\\b", "c:/a"],
)
def test_an_old_path_outside_the_site_is_told(alias: str) -> None:
    problems: list[Problem] = []
    assert alias_address(Reference(alias, PLACE), problems) is None
    assert [(problem.code, problem.place) for problem in problems] == [(Code.ALIAS_INVALID, PLACE)]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\u200b", "\x7f", "\x85"])
def test_an_old_path_with_a_character_that_is_not_seen_is_told_with_it_as_an_escape(character: str) -> None:
    problems: list[Problem] = []
    assert alias_address(Reference(f"/old/{character}lmth.html", PLACE), problems) is None
    (problem,) = problems
    assert problem.code is Code.ALIAS_INVALID
    assert character not in problem.what
    assert "\\u00" in problem.what or "\\u20" in problem.what


@pytest.mark.parametrize("alias", ["https://a.example/b", "//a.example/b?c", "/a?b=c", "/a#b", "https://e.org/r"])
def test_an_old_address_from_which_no_file_here_can_lead_on_is_told_apart(alias: str) -> None:
    problems: list[Problem] = []
    assert alias_address(Reference(alias, PLACE), problems, "https://e.org/repo/") is None
    assert [(problem.code, problem.place) for problem in problems] == [(Code.ALIAS_LEFT_OUT, PLACE)]


@pytest.mark.parametrize(
    "alias",
    [
        *("/CNAME", "/_headers", "/_redirects", "/_worker.js", "/_routes.json", "/netlify.toml", "/a/web.config"),
        *("/sw.js", "/a/service-worker.js", "/a.mjs", "/a.wasm", "/404.html", "/index.html", "/feed.xml", "/feed.json"),
        *("/sitemap.xml", "/sitemap-2.xml", "/robots.txt", "/favicon.ico", "/static/3f2a9c1d/style.css", "/static/a/"),
        *("/search/index.json", "search/", "/functions/a.ts", "https://e.org/repo/CNAME", "/_HEADERS", "/Sw.JS"),
        *("/index.html.gz", "/a/b.html.br", "/a.svg.zst", "/a.var", "/ads.txt", "/BingSiteAuth.xml"),
    ],
)
def test_no_old_address_is_one_that_a_host_or_the_site_acts_on(alias: str) -> None:
    problems: list[Problem] = []
    assert alias_address(Reference(alias, PLACE), problems, "https://e.org/repo/") is None
    assert [(problem.code, problem.place) for problem in problems] == [(Code.ALIAS_LEFT_OUT, PLACE)]


@pytest.mark.parametrize(
    "alias",
    ["/sitemap/", "/a/index.html", "/a/404.html", "/2011/feed/", "/api/", "/searching/a", "/a.php", "/a.html.en"],
)
def test_other_old_addresses_are_those_of_pages(alias: str) -> None:
    problems: list[Problem] = []
    assert alias_address(Reference(alias, PLACE), problems)
    assert problems == []


def test_an_old_address_may_be_written_as_it_is_at_the_sites_own_host() -> None:
    problems: list[Problem] = []
    old = Reference("https://e.org/repo/2011/a.html", PLACE)
    assert (alias_address(old, problems, "https://e.org/repo/"), problems) == ("2011/a.html", [])


@pytest.mark.parametrize(
    ("alias", "is_name"),
    [
        ("Harbour rules", True),
        ("AI", True),
        ("v1.2", True),
        ("What's new?", True),
        ("rules", False),
        ("rules.html", False),
        ("/Rules", False),
    ],
)
def test_an_alias_that_can_be_no_path_is_a_name_alone(alias: str, is_name: bool) -> None:
    assert is_only_name(Reference(alias, PLACE)) == is_name


MOVED = "---\ntitle: Moved\naliases: [/was/here/]\n---\n\n## Plans\n"


@pytest.mark.parametrize("link", ["/was/here/", "/was/here", "../../../../../was/here/index.html", "/was/here/#plans"])
def test_a_link_in_a_text_to_an_old_address_leads_to_the_page_itself(site: SiteFolder, link: str) -> None:
    site.write(
        {
            "content/news/2011/05/15/moved.md": MOVED,
            "content/news/2012/05/15/leading.md": f"---\ntitle: Leading\n---\nSee [it]({link}).\n",
        }
    )
    site.build()
    part = "#plans" if link.endswith("plans") else ""
    assert f'<a href="../../../2011/05/15/moved.html{part}">it</a>' in site.page("news/2012/05/15/leading.html")
    assert "../../../2012/05/15/leading.html" in site.page("news/2011/05/15/moved.html")


def test_a_link_to_an_old_address_by_a_pattern_leads_to_the_page_itself(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": 'old_addresses = ["/{year}/{slug}/"]\n',
            "content/news/2011/05/15/moved.md": "---\ntitle: Moved\n---\n",
            "content/news/2012/05/15/leading.md": "---\ntitle: Leading\n---\nSee [it](/2011/moved/).\n",
        }
    )
    site.build()
    assert '<a href="../../../2011/05/15/moved.html">it</a>' in site.page("news/2012/05/15/leading.html")


@pytest.mark.parametrize("taken", ["/topics/iran/", "/news/2012/", "/news/2012/05/", "/about.html"])
def test_an_old_address_at_which_a_page_lies_now_leads_to_that_page(site: SiteFolder, taken: str) -> None:
    site.write(
        {
            "content/about.md": "# About\n",
            "content/news/2011/05/15/moved.md": f"---\ntitle: Moved\naliases: [{taken}]\n---\n",
            "content/news/2012/05/15/leading.md": f"---\ntitle: Leading\ncontexts: [Iran]\n---\n[it]({taken})\n",
        }
    )
    site.build()
    assert 'moved.html">it</a>' not in site.page("news/2012/05/15/leading.html")


@pytest.mark.parametrize("aliases", ["", "aliases: [/was/there/]\n"])
def test_where_an_old_address_goes_links_to_it_follow_in_the_next_build(site: SiteFolder, aliases: str) -> None:
    site.write(
        {
            "dateline.toml": '[problems]\nlink-broken = "warning"\n',
            "content/news/2011/05/15/moved.md": MOVED,
            "content/news/2012/05/15/leading.md": "---\ntitle: Leading\n---\n[a](/was/here/) [b](/was/there/)\n",
        }
    )
    site.build()
    site.write({"content/news/2011/05/15/moved.md": f"---\ntitle: Moved\n{aliases}---\n"})
    site.build()
    built = site.tree()
    site.build(clean=True)
    assert built == site.tree()
    assert ('moved.html">b</a>' in site.page("news/2012/05/15/leading.html")) == bool(aliases)
