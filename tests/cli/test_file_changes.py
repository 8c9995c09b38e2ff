"""Changes of files that a command has planned: shown, asked about, and made."""

import sys
from pathlib import Path

import pytest

from builder.cli.file_changes import MAX_DIFFS, change_files
from builder.renaming.plan import FileChange


def changes(root: Path, count: int = 1) -> list[FileChange]:
    """Changes of some files that are there."""
    for number in range(count):
        (root / f"{number}.md").write_text("old")
    return [FileChange(f"{number}.md", "old", "new\n") for number in range(count)]


def test_a_script_that_said_yes_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert change_files(changes(tmp_path), tmp_path, yes=True) == 0
    assert capsys.readouterr().out == "1 file changed.\n"
    assert (tmp_path / "0.md").read_text() == "new\n"


def test_where_nobody_can_be_asked_nothing_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert change_files(changes(tmp_path), tmp_path, yes=False) == 1
    said = capsys.readouterr().out
    assert "-old\n+new\n" in said
    assert said.endswith("Nothing was changed; --yes changes without asking.\n")
    assert (tmp_path / "0.md").read_text() == "old"


@pytest.mark.parametrize(("answer", "text"), [("y", "new\n"), (" YES ", "new\n"), ("", "old"), ("n", "old")])
def test_a_person_is_asked(answer: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert change_files(changes(tmp_path), tmp_path, yes=False) == 0
    assert (tmp_path / "0.md").read_text() == text


def test_of_many_differences_the_first_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_files(changes(tmp_path, MAX_DIFFS + 4), tmp_path, yes=False)
    said = capsys.readouterr().out
    assert said.count("+new") == MAX_DIFFS
    assert "\nand 4 more files\n" in said


def test_what_changed_meanwhile_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planned = changes(tmp_path, 2)
    (tmp_path / "0.md").write_text("mine")
    assert change_files(planned, tmp_path, yes=True) == 1
    said = capsys.readouterr()
    assert said.out == "1 file changed.\n"
    assert said.err == "These changed meanwhile, and stay as they are; say the same again:\n0.md\n"
    assert (tmp_path / "0.md").read_text() == "mine"
