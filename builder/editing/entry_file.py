"""The file of an entry: read for a form, and written only where nobody else changed it meanwhile."""

from pathlib import Path

from builder.config.config import Config
from builder.content.scan import SourceFile
from builder.core.atomic_file import replace
from builder.core.digest import digest
from builder.core.real_files import read_trusted
from builder.core.record import Frozen
from builder.importing.paths import PathCheck


class FileRefused(Exception):
    """Raised for a file that no form can show or write; says why in words for a person."""


class EntryFile(Frozen, frozen=True):
    """A file and what it holds."""

    source: SourceFile
    text: str
    digest: str
    """What stands for its bytes."""


class FileChanged(Exception):
    """Raised where a file holds something else than the form was made from."""

    def __init__(self, now: EntryFile) -> None:
        super().__init__(now.source.path)
        self.now = now


def read_entry_file(source: SourceFile, config: Config) -> EntryFile:
    """The file of an entry. Raises FileRefused."""
    file = _checked(source.relative_path, config)
    try:
        content = read_trusted(file)
        text = content.decode()
    except OSError as error:
        raise FileRefused(f"{source.path} cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{source.path} is not written in UTF-8; save it so in an editor") from error
    if "\0" in text:
        raise FileRefused(f"{source.path} holds a null character, which no browser can show; take it away in an editor")
    return EntryFile(source, text, digest(content).hex())


def write_entry_file(before: EntryFile, text: str, config: Config) -> None:
    """Write another text into a file. Raises FileChanged if it holds something else by now, and FileRefused."""
    now = read_entry_file(before.source, config)
    if now.digest != before.digest:
        raise FileChanged(now)
    try:
        replace(_checked(before.source.relative_path, config), text.encode())
    except OSError as error:
        raise FileRefused(f"{before.source.path} cannot be written ({error.strerror})") from error


def _checked(relative_path: str, config: Config) -> Path:
    """Where a file lies. Raises FileRefused if it lies elsewhere than below content/, or a link leads there."""
    why = PathCheck(config, None)(relative_path)
    file = config.content / relative_path
    if not why and file.is_symlink():
        why = "it is a symbolic link"
    if why:
        raise FileRefused(f"{relative_path} cannot be edited here: {why}")
    return file
