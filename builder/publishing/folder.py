"""A store that is a folder: of a web server, of a mounted share, of a disk that somebody carries."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from builder.concurrency.build_lock import build_lock
from builder.core.digest import digest
from builder.core.problems import BuildRunning
from builder.core.real_files import read_file
from builder.publishing.store import ChangedMeanwhile, Headers, Listed, Stored, StoreFailed, Version

_STAGED = ".dateline-staged-"


class FolderStore:
    """A folder; made when something is written. Follows no link out of it."""

    has_headers = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> Stored | None:
        """A file; None where there is none."""
        file = self._folder / name
        try:
            content = read_file(file)
            age = time.time() - file.stat().st_mtime
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _failed(file, error) from error
        return Stored(content, _version(content), age)

    def write(self, name: str, content: bytes, headers: Headers) -> None:  # a folder keeps no headers
        """Write a file beside its place, and move it there."""
        file = self._inside(name)
        staged = file.with_name(_STAGED + token_hex(8))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                staged.write_bytes(content)
                staged.replace(file)
            finally:
                with suppress(OSError):  # why it could not be written is what has to be told
                    staged.unlink(missing_ok=True)
        except OSError as error:
            raise _failed(file, error) from error

    def write_if(self, name: str, content: bytes, headers: Headers, version: Version | None) -> Version:
        """Write a file that is still in a state, or that is not there yet. Two that do so at once wait for no other."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with build_lock(self._folder):
                now = self.read(name)
                if (now.version if now else None) != version:
                    raise ChangedMeanwhile
                self.write(name, content, headers)
        except BuildRunning as error:
            raise ChangedMeanwhile from error
        except OSError as error:
            raise _failed(self._folder, error) from error
        return _version(content)

    def delete(self, names: Iterable[str]) -> None:
        """Delete files, and the folders that this leaves empty."""
        folders: set[Path] = set()
        for name in names:
            file = self._inside(name)
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise _failed(file, error) from error
            folders.update(parent for parent in file.parents if self._folder in parent.parents)
        for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
            with suppress(OSError):  # it is not empty, or it is gone
                folder.rmdir()

    def list(self) -> Iterator[Listed]:
        """All files that lie there."""
        for folder, _, names in os.walk(self._folder):
            for name in names:
                file = Path(folder, name)
                try:
                    content = read_file(file)
                except OSError:
                    content = b""
                etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
                yield Listed(file.relative_to(self._folder).as_posix(), len(content), etag)

    def _inside(self, name: str) -> Path:
        """A file's path. Raises StoreFailed if a link on the way leads out of the folder."""
        file = self._folder / name
        if not file.parent.resolve().is_relative_to(self._folder.resolve()):
            raise StoreFailed(f"{file} lies behind a link that leads out of the folder", "take the link away")
        return file


def _version(content: bytes) -> Version:
    return Version(digest(content).hex())


def _failed(file: Path, error: OSError) -> StoreFailed:
    return StoreFailed(f"{file}: {error.strerror or error}", "see whether that disk is there, is writable and has room")
