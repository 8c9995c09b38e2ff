"""The hooks of pre-commit: those that run before a commit what `make lint` runs, and the one that sites can have."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.cli.main import main
from tests.sites import ROOT, SiteFolder

BIN = ".venv/bin/"
WRONG = '"""A module."""\n\nimport os\n\nx = {  }\n'


def hooks() -> dict[str, dict[str, Any]]:
    """The hooks by their ids."""
    configured = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for repository in configured["repos"] for hook in repository["hooks"]}


def run(hook: str, file: Path) -> int:
    """The exit status of a hook for one file, with the tools of the environment that the tests run in."""
    command = hooks()[hook]["entry"].removeprefix(BIN).split()
    installed = Path(sys.executable).parent / command[0]
    done = subprocess.run([installed, *command[1:], file], cwd=ROOT, check=False, capture_output=True)
    return done.returncode


def test_the_tools_are_the_installed_ones_so_that_nothing_is_fetched() -> None:
    configured = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in configured["repos"]] == ["local"]
    assert all(hook["language"] == "system" and hook["entry"].startswith(BIN) for hook in hooks().values())


def test_the_hooks_run_what_make_lint_runs() -> None:
    command = ["make", "--dry-run", "--old-file=.venv/.installed-for-tests", "lint"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    linting = [line.partition(" -")[0].removesuffix(" .") for line in listed.stdout.splitlines() if BIN in line]
    assert linting == [".venv/bin/ruff check", ".venv/bin/ruff format", ".venv/bin/mypy"]
    assert linting == [hook["entry"].partition(" -")[0] for hook in hooks().values()]


def test_a_hook_refuses_what_ruff_refuses(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(WRONG, encoding="utf-8")
    assert run("ruff-check", file) == 1


def test_a_hook_formats_what_is_committed(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(WRONG, encoding="utf-8")
    assert run("ruff-format", file) == 0
    assert file.read_text(encoding="utf-8").endswith("x = {}\n")


def test_sites_can_have_a_hook_that_checks_them(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (offered["id"], offered["language"], offered["pass_filenames"]) == ("dateline-check", "python", False)
    asked = ["content/a.md", "content/b.markdown", "dateline.toml", "templates/entry.html", "output/a.json", "a.py"]
    assert [bool(re.search(offered["files"], path)) for path in asked] == [True] * 4 + [False] * 2
    program, *arguments = offered["entry"].split()
    assert program == "dateline"
    monkeypatch.chdir(two_entries.path)
    assert main(arguments) == 0
    two_entries.write({"content/news/2011/05/15/bad.md": ""})
    assert main(arguments) == 1


def test_types_are_checked_in_the_whole_and_not_file_by_file() -> None:
    assert hooks()["mypy"]["pass_filenames"] is False
