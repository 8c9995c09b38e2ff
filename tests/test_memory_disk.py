"""Temporary files lie in memory where there is room, and nobody said otherwise."""

import tempfile
from pathlib import Path

import pytest

from tests import memory_disk
from tests.memory_disk import use_memory_disk


@pytest.fixture(autouse=True)
def _memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "MEMORY", tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("TMPDIR", "")
    monkeypatch.delenv("TMPDIR")


def test_temporary_folders_are_made_in_memory_where_there_is_room(tmp_path: Path) -> None:
    use_memory_disk(1)
    assert tempfile.gettempdir() == str(tmp_path)


def test_without_room_they_stay_where_they_were(tmp_path: Path) -> None:
    use_memory_disk(2**62)
    assert tempfile.gettempdir() != str(tmp_path)


def test_who_names_another_place_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path.parent))
    use_memory_disk(1)
    assert tempfile.gettempdir() != str(tmp_path)


def test_a_system_without_such_a_place_has_them_on_its_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "MEMORY", tmp_path / "none")
    use_memory_disk(1)
    assert tempfile.gettempdir() != str(tmp_path / "none")
