"""The digest."""

from builder.core.digest import digest


def test_a_digest_stands_for_bytes() -> None:
    assert digest(b"a") == digest(b"a") != digest(b"b")
    assert len(digest(b"")) == 16
