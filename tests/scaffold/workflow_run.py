"""A run of a workflow that proposes something: its steps against a repository and a `gh` of this machine."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.repository import committed
from tests.sites import ROOT


def as_on_github(site: Path, tmp_path: Path) -> Path:
    """A bare repository of a site, where a run finds the one of GitHub."""
    committed(site)
    bare = tmp_path / "me/harbour"
    subprocess.run(["git", "clone", "--quiet", "--bare", site, bare], check=True)
    return bare


def run_workflow(name: str, checkout: Path, environment: Mapping[str, str], options: str, *, open_request: bool) -> str:
    """Run the steps behind that of installing, as a runner would; what was asked of `gh`.

    The repository lies beside the `checkout` that the run is to have. `options` are added to what `dateline` is asked,
    but to `build`.
    """
    tmp_path = checkout.parent
    programs, asked = tmp_path / "bin", tmp_path / "asked"
    subprocess.run(["git", "clone", "--quiet", tmp_path / "me/harbour", checkout], check=True)
    programs.mkdir(exist_ok=True)
    dateline = f'#!/bin/sh\n[ "$1" = build ] || set -- "$@" {options}\nexec {sys.executable} -m builder "$@"\n'
    gh = f'#!/bin/sh\n[ "$2" = list ] && echo {int(open_request)} || echo "$@" >> {asked}\n'
    for program, text in {"dateline": dateline, "gh": gh}.items():
        (programs / program).write_text(text, encoding="utf-8")
        (programs / program).chmod(0o755)
    workflow = yaml.safe_load((checkout / ".github/workflows" / name).read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path),
        "GH_TOKEN": "t",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "me/harbour",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:t@github.com/",
        **job["env"],
        **environment,
    }
    for step in job["steps"]:
        if "run" in step and step["name"] != "Install":
            shell = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(shell, cwd=checkout, env=environment, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    return asked.read_text("utf-8") if asked.exists() else ""
