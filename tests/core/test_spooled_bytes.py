"""Bytes by key that lie in a temporary file."""

import os
import pickle
import tempfile

import msgspec
import pytest

from builder.concurrency.forked_task import start_in_fork
from builder.core import spooled_bytes
from builder.core.spooled_bytes import SpooledBytes

VALUES = {"a": b"one", "b": b"", "c": b"three"}
MORE = {"d": b"four"}

needs_pread = pytest.mark.skipif(not hasattr(os, "pread"), reason="Windows has no files without a name")


@pytest.fixture
def spooled(monkeypatch: pytest.MonkeyPatch) -> SpooledBytes:
    """Some bytes, all of them in a file where there can be one."""
    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 0)
    return spooled_with(VALUES, MORE)


def spooled_with(*batches: dict[str, bytes]) -> SpooledBytes:
    """Bytes that were added in batches."""
    spooled = SpooledBytes()
    for batch in batches:
        spooled.add(batch)
    return spooled


def test_it_is_a_mapping_like_any_other(spooled: SpooledBytes) -> None:
    assert spooled == VALUES | MORE
    assert [*spooled] == ["a", "b", "c", "d"]
    assert len(spooled) == 4
    assert "d" in spooled
    assert "e" not in spooled
    assert spooled.get("e") is None


def test_pickled_it_is_a_dict(spooled: SpooledBytes) -> None:
    loaded = pickle.loads(pickle.dumps(spooled))  # noqa: S301  # this test pickled it
    assert type(loaded) is dict
    assert loaded == spooled


@needs_pread
def test_a_forked_process_reads_what_this_one_wrote(spooled: SpooledBytes) -> None:
    read = start_in_fork(lambda: (os.getpid(), spooled["c"]), msgspec.msgpack.Decoder(tuple[int, bytes]).decode)
    process, value = read()
    assert process != os.getpid()
    assert value == b"three"


@needs_pread
def test_the_file_is_closed_with_the_mapping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 0)
    made = tempfile.mkstemp()
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: made)
    spooled = spooled_with(VALUES)
    assert os.fstat(made[0]).st_size == len(b"onethree")
    del spooled
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(made[0])


def test_a_few_bytes_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 10)
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: pytest.fail("a file was made"))
    assert spooled_with(VALUES) == VALUES


@needs_pread
def test_what_is_too_much_for_memory_and_comes_later_is_found_beside_what_came_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 10)
    assert spooled_with(VALUES, MORE) == VALUES | MORE


def test_where_no_file_can_be_made_the_bytes_are_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "mkstemp", fail)
    assert spooled_with(VALUES, MORE) == VALUES | MORE


@needs_pread
def test_where_the_disk_is_full_the_rest_is_kept_in_memory_and_the_file_takes_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spooled_bytes, "MAX_IN_MEMORY", 0)
    made = tempfile.mkstemp()
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: made)
    spooled = spooled_with(VALUES)
    write, tried = os.pwrite, list[bytes]()

    def write_a_part(descriptor: int, content: bytes, start: int) -> int:
        tried.append(content)
        return write(descriptor, content[:1], start)

    monkeypatch.setattr(os, "pwrite", write_a_part)
    spooled.add(MORE)
    spooled.add({"e": b"five"})
    assert spooled == VALUES | MORE | {"e": b"five"}
    assert tried == [b"four"]
    assert os.fstat(made[0]).st_size == len(b"onethree")
