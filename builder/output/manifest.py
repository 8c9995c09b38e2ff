"""The manifest of a build: each published file with what tells whether it is still as the build left it."""

from dataclasses import dataclass

from builder.content.scan import Mark


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A published file as a build left it."""

    size: int
    """In bytes."""
    changed: int
    """The time of its last change, in nanoseconds."""
    digest: bytes
    source: Mark | None = None
    """Of a file that is published as it is, the mark of the one that it was copied from."""
    related: bytes = b""
    """Of an entry's page, the keys of the entries that its Related list names, one behind the other."""
