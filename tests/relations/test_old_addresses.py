"""Old addresses: each text had those that the patterns give it, and they lead to it."""

import pytest

from builder.config.old_addresses import OldAddress
from builder.core.problems import Code
from builder.relations.old_addresses import old_addresses
from tests.sites import SiteFolder

FILES = {
    "content/post/2011-05-15-Big Pier.md": "---\ntitle: A pier opens\n---\nNew.\n",
    "content/post/2012/crane/index.md": "---\ntitle: A crane\ndate: 2012-03-01\nslug: fallen\n"
    "tags: [News]\nplaces: [The sea]\n---\nOld.\n",
    "content/post/2013-04.md": "---\ntitle: April\ndate: 2013-04\n---\nAll month.\n",
    "content/docs/ways/By Sea.md": "---\ntitle: By sea\n---\nSlowly.\n",
}


def made(site: SiteFolder, *patterns: OldAddress) -> list[str]:
    """The old addresses of all texts of a site."""
    now = site.assemble(old_addresses=patterns)
    return sorted(old for text in now.site.texts for _, old in old_addresses(text, now.site.config))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("/{path}/", ["/docs/ways/by-sea/", "/post/2012/fallen/", "/post/2013-04/", "/post/big-pier/"]),
        ("/{folder}/{file}/", ["/post/2011-05-15-big-pier/", "/post/2012/crane/", "/post/2013-04/"]),
        ("/{year}/{month}/{day}/{name}.html", ["/2011/05/15/Big Pier.html", "/2012/03/01/crane.html"]),
        ("/{contexts}/{slug}", ["/2013-04", "/big-pier", "/the-sea/news/fallen"]),
        ("/{contexts.place}/{slug}/", ["/2013-04/", "/big-pier/", "/the-sea/fallen/"]),
        ("/{section}/{title}", ["/post/a-crane", "/post/a-pier-opens", "/post/april"]),
    ],
)
def test_a_text_had_the_addresses_that_its_parts_make(site: SiteFolder, pattern: str, found: list[str]) -> None:
    site.write(FILES)
    site.write({"dateline.toml": '[fields]\ncontexts = {place = ["places"], theme = ["tags"]}\n'})
    assert made(site, OldAddress(pattern)) == found


def test_an_old_address_leads_to_the_text_and_one_that_is_taken_stays_as_it_is(site: SiteFolder) -> None:
    site.write(FILES | {"content/fallen.md": "# Fallen\n\nWho fell.\n"})
    site.write({"dateline.toml": 'old_addresses = ["/{path}/", "/{slug}.html"]\n'})
    problems = site.problems()
    assert "../2011/05/15/big-pier.html" in site.page("post/big-pier/index.html")
    assert "../fallen.html" in site.page("fallen/index.html")
    assert "Who fell." in site.page("fallen.html")
    taken = [problem.place.path for problem in problems if problem.code is Code.ALIAS_TAKEN]
    assert taken == ["content/post/2012/crane/index.md"]


def test_two_texts_with_one_old_address_are_told(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-15-a.md": "# A\n", "content/news/2011-05-16-a.md": "# A\n"})
    site.write({"dateline.toml": 'old_addresses = ["/{slug}/"]\n'})
    (problem,) = site.problems()
    assert problem.code is Code.ALIAS_TAKEN
    assert problem.place.path == "content/news/2011-05-16-a.md"


def test_an_edit_of_a_title_moves_the_old_address_that_is_made_of_it(site: SiteFolder) -> None:
    site.write({"dateline.toml": 'old_addresses = ["/{title}/"]\n', "content/news/2011-05-15-a.md": "# First\n"})
    site.build()
    site.write({"content/news/2011-05-15-a.md": "# Second\n"})
    site.build()
    incremental = site.tree()
    assert "second/index.html" in incremental
    assert "first/index.html" not in incremental
    site.build(clean=True)
    assert site.tree() == incremental


def test_a_pattern_of_a_section_is_that_of_its_texts_alone_and_of_its_pages_too(site: SiteFolder) -> None:
    site.write(FILES)
    assert made(site, OldAddress("/handbook/{slug}/", "docs"), OldAddress("/{year}/{slug}/", "Post")) == [
        *("/2011/big-pier/", "/2012/fallen/", "/2013/2013-04/", "/handbook/by-sea/")
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("my_under.v2", "my_under.v2"), ("O'Neill", "oneill"), ("Two  words", "two-words"), ("C++", "c++"), ("Ä", "ä")],
)
def test_names_are_spelled_as_other_tools_spell_them(site: SiteFolder, name: str, slug: str) -> None:
    site.write({f"content/blog_en/{name}.md": "---\ntitle: A\ndate: 2011-05-15\n---\n"})
    assert made(site, OldAddress("/{path}/")) == [f"/blog_en/{slug}/"]


def test_what_a_text_names_goes_before_what_a_pattern_makes_and_the_first_pattern_before_the_others(
    site: SiteFolder,
) -> None:
    site.write(
        {
            "dateline.toml": 'old_addresses = [{zine = "/{slug}/"}, {blog = "/{slug}/"}]\n',
            "content/blog/2011-05-15-pier.md": "# P\n",
            "content/zine/2011-05-15-pier.md": "# P\n",
            "content/zine/2011-05-16-crane.md": "# P\n",
            "content/blog/2011-05-16-a.md": "---\ntitle: A\naliases: [/crane/]\n---\n",
        }
    )
    assert site.problems() == ()
    assert "../zine/2011/05/15/pier.html" in site.page("pier/index.html")
    assert "../blog/2011/05/16/a.html" in site.page("crane/index.html")
