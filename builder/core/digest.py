"""The digest that stands for a content wherever contents are compared or named."""

import hashlib


def digest(content: bytes) -> bytes:
    """Sixteen bytes that stand for a content."""
    return hashlib.sha256(content).digest()[:16]
