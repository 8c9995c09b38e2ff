"""Findings about texts to which no other leads."""

from builder.core.problems import Code
from tests.findings.finding import entry, found
from tests.sites import SiteFolder

DAY = "content/news/2031/05/15"


def orphans(site: SiteFolder) -> list[str]:
    """The files of the orphans."""
    return [problem.place.path for problem in found(site, Code.ORPHAN)]


def test_an_entry_whose_contexts_no_other_has_is_an_orphan(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": entry(name, f"contexts: [{name}, ships]") for name in "ab"})
    site.write({f"{DAY}/c.md": entry("C", "contexts: [trams]")})
    assert orphans(site) == [f"{DAY}/c.md"]


def test_a_link_from_another_text_ends_that(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A", "contexts: [trams]"), "content/about.md": entry("About", text="[[A]]")})
    assert orphans(site) == []


def test_an_entry_without_contexts_has_a_finding_of_its_own(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A")})
    assert orphans(site) == []


def test_a_page_is_an_orphan_if_no_menu_and_no_folder_has_it_and_nothing_links_to_it(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A"), "content/about.md": entry("About")})
    site.write({"content/help/writing/a.md": entry("Writing"), "content/news/index.md": entry("News")})
    site.write({"content/news/writing/index.md": entry("Writing of news")})
    assert orphans(site) == ["content/news/writing/index.md"]


def test_a_page_that_nav_leaves_out_is_to_be_named_there(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A"), "content/about.md": entry("About")})
    site.write({"content/docs/index.md": entry("Docs"), "content/docs/guides/a.md": entry("Writing")})
    site.write({"dateline.toml": 'nav = ["docs/guides/", "news"]\n'})
    (problem,) = found(site, Code.ORPHAN)
    assert (problem.place.path, problem.cure) == ("content/about.md", "name it in the setting nav, or link to it")
