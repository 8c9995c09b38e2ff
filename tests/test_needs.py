"""Every test has exactly one marker of what it needs."""

import os
import tomllib
from pathlib import Path

import pytest

from tests.needs import NEEDS, needs_posix
from tests.sites import ROOT


def test_the_markers_are_those_that_pytest_knows() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert options["markers"] == [f"{name}: {words}" for name, words in NEEDS.items()]


def test_a_test_of_values_is_a_unit_test(request: pytest.FixtureRequest) -> None:
    assert {mark.name for mark in request.node.iter_markers()} & NEEDS.keys() == {"unit"}


def test_every_test_has_one_of_the_markers(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        if isinstance(item, pytest.Function):
            assert len({mark.name for mark in item.iter_markers()} & NEEDS.keys()) == 1, item.nodeid


def make_pipe(folder: Path) -> None:
    """What Windows has not, in a function that a test calls."""
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")


def test_what_windows_has_not_is_found_in_what_a_test_calls_too(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    make_pipe(tmp_path)
    assert needs_posix(request.node)


def test_a_test_of_values_needs_nothing_that_windows_has_not(request: pytest.FixtureRequest) -> None:
    assert not needs_posix(request.node)
