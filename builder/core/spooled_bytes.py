"""Bytes by key that lie in a temporary file: for much that is needed once, and by whichever process comes to need it.

In memory they would be there several times: a process that is forked copies what it so much as looks at.
"""

import os
import weakref
from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress

from builder.core.unnamed_file import unnamed_file

MAX_IN_MEMORY = 4_000_000
"""Up to so many bytes are kept in memory: to make a file for them would take longer."""


class SpooledBytes(Mapping[str, bytes]):
    """A mapping that is added to, and never changed, in a file without a name, which goes with the last that has it.

    What is little is kept in memory, and all where no such file can be made, or its disk is full. Pickled, it is a
    `dict`: another machine does not have the file.
    """

    def __init__(self) -> None:
        self._in_memory: dict[str, bytes] = {}
        self._room = MAX_IN_MEMORY
        """How many more bytes are kept in memory."""
        self._numbers: dict[str, int] = {}
        """For each key of the file the place of its bytes among the others."""
        self._ends = array("Q", [0])
        """Where the bytes of each end, one behind the other."""
        self._descriptor: int | None = None
        self._takes_more = True
        """Whether the file may take more; False once its disk was full, or where none can be made."""

    def add(self, values: Mapping[str, bytes]) -> None:
        """Add values under keys that are not there yet."""
        content = b"".join(values.values())
        if self._room >= len(content) or not self._spool(content):
            self._room -= len(content)
            self._in_memory.update(values)
            return
        for key, value in values.items():
            self._numbers[key] = len(self._numbers)
            self._ends.append(self._ends[-1] + len(value))

    def _spool(self, content: bytes) -> bool:
        """Write behind what is in the file, which is made where there is none; whether that was possible."""
        if not self._takes_more:
            return False
        if self._descriptor is None:
            self._descriptor = unnamed_file()
            if self._descriptor is None:
                self._takes_more = False
                return False
            weakref.finalize(self, os.close, self._descriptor)
        with suppress(OSError):
            if os.pwrite(self._descriptor, content, self._ends[-1]) == len(content):
                return True
        self._takes_more = False
        os.ftruncate(self._descriptor, self._ends[-1])  # others need what room there is
        return False

    def __getitem__(self, key: str) -> bytes:
        number = self._numbers.get(key)
        if number is None or self._descriptor is None:
            return self._in_memory[key]
        start, end = self._ends[number : number + 2]
        return os.pread(self._descriptor, end - start, start)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers or key in self._in_memory

    def __iter__(self) -> Iterator[str]:
        yield from self._numbers
        yield from self._in_memory

    def __len__(self) -> int:
        return len(self._numbers) + len(self._in_memory)

    def __reduce__(self) -> tuple[type[dict[str, bytes]], tuple[dict[str, bytes]]]:
        return dict, (dict(self),)
