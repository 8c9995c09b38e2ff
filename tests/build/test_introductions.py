"""Texts that introduce a section or the site: where they stand, and that builds follow their changes."""

import pytest

from builder.build.pipeline import build
from builder.core.problems import Code
from builder.incremental.inputs import find_inputs
from tests.sites import SiteFolder, said, tree

ENTRY = "content/posts/2011-05-15-a/index.md"
NAMES = ["_index.md", "README.md", "index.md"]


def clean_build(site: SiteFolder) -> dict[str, bytes]:
    """The files of a clean build beside the site's own."""
    output = site.path / "clean"
    build(find_inputs(site.config(output=output), clean=True, remember=False))
    return tree(output)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_of_a_sections_folder_introduces_the_section(site: SiteFolder, name: str) -> None:
    text = "---\ntitle: What we posted\n---\nFrom *here*: [one](2011-05-15-a/index.md).\n"
    site.write({ENTRY: f"---\ntitle: A\n---\n[All](../{name})\n", f"content/posts/{name}": text})
    assert site.problems() == ()
    page = site.page("posts/index.html")
    assert (said(page, "h1"), said(page, "main .text")) == (["What we posted"], ["From here: one."])
    assert 'href="2011/05/15/a.html">one' in page
    assert 'href="../../../index.html">All' in site.page("posts/2011/05/15/a.html")
    assert "What we posted" not in site.page("404.html")


@pytest.mark.parametrize("name", NAMES)
def test_the_file_of_the_content_folder_introduces_the_site(site: SiteFolder, name: str) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n", f"content/{name}": "---\ntitle: Home\n---\nWelcome.\n"})
    assert site.problems() == ()
    assert said(site.page("index.html"), "main > .text") == ["Home Welcome."]
    assert said(site.page("index.html"), "h1 + .text > h2") == ["Home"]


@pytest.mark.parametrize("title", ["", "title: A news timeline\n"])
def test_an_introduction_without_a_title_of_its_own_has_no_heading(site: SiteFolder, title: str) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n", "content/_index.md": f"---\n{title}summary: S\n---\nWelcome.\n"})
    assert site.problems() == ()
    assert said(site.page("index.html"), "main > .text") == ["Welcome."]


DATES = {"2011": "news/2011", "2011/5": "news/2011/05", "news/2011/05/15": "news/2011/05/15"}


@pytest.mark.parametrize(("folder", "address"), DATES.items())
def test_the_index_of_a_dates_folder_introduces_the_date(site: SiteFolder, folder: str, address: str) -> None:
    introduction, entry = f"content/{folder}/_index.md", "content/news/2011-05-15-a.md"
    text = "---\ntitle: How it went\n---\nIn *short*: [all](/news/index.html).\n"
    site.write({introduction: text, entry: "---\ntitle: A\n---\n", "content/news/2012-01-01-b.md": "# B\n"})
    assert site.problems() == ()
    assert said(site.page(f"{address}/index.html"), "h1 + .text") == ["How it went In short: all."]
    for files in (
        {introduction: text.replace("short", "brief")},
        {entry: "---\ntitle: A\ndraft: true\n---\n"},
        {entry: "---\ntitle: A\n---\n"},
        {introduction: "Words alone.\n"},
    ):
        site.write(files)
        site.build()
        assert site.tree() == clean_build(site)
    assert said(site.page(f"{address}/index.html"), "h1 + .text") == ["Words alone."]


def test_two_texts_that_introduce_one_year_are_told_once(site: SiteFolder) -> None:
    site.write({f"content/{folder}/_index.md": "Words.\n" for folder in ("2011", "news/2011")})
    site.write({"content/news/2011-05-15-a.md": "---\ntitle: A\n---\n"})
    (problem,) = site.problems()
    assert (problem.code, problem.place.path) == (Code.ADDRESS_TAKEN, "content/news/2011/_index.md")
    assert problem.cure == "put both into one file"


@pytest.mark.parametrize("name", ["content/posts/_index.md", "content/_index.md"])
def test_builds_follow_an_introduction_as_it_comes_changes_and_goes(site: SiteFolder, name: str) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n", "content/about.md": "---\ntitle: About\n---\n"})
    site.build()
    for text in ("One.", "Two.", "[Links](/about.html)."):
        site.write({name: f"---\ntitle: T\n---\n{text}\n"})
        site.build()
        assert site.tree() == clean_build(site)
    (site.path / name).unlink()
    site.build()
    assert site.tree() == clean_build(site)


def test_a_page_of_a_folder_becomes_an_introduction_with_its_first_entry(site: SiteFolder) -> None:
    site.write(
        {"content/news/2011-05-15-b.md": "---\ntitle: B\n---\n", "content/posts/README.md": "# Posts\n\nWords.\n"}
    )
    site.build()
    assert said(site.page("posts/index.html"), "h1") == ["Posts"]
    site.write({ENTRY: "---\ntitle: A\n---\n"})
    site.build()
    assert "1 entry" in site.page("posts/index.html")
    assert site.tree() == clean_build(site)


def test_two_texts_that_introduce_one_section_are_told(site: SiteFolder) -> None:
    site.write({ENTRY: "---\ntitle: A\n---\n"})
    site.write({f"content/posts/{name}": "# Posts\n\nWords.\n" for name in ("README.md", "_index.md")})
    assert [(problem.code, problem.place.path) for problem in site.problems()] == [
        (Code.ADDRESS_TAKEN, "content/posts/_index.md")
    ]
