"""The history of entries in git: days of change, titles, and why it is not known."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.config.config import Config
from builder.content.history import read_history
from builder.core.dates import Date
from builder.core.model import FileHistory, GitHistory, GitHistoryResult
from builder.core.problems import Code
from builder.vcs import git_command
from builder.vcs.working_tree import read_head
from tests.repository import committed, git
from tests.sites import SiteFolder, said

ONE = "content/news/2031/05/15/one.md"


def git_history(site: SiteFolder, known: GitHistory | None = None, **settings: object) -> GitHistoryResult:
    """The history of a site that git knows."""
    config: Config = site.config(**settings)
    return read_history(config, read_head(config.content), known or {})


def titles(past: FileHistory) -> list[str]:
    """The titles of the versions, the oldest first."""
    return [version.title for version in reversed(past.versions)]


def write(site: SiteFolder, text: str | bytes, day: str, file: str = ONE) -> str:
    """Write a file and commit it on a day of 2031; the commit's name."""
    site.write({file: text})
    return committed(site.path, day=f"2031-{day}")


def test_an_entry_that_was_never_changed_has_the_day_on_which_it_came(site: SiteFolder) -> None:
    write(site, "---\ntitle: One\n---\n", "06-01")
    assert git_history(site).history == {ONE: FileHistory(Date(2031, 6, 1))}


def test_an_entry_that_was_changed_has_its_versions_with_the_titles_that_are_others(site: SiteFolder) -> None:
    first = write(site, "---\ntitle: One\n---\n", "06-01")
    second = write(site, "---\ntitle: One\n---\nMore.\n", "06-02")
    third = write(site, "---\ntitle: Other\n---\nMore.\n", "06-03")
    past = git_history(site).history[ONE]
    assert past.changed == Date(2031, 6, 3)
    assert [version.commit for version in past.versions] == [third, second, first]
    assert [version.date.day for version in past.versions] == [3, 2, 1]
    assert titles(past) == ["One", "One", "Other"]


def test_titles_are_read_in_both_forms_and_by_the_names_that_keys_have(site: SiteFolder) -> None:
    write(site, "### [2031-05-15](/news/2031/05/15/)\n\n#  In page form \n\nWords.\n", "06-01")
    write(site, "---\nheadline: By another name\n---\n", "06-02")
    site.write({"dateline.toml": '[fields]\ntitle = ["headline"]\n'})
    assert titles(git_history(site).history[ONE]) == ["In page form", "By another name"]


@pytest.mark.parametrize("wrong", ["---\ntitle: One: two\n---\n", "---\ntitle: One\n", b"\xff\xfe", "", "No title.\n"])
def test_a_version_that_cannot_be_read_has_no_title(site: SiteFolder, wrong: str | bytes) -> None:
    write(site, "---\ntitle: One\n---\n", "06-01")
    write(site, wrong, "06-02")
    write(site, "---\ntitle: One\n---\nMore.\n", "06-03")
    assert titles(git_history(site).history[ONE]) == ["One", "", "One"]


def shown(site: SiteFolder, **settings: Any) -> list[str]:
    """What the history of the entry shows, the newest version first, but for the days and the commits."""
    site.build(**settings)
    lines = said(site.page("news/2031/05/15/one.history.html"), ".versions li")
    return [re.sub(r"^.* · (.*) · [0-9a-f]{8}", r"\1", line) for line in lines]


def test_the_next_version_after_one_that_cannot_be_read_is_compared_with_the_one_before(site: SiteFolder) -> None:
    for day, text in enumerate(("---\ntitle: One\n---\n", "---\ntitle: One\n", "---\ntitle: One\n---\nMore.\n"), 1):
        write(site, text, f"06-0{day}")
    assert shown(site) == ["Changed", "Changed", "Added One"]


def test_a_version_that_was_a_draft_is_none_for_readers_unless_drafts_are_published(site: SiteFolder) -> None:
    for day, front in enumerate(
        ("title: Secret\ndraft: true", "title: One", "title: Worse\ndraft: true", "title: One\nimportance: 9"), 1
    ):
        write(site, f"---\n{front}\n---\n", f"06-0{day}")
    assert shown(site) == ["Changed", "Added One"]
    assert "4 June 2031" in site.page("news/2031/05/15/one.html")
    assert shown(site, drafts=True) == ["New title One", "New title Worse", "New title One", "Added Secret"]
    assert shown(site) == ["Changed", "Added One"]


