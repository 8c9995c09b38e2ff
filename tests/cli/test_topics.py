"""The command `topics`, as a person or a script runs it."""

import os
import signal
import sys
from typing import Any

import pytest

from builder.cli.file_changes import MAX_DIFFS
from builder.cli.main import main
from tests.cli.terminal import typed_at_a_terminal
from tests.sites import SiteFolder, tree

DAY = "content/news/2031/05/15"


@pytest.fixture
def near(site: SiteFolder) -> SiteFolder:
    """A site with two topics of nearly the same name, and one of another."""
    site.write({f"{DAY}/{name}.md": f"---\ntitle: {name}\ncontexts: [sanctions]\n---\n" for name in "ab"})
    site.write({f"{DAY}/c.md": "---\ntitle: c\ncontexts: [sanction, ships]\n---\n"})
    return site


def run(site: SiteFolder, *arguments: str) -> int:
    """Run `dateline topics` on a site."""
    return main(["topics", *arguments, "--site", str(site.path)])


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person at a terminal types, in order."""
    given: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: given.pop(0))
    return given


def test_topics_are_listed_the_largest_first_with_those_of_nearly_the_same_name(
    near: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    near.write({"dateline.toml": '[topics.ships]\nkind = "theme"\n'})
    assert run(near, "list") == 0
    assert capsys.readouterr().out == (
        "     2  2031-05-15  2031-05-15  sanctions  ~ sanction (1)\n"
        "     1  2031-05-15  2031-05-15  sanction  ~ sanctions (2)\n"
        "     1  2031-05-15  2031-05-15  ships (theme)\n"
    )
    assert run(near, "list", "--near") == 0
    assert "ships" not in capsys.readouterr().out


def test_a_script_changes_the_files_without_being_asked(near: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(near, "rename", "ships", "vessels", "--yes") == 0
    assert capsys.readouterr().out == "2 files changed.\n"
    assert "contexts: [sanction, vessels]" in (near.path / DAY / "c.md").read_text()


def test_without_a_terminal_nothing_is_changed_unless_that_is_said(
    near: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    before = tree(near.path)
    assert run(near, "rename", "ships", "vessels") == 1
    assert capsys.readouterr().out.endswith("Nothing was changed; --yes changes without asking.\n")
    assert tree(near.path) == before


def test_a_person_sees_the_differences_and_is_asked(
    near: SiteFolder, capsys: pytest.CaptureFixture[str], answers: list[str]
) -> None:
    before = tree(near.path)
    answers += ["n"]
    assert run(near, "rename", "ships", "vessels") == 0
    printed = capsys.readouterr().out
    assert "-contexts: [sanction, ships]\n+contexts: [sanction, vessels]\n" in printed
    assert printed.endswith("Nothing was changed.\n")
    assert tree(near.path) == before
    answers += ["yes"]
    assert run(near, "rename", "ships", "vessels") == 0
    assert capsys.readouterr().out.endswith("2 files changed.\n")


def test_many_differences_are_not_all_shown(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], answers: list[str]
) -> None:
    site.write({f"{DAY}/{n}.md": f"---\ntitle: T{n}\ncontexts: [ships]\n---\n" for n in range(MAX_DIFFS + 3)})
    answers += [""]
    assert run(site, "rename", "ships", "vessels") == 0
    assert "and 4 more files\n" in capsys.readouterr().out


def test_topics_are_merged(near: SiteFolder) -> None:
    assert run(near, "merge", "sanctions", "sanction", "--yes") == 0
    assert "contexts: [sanctions, ships]" in (near.path / DAY / "c.md").read_text()


def test_suggested_pairs_are_gone_through_one_by_one(
    near: SiteFolder, capsys: pytest.CaptureFixture[str], answers: list[str]
) -> None:
    near.write({f"{DAY}/d.md": "---\ntitle: d\ncontexts: [embargo, embargos, ships]\n---\n"})
    answers += ["n", "y"]
    assert run(near, "merge", "--suggested") == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.endswith(":")] == [
        '"embargo" and "embargos":',
        '"sanctions" and "sanction":',
    ]
    assert "contexts: [sanctions, ships]" in (near.path / DAY / "c.md").read_text()
    assert "[embargo, embargos, ships]" in (near.path / DAY / "d.md").read_text()


def test_what_is_refused_is_said(near: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(near, "rename", "shipps", "vessels", "--yes") == 1
    assert capsys.readouterr().err.startswith('No entry has the context "shipps"; did you mean "ships"?\n')


def test_a_site_with_errors_is_not_touched(near: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    near.write({f"{DAY}/e.md": ""})
    assert run(near, "rename", "ships", "vessels", "--yes") == 1
    assert "[file-empty]" in capsys.readouterr().err


def test_a_merge_needs_two_topics(near: SiteFolder, capsys: pytest.CaptureFixture[Any]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(near, "merge", "sanctions")
    assert "name the topic that stays" in capsys.readouterr().err


def test_the_end_of_the_input_is_no_yes(near: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", ended)
    before = tree(near.path)
    assert run(near, "rename", "ships", "vessels") == 0
    assert tree(near.path) == before


@pytest.mark.parametrize("name", ["2011-03-11 earthquake", "README", "index"])
def test_a_name_whose_file_would_be_taken_for_something_else_is_refused(
    site: SiteFolder, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\ncontexts: [Quay]\n---\n"})
    assert main(["topics", "rename", "Quay", name, "--yes", "--site", str(site.path)]) == 1
    assert "would be taken for something else" in capsys.readouterr().err
    assert not (site.path / "content/topics").exists()


def test_suggested_pairs_take_no_names(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\ncontexts: [Quay]\n---\n"})
    with pytest.raises(SystemExit):
        main(["topics", "merge", "--suggested", "Quay", "--site", str(site.path)])
    assert "leave the names out" in capsys.readouterr().err


def test_a_site_without_topics_says_so(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\n---\n"})
    assert run(site, "list") == 0
    assert capsys.readouterr().out == "No entry has a context.\n"


def test_where_no_names_are_alike_it_says_so(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [ships]\n---\n"})
    assert run(site, "merge", "--suggested") == 0
    assert capsys.readouterr().out == "No two topics have nearly the same name.\n"
    assert run(site, "rename", "ships", "ships") == 0
    assert capsys.readouterr().out == "There is nothing to change.\n"


@pytest.fixture
def twice(near: SiteFolder) -> SiteFolder:
    """A site with two pairs of topics of nearly the same name."""
    near.write(
        {f"{DAY}/{name}.md": f"---\ntitle: {name}\ncontexts: [{name}]\n---\n" for name in ("harbours", "harbour")}
    )
    return near


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["\x03"], "Stopped. Nothing was changed."),
        (["y\n", "\x03"], "Stopped. These two are as they were; what was agreed to before is changed."),
        (["n\n", "y\n"], "2 files changed."),
    ],
)
def test_suggested_pairs_at_a_terminal(typed: list[str], says: str, twice: SiteFolder) -> None:
    status, shown = typed_at_a_terminal(["topics", "merge", "--suggested", "--site", str(twice.path)], "[y/N] ", typed)
    assert status == (130 if "\x03" in typed else 0)
    assert shown.rstrip().endswith(says)
    assert "Traceback" not in shown
    assert (twice.path / "content/topics").exists() is ("y\n" in typed)
    assert not [*twice.path.rglob(".*.new")]


def test_a_rename_that_is_stopped_at_its_question_changes_nothing(near: SiteFolder) -> None:
    before = tree(near.path)
    command = ["topics", "rename", "ships", "vessels", "--site", str(near.path)]
    status, shown = typed_at_a_terminal(command, "[y/N] ", ["\x03"])
    assert (status, shown.splitlines()[-1]) == (130, "Stopped. Nothing was changed.")
    assert tree(near.path) == before


def test_ctrl_c_between_two_files_leaves_whole_ones(
    near: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def pressed(number: int) -> None:
        signal.raise_signal(signal.SIGINT)
        fsync(number)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", pressed)
        assert run(near, "merge", "sanctions", "sanction", "--yes") == 130
    assert "Not all files are changed; say the same again to complete it." in capsys.readouterr().err
    assert (near.path / "content/topics/sanctions.md").exists()
    assert "[sanction, ships]" in (near.path / DAY / "c.md").read_text()
    assert not [*near.path.rglob(".*.new")]
    assert run(near, "merge", "sanctions", "sanction", "--yes") == 0
    assert "[sanctions, ships]" in (near.path / DAY / "c.md").read_text()
    assert run(near, "merge", "sanctions", "sanction", "--yes") == 1
