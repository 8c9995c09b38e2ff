"""What is read of a site is a file of its own."""

import errno
import os
import socket
from pathlib import Path

import pytest

from builder.core.real_files import FileRefused, open_file, read_file, read_inside, read_trusted, real_path


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    assert read_file(tmp_path / "a") == read_inside(tmp_path / "a", tmp_path) == b"x" * 100_000


def test_a_link_to_another_file_of_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("b/a")
    (tmp_path / "again").symlink_to(tmp_path / "link")
    assert read_inside(tmp_path / "link", tmp_path) == read_inside(tmp_path / "again", tmp_path) == b"a"
    assert real_path(tmp_path / "again", tmp_path) == str(tmp_path / "b/a")


@pytest.mark.parametrize(
    "target", ["../secret", "/etc/hostname", ".git/config", "b/.env", "b", "nowhere", "loop", "out/secret", "/dev/zero"]
)
def test_a_link_to_anything_else_is_refused(tmp_path: Path, target: str) -> None:
    site = tmp_path / "site"
    for name in ("site/.git/config", "site/b/.env", "secret"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("token")
    (site / "out").symlink_to("..")
    (site / "loop").symlink_to("loop")
    (site / "link").symlink_to(target)
    with pytest.raises(FileRefused, match="is not followed"):
        read_inside(site / "link", site)
    with pytest.raises(FileRefused, match="is not followed"):
        read_file(site / "link")


def test_a_name_that_leads_out_is_refused_without_any_link(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").write_text("token")
    with pytest.raises(FileRefused):
        real_path(tmp_path / "site/../secret", tmp_path / "site")


def test_what_is_no_file_is_refused_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    for name in ("pipe", "socket", "."):
        with pytest.raises(FileRefused, match="not a file"):
            open_file(tmp_path / name)


def test_a_file_that_is_missing_is_no_link(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "gone")


def test_a_file_whose_status_cannot_be_asked_is_named_and_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"a")
    open_before = len(os.listdir("/dev/fd"))

    def fail(_: int) -> os.stat_result:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", fail)
        with pytest.raises(OSError) as found:  # noqa: PT011  # what it says is asked when the system works again
            open_file(tmp_path / "a")
    assert str(found.value) == f"[Errno 5] Input/output error: '{tmp_path / 'a'}'"
    assert len(os.listdir("/dev/fd")) == open_before


def test_a_file_that_is_trusted_may_be_a_link_and_is_named_where_it_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_trusted(tmp_path / "link") == b"a"
    with pytest.raises(OSError, match="b'"):
        read_trusted(tmp_path / "b")


@pytest.mark.parametrize("most", [None, 0, 1, 5, 9, 10, 11, 100])
def test_a_file_is_read_to_its_end_or_as_far_as_it_is_asked_for_whatever_the_system_gives_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    system = os.read
    for at_once in (1, 3, 100):
        monkeypatch.setattr("os.read", lambda number, count, at_once=at_once: system(number, min(count, at_once)))
        assert read_file(tmp_path / "a", most) == b"0123456789"[:most]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no such files")
def test_a_file_that_says_it_is_empty_is_read_all_the_same() -> None:
    assert len(read_file("/proc/self/status")) > 100


def test_an_error_while_a_file_is_read_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")

    def failing(*_: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.read", failing)
    with pytest.raises(OSError, match="Input/output error") as raised:
        read_file(tmp_path / "a")
    assert raised.value.filename == str(tmp_path / "a")
