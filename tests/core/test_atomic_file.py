"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from builder.core.atomic_file import create, replace


def test_a_new_file_is_not_written_over_another(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    create(file, b"A")
    with pytest.raises(FileExistsError):
        create(file, b"B")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.md", b"A")]


def test_a_file_system_without_hard_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    create(tmp_path / "a.md", b"A")
    with pytest.raises(FileExistsError):
        create(tmp_path / "a.md", b"B")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"A"]


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"A")
    file.chmod(0o640)
    replace(file, b"B")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"B", 0o640)
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_stop_while_a_file_is_replaced_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"A")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os if call == "fsync" else Path, call, stop)
    with pytest.raises(KeyboardInterrupt):
        replace(file, b"B")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.md", b"A")]
