"""The same content is the same bytes."""

import gzip

from builder.core.gzipped import gzipped


def test_lines_come_back_and_say_neither_a_time_nor_a_name() -> None:
    packed = gzipped([b"one\n", b"two\n"])
    assert gzip.decompress(packed) == b"one\ntwo\n"
    assert (packed[3], packed[4:8]) == (0, bytes(4))  # flags and time: RFC 1952, 2.3
