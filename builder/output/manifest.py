"""Output manifest: a record of each published file, by which a later build sees whether it is still as it was left."""

from builder.content.scan import ChangeMark
from builder.core.record import Record


class OutputFile(Record, frozen=True, array_like=True):
    """A published file as a build left it."""

    size: int
    """In bytes."""
    mtime: int
    """The time of its last modification, in nanoseconds."""
    digest: bytes
    source: ChangeMark | None = None
    """Of a file that is published as it is, the change mark of the file that it was copied from."""
    related: bytes = b""
    """Of an entry's page, the keys of the entries that its Related list names, one behind the other."""
