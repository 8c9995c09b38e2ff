"""Atomic writes: whoever reads a file, also after a crash, finds all of the old or all of the new."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from builder.core.file_errors import naming


def create(file: Path, content: bytes) -> None:
    """Write a new file. Raises FileExistsError if it is there already."""
    with _staged(file, content) as staged:
        try:
            os.link(staged, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            _create_in_place(file, content)


def _create_in_place(file: Path, content: bytes) -> None:
    try:
        write_new(str(file), content)
    except FileExistsError:
        raise
    except BaseException:
        with suppress(OSError):  # why it could not be written is what has to be told
            file.unlink(missing_ok=True)
        raise


def replace(file: Path, content: bytes) -> None:
    """Write a file in the place of one that is there, with the permissions of that."""
    with _staged(file, content) as staged:
        staged.chmod(file.stat().st_mode)
        staged.replace(file)


def write_new(path: str, content: bytes, *, synced: bool = False) -> int:
    """Write a file that is not there yet; the time of its modification, in nanoseconds. `synced` waits for the disk.

    A disk with room for a part of the bytes takes that part and says how many; what does not fit is an error only
    when it is written in turn. A buffer would try again where it is closed, and tell of that instead.
    """
    with naming(path), open(path, "xb", buffering=0) as file:
        written = file.write(content)
        while written < len(content):
            written += file.write(memoryview(content)[written:])
        if synced:
            os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_mtime_ns


@contextmanager
def _staged(file: Path, content: bytes) -> Iterator[Path]:
    """A hidden file beside a file, with its new content on the disk."""
    staged = file.with_name(f".{token_hex(8)}.new")
    try:
        write_new(str(staged), content, synced=True)
        yield staged
    finally:
        with suppress(OSError):  # why it could not be written is what has to be told
            staged.unlink(missing_ok=True)
