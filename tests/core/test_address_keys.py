"""Address keys: eight bytes that stand for an address."""

from builder.core.address_keys import address_key, addresses_listing, pack_keys
from builder.core.urls import Address


def test_what_lists_one_of_some_addresses_is_found_by_the_keys_of_what_it_lists() -> None:
    a, b, c = (Address(f"{name}.html") for name in "abc")
    related = {a: pack_keys([b, c]), b: pack_keys([a]), c: b""}
    assert [*addresses_listing(related, [c])] == [a]
    assert [*addresses_listing(related, [a, b])] == [a, b]
    assert [*addresses_listing(related, [])] == []
    assert pack_keys([a, b]) == address_key(a) + address_key(b)
