"""Packed size: how large a site is as it is uploaded, in one archive that gzip compresses.

GitHub's action makes such an archive of the output folder, and its size is what is held against the limit
(https://github.com/actions/upload-pages-artifact). To make one of a gigabyte takes half a minute, so of many files runs
of neighbours are packed, as the archive has them side by side, and stand for the others.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from builder.core.urls import Address
from builder.output.manifest import OutputFile

RUNS = 64
"""How many runs of neighbours are packed."""

RUN = 16
"""How many files a run has: the first of it is packed without what it has in common with the one before."""

LARGE = 1_000_000
"""Of a file of more bytes, such as a film, its beginning is packed by itself: it would outweigh all others in a run."""


def packed_size(outputs: Mapping[Address, OutputFile], folders: Sequence[Path]) -> int:
    """About how many bytes the archive of some files has; each lies in one of the folders, the first that has it."""
    small = sorted(address for address, file in outputs.items() if file.size <= LARGE)
    runs = _runs(small)
    sampled = sum(outputs[address].size for address in chain.from_iterable(runs))
    packed = sum(_packed((address, _beginning(address, folders)) for address in run) for run in runs)
    size = sum(outputs[address].size for address in small)
    large = (address for address, file in outputs.items() if file.size > LARGE)
    return round(packed * size / sampled if sampled else packed) + sum(
        outputs[address].size * _packed([(address, _beginning(address, folders))]) // LARGE for address in large
    )


def _runs(addresses: Sequence[Address]) -> list[Sequence[Address]]:
    """All of a few addresses; of many, runs that lie evenly among them."""
    if len(addresses) <= RUNS * RUN:
        return [addresses]
    return [addresses[start : start + RUN] for start in range(0, len(addresses) - RUN, len(addresses) // RUNS)]


def _beginning(address: Address, folders: Iterable[Path]) -> bytes:
    """The first bytes of a file; none if it is nowhere, as somebody took it away."""
    for folder in folders:
        try:
            with open(folder / address, "rb") as file:
                return file.read(LARGE)
        except OSError:
            continue
    return b""


def _packed(files: Iterable[tuple[Address, bytes]]) -> int:
    """How many bytes an archive of these files has."""
    compressor = zlib.compressobj(6, wbits=31)  # as gzip does
    return sum(len(compressor.compress(part)) for part in _blocks(files)) + len(compressor.flush())


def _blocks(files: Iterable[tuple[Address, bytes]]) -> Iterator[bytes]:
    """The parts of an archive: for each file a header, and its bytes up to a whole number of blocks."""
    import tarfile  # noqa: PLC0415  # takes long to load, and few builds have to ask

    for address, content in files:
        header = tarfile.TarInfo(address)
        header.size = len(content)
        yield header.tobuf()
        yield content
        yield bytes(-len(content) % tarfile.BLOCKSIZE)
