"""Outlets: which one a source belongs to, and that sources of one outlet are together."""

import pytest

from builder.config import Register
from builder.dates import Date
from builder.model import Entry, Source
from builder.outlets import Outlets, outlet_of
from builder.urls import Slug
from tests.sites import entry_of

REGISTER = Register(
    by_slug={"bbc-news": "BBC News", "bbc": "BBC News", "un": "United Nations", "bbc-co-uk": "BBC News"},
    by_host={"bbc.co.uk": "BBC News", "blogs.bbc.co.uk": "BBC Blogs"},
)


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("Port Gazette", "https://gazette.example.org/1", "Port Gazette"),
        ("Port Gazette", None, "Port Gazette"),
        ("gazette.example.org", "https://gazette.example.org/1", "gazette.example.org"),
        ("www.gazette.example.org", None, "gazette.example.org"),
        ("?!", "https://www.gazette.example.org/1", "gazette.example.org"),
        ("?!", None, None),
        ("?!", "https://[", None),
    ],
)
def test_a_source_belongs_to_the_outlet_of_its_name_or_else_of_its_host(
    name: str, url: str | None, outlet: str | None
) -> None:
    assert outlet_of(Source(name, url), Register()) == outlet


@pytest.mark.parametrize("source", [Source("mailto:a@b.org", note="mailto:a@b.org"), Source("https://[", "https://[")])
def test_a_source_that_is_called_by_its_address_alone_belongs_to_none(source: Source) -> None:
    assert outlet_of(source, Register()) is None


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("BBC", None, "BBC News"),
        ("bbc news", "https://example.org/", "BBC News"),
        ("Ships leave the harbour", "https://www.bbc.co.uk/news/1", "BBC News"),
        ("Ships leave the harbour", "https://news.bbc.co.uk/1", "BBC News"),
        ("Ships leave the harbour", "https://a.blogs.bbc.co.uk/1", "BBC Blogs"),
        ("Ships leave the harbour", "https://notbbc.co.uk/1", "Ships leave the harbour"),
        ("UN", "https://www.bbc.co.uk/news/1", "United Nations"),
        ("news.bbc.co.uk", None, "BBC News"),
        ("www.bbc.co.uk", None, "BBC News"),
        ("St. Petersburg Times", None, "St. Petersburg Times"),
    ],
)
def test_a_source_whose_name_or_host_the_settings_name_belongs_to_that_outlet(
    name: str, url: str | None, outlet: str
) -> None:
    assert outlet_of(Source(name, url), REGISTER) == outlet


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
