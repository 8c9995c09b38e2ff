"""Extras: packages that only some sites need."""

import sys
import tomllib

import pytest

from builder.core.extras import CARDS, DASK, IMPORT, LOKY, PUBLISH, ExtraMissing, needed
from tests.sites import ROOT


def test_each_extra_is_one_of_the_packages_own() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    packages = {"".join(line.split(">=")[:1]) for lines in declared.values() for line in lines}
    assert packages == {each.package for each in (CARDS, DASK, IMPORT, LOKY, PUBLISH)}


def test_a_missing_package_is_told_with_how_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(ExtraMissing) as missing, needed(CARDS):
        import PIL  # noqa: F401, PLC0415  # it is not there
    assert str(missing.value) == (
        "cards are drawn by Pillow, which is not installed; install it beside Dateline: "
        f"{sys.executable} -m pip install pillow"
    )


def test_another_module_that_is_missing_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zlib", None)
    with pytest.raises(ModuleNotFoundError), needed(CARDS):
        import zlib  # noqa: F401, PLC0415  # it is not there
