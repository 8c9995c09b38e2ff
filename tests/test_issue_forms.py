"""The issue forms of this repository: those of its own site's readers, and those of Dateline itself."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.config.repository_links import CORRECTION, ENTRY, SOURCE
from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.sites import ROOT

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").iterdir())
OF_READERS = {CORRECTION, ENTRY, SOURCE}
OF_DATELINE = {"dateline-bug.yml", "dateline-feature.yml"}


def form(file: Path) -> dict[str, Any]:
    """What a form says."""
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def test_there_are_the_forms_of_readers_and_those_of_dateline() -> None:
    assert {file.name for file in FORMS} == OF_READERS | OF_DATELINE


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_a_form_is_as_github_wants_it(file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    fields = [part["id"] for part in form(file)["body"]]
    assert len({*fields}) == len(fields)


@pytest.mark.parametrize("part", ["name", "description", "title"])
def test_who_opens_an_issue_can_tell_the_forms_apart(part: str) -> None:
    assert len({form(file)[part].casefold() for file in FORMS}) == len(FORMS)


def test_the_forms_of_dateline_say_so_and_point_readers_to_theirs() -> None:
    own = {file.name: form(file) for file in FORMS}
    assert all("Dateline" in own[name]["name"] for name in OF_DATELINE)
    assert not [name for name in OF_READERS if "Dateline" in own[name]["name"]]
    assert f'"{own[CORRECTION]["name"]}"' in own["dateline-bug.yml"]["description"]


def test_a_new_site_has_the_forms_of_readers_only(tmp_path: Path) -> None:
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert {file.name for file in (tmp_path / ".github/ISSUE_TEMPLATE").iterdir()} == OF_READERS
