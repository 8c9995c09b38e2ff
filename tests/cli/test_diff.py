"""The command `diff`, as a person runs it."""

import pytest

from builder.cli.main import main
from tests.repository import committed
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"


def diff(site: SiteFolder, ref: str = "main") -> int:
    """Run `dateline diff` on a site."""
    return main(["diff", ref, "--site", str(site.path)])


def test_what_the_files_change_is_printed(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    committed(two_entries.path)
    two_entries.write({FIRST: "---\ntitle: Other\ncontexts: [Iran]\n---\nOne.\n"})
    assert diff(two_entries) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("## What this changes since main\n")
    assert "### 1 entry changed\n\n- 2011-05-15 Other" in printed.out
    assert printed.err == ""


def test_a_failure_of_git_is_reported(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(two_entries) == 1
    assert capsys.readouterr().err.startswith("not a git repository")


def test_errors_of_the_files_as_they_are_now_are_the_report(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    committed(two_entries.path)
    two_entries.write({FIRST: "---\ntitle: [First\n---\n"})
    assert diff(two_entries) == 1
    assert capsys.readouterr().out.startswith(f"## This cannot be published\n\n### 1 error\n\n- `{FIRST}:")


def test_errors_of_the_state_before_are_no_errors_of_the_change(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (two_entries.path / FIRST).read_text()
    two_entries.write({FIRST: "---\ntitle: [First\n---\n"})
    committed(two_entries.path)
    two_entries.write({FIRST: good})
    assert diff(two_entries) == 0
    printed = capsys.readouterr()
    assert "At main it has errors, so there is nothing to compare with.\n" in printed.out
    assert "| Entries | 2 |\n" in printed.out
    assert f"### Errors at main\n\n- `{FIRST}:" in printed.out
