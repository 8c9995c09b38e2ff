"""A build that keeps going leaves out what is wrong in content/, publishes everything else, and says so."""

import pytest

from builder.core.problems import Code
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
WRONG = {
    f"{DAY}/good.md": "---\ntitle: Good\ncontexts: [Iran]\n---\nSee [x](nothing.md).\n",
    f"{DAY}/empty.md": "",
    f"{DAY}/same.md": "---\ntitle: The first\nslug: same\n---\n",
    f"{DAY}/same-again.md": "---\ntitle: The second\nslug: same\n---\n",
    f"{DAY}/untitled.md": "---\nimportance: 3\n---\nWords.\n",
}


def test_it_publishes_what_is_right_and_says_how_much_is_wrong(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(WRONG)
    assert site.run() == 1
    assert not site.output.exists()
    capsys.readouterr()
    assert site.run("--keep-going") == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1].startswith("4 errors")
    assert printed.out.startswith("2 entries, ")
    assert printed.out.splitlines()[-1] == ("4 errors: what is wrong was left out, and everything else is published.")
    assert {"news/2011/05/15/good.html", "news/2011/05/15/same.html"} <= site.tree().keys()
    day = site.page("news/2011/05/15/index.html")
    assert ("The second" in day) + ("The first" in day) == 1


def test_a_setting_says_the_same(site: SiteFolder) -> None:
    site.write({**WRONG, "dateline.toml": "keep_going = true\n"})
    assert {problem.code for problem in site.build().report.problems} == {
        Code.ADDRESS_TAKEN,
        Code.FILE_EMPTY,
        Code.LINK_BROKEN,
        Code.TITLE_MISSING,
    }


def test_it_says_what_a_folders_text_keeps_out_that_cannot_be_read_and_may_mark_drafts(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(
        {f"{DAY}/good.md": "---\ntitle: Good\nunknown: 1\n---\n", "content/about.md": "---\ntitle: About\n---\n"}
    )
    (site.path / "content/_index.md").symlink_to("/etc/hostname")
    assert site.run("--keep-going") == 0
    printed = capsys.readouterr()
    assert (
        "2 texts left out, by the marks of drafts: an _index.md above that cannot be read, and may mark" in printed.err
    )
    assert "news/2011/05/15/good.html" not in site.tree()


def test_what_was_in_the_way_of_another_makes_room_when_it_goes(site: SiteFolder) -> None:
    site.write({**WRONG, "dateline.toml": "keep_going = true\n"})
    site.build()
    assert "The second" in site.page("news/2011/05/15/same.html"), "its path comes first"
    (site.path / f"{DAY}/same-again.md").unlink()
    site.build()
    assert "The first" in site.page("news/2011/05/15/same.html")


def test_an_edit_leaves_the_same_text_at_an_address_that_several_want(site: SiteFolder) -> None:
    texts = {f"{DAY}/{n}/same.md": f"---\ntitle: The {n}\ncontexts: [c{n}]\nslug: same\n---\n" for n in range(9)}
    site.write({**texts, "dateline.toml": "keep_going = true\n", f"{DAY}/other.md": "---\ntitle: Other\n---\n"})
    site.build()
    for edit in ("---\ntitle: Other\n---\nWords.\n", "---\ntitle: Another\ncontexts: [c8]\n---\nWords.\n"):
        site.write({f"{DAY}/other.md": edit})
        site.build()
        assert "The 0" in site.page("news/2011/05/15/same.html")
        built = site.tree()
        site.build(clean=True)
        assert site.tree() == built


NO_TITLE = "---\ndate: 2011-05-15\n---\n"
UNDATED = "---\ntitle: A report\ncontexts: [Iran]\n---\n"
WRONG_DATE = UNDATED.replace("title", "date: never\ntitle")
LENIENT = "".join(f'{code} = "warning"\n' for code in ("title-missing", "file-empty", "date-missing", "date-invalid"))


@pytest.mark.parametrize("settings", ["keep_going = true\n", f"[problems]\n{LENIENT}"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (NO_TITLE, ""),
        ("", NO_TITLE),
        (UNDATED, UNDATED.replace("title", "draft: true\ntitle")),
        (UNDATED, UNDATED.replace("title", "publishDate: 2031-01-01\ntitle")),
        (WRONG_DATE, WRONG_DATE.replace("A report", "Another")),
        (WRONG_DATE, WRONG_DATE.replace("title", "draft: true\ntitle")),
    ],
)
def test_what_a_text_says_that_is_left_out_still_tells_what_others_are(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, settings: str, before: str, after: str
) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    good = "---\ntitle: Good\ncontexts: [Iran]\n---\nSee [[A report]].\n"
    site.write({f"{DAY}/good.md": good, "content/blog/p.md": "---\ntitle: P\n---\n"})
    site.write({"dateline.toml": settings, "content/blog/u.md": before})
    site.build()
    site.write({"content/blog/u.md": after})
    made, tree = site.build().report.problems, site.tree()
    assert made == site.build(clean=True).report.problems
    assert tree == site.tree()


def test_it_does_not_go_on_where_no_site_can_be_made(site: SiteFolder) -> None:
    site.write({**WRONG, "dateline.toml": 'keep_going = true\nbudget = "much"\n'})
    assert site.run("--quiet") == 1


def test_a_build_that_failed_remembers_what_it_read(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    site.write(WRONG)
    assert site.run("--quiet") == 1
    for name in ("empty", "same-again", "untitled"):
        (site.path / f"{DAY}/{name}.md").unlink()
    site.write({f"{DAY}/good.md": "---\ntitle: Good\ncontexts: [Iran]\n---\nWords.\n"})
    assert [*site.build().assembled.reading.parsed] == ["news/2011/05/15/good.md"]
    assert {"news/2011/05/15/good.html", "news/2011/05/15/same.html"} <= site.tree().keys()
