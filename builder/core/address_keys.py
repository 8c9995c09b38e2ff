"""Short keys of addresses: eight bytes each, so that the Related lists of a whole site can be kept and searched."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from builder.core.digest import digest
from builder.core.urls import Address

_KEY = 8


@lru_cache(maxsize=200_000)
def key_of(address: Address) -> bytes:
    """A short key of an address: two of them are hardly ever alike."""
    return digest(address.encode())[:_KEY]


def keys_of(addresses: Iterable[Address]) -> bytes:
    """The keys of addresses, one behind the other."""
    return b"".join(map(key_of, addresses))


def naming_one(related: Mapping[Address, bytes], addresses: Iterable[Address]) -> Iterator[Address]:
    """Those whose list of keys, one behind the other, holds the key of one of the addresses."""
    wanted = frozenset(_numbers(keys_of(addresses)))
    return (address for address, listed in related.items() if not wanted.isdisjoint(_numbers(listed)))


def _numbers(keys: bytes) -> Sequence[int]:
    return array("Q", keys)
