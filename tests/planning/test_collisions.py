"""Two things that want one address."""

from collections.abc import Mapping

import pytest

from builder.core.problems import Code, errors
from builder.planning.collisions import are_free
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"


def test_an_old_address_that_is_taken_stays_with_who_has_it(site: SiteFolder) -> None:
    taken = "[/old.html, /news/2011/05/15/a.html, /map.png, /news/2011/05/15/, /topics/iran/, /about.html]"
    site.write(
        {
            "content/news/2011/05/15/a.md": "---\ntitle: A\naliases: [/old.html]\ncontexts: [Iran]\n---\n",
            "content/news/2011/05/16/b.md": f"---\ntitle: B\naliases: {taken}\n---\n",
            "content/map.png": b"png",
            "content/about.md": "# About\n",
        }
    )
    built = site.build()
    problems = {(problem.code.slug, str(problem.place)) for problem in built.report.problems}
    assert problems == {("alias-taken", "content/news/2011/05/16/b.md:3")}
    assert len(built.report.problems) == 6
    assert "news/2011/05/15/a.html" in site.page("old.html")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({f"{DAY}/first.html/map.txt": "A map."}, Code.ADDRESS_TAKEN),
        (
            {"content/old": "A file.", f"{DAY}/third.md": "---\ntitle: Third\naliases: [/old]\n---\n"},
            Code.ALIAS_TAKEN,
        ),
    ],
)
def test_a_file_and_a_folder_of_one_name_are_a_problem_of_the_site(
    two_entries: SiteFolder, files: Mapping[str, str], code: Code
) -> None:
    two_entries.write(files)
    assert {problem.code for problem in two_entries.problems()} == {code}


def test_two_pages_at_addresses_that_differ_in_case_only_are_one_problem(two_entries: SiteFolder) -> None:
    two_entries.write({"content/Map.txt": "A map.", "content/map.txt": "Another."})
    (problem,) = errors(two_entries.problems())
    assert (problem.code, str(problem.place)) == (Code.ADDRESS_TAKEN, "content/map.txt")


def test_nothing_of_the_content_may_lie_where_the_search_index_is(two_entries: SiteFolder) -> None:
    two_entries.write({"content/search/map.txt": "A map."})
    assert [problem.code for problem in two_entries.problems()] == [Code.ADDRESS_TAKEN]
    assert two_entries.problems(search=False) == ()


@pytest.mark.parametrize(
    ("addresses", "free"),
    [
        ({"news/c.html"}, True),
        ({"news/c.html", "news/d/e.html"}, True),
        (set(), True),
        ({"news/a.html"}, False),
        ({"News/A.html"}, False),
        ({"news"}, False),
        ({"NEWS/b"}, False),
        ({"news/a.html/c.html"}, False),
        ({"c.html", "C.html"}, False),
        ({"c", "c/d.html"}, False),
    ],
)
def test_new_addresses_are_free_if_nothing_is_alike_above_or_below(addresses: set[str], free: bool) -> None:
    assert are_free(addresses, ["news/a.html", "news/b/index.html", "index.html"]) is free


PORT = "---\ntitle: P\naliases: [/news/2011/05/15/Port-Opens.html, /NEWS/2011/, /Old.html, /old.html]\n---\n"


def test_old_addresses_that_differ_in_case_only_lead_on_and_the_page_stays(site: SiteFolder) -> None:
    site.write({f"{DAY}/port-opens.md": PORT, "dateline.toml": 'base_url = "https://example.org/"\n'})
    assert [problem.code for problem in site.build().report.problems] == [Code.NAME_UNPORTABLE] * 3
    assert "<h1" in site.page("news/2011/05/15/port-opens.html")
    for old in ("news/2011/05/15/Port-Opens.html", "NEWS/2011/index.html", "Old.html", "old.html"):
        assert "port-opens.html" in site.page(old)
    assert "Port-Opens" not in site.page("_redirects")


def test_on_a_disk_that_folds_case_an_old_address_never_takes_the_place_of_a_page(site: SiteFolder) -> None:
    site.write({f"{DAY}/port-opens.md": PORT})
    (site.path / "CONTENT").symlink_to(site.path / "content")  # as such a disk looks
    codes = [problem.code for problem in site.build().report.problems]
    assert codes == [Code.ALIAS_TAKEN] * 3
    assert not (site.output / "news/2011/05/15/Port-Opens.html").exists()
    assert "port-opens.html" in site.page("Old.html")


def test_two_files_that_differ_in_the_form_of_unicode_only_are_one_problem(site: SiteFolder) -> None:
    site.write({"content/caf\u00e9.txt": "One.", "content/cafe\u0301.txt": "Two."})
    (problem,) = errors(site.problems())
    assert problem.code is Code.ADDRESS_TAKEN
