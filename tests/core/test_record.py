"""Records: values that are kept in the cache or sent between processes."""

import msgspec
import pytest

from builder.core.record import Record


class Ship(Record, frozen=True):
    """A record of the tests' own."""

    name: str
    port: str = ""
    crew: int = 0


def test_what_is_packed_of_a_record_is_what_differs_from_its_defaults() -> None:
    packed = msgspec.msgpack.encode(Ship("Aurora", crew=7))
    assert msgspec.msgpack.decode(packed) == {"name": "Aurora", "crew": 7}
    assert msgspec.msgpack.decode(packed, type=Ship) == Ship("Aurora", crew=7)


def test_a_record_is_frozen_and_equal_to_one_with_the_same_values() -> None:
    assert {Ship("Aurora"), Ship("Aurora"), Ship("Borea")} == {Ship("Aurora"), Ship("Borea")}
    with pytest.raises(AttributeError):
        Ship("Aurora").name = "Borea"  # type: ignore[misc]
