"""Files of the cache: each holds the digest of its content, then the content.

All but the index are named by that digest. So a file that was damaged, or belongs to another build, is noticed when
it is read.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from builder.core import real_files
from builder.core.digest import digest

INDEX = "index"
"""The one file with a name of its own: it names all others."""

DIGEST_SIZE = 16
"""Bytes of the digest in front of the content."""

T = TypeVar("T")


def save_content(folder: Path, content: bytes) -> str:
    """Write a bucket into a file named by its digest."""
    name = digest(content).hex()
    write_file(folder / name, content)
    return name


def write_file(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, its digest in front."""
    replace_file(file, digest(content) + content)


def replace_file(file: Path, content: bytes) -> None:
    """Put a new file in the place of one that may be there; what a symbolic link leads to stays as it is."""
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(new, "xb") as written:
        written.write(content)
    new.replace(file)


def read_file(folder: Path, name: str) -> bytes | None:
    """What a file of the cache holds; None if it is not there, or not as it was written: a link or a pipe never is."""
    try:
        written = real_files.read_file(folder / name)
    except (OSError, ValueError):
        return None
    content = written[DIGEST_SIZE:]
    known = digest(content)
    return content if known == written[:DIGEST_SIZE] and name in (INDEX, known.hex()) else None


def decoded(content: bytes | None, kind: type[T], hook: Callable[[type, Any], Any] | None = None) -> T | None:
    """Content in msgpack as a value of a kind; None if it is not one. The hook is msgspec's for types of our own."""
    try:
        return msgspec.msgpack.decode(content, type=kind, dec_hook=hook) if content else None
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return None
