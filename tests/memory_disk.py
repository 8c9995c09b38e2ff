"""Temporary files in memory: a disk takes twice the time for many small ones, and more where many were just deleted."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # only folders of a run's own are made there
"""A file system in memory, on Linux."""


def use_memory_disk(room: int) -> None:
    """Put temporary folders in memory if so many bytes are free there, and `TMPDIR` says no other place."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > room:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it is asked for anew
