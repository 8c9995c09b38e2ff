"""The pages of undated files, and of the folders that they lie in."""

import pytest
from lxml import html

from builder.content.markdown import MarkdownRenderer, MarkdownText
from builder.core.problems import Code
from builder.core.urls import Address
from builder.incremental.inputs import find_inputs
from builder.pages import plain_pages
from builder.pages.kind import PlannedPage
from builder.pages.plain_pages import contents_of
from builder.pages.registry import KINDS
from builder.planning.lookup import PageLookup
from builder.views.contract import HeadingView
from tests.build.test_introductions import clean_build
from tests.sites import SiteFolder, said

FILES = {
    "content/news/2011-05-15-a.md": "---\ntitle: A\n---\n",
    "content/about.md": "# About\n\nSee [the tutorial](manual/start/tutorial.md).\n",
    "content/manual/index.md": "---\ntitle: The manual\nsummary: All of it.\n---\nRead [this](start/tutorial.md).\n",
    "content/manual/start/tutorial.md": "---\ntitle: Tutorial\norder: 1\nsummary: Six steps.\n---\nOne.\n",
    "content/manual/start/install.md": "# Install\n\nTwo commands.\n",
    "content/manual/faq.md": "# Questions\n\nNone.\n",
}


@pytest.fixture
def manual(site: SiteFolder) -> SiteFolder:
    """A site with a folder of pages."""
    site.write(FILES)
    return site


def links(page: str, selector: str) -> list[tuple[str, str]]:
    """The address and the words of each link that a selector names."""
    found = html.fromstring(page).cssselect(selector)
    return [(str(link.get("href")), " ".join("".join(map(str, link.itertext())).split())) for link in found]


def follows(site: SiteFolder) -> None:
    """Build on top of the last build, and compare with a clean one."""
    site.build()
    assert site.tree() == clean_build(site)


def test_a_folder_has_its_text_and_below_it_what_is_in_it(manual: SiteFolder) -> None:
    assert manual.problems() == ()
    page = manual.page("manual/index.html")
    assert (said(page, "h1"), said(page, "main .text")) == (["The manual"], ["Read this."])
    assert links(page, "main .titles a") == [
        ("faq.html", "Questions"),
        ("start/index.html", "Start"),
        ("start/tutorial.html", "Tutorial"),
        ("start/install.html", "Install"),
    ]
    assert said(page, "main .titles li") == ["Questions None.", "Start Tutorial · Install"]


def test_a_folder_without_an_index_has_a_page_too(manual: SiteFolder) -> None:
    manual.build()
    page = manual.page("manual/start/index.html")
    assert (said(page, "h1"), said(page, "main .text")) == (["Start"], [])
    assert said(page, "main .titles li") == ["Tutorial Six steps.", "Install Two commands."]
    assert "Edit this page" not in page


