"""Short keys of addresses."""

from builder.core.address_keys import key_of, keys_of, naming_one
from builder.core.urls import Address


def test_what_names_one_of_some_addresses_is_found_by_the_keys_of_what_it_names() -> None:
    a, b, c = (Address(f"{name}.html") for name in "abc")
    related = {a: keys_of([b, c]), b: keys_of([a]), c: b""}
    assert [*naming_one(related, [c])] == [a]
    assert [*naming_one(related, [a, b])] == [a, b]
    assert [*naming_one(related, [])] == []
    assert keys_of([a, b]) == key_of(a) + key_of(b)
