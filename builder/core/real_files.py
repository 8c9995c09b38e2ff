"""Real files: what is read of a site is a file of its own, and nothing that a link leads to elsewhere.

Whoever writes an entry can add a symbolic link: to `/etc/passwd`, to `.git/config`, to `.env`. So a link may lead to
another file of the site that is not hidden, and nowhere else; a pipe, a device or a socket is never opened.

Not covered: a hard link, which no program can tell from the file; and a folder that is exchanged for a link between the
moment in which a path is resolved and that in which it is opened, by a program that runs beside this one.
"""

import errno
import os
import sys
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from builder.core.file_errors import named, naming

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""To open a pipe without O_NONBLOCK would wait for whoever writes into it."""

MORE = 1 << 20
"""Bytes of a file that are read at once where it has more than its size said."""

LINK_REFUSED = "a symbolic link that leads to a folder, out of the site, or to a hidden part of it, is not followed"
NO_FILE = "it leads nowhere, or is not a file"


class FileRefused(OSError):
    """Raised for what is no real file of the site."""


def open_file(file: str | Path) -> BinaryIO:
    """Open a real file. Raises FileRefused where there is a link, or something else than a file; and OSError."""
    number, _ = _open(file)
    return open(number, "rb", buffering=0)


def _open(file: str | Path) -> tuple[int, int]:
    """The number of a real file that is opened, and its size."""
    try:
        if not _NO_LINK and os.path.islink(file):
            raise FileRefused(errno.ELOOP, LINK_REFUSED, str(file))
        number = os.open(file, _FLAGS)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise FileRefused(errno.ELOOP, LINK_REFUSED, str(file)) from error
        if error.errno == errno.ENXIO:  # a socket, or a pipe
            raise FileRefused(errno.ENXIO, NO_FILE, str(file)) from error
        raise
    try:
        status = os.fstat(number)
        if not S_ISREG(status.st_mode):
            raise FileRefused(errno.ENXIO, NO_FILE, str(file))
    except OSError as error:
        os.close(number)
        raise named(error, file)  # noqa: B904  # it is the same error
    return number, status.st_size


def read_file(file: str | Path, most: int | None = None) -> bytes:
    """The bytes of a real file, of which no folder is a link, or only the first. Raises FileRefused, and OSError.

    A build may read every file of a site, so they are asked for in as few calls as that takes.
    """
    number, size = _open(file)
    try:
        left = sys.maxsize if most is None else most
        content = more = os.read(number, min(left, size + 1))
        while more and (left := left - len(more)):  # until it ends: it may be written to, or given in parts
            more = os.read(number, min(left, MORE))
            content += more
    except OSError as error:
        raise named(error, file)  # noqa: B904  # it is the same error
    finally:
        os.close(number)
    return content


def read_trusted(file: Path) -> bytes:
    """The bytes of a file that Dateline or its user made, and may have made a link. Raises OSError, which names it."""
    with naming(file):
        return file.read_bytes()


def real_path(file: str | Path, folder: Path) -> str:
    """Where a file below a folder lies in truth: in that folder, and in no hidden part of it.

    `folder` is a real path itself. Raises FileRefused where a link leads to anything else.
    """
    real = os.path.realpath(file)
    if not is_shown(Path(real), folder) or not os.path.isfile(real):
        raise FileRefused(errno.ELOOP, LINK_REFUSED, str(file))
    return real


def is_shown(path: Path, folder: Path) -> bool:
    """Whether a path is below a folder, and in no hidden part of it, such as `.git`."""
    return path.is_relative_to(folder) and not any(part[0] == "." for part in path.relative_to(folder).parts)


def read_inside(file: str | Path, folder: Path, most: int | None = None) -> bytes:
    """The bytes of a file that was found below a folder without following links to folders.

    It may itself be a link that stays in the folder. Raises FileRefused, and OSError.
    """
    try:
        return read_file(file, most)
    except FileRefused:
        return read_file(real_path(file, folder), most)
