"""The parser of git's log, on what git itself prints."""

from pathlib import Path

import pytest

from builder.core.dates import Date
from builder.vcs.git_command import git_log
from builder.vcs.log import LOG_COMMAND, parse_log
from tests.repository import committed, git

LINES = "One.\nTwo.\nThree.\nFour.\nFive.\nSix.\n"


class Repository:
    """A repository whose content lies in a folder of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.days: dict[str, str] = {}
        """The day of each commit."""

    def file(self, name: str) -> Path:
        """A file of the content."""
        file = self.folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def commit(self, day: str) -> None:
        """Commit everything on a day of 2031."""
        self.days[committed(self.folder, day, day=f"2031-{day}")] = day

    @property
    def change_days(self) -> dict[str, list[str]]:
        """For each file the days of its changes."""
        changes_of_files = parse_log(git_log(self.folder / "content", *LOG_COMMAND)).changes
        for change in (change for changes in changes_of_files.values() for change in changes):
            assert change.date == Date(2031, *map(int, self.days[change.commit].split("-")))
        return {path: [self.days[change.commit] for change in changes] for path, changes in changes_of_files.items()}


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A repository of one commit."""
    work = Repository(tmp_path)
    work.file("one.md").write_text(LINES)
    work.file("other.md").write_text("Other.")
    work.commit("01-01")
    return work


def test_changes_come_newest_first_and_those_of_other_files_do_not_count(work: Repository) -> None:
    work.file("one.md").write_text("Again.")
    work.commit("01-02")
    (work.folder / "beside.md").write_text("Beside.")
    work.commit("01-03")
    assert work.change_days == {"content/one.md": ["01-02", "01-01"], "content/other.md": ["01-01"]}


def test_the_bytes_of_each_change_are_named(work: Repository) -> None:
    work.file("one.md").write_text("Again.")
    work.commit("01-02")
    (newest, oldest) = parse_log(git_log(work.folder, *LOG_COMMAND)).changes["content/one.md"]
    assert git(work.folder, "cat-file", "blob", newest.blob) == "Again."
    assert git(work.folder, "cat-file", "blob", oldest.blob) == LINES


def test_the_newest_change_is_the_last_commit_whatever_its_clock_said(work: Repository) -> None:
    work.file("one.md").write_text("Again.")
    work.commit("01-05")
    work.file("one.md").write_text("And again.")
    work.commit("01-03")
    assert work.change_days["content/one.md"] == ["01-03", "01-05", "01-01"]


def test_a_renamed_file_takes_its_changes_with_it_and_the_rename_is_none(work: Repository) -> None:
    work.file("one.md").rename(work.file('néw/"1" :two.md'))
    work.commit("01-02")
    assert work.change_days == {'content/néw/"1" :two.md': ["01-01"], "content/other.md": ["01-01"]}
    work.file('néw/"1" :two.md').write_text(LINES.replace("Six", "Seven"))
    work.file('néw/"1" :two.md').rename(work.file("three.md"))
    work.commit("01-03")
    assert work.change_days == {"content/three.md": ["01-03", "01-01"], "content/other.md": ["01-01"]}


def test_a_new_file_in_the_place_of_a_renamed_one_begins_anew(work: Repository) -> None:
    work.file("one.md").rename(work.file("two.md"))
    work.commit("01-02")
    work.file("one.md").write_text("Another one.")
    work.commit("01-03")
    assert work.change_days == {
        "content/one.md": ["01-03"],
        "content/two.md": ["01-01"],
        "content/other.md": ["01-01"],
    }


def test_a_deleted_file_is_left_out_and_one_that_is_added_again_begins_anew(work: Repository) -> None:
    work.file("one.md").unlink()
    work.file("two.md").write_text("Two.")
    work.commit("01-02")
    work.file("two.md").unlink()
    work.commit("01-03")
    assert work.change_days == {"content/other.md": ["01-01"]}
    work.file("one.md").write_text(LINES)
    work.commit("01-04")
    assert work.change_days == {"content/one.md": ["01-04"], "content/other.md": ["01-01"]}


def test_a_file_that_was_renamed_and_then_deleted_is_left_out(work: Repository) -> None:
    work.file("one.md").rename(work.file("two.md"))
    work.commit("01-02")
    work.file("two.md").unlink()
    work.commit("01-03")
    assert work.change_days == {"content/other.md": ["01-01"]}


