"""Atomic writes: whoever reads a file, also after a crash, finds all of the old or all of the new."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex


def create(file: Path, content: bytes) -> None:
    """Write a new file. Raises FileExistsError if it is there already."""
    with _staged(file, content) as staged:
        try:
            os.link(staged, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with file.open("xb") as new:
                new.write(content)


def replace(file: Path, content: bytes) -> None:
    """Write a file in the place of one that is there, with the permissions of that."""
    with _staged(file, content) as staged:
        staged.chmod(file.stat().st_mode)
        staged.replace(file)


@contextmanager
def _staged(file: Path, content: bytes) -> Iterator[Path]:
    """A hidden file beside a file, with its new content on the disk."""
    staged = file.with_name(f".{token_hex(8)}.new")
    try:
        with staged.open("xb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        yield staged
    finally:
        with suppress(OSError):  # why it could not be written is what has to be told
            staged.unlink(missing_ok=True)
