"""The menu of a site of many sections and pages, and the page of contents that has all of them."""

from lxml import html

from builder.relations.menu import MENU
from tests.sites import SiteFolder

NUMBERS = range(10, 10 + MENU)
SECTIONS = {f"content/s{number}/2011-05-15-a.md": "---\ntitle: A\n---\nWords.\n" for number in NUMBERS}
PAGES = {f"content/p{number}.md": f"# Page {number}\n" for number in NUMBERS}
FRONT = "index.html"


def menu(site: SiteFolder) -> list[str]:
    """The words of the links of the menu."""
    return [str(link.text) for link in html.fromstring(site.page(FRONT)).cssselect(".masthead nav a")]


def listed(site: SiteFolder) -> list[str]:
    """The words of the page of contents, below its heading."""
    page = html.fromstring(site.page("contents.html"))
    return [" ".join(str(each.xpath("string()")).split()) for each in page.cssselect("h2, .index li")]


def test_a_menu_of_as_many_as_it_may_name_has_all_and_there_is_no_page_of_contents(site: SiteFolder) -> None:
    site.write({**SECTIONS, **PAGES})
    site.build()
    assert menu(site)[:MENU] == [f"S{number}" for number in NUMBERS]
    assert menu(site)[-MENU:] == [f"Page {number}" for number in NUMBERS]
    assert not (site.output / "contents.html").exists()


def test_a_menu_names_so_many_pages_and_the_page_of_contents_has_all(site: SiteFolder) -> None:
    site.write({**PAGES, "content/a.md": "# A\n", "content/news/2011-05-15-b.md": "---\ntitle: B\n---\n"})
    site.build()
    assert menu(site)[-MENU - 1 :] == ["A", *(f"Page {number}" for number in NUMBERS[:-1]), "Contents"]
    assert listed(site) == ["Pages", "A", *(f"Page {number}" for number in NUMBERS)]


def test_the_sections_of_the_settings_are_the_first_to_be_named_and_all_keep_their_order(site: SiteFolder) -> None:
    site.write({**SECTIONS, "content/z/2011-05-15-a.md": "---\ntitle: A\n---\n"})
    site.write({"dateline.toml": '[sections]\nz = "The last"\nnone = "None"\n'})
    site.build()
    assert menu(site)[:MENU] == [*(f"S{number}" for number in NUMBERS[:-1]), "The last"]
    assert listed(site) == ["Sections", *(f"S{number} 1" for number in NUMBERS), "The last 1"]


def test_the_page_of_contents_follows_what_it_names(site: SiteFolder) -> None:
    site.write({**PAGES, **SECTIONS, "content/z.md": "# Z\n", "content/z/2011-05-15-a.md": "---\ntitle: A\n---\n"})
    site.build()
    site.write({"content/z.md": "# Zebra\n", "content/z/2011-05-15-b.md": "---\ntitle: B\n---\n"})
    site.build()
    assert {"Zebra", "Z 2"} <= {*listed(site)}
    for name in ("z.md", "z/2011-05-15-a.md", "z/2011-05-15-b.md"):
        (site.path / "content" / name).unlink()
    site.build()
    assert "Contents" not in menu(site)
    assert not (site.output / "contents.html").exists()


def test_a_site_may_have_a_page_of_its_own_there(site: SiteFolder) -> None:
    site.write({**PAGES, "content/contents.md": "# What we have\n"})
    site.build()
    assert "What we have" in site.page("contents.html")
    assert "Contents" not in menu(site)
