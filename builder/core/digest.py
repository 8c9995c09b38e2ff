"""Content digest: the hash by which contents are compared and named."""

import hashlib


def digest(content: bytes) -> bytes:
    """The first sixteen bytes of the SHA-256 of a content."""
    return hashlib.sha256(content).digest()[:16]
