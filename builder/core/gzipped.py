"""Bytes compressed by gzip (RFC 1952), so that the same content is always the same bytes."""

import io
from collections.abc import Iterable


def gzipped(lines: Iterable[bytes]) -> bytes:
    """Compress lines, one behind the other; without a time or a name, which would differ from build to build."""
    import gzip  # noqa: PLC0415  # few sites publish compressed files, and it takes long to load

    written = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=written, mtime=0) as file:
        file.writelines(lines)
    return written.getvalue()