def test_a_page_of_a_folder_lists_the_others_unless_they_are_many(
    manual: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual.build()
    listed = ".siblings li a"
    assert links(manual.page("manual/start/tutorial.html"), f".siblings h2 a, {listed}") == [
        ("index.html", "Start"),
        ("tutorial.html", "Tutorial"),
        ("install.html", "Install"),
    ]
    assert said(manual.page("manual/start/tutorial.html"), ".siblings [aria-current=page]") == ["Tutorial"]
    assert links(manual.page("manual/faq.html"), listed) == [("faq.html", "Questions"), ("start/index.html", "Start")]
    for other in ("about.html", "manual/index.html", "manual/start/index.html"):
        assert "siblings" not in manual.page(other)
    manual.write({"content/manual/start/install.md": "# Set up\n"})
    follows(manual)
    assert links(manual.page("manual/start/tutorial.html"), listed)[1] == ("install.html", "Set up")
    monkeypatch.setattr(plain_pages, "MOST_SIBLINGS", 1)
    manual.build(clean=True)
    assert "siblings" not in manual.page("manual/start/tutorial.html")


def test_pages_say_where_they_are_and_what_is_before_and_after(manual: SiteFolder) -> None:
    manual.build()
    page = manual.page("manual/start/tutorial.html")
    assert links(page, ".crumbs a") == [("../index.html", "The manual"), ("index.html", "Start")]
    assert links(page, ".beside a") == [
        ("index.html", "Previous page Start"),
        ("install.html", "Next page Install"),
    ]
    assert links(manual.page("manual/index.html"), ".crumbs a, .beside a") == [("faq.html", "Next page Questions")]
    assert links(manual.page("about.html"), ".crumbs a, .beside a") == []


def test_the_menu_has_a_folder_once_and_none_of_its_pages(manual: SiteFolder) -> None:
    manual.build()
    assert links(manual.page("index.html"), ".masthead nav a")[-2:] == [
        ("about.html", "About"),
        ("manual/index.html", "The manual"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manual/index.md", "---\ntitle: Handbook\n---\n"),
        ("manual/index.md", None),
        ("manual/start/index.md", "---\ntitle: Begin\norder: 1\nsummary: First.\n---\nWords.\n"),
        ("manual/start/tutorial.md", "---\ntitle: Steps\n---\nOne.\n"),
        ("manual/start/install.md", "---\ntitle: Install\ndraft: true\n---\nTwo.\n"),
        ("manual/start/install.md", "---\ntitle: Install\norder: 0\n---\nTwo commands.\n"),
        ("manual/start/install.md", "# Install\n\nThree commands.\n"),
        ("manual/start/deep/more.md", "# More\n"),
        ("manual/faq.md", None),
        ("manual/faq.md", "---\ntitle: Questions\naliases: [/old/faq.html]\n---\n[[Tutorial]]\n"),
        ("about.md", "# About\n"),
        ("help/a.md", "# Help\n"),
    ],
)
def test_builds_follow_what_comes_changes_and_goes_in_a_folder(manual: SiteFolder, name: str, text: str | None) -> None:
    manual.build()
    file = manual.path / "content" / name
    before = file.read_bytes() if file.exists() else None
    if text is None:
        file.unlink()
    else:
        manual.write({f"content/{name}": text})
    follows(manual)
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    follows(manual)


def test_the_first_dated_file_makes_entries_without_a_date_of_pages_and_its_end_pages_again(
    manual: SiteFolder,
) -> None:
    manual.build()
    entry = manual.path / "content/manual/2011-05-15-dated.md"
    entry.write_text("---\ntitle: Dated\n---\n", encoding="utf-8")
    (told,) = manual.problems()
    assert (told.code, told.place.path) == (Code.DATE_MISSING, "content/manual/2011-05-15-dated.md")
    entry.unlink()
    follows(manual)


def test_pages_of_the_settings_stay_pages_among_entries(manual: SiteFolder) -> None:
    manual.write({"content/manual/2011-05-15-dated.md": "---\ntitle: Dated\n---\n"})
    manual.write({"content/manual/2012-01-01-plan.md": "---\ntitle: Plan\ncontexts: [Oil]\n---\n"})
    manual.write({"dateline.toml": 'pages = ["/manual/start/", "faq.md", "*-plan.md"]\n'})
    assert manual.problems() == ()
    assert said(manual.page("manual/2012-01-01-plan.html"), "h1") == ["Plan"]
    assert said(manual.page("manual/start/tutorial.html"), "h1") == ["Tutorial"]
    assert "1 entry" in manual.page("manual/index.html")
    (manual.path / "dateline.toml").unlink()
    assert Code.DATE_MISSING in [problem.code for problem in manual.problems()]


def test_two_texts_of_one_folder_are_told(manual: SiteFolder) -> None:
    manual.write({"content/manual/README.md": "# Another\n"})
    (problem,) = manual.problems()
    assert (problem.code, problem.place.path) == (Code.ADDRESS_TAKEN, "content/manual/index.md")


def test_another_file_in_the_place_of_a_folders_page_stays_there(manual: SiteFolder) -> None:
    manual.write({"dateline.toml": 'active_files = ["*.html"]\n', "content/manual/start/index.html": "<p>Mine."})
    assert manual.problems() == ()
    assert manual.page("manual/start/index.html") == "<p>Mine."
    manual.write({"content/manual/start/index.md": "# Start\n"})
    assert [problem.code for problem in manual.problems()] == [Code.ADDRESS_TAKEN]


def test_a_link_may_lead_to_the_page_of_a_folder_and_an_alias_from_an_old_place(manual: SiteFolder) -> None:
    text = "---\ntitle: Questions\naliases: [/faq.html]\n---\n[Start](start/), [it](index.md), [[Tutorial]].\n"
    manual.write({"content/manual/faq.md": text})
    assert manual.problems() == ()
    assert links(manual.page("manual/faq.html"), ".text a") == [
        ("start/index.html", "Start"),
        ("index.html", "it"),
        ("start/tutorial.html", "Tutorial"),
    ]
    assert "manual/faq.html" in manual.page("faq.html")
    assert links(manual.page("manual/start/index.html"), ".mentions a") == [("../faq.html", "Questions")]


def test_pages_of_folders_are_found_while_serving(manual: SiteFolder) -> None:
    lookup = PageLookup(manual.assemble().site, find_inputs(manual.config()).theme, KINDS)
    kinds = {"manual/index.html": "folder", "manual/start/index.html": "folder", "manual/faq.html": "page"}
    found = {address: lookup.at(Address(address)) for address in kinds}
    assert {address: page.kind.name for address, page in found.items() if isinstance(page, PlannedPage)} == kinds


HEADINGS = "## Gauge\n\n### Storms & [[A]]\n\n## Table\n"


def test_a_page_with_three_headings_lists_them_above_its_text(site: SiteFolder) -> None:
    entry = "content/news/2011/05/15/a.md"
    site.write({"content/tides.md": f"# Tides\n\n{HEADINGS}", entry: f"---\ntitle: A\n---\n{HEADINGS}"})
    site.write({"content/short.md": "# Short\n\n## One\n\n## Two\n\n#### Three\n"})
    site.build()
    page = html.fromstring(site.page("tides.html"))
    (contents,) = page.cssselect("article nav.contents")
    assert contents.get("aria-label") == "On this page"
    links = [(link.get("href"), "".join(str(part) for part in link.itertext())) for link in contents.cssselect("a")]
    assert links == [("#gauge", "Gauge"), ("#storms--a", "Storms & A"), ("#table", "Table")]
    assert [link.text for link in contents.cssselect("ul ul a")] == ["Storms & A"]
    assert all(page.cssselect(f'[id="{str(address)[1:]}"]') for address, _ in links)
    assert "contents" not in site.page("short.html")
    assert "contents" not in site.page("news/2011/05/15/a.html")


def test_headings_below_no_other_are_listed_beside_them() -> None:
    text = "### A\n\n## B\n\n### C\n\n### D\n"
    body, _ = MarkdownRenderer().render(MarkdownText(text, "x.md"))
    assert contents_of(body) == (
        HeadingView("a", "A"),
        HeadingView("b", "B", (HeadingView("c", "C"), HeadingView("d", "D"))),
    )
