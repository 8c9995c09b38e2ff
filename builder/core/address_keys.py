"""Address keys: eight bytes for each address, so that the Related lists of a whole site can be kept and searched.

pack_keys([a, b]) == address_key(a) + address_key(b)    16 bytes
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

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
    return (address for address, packed in related.items() if not wanted.isdisjoint(_unpack(packed)))


def _unpack(keys: bytes) -> Sequence[int]:
    return array("Q", keys)
