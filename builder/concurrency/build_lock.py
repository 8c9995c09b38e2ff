"""The build lock: one build of a site at a time, as two would write over each other's files."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.core.problems import BuildRunning

if sys.platform != "win32":
    import fcntl


@contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the lock of the site in a folder. Raises BuildRunning if another build holds it.

    The folder itself is locked, so nothing is left in it. The system unlocks it when the last process of the build
    ends, however it ends. There is no lock on Windows, nor where a disk has none.
    """
    if sys.platform == "win32":
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunning from error
        except OSError:
            pass
        yield
    finally:
        os.close(folder)
