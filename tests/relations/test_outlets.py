"""Outlets: which one a source belongs to, and that sources of one outlet are together."""

import pytest

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.relations.outlets import Outlets
from tests.sites import entry_of


def entry(slug: str, *outlets: str) -> Entry:
    """An entry whose sources are of these outlets."""
    made = entry_of(slug, Date(2011))
    return Entry(made.path, made.address, made.date, made.title, outlets=outlets)


def test_outlets_come_in_the_order_of_slugs_each_with_its_entries() -> None:
    entries = [entry("a", "Reuters", "BBC"), entry("b", "AP"), entry("c", "BBC")]
    found = Outlets(entries)
    assert [(slug, [each.slug for each in outlet.entries]) for slug, outlet in found.items()] == [
        ("ap", ["b"]),
        ("bbc", ["a", "c"]),
        ("reuters", ["a"]),
    ]


@pytest.mark.parametrize(("spellings", "name"), [(["Bbc", "BBC", "BBC"], "BBC"), (["bbc", "Bbc", "BBC"], "BBC")])
def test_an_outlet_has_the_spelling_used_most_then_the_first_in_order(spellings: list[str], name: str) -> None:
    (outlet,) = Outlets([entry(f"e{n}", spelling) for n, spelling in enumerate(spellings)]).values()
    assert outlet.name == name


def test_an_entry_with_two_spellings_of_an_outlet_is_listed_once() -> None:
    one = entry("one", "BBC", "Bbc")
    assert Outlets([one])[Slug("bbc")].entries == (one,)
