"""A file is written whole or not at all."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.core.atomic_file import create, replace, write_new


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


class Full(io.FileIO):
    """A file on a full disk."""

    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def unbuffered(kind: type[io.FileIO]) -> Callable[[str, str, int], io.FileIO]:
    """What opens files of a kind."""
    return lambda file, mode, buffering: kind(file, mode.replace("b", ""))


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_that_does_not_fit_leaves_nothing_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    def no_links(*_: object) -> None:
        monkeypatch.setattr("builtins.open", unbuffered(Full))
        raise PermissionError

    if has_links:
        monkeypatch.setattr("builtins.open", unbuffered(Full))
    else:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(OSError, match=r"No space left on device: '.*'"):
        create(tmp_path / "a.md", b"A")
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_is_written_anew_has_all_bytes_though_the_system_takes_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.FileIO):
        def write(self, content: Any) -> int:
            return super().write(memoryview(content)[:3])

    monkeypatch.setattr("builtins.open", unbuffered(Slow))
    mtime = write_new(str(tmp_path / "a.md"), b"0123456789")
    monkeypatch.undo()
    assert (tmp_path / "a.md").read_bytes() == b"0123456789"
    assert (tmp_path / "a.md").stat().st_mtime_ns == mtime
