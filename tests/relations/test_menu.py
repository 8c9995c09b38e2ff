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
        ("/files/map.txt", "map.txt", "files/map.txt"),
    ],
)
def test_an_item_leads_to_what_it_names(filled: SiteFolder, target: str, words: str, address: str) -> None:
    assert menu(filled, target, {"Own": target}) == [(words, address, "", ()), ("Own", address, "", ())]


def test_an_item_may_lead_elsewhere_and_a_group_has_several(filled: SiteFolder) -> None:
    code = {"Code": "https://example.org/"}
    assert menu(filled, code, {"More": ["about.md", code]}) == [
        MenuItem("Code", url="https://example.org/"),
        MenuItem(
            "More", items=(MenuItem("About us", Address("about.html")), MenuItem("Code", url="https://example.org/"))
        ),
    ]


@pytest.mark.parametrize("target", ["data", "changes", "sports", "later.md", "later", "wrong.md"])
def test_what_is_not_there_yet_is_left_out_without_a_word(filled: SiteFolder, target: str) -> None:
    assert menu(filled, target, {"Group": [target]}) == []
    assert [*nav_problems(with_nav(filled, target))] == []


@pytest.mark.parametrize(
    ("target", "cure"),
    [
        ("topcs", 'did you mean "topics"?'),
        ("newz", 'did you mean "news"?'),
        ("abuot.md", 'did you mean "about.md"?'),
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
    def led_to(*items: object) -> list[str]:
        site = with_nav(filled, *items)
        return [page.title for page in site.pages if is_led_to(page, site)]

    assert "About us" in led_to()
    assert led_to("news") == ["Introduction", "First"]
    assert led_to("news", {"More": ["about.md"]}) == ["About us", "Introduction", "First"]
    assert {"About us", "The manual", "First"} <= {*led_to("contents")}
