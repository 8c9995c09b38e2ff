"""File errors: an OSError of a file that is open already names no file, and whoever reads the message needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(file: str | Path) -> Iterator[None]:
    """Name a file in each OSError that names none.

    >>> with naming("a.html"):
    ...     raise OSError(28, "No space left on device")
    Traceback (most recent call last):
    OSError: [Errno 28] No space left on device: 'a.html'
    """
    try:
        yield
    except OSError as error:
        raise named(error, file)  # noqa: B904  # it is the same error


def named(error: OSError, file: str | Path) -> OSError:
    """The same error, which names a file if it named none."""
    if error.filename is None:
        error.filename = str(file)
    return error
