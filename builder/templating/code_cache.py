"""Compiled templates on disk, so that a build need not compile them, nor load Jinja at all.

They are code that is run, and so no part of `.dateline/`, which may come from somebody else's cache: they lie in a
folder below the system's for temporary files, which is used only if nobody else can write into it.
"""

import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from builder.core.digest import digest


class CompiledTemplate(NamedTuple):
    """The code of a template, and what it was made from."""

    code: CodeType
    used: Mapping[str, bytes]
    """The digests of the templates that it depends on, by their names."""


def cached_template(
    name: str, compiler: bytes, digests: Mapping[str, bytes], compile_: Callable[[], CompiledTemplate]
) -> CompiledTemplate:
    """A template as the same compiler compiled it before, from the same templates; else it is compiled anew."""
    file = _file(name)
    if file is None:
        return compile_()
    try:
        kept_compiler, used, code = marshal.loads(file.read_bytes())  # noqa: S302  # nobody else can write there
        if kept_compiler == compiler and is_current(used, digests) and isinstance(code, CodeType):
            return CompiledTemplate(code, used)
    except (OSError, EOFError, ValueError, TypeError, AttributeError):
        pass
    made = compile_()
    _keep(file, marshal.dumps((compiler, dict(made.used), made.code)))
    return made


def is_current(used: Mapping[str, bytes], digests: Mapping[str, bytes]) -> bool:
    """Whether what was compiled depends on nothing that is another one now."""
    return all(digests.get(name) == held for name, held in used.items())


def _file(name: str) -> Path | None:
    folder = private_folder()
    return folder / f"{sys.implementation.cache_tag}-{digest(name.encode()).hex()}.template" if folder else None


def _keep(file: Path, content: bytes) -> None:
    """Write a file whole, so that another build never reads half of it; without room it is not kept."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).replace(file)
    except OSError:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)


def private_folder() -> Path | None:
    """A folder for this user's code; None where there is none that is safe."""
    if sys.platform == "win32":
        folder = Path(tempfile.gettempdir()) / "dateline-templates"  # the folder above is the user's own there
        return folder if _made(folder) else None
    folder = Path(tempfile.gettempdir()) / f"dateline-templates-{os.getuid()}"
    if not _made(folder):
        return None
    found = folder.lstat()
    is_private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid == os.getuid()
    return folder if is_private else None


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return False
    return True
