"""A file without a name."""

import os
import tempfile
from pathlib import Path

import pytest

from builder.core.unnamed_file import unnamed_file


@pytest.mark.skipif(not hasattr(os, "pread"), reason="Windows has no files without a name")
def test_what_is_written_is_read_again_and_no_folder_shows_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    descriptor = unnamed_file()
    assert descriptor is not None
    os.write(descriptor, b"words")
    assert os.pread(descriptor, 5, 0) == b"words"
    assert [*tmp_path.iterdir()] == []
    os.close(descriptor)


def test_there_is_none_where_no_folder_takes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert unnamed_file() is None