@pytest.mark.parametrize("mark", ["published: false", "status: hidden", "publishDate: 2031-07-01"])
def test_a_version_that_a_mark_of_another_tool_kept_out_is_none_for_readers(site: SiteFolder, mark: str) -> None:
    for day, front in enumerate((f"title: Secret\n{mark}", "title: One", "title: One\nimportance: 9"), 1):
        write(site, f"---\n{front}\n---\n", f"06-0{day}")
    assert shown(site) == ["Changed", "Added One"]


def test_an_entry_that_was_a_draft_until_its_last_change_was_never_changed_for_readers(site: SiteFolder) -> None:
    write(site, "---\ntitle: Secret\ndraft: true\n---\n", "06-01")
    write(site, "---\ntitle: One\n---\n", "06-02")
    site.build(base_url="https://example.org/")
    assert "Updated" not in site.page("news/2031/05/15/one.html")
    assert not (site.output / "news/2031/05/15/one.history.html").exists()
    assert "<lastmod>2031-06-02</lastmod>" in site.page("sitemap.xml")


def test_an_entry_that_git_knows_as_a_draft_only_has_no_past_for_readers(site: SiteFolder) -> None:
    for day in ("06-01", "06-02"):
        write(site, f"---\ntitle: Secret\ndraft: true\n---\n{day}\n", day)
    site.write({ONE: "---\ntitle: One\n---\n"})
    site.build(base_url="https://example.org/")
    assert "Updated" not in site.page("news/2031/05/15/one.html")
    assert "2031-06" not in site.page("sitemap.xml")


