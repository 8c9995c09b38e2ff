"""Compiled templates are kept for the next build, and for nobody else."""

import os
import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader

from builder.rendering.bytecode_cache import compiled
from builder.rendering.jinja_escaping import EscapingEnvironment


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files; that for compiled templates comes to lie in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def kept(folder: Path) -> list[Path]:
    """The compiled templates that are kept."""
    return sorted(folder.rglob("dateline-*.cache"))


def shown(template: str) -> str:
    """What a template gives, compiled or taken from what is kept."""
    jinja = EscapingEnvironment(loader=DictLoader({"page.html": template}), bytecode_cache=compiled())
    return jinja.get_template("page.html").render(title="A & B")


def fails_to_compile(*_: object) -> str:
    """Stands in for what compiles templates, where that must not be needed."""
    raise AssertionError


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown("{{ title }}") == "A & B"
    assert len(kept(folder)) == 1
    monkeypatch.setattr(EscapingEnvironment, "_generate", fails_to_compile)
    assert shown("{{ title }}") == "A & B"


def test_a_template_that_changed_is_compiled_anew_and_takes_its_place(folder: Path) -> None:
    shown("{{ title }}")
    assert shown("<{{ title }}>") == "<A & B>"
    assert len(kept(folder)) == 1


def test_other_code_compiles_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown("{{ title }}")
    (before,) = [file.read_bytes() for file in kept(folder)]
    monkeypatch.setattr("builder.rendering.bytecode_cache._code", lambda: b"another version")
    shown("{{ title }}")
    assert [file.read_bytes() for file in kept(folder)] != [before]


@pytest.mark.parametrize("left", [0, 3, 20, -1])
def test_a_damaged_file_is_as_none(folder: Path, left: int) -> None:
    shown("{{ title }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert shown("{{ title }}") == "A & B"
    assert file.read_bytes() == whole


def test_they_lie_where_nobody_else_can_write(folder: Path) -> None:
    shown("{{ title }}")
    (file,) = kept(folder)
    if hasattr(os, "getuid"):
        assert file.parent.stat().st_mode & 0o077 == 0


def test_without_a_safe_place_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "none"))
    assert compiled() is None
    assert shown("{{ title }}") == "A & B"


def test_a_full_disk_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("jinja2.bccache.Bucket.write_bytecode", full)
    assert shown("{{ title }}") == "A & B"
    assert kept(folder) == []


def test_what_a_filter_makes_of_a_constant_is_not_kept(folder: Path) -> None:
    for address in ("https://one.example/", "https://two.example/"):
        jinja = EscapingEnvironment(loader=DictLoader({"a": "{{ 'feed.xml' | full }}"}), bytecode_cache=compiled())
        jinja.filters["full"] = address.__add__
        assert jinja.get_template("a").render() == f"{address}feed.xml"
    assert len(kept(folder)) == 1
