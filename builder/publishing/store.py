"""The interface of a store, a place that a site is published into: a bucket of object storage, or a folder.

A store holds files by their names, as an output folder does. What it must be able to do beyond that is to write a
file only if it is still as it was read: two that publish at once are told apart by that.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from builder.core.record import Frozen


class StoreFailed(Exception):
    """Raised where a store does not do what it is asked: says what is wrong, and what to do."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}; {cure}")
        self.what = what
        self.cure = cure


class ChangedMeanwhile(Exception):
    """Raised where a file is no longer as it was read."""


class Headers(Frozen, frozen=True):
    """What a store is told of a file, and tells those who ask for it."""

    content_type: str = ""
    cache_control: str = ""
    content_encoding: str = ""
    """`gzip`, or empty for bytes as they are."""


class Version(Frozen, frozen=True):
    """A state of a file in a store, by which a later one is told from it."""

    etag: str
    """https://www.rfc-editor.org/rfc/rfc9110#field.etag"""
    generation: str = ""
    """What Google's storage knows it by."""


class Stored(Frozen, frozen=True):
    """A file as it was read."""

    content: bytes
    version: Version
    age: float
    """Seconds since it was written, by the clocks of the store and of this machine."""


class Listed(Frozen, frozen=True):
    """A file in a listing."""

    name: str
    size: int
    """In bytes."""
    etag: str = ""


class Store(Protocol):
    """A place that a site is published into. Every method may raise StoreFailed."""

    has_headers: bool
    """Whether it keeps headers; a folder does not."""

    def read(self, name: str) -> Stored | None:
        """A file; None where there is none."""

    def write(self, name: str, content: bytes, headers: Headers) -> None:
        """Write a file, whole or not at all."""

    def write_if(self, name: str, content: bytes, headers: Headers, version: Version | None) -> Version:
        """Write a file that is still in a state, or that is not there yet. Raises ChangedMeanwhile if it is not so."""

    def delete(self, names: Iterable[str]) -> None:
        """Delete files, some of which may be gone already."""

    def list(self) -> Iterator[Listed]:
        """All that lies there, in no order."""
