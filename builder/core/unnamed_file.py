"""An unnamed file: a temporary one that goes with the last process that has it open, however that ends."""

import os


def unnamed_file() -> int | None:
    """The descriptor of a new file; None where there can be none, as in Windows, or where no folder takes one."""
    if not hasattr(os, "pread"):
        return None
    import tempfile  # noqa: PLC0415  # takes a millisecond to load, which small sites need not spend

    try:
        descriptor, name = tempfile.mkstemp(prefix="dateline-")
    except OSError:
        return None
    try:
        os.unlink(name)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