def test_other_permissions_are_no_change(work: Repository) -> None:
    work.file("one.md").chmod(0o755)
    work.commit("01-02")
    assert work.change_days["content/one.md"] == ["01-01"]


def test_all_merged_branches_are_followed_and_a_merge_counts_where_it_made_new_bytes(work: Repository) -> None:
    git(work.folder, "checkout", "--quiet", "-b", "side")
    work.file("one.md").write_text(LINES.replace("One", "Side"))
    work.file("other.md").write_text("Side.")
    work.commit("01-02")
    git(work.folder, "checkout", "--quiet", "main")
    work.file("one.md").write_text(LINES.replace("Six", "Main"))
    work.commit("01-03")
    git(work.folder, "merge", "--quiet", "--no-commit", "side")
    work.commit("01-04")
    assert work.change_days == {
        "content/one.md": ["01-04", "01-03", "01-02", "01-01"],
        "content/other.md": ["01-02", "01-01"],
    }


def test_a_deletion_on_a_branch_is_no_change_of_a_file_that_the_merge_kept(work: Repository) -> None:
    git(work.folder, "checkout", "--quiet", "-b", "side")
    work.file("one.md").unlink()
    work.commit("01-02")
    git(work.folder, "checkout", "--quiet", "main")
    work.file("other.md").write_text("Main.")
    work.commit("01-03")
    git(work.folder, "merge", "--quiet", "--no-commit", "side")
    work.file("one.md").write_text(LINES)
    work.commit("01-04")
    assert "01-02" not in work.change_days["content/one.md"]


def test_the_persons_settings_of_git_change_nothing(work: Repository) -> None:
    for name, value in {
        "log.showRoot": "false",
        "log.showSignature": "true",
        "diff.relative": "true",
        "diff.renames": "false",
        "color.ui": "always",
        "core.quotePath": "true",
        "log.follow": "true",
    }.items():
        git(work.folder, "config", name, value)
    work.file("one.md").rename(work.file("zwö.md"))
    work.commit("01-02")
    assert work.change_days == {"content/zwö.md": ["01-01"], "content/other.md": ["01-01"]}


def test_a_name_that_is_not_utf_8_is_no_error() -> None:
    log = b"c0ffee 0\0\n:000000 100644 000 111 A\0caf\xe9.md\0:000000 100644 000 111 A\0b.md\0"
    assert sorted(parse_log(log).changes) == ["b.md", "caf\ufffd.md"]


def test_a_clock_beyond_all_calendars_gives_the_last_day() -> None:
    log = b"c0ffee 999999999999999\0\n:000000 100644 000 111 A\0a.md\0"
    assert parse_log(log).changes["a.md"][0].date == Date(9999, 12, 31)


def test_a_file_that_was_deleted_has_the_commit_and_the_bytes_that_it_had(work: Repository) -> None:
    work.file("one.md").unlink()
    work.commit("01-02")
    work.file("other.md").rename(work.file("elsewhere.md"))
    work.commit("01-03")
    log = parse_log(git_log(work.folder / "content", *LOG_COMMAND))
    assert {path: change.date for path, change in log.removals.items()} == {"content/one.md": Date(2031, 1, 2)}
    assert git(work.folder, "cat-file", "blob", log.removals["content/one.md"].blob) == LINES


def test_a_file_that_came_again_is_not_removed_and_one_that_went_again_is(work: Repository) -> None:
    for day, text in (("01-02", ""), ("01-03", "Again."), ("01-04", "")):
        work.file("one.md").write_text(text) if text else work.file("one.md").unlink()
        work.commit(day)
        removals = parse_log(git_log(work.folder, *LOG_COMMAND)).removals
        assert [change.date for change in removals.values()] == ([] if text else [Date(2031, 1, int(day[3:]))])


def test_a_file_that_moved_out_of_the_folder_is_removed(work: Repository) -> None:
    (work.folder / "beside").mkdir()
    work.file("one.md").rename(work.folder / "beside/one.md")
    work.commit("01-02")
    assert [*parse_log(git_log(work.folder / "content", *LOG_COMMAND)).removals] == ["content/one.md"]
    assert parse_log(git_log(work.folder, *LOG_COMMAND)).removals == {}
