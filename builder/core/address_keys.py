"""Address keys: eight bytes for each address, so that the Related lists of a whole site can be kept and searched.

pack_keys([a, b]) == address_key(a) + address_key(b)    16 bytes
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count

from builder.core.digest import digest
from builder.core.urls import Address

_KEY_SIZE = 8


@lru_cache(maxsize=200_000)
def address_key(address: Address) -> bytes:
    """The key of an address: the beginning of its digest. That two are alike costs time, but no page becomes wrong."""
    return digest(address.encode())[:_KEY_SIZE]


def pack_keys(addresses: Iterable[Address]) -> bytes:
    """The keys of addresses, one behind the other."""
    return b"".join(map(address_key, addresses))


def addresses_listing(related: Mapping[Address, bytes], addresses: Iterable[Address]) -> Iterator[Address]:
    """Those whose packed keys hold the key of one of the addresses."""
    wanted = frozenset(_unpack(pack_keys(addresses)))
    if not wanted:
        return iter(())
    keys = _unpack(b"".join(related.values()))
    ends = [*accumulate(len(packed) // _KEY_SIZE for packed in related.values())]
    places = compress(count(), map(wanted.__contains__, keys))
    listing = [*related]
    return (listing[number] for number in dict.fromkeys(bisect_right(ends, place) for place in places))


def _unpack(keys: bytes) -> Sequence[int]:
    return array("Q", keys)
