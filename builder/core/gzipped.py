"""Bytes compressed by gzip (RFC 1952), so that the same content is always the same bytes."""

import io
import zlib
from collections.abc import Iterable

_GZIP = b"\x1f\x8b"
"""The first bytes of what gzip compressed."""

_MOST = 100
"""How many times larger than its compressed form a text may be. Lists of addresses are some ten times as large."""


def gzipped(lines: Iterable[bytes], level: int = 6) -> bytes:
    """Compress lines, one behind the other; without a time or a name, which would differ from build to build."""
    import gzip  # noqa: PLC0415  # few sites publish compressed files, and it takes long to load

    written = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=level, fileobj=written, mtime=0) as file:
        file.writelines(lines)
    return written.getvalue()


def is_gzipped(content: bytes) -> bool:
    """Whether some bytes begin as those that gzip compressed."""
    return content.startswith(_GZIP)


def gunzipped(content: bytes) -> bytes:
    """What was compressed. Raises ValueError where it is damaged, or unpacks to what no text is."""
    unpacker = zlib.decompressobj(wbits=31)  # of gzip
    try:
        unpacked = unpacker.decompress(content, _MOST * len(content))
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not unpacker.eof:
        raise ValueError("cut off, or far too large")
    return unpacked
