"""The setting `old_addresses`: which patterns are taken."""

from typing import Any

import pytest

from builder.config.old_addresses import check_old_addresses, fill, parts_of


def test_a_pattern_is_filled_with_its_parts() -> None:
    (pattern,) = check_old_addresses(["/{year}/{month}/{slug}.html"])
    assert parts_of(pattern) == ["year", "month", "slug"]
    assert fill(pattern, {"year": "2011", "month": "05", "slug": "pier", "day": "15"}) == "/2011/05/pier.html"


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("/{slug}/", "must be a list of patterns"),
        ([1], "must be a list of patterns"),
        (["{slug}/"], 'does not begin with one "/"'),
        (["//example.org/{slug}"], 'does not begin with one "/"'),
        (["/{year}/"], "is the same for all texts; it needs one of {path}"),
        (["/{slgu}/"], 'has {slgu}, which is no part; did you mean "slug"?'),
        (["/{slug}/?p={day}"], "no part of an address"),
        (["/{slug"], "is the same for all texts"),
        (["/{slug}}/"], "no part of an address"),
    ],
)
def test_what_can_be_no_address_of_a_text_is_told(value: Any, what: str) -> None:
    with pytest.raises(ValueError, match="must be") as error:
        check_old_addresses(value)
    assert what in str(error.value)
