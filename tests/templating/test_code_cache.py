"""Compiled templates are kept for the next build, and for nobody else."""

import os
import tempfile
from pathlib import Path
from types import CodeType

import pytest

from builder.templating.code_cache import cached_code, private_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files; that for compiled templates comes to lie in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.template"))


def compiled(number: int) -> CodeType:
    return compile(f"x = {number}", "page.html", "exec")


def fails_to_compile() -> CodeType:
    """Stands in for what compiles templates, where that must not be needed."""
    raise AssertionError


def value(code: CodeType) -> int:
    namespace: dict[str, int] = {}
    exec(code, namespace)  # noqa: S102  # compiled above
    return namespace["x"]


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert value(cached_code("page.html", b"1", lambda: compiled(1))) == 1
    assert len(kept(folder)) == 1
    assert value(cached_code("page.html", b"1", fails_to_compile)) == 1


def test_what_depends_on_something_else_is_compiled_anew_and_takes_its_place(folder: Path) -> None:
    cached_code("page.html", b"1", lambda: compiled(1))
    assert value(cached_code("page.html", b"2", lambda: compiled(2))) == 2
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("left", [0, 3, 20, -1])
def test_a_damaged_file_is_as_none(folder: Path, left: int) -> None:
    cached_code("page.html", b"1", lambda: compiled(1))
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert value(cached_code("page.html", b"1", lambda: compiled(1))) == 1
    assert file.read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o777, 0o750])
def test_a_folder_that_others_can_look_into_is_not_used(folder: Path, mode: int) -> None:
    found = private_folder()
    assert found is not None
    assert found.stat().st_mode & 0o077 == 0
    found.chmod(mode)
    assert private_folder() is None
    cached_code("page.html", b"1", lambda: compiled(1))
    assert kept(folder) == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has other rights")
def test_nor_is_a_link_to_a_folder(folder: Path) -> None:
    found = private_folder()
    assert found is not None
    found.rename(folder / "elsewhere")
    found.symlink_to(folder / "elsewhere")
    assert private_folder() is None


def test_without_a_safe_place_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "none"))
    assert private_folder() is None
    assert value(cached_code("page.html", b"1", lambda: compiled(1))) == 1


def test_a_full_disk_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert value(cached_code("page.html", b"1", lambda: compiled(1))) == 1
    assert kept(folder) == []
