"""Files without a date: pages, or entries that lack one, and what is told of these."""

import pytest

from builder.content.collect import collect
from builder.core.problems import Code
from tests.content.test_collect import collected, parse_files
from tests.sites import SiteFolder


@pytest.mark.parametrize(
    ("files", "settings", "out"),
    [
        ({"opinion/2011-05-15-a.md": "---\ntitle: A\n---\n"}, "", "move it to a folder without entries"),
        ({"Opinion/2011-05-15-a.md": "---\ntitle: A\ndraft: true\n---\n"}, "", "move it to a folder without entries"),
        ({"opinion/a.md": "---\ntitle: A\ndate: soon\n---\n"}, "", "move it to a folder without entries"),
        ({}, '[sections]\nOpinion = "What we think"\n', "take Opinion out of the setting sections"),
    ],
)
def test_a_file_without_a_date_among_entries_is_an_entry_that_lacks_one(
    site: SiteFolder, files: dict[str, str], settings: str, out: str
) -> None:
    site.write({f"content/{name}": text for name, text in files.items()})
    site.write({"content/opinion/deep/x.md": "# X\n", "content/about.md": "# About\n", "content/manual/y.md": "# Y\n"})
    site.write({"content/news/2011-05-15-b.md": "# B\n\n[[X]] and [it](../opinion/deep/x.md).\n"})
    site.write({"dateline.toml": settings})
    content, problems = collect(parse_files(site), [], site.config())
    assert [page.title for page in content.pages] == ["About", "Y"]
    (problem,) = (problem for problem in problems if problem.code is Code.DATE_MISSING)
    assert (str(problem.place), problem.what) == ("content/opinion/deep/x.md:1", "the entry has no date")
    date = "write date: 2011-05-15 in the front matter, or name the file 2011-05-15-name.md"
    assert problem.cure == f'{date}; if it is a page, write pages = ["/opinion/deep/x.md"], or {out}'
    assert not any(problem.code in (Code.LINK_BROKEN, Code.WIKI_UNKNOWN) for problem in site.problems())


@pytest.mark.parametrize(
    ("culprits", "where"),
    [
        (["My docs/2023/report.md"], "from the folder 2023"),
        (["My docs/2023/b.md", "My docs/2023/c.md"], "from the folder 2023; 2 files have one"),
        (["My docs/deep/2023-05-01 Report.md"], "from its name"),
        (["My docs/report.md"], "in its text"),
        (["My docs/broken.md"], "in its text"),
    ],
)
def test_a_few_dated_files_among_more_pages_are_told_once_where_they_are(
    site: SiteFolder, culprits: list[str], where: str
) -> None:
    site.write({f"content/My docs/p{number}.md": f"# P{number}\n" for number in range(4)})
    site.write({"content/My docs/later.md": "---\ntitle: Later\ndraft: true\n---\n"})
    text = "---\ntitle: R\ndate: soon\n---\n" if "broken" in culprits[0] else "---\ntitle: R\ndate: 2023-05-01\n---\n"
    site.write({f"content/{name}": text for name in culprits})
    site.write({"content/news/2011-05-15-b.md": "# B\n\n[[P1]] and [it](<../My docs/p2.md>).\n"})
    (problem,) = (problem for problem in site.problems() if problem.code is Code.DATE_MISSING)
    assert str(problem.place) == f"content/{culprits[0]}:1"
    assert problem.what == (
        f"this file has a date ({where}), so My docs/ is a section of entries, "
        "and its 4 other files lack theirs: p0.md, p1.md, p2.md, …"
    )
    assert problem.cure.startswith('if all are pages, write pages = ["/My docs/"]; if they are entries, write date:')


def test_what_the_message_says_to_write_makes_pages_of_all(site: SiteFolder) -> None:
    site.write({f"content/[d]ocs!/{name}.md": f"# {name}\n" for name in ("a", "b", "2023/c")})
    (problem,) = site.problems()
    setting = problem.cure.removeprefix("if all are pages, write ").partition(";")[0]
    site.write({"dateline.toml": f"{setting}\n"})
    assert site.problems() == ()
    assert [page.title for page in collected(site).pages] == ["2023/c", "a", "b"]


def test_a_site_that_names_pages_is_to_name_one_more(site: SiteFolder) -> None:
    site.write({"content/docs/a.md": "# A\n", "content/docs/2011-05-15-b.md": "# B\n"})
    site.write({"dateline.toml": 'pages = ["/manual/"]\n'})
    (problem,) = site.problems()
    assert 'if it is a page, add "/docs/a.md" to the setting pages, or move it' in problem.cure


def test_the_others_are_told_one_by_one_where_the_settings_say_that_they_are_entries(site: SiteFolder) -> None:
    site.write({f"content/docs/{name}.md": f"# {name}\n" for name in ("a", "b", "2023/c")})
    site.write({"dateline.toml": '[sections]\ndocs = "Reports"\n'})
    assert [problem.place.path for problem in site.problems()] == ["content/docs/a.md", "content/docs/b.md"]
