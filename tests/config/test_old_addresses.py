"""The setting `old_addresses`: which patterns are taken."""

from typing import Any

import pytest

from builder.config.old_addresses import OldAddress, check_old_addresses


def test_a_pattern_is_filled_with_its_parts() -> None:
    (old,) = check_old_addresses(["/{year}/{month}/{slug}.html"])
    assert old.parts == ["year", "month", "slug"]
    assert old.fill({"year": "2011", "month": "05", "slug": "pier", "day": "15"}) == "/2011/05/pier.html"
    assert old.fill({"year": "2011", "slug": "pier"}) is None


def test_folders_and_contexts_may_be_empty() -> None:
    assert OldAddress("/{folder}/{contexts.kind}/{slug}").fill({"slug": "pier"}) == "/pier"


def test_an_item_in_a_table_is_of_a_section() -> None:
    found = check_old_addresses([{"post": "/{slug}/", "docs/": "/d/{slug}/"}, "/{path}/"])
    assert found == (OldAddress("/{slug}/", "post"), OldAddress("/d/{slug}/", "docs"), OldAddress("/{path}/"))


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
        ([{"post": "/a/"}], "is the same for all texts"),
        (["/{slug}}/"], "no part of an address"),
        (["/../{slug}/"], 'holds "..", which is no part of an address'),
        (["/{slug}/./a"], 'holds ".", which is no part of an address'),
        (["/{folder}[1:]/{slug}"], "no part of an address"),
        (["/%7B{slug}/"], "no part of an address"),
        ([{"post": 1}], "must be a list of patterns"),
    ],
)
def test_what_can_be_no_address_of_a_text_is_told(value: Any, what: str) -> None:
    with pytest.raises(ValueError, match="must be") as error:
        check_old_addresses(value)
    assert what in str(error.value)
