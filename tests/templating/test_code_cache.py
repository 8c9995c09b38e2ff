"""Compiled templates are kept for the next build, and for nobody else."""

import os
import tempfile
from pathlib import Path
from types import CodeType

import pytest

from builder.templating.code_cache import CompiledTemplate, cached_template, private_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files; that for compiled templates comes to lie in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.template"))


def compiled(number: int) -> CompiledTemplate:
    return CompiledTemplate(compile(f"x = {number}", "page.html", "exec"), {"page.html": b"%d" % number})


def fails_to_compile() -> CompiledTemplate:
    """Stands in for what compiles templates, where that must not be needed."""
    raise AssertionError


def cached(number: int, compiler: bytes = b"compiler") -> int:
    """What a template gives that is there now in that form."""
    digests = {"page.html": b"%d" % number, "other.html": b"-"}
    return value(cached_template("page.html", compiler, digests, lambda: compiled(number)).code)


def value(code: CodeType) -> int:
    namespace: dict[str, int] = {}
    exec(code, namespace)  # noqa: S102  # compiled above
    return namespace["x"]


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert cached(1) == 1
    assert len(kept(folder)) == 1
    assert value(cached_template("page.html", b"compiler", {"page.html": b"1"}, fails_to_compile).code) == 1


def test_a_template_that_changed_is_compiled_anew_and_takes_its_place(folder: Path) -> None:
    assert (cached(1), cached(2)) == (1, 2)
    assert len(kept(folder)) == 1


def test_another_compiler_compiles_anew(folder: Path) -> None:
    cached(1)
    (before,) = [file.read_bytes() for file in kept(folder)]
    assert cached(1, b"another") == 1
    assert [file.read_bytes() for file in kept(folder)] != [before]


@pytest.mark.parametrize("left", [0, 3, 20, -1])
def test_a_damaged_file_is_as_none(folder: Path, left: int) -> None:
    cached(1)
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert cached(1) == 1
    assert file.read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o777, 0o750])
def test_a_folder_that_others_can_look_into_is_not_used(folder: Path, mode: int) -> None:
    found = private_folder()
    assert found is not None
    assert found.stat().st_mode & 0o077 == 0
    found.chmod(mode)
    assert private_folder() is None
    cached(1)
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
    assert cached(1) == 1


def test_a_full_disk_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert cached(1) == 1
    assert kept(folder) == []
