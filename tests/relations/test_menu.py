"""The menu that the setting `nav` asks for, and what it cannot lead to."""

import pytest

from builder.config.nav import check_nav
from builder.core.problems import Code
from builder.core.urls import Address
from builder.relations.menu import WORDS, MenuItem, is_led_to, nav_items, nav_problems
from builder.relations.site import Site
from tests.sites import SiteFolder

FILES = {
    "content/news/2011-05-15-a.md": "---\ntitle: A\ncontexts: [Oil]\nsources: [Post]\n---\n",
    "content/Our opinion/2011-05-15-b.md": "---\ntitle: B\n---\n",
    "content/news/help/index.md": "# Help with news\n",
    "content/data/2011-05-15-c.md": "---\ntitle: C\n---\n",
    "content/about.md": "# About us\n",
    "content/_index.md": "Welcome.\n",
    "content/manual/index.md": "# The manual\n",
    "content/manual/start/a.md": "# First\n",
    "content/later.md": "---\ntitle: Later\ndraft: true\n---\n",
    "content/wrong.md": "Words without a title.\n",
    "content/files/map.txt": "A map.",
    "content/topics/oil.md": "---\ntitle: Crude oil\n---\n",
    "dateline.toml": '[sections]\nsports = "Sports"\n',
}


@pytest.fixture
def filled(site: SiteFolder) -> SiteFolder:
    """A site with everything that the menu can name."""
    site.write(FILES)
    return site


def with_nav(site: SiteFolder, *items: object) -> Site:
    """The site with a setting `nav`."""
    return site.assemble(nav=check_nav([*items])).site


def menu(site: SiteFolder, *items: object) -> list[MenuItem]:
    """What the menu has."""
    return [*nav_items(with_nav(site, *items), {word: word.upper() for word in WORDS})]


def titles_led_to(site: SiteFolder, *items: object) -> list[str]:
    """The titles of the pages that the menu, a folder or the page of contents leads to."""
    made = with_nav(site, *items)
    return [page.title for page in made.pages if is_led_to(page, made)]


@pytest.mark.parametrize(
    ("target", "words", "address"),
    [
        ("news", "News", "news/index.html"),
        ("news/", "News", "news/index.html"),
        ("Our opinion", "Our opinion", "our-opinion/index.html"),
        ("data/", "Data", "data/index.html"),
        ("topics", "TOPICS", "topics/index.html"),
        ("years", "YEARS", "all-years.html"),
        ("on-this-day", "ON-THIS-DAY", "on-this-day/index.html"),
        ("sources", "SOURCES", "sources/index.html"),
        ("search", "SEARCH", "search.html"),
        ("contents", "CONTENTS", "contents.html"),
        ("about.md", "About us", "about.html"),
        ("about", "About us", "about.html"),
        ("_index.md", "A news timeline", "index.html"),
        ("manual", "The manual", "manual/index.html"),
        ("manual/", "The manual", "manual/index.html"),
        ("manual/index.md", "The manual", "manual/index.html"),
        ("manual/start/", "Start", "manual/start/index.html"),
        ("manual/start/a.md", "First", "manual/start/a.html"),
        ("news/help/", "Help with news", "news/help/index.html"),
        ("news/2011-05-15-a.md", "A", "news/2011/05/15/a.html"),
        ("topics/oil.md", "Crude oil", "topics/oil/index.html"),
        ("topics/oil/", "Crude oil", "topics/oil/index.html"),
        ("topics/Oil", "Crude oil", "topics/oil/index.html"),
        ("index.html", "A news timeline", "index.html"),
        ("/files/map.txt", "map.txt", "files/map.txt"),
    ],
)
def test_an_item_leads_to_what_it_names(filled: SiteFolder, target: str, words: str, address: str) -> None:
    assert menu(filled, target, {"Own": target}) == [(words, address, "", ()), ("Own", address, "", ())]


def test_an_item_may_lead_elsewhere_and_a_group_has_several(filled: SiteFolder) -> None:
    code = {"Code": "https://example.org/"}
    again = {"Again": "https://example.org/"}
    assert menu(filled, code, {"More": ["about.md", again]}) == [
        MenuItem("Code", url="https://example.org/"),
        MenuItem(
            "More", items=(MenuItem("About us", Address("about.html")), MenuItem("Again", url="https://example.org/"))
        ),
    ]


@pytest.mark.parametrize("target", ["data", "changes", "sports", "later.md", "later", "wrong.md"])
def test_what_is_not_there_yet_is_left_out_without_a_word(filled: SiteFolder, target: str) -> None:
    assert menu(filled, target, {"Group": [{"Own": target}]}) == []
    assert [*nav_problems(with_nav(filled, target))] == []


@pytest.mark.parametrize(
    ("target", "cure"),
    [
        ("topcs", 'did you mean "topics"?'),
        ("newz", 'did you mean "news"?'),
        ("abuot.md", 'did you mean "about.md"?'),
        ("topics/oill/", 'did you mean "topics/oil/"?'),
        ("manuel/", 'did you mean "manual/"?'),
        ("manual/strat/", 'did you mean "manual/start/"?'),
        ("xyzzy", "write a section, the path of a file or a folder below content/, or one of years, topics"),
    ],
)
def test_what_leads_to_nothing_is_told_with_the_nearest_name(filled: SiteFolder, target: str, cure: str) -> None:
    (problem,) = nav_problems(with_nav(filled, "news", {"Group": [{"Own": target}, "topics"]}))
    assert (problem.code, problem.what) == (
        Code.NAV_UNKNOWN,
        f'the setting nav names "{target}", which the site does not have',
    )
    assert problem.cure.startswith(cure)


def test_a_page_that_the_menu_leaves_out_is_led_to_by_a_folder_or_the_page_of_contents_alone(
    filled: SiteFolder,
) -> None:
    assert "About us" in titles_led_to(filled)
    assert titles_led_to(filled, "news") == ["Introduction", "The manual", "First"]
    assert titles_led_to(filled, "news", {"More": ["about.md"]}) == ["About us", "Introduction", "The manual", "First"]
    assert {"About us", "The manual", "First"} <= {*titles_led_to(filled, "contents")}


def test_the_page_of_a_folder_with_nothing_else_in_it_is_led_to_by_the_menu_alone(site: SiteFolder) -> None:
    site.write({"content/empty/index.md": "# Empty\n", "content/news/2011-05-15-a.md": "# A\n"})
    assert titles_led_to(site, "news") == []
    assert titles_led_to(site, "empty/") == ["Empty"]


def test_a_name_that_ends_in_a_slash_is_no_file(site: SiteFolder) -> None:
    draft = "---\ntitle: D\ndraft: true\n---\n"
    site.write({"content/docs/a.md": "# A\n", "content/docs/a/deep/d.md": draft, "content/docs/b.md": "# B\n"})
    assert menu(site, "docs/a/", "docs/a/deep/") == []
    assert [*nav_problems(with_nav(site, "docs/a/", "docs/a/deep/"))] == []
    assert [item.words for item in menu(site, "docs/a")] == ["A"]
    assert [problem.code for problem in nav_problems(with_nav(site, "docs/b/"))] == [Code.NAV_UNKNOWN]


def test_a_menu_without_anything_in_it_is_not_there(site: SiteFolder) -> None:
    site.write({"content/team.md": "---\ntitle: Team\ndraft: true\n---\n", "content/news/2011-05-15-a.md": "# A\n"})
    site.write({"dateline.toml": 'nav = ["team.md"]\n'})
    site.build()
    page = (site.output / "index.html").read_text(encoding="utf-8")
    assert "masthead" in page
    assert 'aria-label="Site"' not in page
