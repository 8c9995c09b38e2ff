"""What is the same on every page: the menu at the top, by the setting `nav`."""

import pytest
from lxml import html

from builder.core.problems import Code
from tests.build.test_introductions import clean_build
from tests.pages.test_plain_pages import FILES, links
from tests.sites import SiteFolder, said

NAV = (
    'nav = ["manual/", "topics", "news", {More = ["about.md", {Code = "https://example.org/?a=1&b=2"}]}, "contents"]\n'
)


@pytest.fixture
def manual(site: SiteFolder) -> SiteFolder:
    """A site with a folder of pages and a menu of its own."""
    site.write({**FILES, "dateline.toml": NAV})
    return site


def test_the_menu_has_what_nav_names_in_its_order_with_groups_that_fold(manual: SiteFolder) -> None:
    assert manual.problems() == ()
    page = manual.page("manual/start/install.html")
    assert links(page, ".masthead nav > a") == [
        ("../index.html", "The manual"),
        ("../../news/index.html", "News"),
        ("../../contents.html", "Contents"),
    ]
    assert links(page, ".masthead nav > details > ul > li > a") == [
        ("../../about.html", "About"),
        ("https://example.org/?a=1&b=2", "Code"),
    ]
    assert said(page, ".masthead summary") == ["More"]
    (nav,) = html.fromstring(page).cssselect(".masthead nav")
    assert [child.tag for child in nav] == ["a", "a", "details", "a"]


def test_the_page_of_contents_has_the_folders_of_pages_as_a_tree(manual: SiteFolder) -> None:
    manual.build()
    page = manual.page("contents.html")
    assert links(page, ".index > li > a") == [("about.html", "About"), ("manual/index.html", "The manual")]
    assert [text for _, text in links(page, ".index > li > ul > li > a")] == ["Questions", "Start"]
    assert [text for _, text in links(page, ".index > li > ul > li > ul > li > a")] == ["Tutorial", "Install"]


@pytest.mark.parametrize(
    "files",
    [
        {"content/news/2011-05-15-a.md": "---\ntitle: A\ncontexts: [Oil]\n---\n"},
        {"content/manual/index.md": "# Another\n"},
        {"content/manual/start/install.md": "# Set up\n"},
        {"content/about.md": "---\ntitle: About\ndraft: true\n---\n"},
        {"dateline.toml": NAV.replace('"contents"', '"search"')},
        {"dateline.toml": ""},
        {"content/zebra.md": "# Zebra\n"},
    ],
)
def test_all_pages_follow_what_the_menu_names(manual: SiteFolder, files: dict[str, str]) -> None:
    manual.build()
    before = {name: (manual.path / name).read_bytes() for name in files if (manual.path / name).exists()}
    for written in (files, before):
        manual.write(written)
        manual.build()
        assert manual.tree() == clean_build(manual)


def test_an_item_that_leads_to_nothing_keeps_the_site_from_being_published(manual: SiteFolder) -> None:
    manual.build()
    (manual.path / "content/about.md").unlink()
    (problem,) = manual.problems()
    assert (problem.code, str(problem.place)) == (Code.NAV_UNKNOWN, "dateline.toml:1")
