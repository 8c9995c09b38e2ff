"""The same content is the same bytes, and damaged ones are told."""

import gzip

import pytest

from builder.core.gzipped import gunzipped, gzipped, is_gzipped


def test_lines_come_back_and_say_neither_a_time_nor_a_name() -> None:
    packed = gzipped([b"one\n", b"two\n"])
    assert gzip.decompress(packed) == gunzipped(packed) == b"one\ntwo\n"
    assert (packed[3], packed[4:8]) == (0, bytes(4))  # flags and time: RFC 1952, 2.3
    assert is_gzipped(packed)
    assert not is_gzipped(b"one\n")


@pytest.mark.parametrize(
    "damaged", [b"", b"\x1f\x8b", b"\x1f\x8b\x08rest", gzipped([b"one\n"])[:-9], gzipped([bytes(10_000_000)])]
)
def test_what_is_damaged_or_unpacks_to_far_more_than_a_text_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"damaged|cut off"):
        gunzipped(damaged)
