"""Compiled templates on disk, so that a build need not compile them, nor load Jinja at all.

They are code that is run, and so no part of `.dateline/`, which may come from somebody else's cache: they lie in a
folder below the system's for temporary files, which is used only if nobody else can write into it.
"""

import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType

from builder.core.digest import digest


def cached_code(name: str, checksum: bytes, compile_: Callable[[], CodeType]) -> CodeType:
    """The code of a template as it was compiled before, if the checksum is still the same; else it is compiled anew."""
    file = _file(name)
    if file is None:
        return compile_()
    try:
        kept, _, content = file.read_bytes().partition(_END)
        if kept == checksum.hex().encode():
            code = marshal.loads(content)  # noqa: S302  # nobody else can write into the folder
            if isinstance(code, CodeType):
                return code
    except (OSError, EOFError, ValueError, TypeError):
        pass
    code = compile_()
    _keep(file, checksum.hex().encode() + _END + marshal.dumps(code))
    return code


_END = b"\n"


def _file(name: str) -> Path | None:
    folder = private_folder()
    return folder / f"{sys.implementation.cache_tag}-{digest(name.encode()).hex()}.template" if folder else None


def _keep(file: Path, content: bytes) -> None:
    """Write a file whole, so that another build never reads half of it; without room it is not kept."""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).replace(file)
    except OSError:
        return


def private_folder() -> Path | None:
    """A folder for this user's code; None where there is none that is safe."""
    if not hasattr(os, "getuid"):
        folder = Path(tempfile.gettempdir()) / "dateline-templates"  # on Windows this is the user's own already
    else:
        folder = Path(tempfile.gettempdir()) / f"dateline-templates-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    is_private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid == os.getuid()
    return folder if not hasattr(os, "getuid") or is_private else None
