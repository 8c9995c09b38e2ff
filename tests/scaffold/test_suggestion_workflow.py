"""The workflow that makes a pull request of a suggested entry: its steps, with a `gh` of this machine."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.repository import committed, git
from tests.scaffold.test_suggested_entry import issue
from tests.sites import ROOT

SKELETON = ROOT / "builder/scaffold/skeleton/suggestion.yml"
BRANCH = "suggestion-7"
ADDRESS = "https://github.com/me/harbour/pull/8"
THANKS = "Thank you. This is an entry now, to be read once more before it is published:"
ANSWER = f"issue comment 7 --body {THANKS} {ADDRESS}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of a new site, as GitHub has it."""
    site = tmp_path / "harbour"
    create_site(site, Date(2011, 5, 15), from_direct_url(None, Path()))
    committed(site)
    bare = tmp_path / "me/harbour"
    subprocess.run(["git", "clone", "--quiet", "--bare", site, bare], check=True)
    return bare


def run_workflow(tmp_path: Path, repository: Path, body: str, *, open_request: bool = False) -> tuple[int, str]:
    """Run the steps behind that of installing, as a runner would; how they ended, and what was asked of `gh`."""
    checkout, programs, asked, event = (tmp_path / name for name in ("run", "bin", "asked", "event.json"))
    subprocess.run(["rm", "-rf", checkout, asked], check=True)
    subprocess.run(["git", "clone", "--quiet", repository, checkout], check=True)
    programs.mkdir(exist_ok=True)
    event.write_text(json.dumps({"issue": {"body": body, "number": 7}}), encoding="utf-8")
    dateline = f'#!/bin/sh\nexec {sys.executable} -m builder "$@"\n'
    answered = f"echo {ADDRESS}" if open_request else ":"
    gh = (
        f'#!/bin/sh\n[ "$2" = list ] && {{ {answered}; exit; }}\necho "$@" >> {asked}\n'
        f'[ "$2" = create ] && echo {ADDRESS}\n[ "$6" = --body-file ] && cat "$7" >> {asked}\nexit 0\n'
    )
    for name, text in {"dateline": dateline, "gh": gh}.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_EVENT_PATH": str(event),
        "ISSUE": "7",
        "GH_TOKEN": "t",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "me/harbour",
        "GITHUB_RUN_ID": "9",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:t@github.com/",
    }
    status = 0
    for step in steps():
        if "run" in step and step["name"] != "Install" and bool(status) == (step.get("if") == "failure()"):
            shell = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(shell, cwd=checkout, env=environment, check=False, capture_output=True, text=True)
            status = status or done.returncode
    return status, asked.read_text("utf-8") if asked.exists() else ""


def steps() -> list[dict[str, Any]]:
    """The steps of the workflow's job."""
    listed: list[dict[str, Any]] = yaml.safe_load(SKELETON.read_text("utf-8"))["jobs"]["propose"]["steps"]
    return listed


def proposed(repository: Path) -> list[str]:
    """The files that the branch adds."""
    return git(repository, "diff", "--name-only", "main", BRANCH).split()


def test_an_accepted_issue_becomes_a_pull_request_with_its_entry(tmp_path: Path, repository: Path) -> None:
    status, asked = run_workflow(tmp_path, repository, issue(contexts="shipping"))
    assert (status, proposed(repository)) == (0, ["content/news/2011/05/15/a-harbour-reopens.md"])
    assert asked.startswith(f"pr create --base main --head {BRANCH} --title The entry that issue #7 suggests ")
    assert "Closes #7." in asked
    assert asked.endswith(ANSWER)


def test_one_that_was_mended_takes_the_place_of_what_was_proposed(tmp_path: Path, repository: Path) -> None:
    run_workflow(tmp_path, repository, issue())
    assert run_workflow(tmp_path, repository, issue(title="Another"), open_request=True) == (0, ANSWER)
    assert proposed(repository) == ["content/news/2011/05/15/another.md"]


@pytest.mark.parametrize(
    "hostile",
    [
        '$(touch "$HOME/harm")',
        "`touch $HOME/harm`",
        '"; touch "$HOME/harm"; "',
        "' ; touch $HOME/harm #",
        "%0A::set-env::",
    ],
)
def test_nothing_of_an_issue_is_run(tmp_path: Path, repository: Path, hostile: str) -> None:
    text = issue(
        title=f"A {hostile}", contexts=f"a {hostile}", sources=hostile, text=f"{hostile}\n\n${{{{ github.token }}}}"
    )
    assert run_workflow(tmp_path, repository, text)[0] == 0
    assert not (tmp_path / "harm").exists()
    (file,) = proposed(repository)
    assert re.fullmatch(r"content/news/2011/05/15/[a-z0-9-]+\.md", file)
    assert hostile in git(repository, "show", f"{BRANCH}:{file}").replace("''", "'")


@pytest.mark.parametrize("body", ["Please.", issue(date="soon"), issue(title="This timeline begins")])
def test_what_is_no_entry_stops_the_run_before_anything_is_proposed(
    tmp_path: Path, repository: Path, body: str
) -> None:
    status, asked = run_workflow(tmp_path, repository, body)
    assert status == 1
    assert asked.startswith("issue comment 7 --repo me/harbour --body-file ")
    assert re.search(r"No entry could be made of this yet:\n\n    \S", asked)
    assert "actions/runs" not in asked
    assert git(repository, "branch", "--list", BRANCH) == ""


def test_what_is_told_of_a_strangers_words_is_code_and_calls_nobody(tmp_path: Path, repository: Path) -> None:
    status, asked = run_workflow(
        tmp_path, repository, issue(date="@everyone\n\n# [x](https://example.org)\n```\n$(id)")
    )
    assert status == 1
    (told,) = (line for line in asked.splitlines() if "@everyone" in line)
    assert told.startswith('    "@everyone # [x](https://example.org) ``` $(id)" is not a date; ')


def test_where_the_run_itself_fails_the_answer_leads_to_it(tmp_path: Path, repository: Path) -> None:
    (repository / "hooks/pre-receive").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (repository / "hooks/pre-receive").chmod(0o755)
    status, asked = run_workflow(tmp_path, repository, issue())
    assert status
    assert "    The run itself failed: https://github.com/me/harbour/actions/runs/9\n" in asked


def test_expressions_stand_outside_of_commands_and_are_none_of_the_issues_words() -> None:
    text = SKELETON.read_text("utf-8")
    assert [step["name"] for step in steps() if "${{" in step.get("run", "")] == []
    assert {*re.findall(r"\$\{\{ (.*?) \}\}", text)} == {"github.event.issue.number", "github.token"}
    assert [step["name"] for step in steps() if "github.token" in str(step)] == ["Propose", "Tell what is wrong"]


def test_only_the_label_of_a_maintainer_starts_it() -> None:
    workflow = yaml.safe_load(SKELETON.read_text("utf-8"))
    assert workflow[True] == {"issues": {"types": ["labeled"]}}
    assert workflow["jobs"]["propose"]["if"] == "github.event.label.name == 'accepted'"