def test_what_is_known_is_not_read_again_and_gives_the_same(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "---\ntitle: One\n---\n", "06-01")
    write(site, "---\ntitle: One\n", "06-02")
    write(site, "---\ntitle: One\n---\nMore.\n", "06-03")
    known = git_history(site).history
    write(site, "---\ntitle: Other\n---\nMore.\n", "06-04")
    after = git_history(site)
    read: list[str] = []

    def recording(folder: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        read.extend(names)
        return read_blobs(folder, names)

    read_blobs = git_command.read_blobs
    monkeypatch.setattr(git_command, "read_blobs", recording)
    assert git_history(site, known) == after
    assert read == [after.history[ONE].versions[0].blob]
    read.clear()
    assert git_history(site, after.history) == after
    assert read == []


def test_content_may_lie_deep_in_a_repository_or_be_one_itself(tmp_path: Path) -> None:
    deep = SiteFolder(tmp_path / "work/site")
    deep.write({"entries/2031-05-15-é.md": "---\ntitle: One\n---\n"})
    (tmp_path / "work/2031-05-15-beside.md").write_text("Beside.")
    committed(tmp_path / "work", day="2031-06-01")
    (deep.path / "dateline.toml").write_text('content = "entries"\n')
    assert git_history(deep).history == {"entries/2031-05-15-é.md": FileHistory(Date(2031, 6, 1))}
    alone = SiteFolder(tmp_path / "alone")
    alone.write({"content/one.md": "---\ntitle: One\ndate: 2031\n---\n"})
    committed(alone.path / "content", day="2031-06-02")
    assert git_history(alone).history == {"content/one.md": FileHistory(Date(2031, 6, 2))}


def test_pictures_have_no_past_and_content_that_git_does_not_know_has_none(site: SiteFolder) -> None:
    site.write({ONE: "---\ntitle: One\n---\n", "content/map.png": "A map.", "beside.md": "Beside."})
    git(site.path, "init", "--quiet")
    git(site.path, "add", "content/map.png", "beside.md")
    git(site.path, "commit", "--quiet", "-m", "A map")
    result = git_history(site)
    assert (result.history, result.problems) == ({}, ())
    assert result.head


def test_without_a_repository_and_without_git_nothing_is_said(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({ONE: "---\ntitle: One\n---\n"})
    assert git_history(site) == GitHistoryResult()
    committed(site.path)
    assert git_history(site).history
    monkeypatch.setenv("PATH", "")
    assert git_history(site) == GitHistoryResult()


def test_a_clone_of_the_latest_commits_says_so_and_what_to_do(site: SiteFolder, tmp_path: Path) -> None:
    write(site, "---\ntitle: One\n---\n", "06-01")
    write(site, "---\ntitle: Other\n---\n", "06-02")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{site.path}", "clone")
    clone = SiteFolder(tmp_path / "clone")
    (problem,) = clone.problems()
    assert problem.code is Code.HISTORY_MISSING
    assert "fetch-depth: 0" in problem.cure
    assert "Updated" not in clone.page("news/2031/05/15/one.html")
    assert clone.problems(history=False) == ()
    git(clone.path, "fetch", "--quiet", "--unshallow")
    assert clone.problems() == ()
    assert "Updated" in clone.page("news/2031/05/15/one.html")


def test_a_refusal_of_git_is_told_in_its_words_and_it_is_asked_again(site: SiteFolder) -> None:
    write(site, "---\ntitle: One\n---\n", "06-01")
    objects = site.path / ".git/objects"
    objects.rename(objects.with_name("away"))
    objects.mkdir()
    result = git_history(site)
    assert [problem.code for problem in result.problems] == [Code.HISTORY_MISSING]
    assert "bad object HEAD" in result.problems[0].what
    assert result.head == ""
    objects.rmdir()
    objects.with_name("away").rename(objects)
    assert git_history(site).history


def removals(history: GitHistory) -> dict[str, tuple[str, str]]:
    """The titles and addresses of the entries that are gone, by their files."""
    return {path: (past.removal.title, past.removal.address) for path, past in history.items() if past.removal}


def test_a_removed_entry_has_its_title_and_its_address_and_other_files_have_none(site: SiteFolder) -> None:
    gone: dict[str, str | bytes] = {
        "content/news/2031/05/15/a.md": "---\ntitle: A\nslug: else\n---\n",
        "content/news/2031/05/15/b.md": "### [2031-05-16](/news/2031/05/16/)\n\n# In page form\n",
        "content/about.md": "# About\n",
        "content/topics/ships.md": "---\ntitle: Ships\n---\n",
        "content/news/2031/05/15/c.md": "---\ntitle: C\ndraft: true\n---\n",
        "content/news/2031/05/15/d.md": "---\ntitle: D: two\n---\n",
        "content/news/2031/05/15/e.md": b"\xff\xfe",
        "content/news/2031/05/15/.hidden.md": "---\ntitle: Hidden\n---\n",
        "content/private/2031/05/15/f.md": "---\ntitle: Ignored\n---\n",
    }
    site.write({**gone, ONE: "---\ntitle: One\n---\n", "dateline.toml": 'ignore = ["private/"]\n'})
    committed(site.path, day="2031-06-01")
    for path in gone:
        (site.path / path).unlink()
    committed(site.path, day="2031-06-02")
    history = git_history(site).history
    told = {path: what for path, what in removals(history).items() if what[0]}
    assert told == {
        "content/news/2031/05/15/a.md": ("A", "news/2031/05/15/else.html"),
        "content/news/2031/05/15/b.md": ("In page form", "news/2031/05/16/b.html"),
    }
    assert history["content/news/2031/05/15/a.md"].changed == Date(2031, 6, 2)
    assert history[ONE] == FileHistory(Date(2031, 6, 1))


def test_removals_are_read_once_and_of_the_latest_days_only(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.content.history.REMOVAL_DAYS", 2)
    names = [f"content/news/2031/05/15/{name}.md" for name in "abc"]
    site.write({name: f"---\ntitle: {name}\n---\n" for name in names} | {ONE: "---\ntitle: One\n---\n"})
    committed(site.path, day="2031-06-01")
    for day, name in enumerate(names, 2):
        (site.path / name).unlink()
        committed(site.path, day=f"2031-06-{day:02}")
    known = git_history(site).history
    assert [*removals(known)] == names[1:]
    monkeypatch.setattr("builder.content.history.REMOVALS", 0)
    assert removals(git_history(site).history) == {}
    monkeypatch.setattr("builder.content.history.REMOVALS", 1)
    committed(site.path, day="2031-06-09")
    monkeypatch.setattr(git_command, "read_blobs", None)
    assert removals(git_history(site, known).history) == removals(known)
